package org.firenet.io;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;

/**
 * Writes a file that appears complete or not at all: the content goes to a hidden file beside the
 * target, which then takes the target's place in one step. After a failure, and when the program is
 * ended by a signal it can see, the hidden file is gone and the target is what it was.
 *
 * <p>Whoever can not write to a stream opens an output file, writes to {@link #part()}, and calls
 * {@link #commit()}; closing it without that leaves nothing.
 */
public final class OutputFile implements Closeable {
  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes everything to {@code out}; flushing and closing it is not needed. */
    void writeTo(OutputStream out) throws IOException;
  }

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final Path target;
  private final Path part;

  private OutputFile(Path path, Path target) {
    this.path = path;
    this.target = target;
    this.part = target.resolveSibling("." + UUID.randomUUID() + ".part");
  }

  /**
   * Writes a file, in place of the one that may be there. A symbolic link stays and what it points
   * to is replaced.
   *
   * @throws IOException beginning with the path, as {@link #check} says, or if writing fails
   */
  public static void write(Path path, Content content) throws IOException {
    try (OutputFile file = open(path)) {
      file.fill(content);
      file.commit();
    }
  }

  /**
   * Begins a file, in place of the one that may be there, with an empty {@link #part()}. A symbolic
   * link stays and what it points to is replaced.
   *
   * @throws IOException beginning with the path, as {@link #check} says, or if the part can not be
   *     created
   */
  public static OutputFile open(Path path) throws IOException {
    check(path);
    boolean link = Files.isSymbolicLink(path) && Files.exists(path);
    OutputFile file = new OutputFile(path, link ? path.toRealPath() : path);
    return HiddenParts.step(
        path,
        () -> {
          try {
            Files.createFile(file.part);
          } catch (IOException e) {
            throw failed(path, e);
          }
          HiddenParts.add(file.part);
          return file;
        });
  }

  /**
   * Writes the content of the hidden file, from its beginning.
   *
   * @throws IOException beginning with the path, if that fails
   */
  public void fill(Content content) throws IOException {
    try (OutputStream out = new NamedStream(path, stream())) {
      content.writeTo(out);
    }
  }

  private OutputStream stream() throws IOException {
    try {
      return Files.newOutputStream(
          part, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** The file as the caller named it. */
  public Path path() {
    return path;
  }

  /** The hidden file to write to. */
  public Path part() {
    return part;
  }

  /** The error, beginning with the path, of a failure to write to the hidden file. */
  public IOException failure(IOException cause) {
    return failed(path, cause);
  }

  /**
   * Puts the hidden file, which must be complete and closed, in the target's place.
   *
   * @throws IOException beginning with the path, if that fails or if the program is ending
   */
  public void commit() throws IOException {
    commit(List.of(this));
  }

  /**
   * Puts hidden files, which must be complete and closed, in their targets' places: all of them, or
   * none if the program is ending.
   *
   * @throws IOException beginning with the path of the first that fails
   */
  static void commit(List<OutputFile> files) throws IOException {
    HiddenParts.step(
        files.get(0).path,
        () -> {
          for (OutputFile file : files) {
            file.move();
          }
          return null;
        });
  }

  private void move() throws IOException {
    try {
      try {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** Deletes the hidden file if it is still there. */
  @Override
  public void close() throws IOException {
    HiddenParts.remove(part);
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

  private static IOException failed(Path path, IOException e) {
    return new IOException(path + ": could not be written: " + reason(e), e);
  }

  /** What the system says; some exceptions say it by their class alone. */
  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "its directory is gone";
    }
    if (e instanceof AccessDeniedException) {
      return "not permitted";
    }
    String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return reason == null ? e.getClass().getSimpleName() : reason;
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
