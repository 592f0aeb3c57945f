package org.firenet.io.nifti;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.firenet.io.InputFile;

/** The bytes of a file, decompressed if its name ends in {@code .gz}, from the first one on. */
final class NiftiInput implements Closeable {
  /** Deflate makes at most 1032 bytes of one. */
  private static final long MOST_EXPANSION = 1032;

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final FileChannel channel;
  private final InputStream in;
  private final boolean compressed;
  private long position;

  private NiftiInput(Path path, FileChannel channel, boolean compressed) throws IOException {
    this.path = path;
    this.channel = channel;
    this.compressed = compressed;
    InputStream bytes = Channels.newInputStream(channel);
    this.in = compressed ? new GZIPInputStream(bytes, BUFFER_BYTES) : bytes;
  }

  static NiftiInput open(Path path) throws IOException {
    FileChannel channel = InputFile.openChannel(path);
    try {
      return new NiftiInput(path, channel, path.toString().toLowerCase(Locale.ROOT).endsWith("gz"));
    } catch (IOException e) {
      channel.close();
      throw broken(path, e);
    }
  }

  Path path() {
    return path;
  }

  /** Whether the file is as long as the header will make us read. */
  boolean isSizeKnown() {
    return !compressed;
  }

  /** Checks that the file can hold a number of bytes from a place on. */
  void require(long offset, long bytes) throws IOException {
    long size = channel.size();
    if (offset + bytes > (compressed ? MOST_EXPANSION * size : size)) {
      throw InputFile.failure(
          path,
          "expected %d bytes of data at byte %d, the file has %d bytes%s"
              .formatted(bytes, offset, size, compressed ? ", compressed" : ""));
    }
  }

  /** The next bytes. */
  byte[] take(int count) throws IOException {
    byte[] out = new byte[count];
    fill(out, count);
    return out;
  }

  /** Overwrites the first bytes of an array with the next ones of the file. */
  void fill(byte[] out, int count) throws IOException {
    int done = 0;
    while (done < count) {
      int read = read(out, done, count - done);
      if (read < 0) {
        throw InputFile.failure(
            path,
            "expected %d more bytes, the data end at byte %d"
                .formatted(count - done, position + done));
      }
      done += read;
    }
    position += count;
  }

  /** Passes over bytes up to a place, not before the one that has been reached. */
  void skipTo(long offset) throws IOException {
    byte[] passed = new byte[BUFFER_BYTES];
    while (position < offset) {
      fill(passed, (int) Math.min(passed.length, offset - position));
    }
  }

  /** Looks whether the data end here, which checks the sum of a compressed file. */
  void finish() throws IOException {
    if (compressed) {
      int unused = read(new byte[1], 0, 1);
    }
  }

  private int read(byte[] out, int from, int count) throws IOException {
    try {
      return in.read(out, from, count);
    } catch (IOException e) {
      throw broken(path, e);
    }
  }

  private static IOException broken(Path path, IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith(path + ": ") ? e : new IOException(path + ": " + message, e);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
