package org.firenet.io.hdf5;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongToIntFunction;
import org.bytedeco.hdf5.global.hdf5;

/**
 * Handles of the native library, closed together, the latest first. To be used under {@link
 * NativeLibrary#LOCK} only.
 */
final class NativeHandles implements AutoCloseable {
  /** What a handle stands for, and with it how it is closed. */
  enum Kind {
    FILE(hdf5::H5Fclose),
    GROUP(hdf5::H5Gclose),
    DATASET(hdf5::H5Dclose),
    ATTRIBUTE(hdf5::H5Aclose),
    TYPE(hdf5::H5Tclose),
    SPACE(hdf5::H5Sclose),
    PROPERTIES(hdf5::H5Pclose);

    private final LongToIntFunction closing;

    Kind(LongToIntFunction closing) {
      this.closing = closing;
    }
  }

  private record Handle(Kind kind, long id) {}

  private final Path path;
  private final Deque<Handle> open = new ArrayDeque<>();

  /** For work on a file, which errors name. */
  NativeHandles(Path path) {
    this.path = path;
  }

  /** Takes a handle that a call returned, or fails as the call did. */
  long add(Kind kind, long id) throws IOException {
    if (id < 0) {
      throw failure();
    }
    open.push(new Handle(kind, id));
    return id;
  }

  /** Fails if a call did. */
  void check(int status) throws IOException {
    if (status < 0) {
      throw failure();
    }
  }

  private IOException failure() {
    return new IOException(path + ": could not be written: " + NativeLibrary.failure());
  }

  /** Closes every handle, then fails if one could not be closed. */
  @Override
  public void close() throws IOException {
    IOException first = null;
    while (!open.isEmpty()) {
      Handle handle = open.pop();
      if (handle.kind.closing.applyAsInt(handle.id) < 0 && first == null) {
        first = failure();
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
