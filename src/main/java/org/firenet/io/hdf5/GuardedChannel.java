package org.firenet.io.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * What a library sees of a file: reading at a place, and nothing else. Files are never mapped, so
 * that one that shrinks is an error and not the end of the JVM; and no more is read than a budget,
 * so that a damaged file that leads in circles is an error as well.
 */
final class GuardedChannel extends FileChannel {
  private static final long FREE_READS = 20_000;
  private static final long MAX_READS = 4_000_000;
  private static final long FREE_BYTES = 1 << 22;

  private final FileChannel channel;
  private final long size;
  private long reads;
  private long bytes;

  GuardedChannel(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  /** Begins a new budget: a few times what a file of this size can have to say. */
  synchronized void renewBudget() {
    reads = Math.min(MAX_READS, FREE_READS + size / 4);
    bytes = FREE_BYTES + 4 * size;
  }

  @Override
  public int read(ByteBuffer buffer, long position) throws IOException {
    spend(buffer.remaining());
    if (position < 0 || position > size) {
      throw new IOException("byte " + position + " of a file of " + size + " bytes");
    }
    return channel.read(buffer, position);
  }

  private synchronized void spend(int wanted) throws IOException {
    reads--;
    bytes -= wanted;
    if (reads < 0 || bytes < 0) {
      throw new IOException("the structure leads in circles");
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long length) {
    throw new UnsupportedOperationException("files are not mapped");
  }

  @Override
  public int read(ByteBuffer buffer) {
    throw new NonReadableChannelException();
  }

  @Override
  public long read(ByteBuffer[] buffers, int offset, int length) {
    throw new NonReadableChannelException();
  }

  @Override
  public int write(ByteBuffer buffer) {
    throw new NonWritableChannelException();
  }

  @Override
  public long write(ByteBuffer[] buffers, int offset, int length) {
    throw new NonWritableChannelException();
  }

  @Override
  public int write(ByteBuffer buffer, long position) {
    throw new NonWritableChannelException();
  }

  @Override
  public long position() {
    return 0;
  }

  @Override
  public FileChannel position(long position) {
    throw new NonReadableChannelException();
  }

  @Override
  public FileChannel truncate(long length) {
    throw new NonWritableChannelException();
  }

  @Override
  public void force(boolean metadata) {
    throw new NonWritableChannelException();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) {
    throw new NonReadableChannelException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new NonWritableChannelException();
  }

  @Override
  public FileLock lock(long position, long length, boolean shared) {
    throw new NonWritableChannelException();
  }

  @Override
  public FileLock tryLock(long position, long length, boolean shared) {
    throw new NonWritableChannelException();
  }

  @Override
  protected void implCloseChannel() throws IOException {
    channel.close();
  }
}
