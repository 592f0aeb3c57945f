package org.firenet.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * Opens and reads files with errors of one line that begins with the path; for the readers here.
 */
public final class InputFile {
  private static final Pattern NOT_IN_A_LINE = Pattern.compile("[\\p{Cntrl}\\x85\\u2028\\u2029]");

  private InputFile() {}

  /** Fills a buffer up to its limit from a place in the file, and rewinds it. */
  public static void readFully(FileChannel channel, Path path, ByteBuffer buffer, long at)
      throws IOException {
    if (!channel.isOpen()) {
      throw new IllegalStateException(path + " is closed");
    }
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw failure(
            path,
            "expected %d bytes at byte %d, the file ends at byte %d"
                .formatted(buffer.limit(), at, channel.size()));
      }
    }
    buffer.rewind();
  }

  /** Opens a regular file that is not empty. */
  public static FileChannel openChannel(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw failure(path, "expected a file, got a directory");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw failure(path, "expected a regular file");
    }
    try {
      if (Files.size(path) == 0) {
        throw failure(path, "the file is empty");
      }
      return FileChannel.open(path, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw new IOException(path + ": no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException(path + ": not permitted to read it", e);
    }
  }

  /** An error of one line about a file; what does not belong in a line becomes a question mark. */
  public static IOException failure(Path path, String what) {
    return new IOException(path + ": " + NOT_IN_A_LINE.matcher(what).replaceAll("?"));
  }
}
