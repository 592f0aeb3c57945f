package org.firenet.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes a directory of files that appears complete or not at all: the files go to a hidden
 * directory beside the target, which then takes the target's name in one step. The target must not
 * exist or be an empty directory, so nothing that was there is ever lost. After a failure, and when
 * the program is ended by a signal it can see, the hidden directory is gone.
 */
public final class OutputDirectory {
  /** Writes the files of a directory. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything to {@code files}. */
    void writeTo(Files files) throws IOException;

    /** Takes the files one by one. */
    interface Files {
      /** Writes the next file; its name is new and has no separator. */
      void write(String name, OutputFile.Content content) throws IOException;
    }
  }

  private OutputDirectory() {}

  /**
   * Writes a directory.
   *
   * @throws IOException beginning with the path, as {@link #check} says, or if writing fails
   */
  public static void write(Path path, Content content) throws IOException {
    check(path);
    Path target = Files.isDirectory(path) ? path.toRealPath() : path.toAbsolutePath();
    Path beside = target.resolveSibling("." + UUID.randomUUID() + ".part");
    try {
      HiddenParts.step(
          path,
          () -> {
            Path made = Files.createDirectory(beside);
            HiddenParts.add(made);
            return made;
          });
      content.writeTo((name, file) -> writeFile(path.resolve(name), beside.resolve(name), file));
      HiddenParts.step(
          path,
          () -> {
            Files.deleteIfExists(target);
            move(beside, target);
            return null;
          });
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      throw new IOException(path + ": could not be written: " + reason, e);
    } finally {
      HiddenParts.remove(beside);
    }
  }

  /**
   * Checks, without writing, that a directory can be written; to be called before a long
   * computation.
   *
   * @throws IOException if there is something else than an empty directory, or if the directory
   *     above is missing or must not be written to
   */
  public static void check(Path path) throws IOException {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw InputFile.failure(path, "expected a directory to write, got a file");
    }
    Path target = Files.isDirectory(path) ? path.toRealPath() : path.toAbsolutePath().normalize();
    Path parent = target.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw InputFile.failure(path, "no such directory: " + parent);
    }
    if (!Files.isWritable(parent)) {
      throw InputFile.failure(path, "not permitted to write in " + parent);
    }
    if (Files.isDirectory(target)) {
      try (Stream<Path> entries = Files.list(target)) {
        if (entries.findAny().isPresent()) {
          throw InputFile.failure(path, "expected a new or an empty directory, it has files in it");
        }
      } catch (FileSystemException e) {
        throw new IOException(path + ": not permitted to read it", e);
      }
    }
  }

  private static void writeFile(Path named, Path actual, OutputFile.Content content)
      throws IOException {
    OutputStream file =
        HiddenParts.step(
            named,
            () ->
                Files.newOutputStream(
                    actual, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    try (OutputStream out = new OutputFile.NamedStream(named, file)) {
      content.writeTo(out);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to);
    }
  }
}
