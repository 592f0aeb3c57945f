package org.firenet.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What tells one input file from another.
 *
 * @param path as it was given
 * @param bytes its size
 * @param sha256 SHA-256 of its content, 64 lower-case hexadecimal digits
 */
public record InputFingerprint(String path, long bytes, String sha256) {
  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * Reads a file once, piece by piece.
   *
   * @throws IOException beginning with the path, if it is not a file or can not be read
   */
  public static InputFingerprint of(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException(path + ": expected a file, got a directory");
    }
    MessageDigest digest = newDigest();
    long bytes = 0;
    try (InputStream in = Files.newInputStream(path)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
        bytes += count;
      }
    } catch (NoSuchFileException e) {
      throw new IOException(path + ": no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException(path + ": not permitted to read it", e);
    } catch (IOException e) {
      throw new IOException(path + ": could not be read: " + e.getMessage(), e);
    }
    return new InputFingerprint(path.toString(), bytes, HexFormat.of().formatHex(digest.digest()));
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
