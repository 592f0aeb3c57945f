package org.firenet.io.hdf5;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The writers that are open. When the JVM ends, HDF5's library would write what they have left to
 * write, through a Java that is gone; so they are closed before, which also leaves no hidden files.
 */
final class OpenWriters {
  private static final Set<Hdf5Writer> OPEN = new LinkedHashSet<>();
  private static volatile boolean ending;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(OpenWriters::closeAll, "HDF5 files"));
  }

  private OpenWriters() {}

  /**
   * Takes a writer that is about to open its file.
   *
   * @throws IOException if the JVM is ending
   */
  static void add(Hdf5Writer writer) throws IOException {
    synchronized (NativeLibrary.LOCK) {
      requireRunning(writer.path());
      OPEN.add(writer);
    }
  }

  /**
   * Checks that writers are still open unless they were closed.
   *
   * @throws IOException beginning with the path, if the JVM is ending
   */
  static void requireRunning(Path path) throws IOException {
    if (ending) {
      throw new IOException(path + ": could not be written: the program is ending");
    }
  }

  /** Forgets a writer that closes its file. */
  static void remove(Hdf5Writer writer) {
    synchronized (NativeLibrary.LOCK) {
      OPEN.remove(writer);
    }
  }

  private static void closeAll() {
    synchronized (NativeLibrary.LOCK) {
      ending = true;
      List<Hdf5Writer> writers = new ArrayList<>(OPEN);
      for (Hdf5Writer writer : writers) {
        try {
          writer.close();
        } catch (IOException e) {
          // There is nobody left to tell.
        }
      }
    }
  }
}
