package org.firenet.io;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file that appears complete or not at all: the content goes to a hidden file beside the
 * target, which then takes the target's place in one step. After a failure the hidden file is gone
 * and the target is what it was.
 */
public final class OutputFile {
  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything to {@code out}; flushing and closing it is not needed. */
    void writeTo(OutputStream out) throws IOException;
  }

  private static final int BUFFER_BYTES = 1 << 16;

  private OutputFile() {}

  /**
   * Writes a file, in place of the one that may be there. A symbolic link stays and what it points
   * to is replaced.
   *
   * @throws IOException beginning with the path, as {@link #check} says, or if writing fails
   */
  public static void write(Path path, Content content) throws IOException {
    check(path);
    Path target = Files.isSymbolicLink(path) && Files.exists(path) ? path.toRealPath() : path;
    Path beside = target.resolveSibling("." + UUID.randomUUID() + ".part");
    try {
      try (OutputStream out = new NamedStream(path, create(path, beside))) {
        content.writeTo(out);
      }
      move(path, beside, target);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /**
   * Checks, without writing, that a file can be written; to be called before a long computation.
   *
   * @throws IOException if the path is a directory or another thing that is not a regular file, if
   *     it must not be written to, or if its directory is missing or must not be written to
   */
  public static void check(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw InputFile.failure(path, "expected a file to write, got a directory");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw InputFile.failure(path, "expected a regular file to write");
    }
    Path parent = path.toAbsolutePath().getParent();
    if (!Files.isDirectory(parent)) {
      throw InputFile.failure(path, "no such directory: " + parent);
    }
    if (!Files.isWritable(parent)) {
      throw InputFile.failure(path, "not permitted to write in " + parent);
    }
    if (Files.exists(path) && !Files.isWritable(path)) {
      throw InputFile.failure(path, "not permitted to replace it");
    }
  }

  private static OutputStream create(Path path, Path beside) throws IOException {
    try {
      return Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  private static void move(Path path, Path from, Path to) throws IOException {
    try {
      try {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  private static IOException failed(Path path, IOException e) {
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return new IOException(path + ": could not be written: " + reason, e);
  }

  /** A buffered stream whose errors name the file. */
  static final class NamedStream extends FilterOutputStream {
    private final Path path;

    NamedStream(Path path, OutputStream out) {
      super(new BufferedOutputStream(out, BUFFER_BYTES));
      this.path = path;
    }

    @Override
    public void write(int value) throws IOException {
      try {
        out.write(value);
      } catch (IOException e) {
        throw failed(path, e);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw failed(path, e);
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        throw failed(path, e);
      }
    }

    /** Closes what it writes to, which flushes first. */
    @Override
    public void close() throws IOException {
      try {
        out.close();
      } catch (IOException e) {
        throw failed(path, e);
      }
    }
  }
}
