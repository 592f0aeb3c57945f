package org.firenet.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The hidden files and directories that are being written. When the JVM ends, by a signal for
 * instance, they are removed, and from then on nothing is created or put in its place any more.
 */
final class HiddenParts {
  /** A step that is done as a whole or not at all when the JVM ends. */
  @FunctionalInterface
  interface Step<T> {
    /** Takes the step. */
    T take() throws IOException;
  }

  private static final Set<Path> PARTS = new LinkedHashSet<>();
  private static boolean ending;

  static {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(HiddenParts::removeAll, "hidden files"));
    } catch (IllegalStateException e) {
      ending = true;
    }
  }

  private HiddenParts() {}

  /**
   * Takes a step that creates or moves files.
   *
   * @param path named in errors
   * @throws IOException beginning with the path, if the JVM is ending; or that of the step
   */
  static synchronized <T> T step(Path path, Step<T> step) throws IOException {
    if (ending) {
      throw new IOException(path + ": could not be written: the program is ending");
    }
    return step.take();
  }

  /** Remembers a part that is about to be created; within a step. */
  static synchronized void add(Path part) {
    PARTS.add(part);
  }

  /** Removes a part, if it is there, and forgets it. */
  static synchronized void remove(Path part) throws IOException {
    PARTS.remove(part);
    delete(part);
  }

  private static synchronized void removeAll() {
    ending = true;
    for (Path part : PARTS) {
      try {
        delete(part);
      } catch (IOException e) {
        // There is nobody left to tell.
      }
    }
  }

  /** Deletes a file, or a directory of files. */
  private static void delete(Path part) throws IOException {
    if (Files.isDirectory(part)) {
      List<Path> files;
      try (Stream<Path> entries = Files.list(part)) {
        files = entries.toList();
      }
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(part);
  }
}
