package org.firenet.io.hdf5;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file as HDF5's library sees it. No step of it fails: the library, in the version at hand, does
 * not survive that its last steps do. Instead the first failure is kept, and from then on what is
 * written stays in memory, little as it is, where the library finds it again.
 */
final class DrivenFile implements Closeable {
  private record Piece(long place, byte[] bytes) {}

  private final FileChannel channel;
  private final List<Piece> unwritten = new ArrayList<>();
  private IOException failure;
  private long allocated;
  private long end;

  /** An empty file that exists already. */
  DrivenFile(Path path) throws IOException {
    channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** The first failure, or null. */
  IOException failure() {
    return failure;
  }

  /** Where the library says that the file ends. */
  long allocated() {
    return allocated;
  }

  /** Lets the library say where the file ends. */
  void allocate(long bytes) {
    allocated = bytes;
  }

  /** Where the file ends. */
  long end() {
    return end;
  }

  /** Reads what was written; zeros elsewhere. */
  void read(long place, ByteBuffer target) {
    int start = target.position();
    try {
      while (target.hasRemaining()
          && channel.read(target, place + target.position() - start) > 0) {}
    } catch (IOException e) {
      fail(e);
    }
    while (target.hasRemaining()) {
      target.put((byte) 0);
    }
    for (Piece piece : unwritten) {
      long from = Math.max(piece.place, place);
      long to = Math.min(piece.place + piece.bytes.length, place + target.limit() - start);
      for (long at = from; at < to; at++) {
        target.put((int) (at - place) + start, piece.bytes[(int) (at - piece.place)]);
      }
    }
  }

  /** Writes all that the buffer has. */
  void write(long place, ByteBuffer source) {
    end = Math.max(end, place + source.remaining());
    int start = source.position();
    try {
      while (failure == null && source.hasRemaining()) {
        channel.write(source, place + source.position() - start);
      }
    } catch (IOException e) {
      fail(e);
    }
    if (source.hasRemaining()) {
      byte[] rest = new byte[source.remaining()];
      long at = place + source.position() - start;
      source.get(rest);
      unwritten.add(new Piece(at, rest));
    }
  }

  /** Ends the file where the library said. */
  void truncate() {
    try {
      if (failure == null && end > allocated) {
        channel.truncate(allocated);
      } else if (failure == null && end < allocated) {
        channel.write(ByteBuffer.allocate(1), allocated - 1);
      }
    } catch (IOException e) {
      fail(e);
    }
    end = allocated;
  }

  private void fail(IOException e) {
    if (failure == null) {
      failure = e;
    }
  }

  /** Keeps a failure as well. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      fail(e);
    }
  }
}
