package org.firenet.io.hdf5;

import io.jhdf.Superblock;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * What jHDF sees of a file. Nothing is mapped, so that a file that shrinks is an error and not the
 * end of the JVM; nothing is allocated that the file does not have; and no more is read than a
 * budget, so that a damaged file that leads in circles is an error as well.
 */
final class GuardedStorage implements HdfBackingStorage {
  private static final long FREE_READS = 20_000;
  private static final long MAX_READS = 4_000_000;
  private static final long FREE_BYTES = 1 << 22;

  private final FileBytes file;
  private final Superblock superblock;
  private long reads;
  private long bytes;

  GuardedStorage(FileBytes file, Superblock superblock) {
    this.file = file;
    this.superblock = superblock;
    renewBudget();
  }

  /** Begins a new budget: a few times what a file of this size can have to say. */
  void renewBudget() {
    reads = Math.min(MAX_READS, FREE_READS + file.size() / 4);
    bytes = FREE_BYTES + 4 * file.size();
  }

  @Override
  public ByteBuffer readBufferFromAddress(long address, int length) {
    if (length < 0 || length > file.available(address)) {
      throw new HdfException(file.shortfall(address, length));
    }
    reads--;
    bytes -= length;
    if (reads < 0 || bytes < 0) {
      throw new HdfException("the structure leads in circles");
    }
    try {
      return file.copy(address, length, "");
    } catch (IOException e) {
      throw new HdfException("reading failed", e);
    }
  }

  @Override
  public ByteBuffer map(long address, long length) {
    if (length > FileBytes.MAX_ARRAY) {
      throw new HdfException(file.shortfall(address, length));
    }
    return readBufferFromAddress(address, (int) length);
  }

  @Override
  public ByteBuffer mapNoOffset(long address, long length) {
    return map(address - file.base(), length);
  }

  @Override
  public long getUserBlockSize() {
    return file.base();
  }

  @Override
  public Superblock getSuperblock() {
    return superblock;
  }

  @Override
  public FileChannel getFileChannel() {
    throw new UnsupportedOperationException("only by address");
  }

  @Override
  public int getSizeOfOffsets() {
    return file.offsetSize();
  }

  @Override
  public int getSizeOfLengths() {
    return file.lengthSize();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException("closed by its owner");
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public boolean inMemory() {
    return false;
  }
}
