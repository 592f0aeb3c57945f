package org.firenet.io.nifti;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.firenet.io.InputFile;

/** Reads and checks the header of a NIfTI file, of either version and order of bytes. */
final class NiftiHeaderParser {
  private final Path path;
  private final ByteBuffer bytes;

  private NiftiHeaderParser(Path path, ByteBuffer bytes) {
    this.path = path;
    this.bytes = bytes;
  }

  /**
   * How many bytes the header has, by its first four.
   *
   * @throws IOException if it is no NIfTI header
   */
  static int length(Path path, byte[] start) throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      int length = ByteBuffer.wrap(start).order(order).getInt(0);
      if (length == NiftiHeader.FIRST_BYTES || length == NiftiHeader.SECOND_BYTES) {
        return length;
      }
    }
    throw InputFile.failure(path, "expected a NIfTI header, which begins with 348 or 540");
  }

  /**
   * The header.
   *
   * @param pair whether the data are in another file
   */
  static NiftiHeader parse(Path path, byte[] header, boolean pair) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.getInt(0) != header.length) {
      bytes.order(ByteOrder.BIG_ENDIAN);
    }
    NiftiHeaderParser parser = new NiftiHeaderParser(path, bytes);
    return header.length == NiftiHeader.FIRST_BYTES ? parser.first(pair) : parser.second(pair);
  }

  private NiftiHeader first(boolean pair) throws IOException {
    requireMagic(344, pair ? "ni1\0" : "n+1\0");
    long[] dimensions = new long[NiftiHeader.DIMENSIONS];
    for (int d = 0; d < dimensions.length; d++) {
      dimensions[d] = bytes.getShort(42 + Short.BYTES * d);
    }
    int count = bytes.getShort(40);
    double[] spacings = floats(76, 1 + NiftiHeader.DIMENSIONS);
    return header(
        pair,
        new NiftiHeader(
            1,
            bytes.order(),
            extents(count, dimensions),
            bytes.getShort(70),
            Arrays.copyOfRange(spacings, 1, spacings.length),
            bytes.get(123) & 0xff,
            bytes.getFloat(108),
            bytes.getFloat(112),
            bytes.getFloat(116),
            new NiftiOrientation(
                bytes.getShort(252),
                bytes.getShort(254),
                spacings[0] < 0 ? -1 : 1,
                floats(256, 6),
                floats(280, 12)),
            new NiftiHeader.Text(
                text(148, 80),
                text(328, 16),
                bytes.get(39) & 0xff,
                bytes.getFloat(128),
                bytes.getFloat(124))));
  }

  private NiftiHeader second(boolean pair) throws IOException {
    requireMagic(4, pair ? "ni2\0\r\n\032\n" : "n+2\0\r\n\032\n");
    long[] dimensions = new long[NiftiHeader.DIMENSIONS];
    for (int d = 0; d < dimensions.length; d++) {
      dimensions[d] = bytes.getLong(24 + Long.BYTES * d);
    }
    double[] spacings = doubles(104, 1 + NiftiHeader.DIMENSIONS);
    return header(
        pair,
        new NiftiHeader(
            2,
            bytes.order(),
            extents(bytes.getLong(16), dimensions),
            bytes.getShort(12),
            Arrays.copyOfRange(spacings, 1, spacings.length),
            bytes.getInt(500),
            bytes.getLong(168),
            bytes.getDouble(176),
            bytes.getDouble(184),
            new NiftiOrientation(
                bytes.getInt(344),
                bytes.getInt(348),
                spacings[0] < 0 ? -1 : 1,
                doubles(352, 6),
                doubles(400, 12)),
            new NiftiHeader.Text(
                text(240, 80),
                text(508, 16),
                bytes.get(524) & 0xff,
                bytes.getDouble(200),
                bytes.getDouble(192))));
  }

  /** Checks what the two versions have in common. */
  private NiftiHeader header(boolean pair, NiftiHeader header) throws IOException {
    if (NiftiType.element(header.type(), header.order()) == null) {
      throw InputFile.failure(
          path,
          "expected integers, floating-point or complex numbers of at most 64 bits, got "
              + NiftiType.unreadableName(header.type()));
    }
    int least = pair ? 0 : header.version() == 1 ? 348 : 540;
    double offset = header.offset();
    if (!(offset >= least && offset <= Long.MAX_VALUE / 2) || offset != Math.rint(offset)) {
      throw InputFile.failure(
          path,
          "vox_offset: expected a whole number of at least %d, got %s".formatted(least, offset));
    }
    return header;
  }

  private long[] extents(long count, long[] dimensions) throws IOException {
    boolean valid = count >= 1 && count <= NiftiHeader.DIMENSIONS;
    for (int d = 0; valid && d < count; d++) {
      valid = dimensions[d] >= 1;
    }
    if (!valid) {
      throw InputFile.failure(
          path,
          "dim: expected 1 to 7 extents of at least 1, got %d of %s"
              .formatted(count, Arrays.toString(dimensions)));
    }
    return Arrays.copyOf(dimensions, (int) count);
  }

  private void requireMagic(int at, String expected) throws IOException {
    byte[] magic = NiftiHeader.magic(expected);
    byte[] actual = new byte[magic.length];
    bytes.get(at, actual);
    if (!Arrays.equals(magic, actual)) {
      throw InputFile.failure(
          path,
          "magic: expected \"%s\" for a NIfTI %s, got \"%s\""
              .formatted(
                  expected.substring(0, 3),
                  expected.charAt(1) == '+' ? "file" : "header with its data beside it",
                  clean(actual)));
    }
  }

  private String text(int at, int room) {
    byte[] text = new byte[room];
    bytes.get(at, text);
    return clean(text);
  }

  /** The text up to the first zero; what can not be shown is a question mark. */
  private static String clean(byte[] text) {
    String all = new String(text, StandardCharsets.ISO_8859_1);
    int end = all.indexOf('\0');
    return all.substring(0, end < 0 ? all.length() : end).replaceAll("\\p{Cntrl}", "?");
  }

  private double[] floats(int at, int count) {
    double[] out = new double[count];
    for (int i = 0; i < count; i++) {
      out[i] = bytes.getFloat(at + Float.BYTES * i);
    }
    return out;
  }

  private double[] doubles(int at, int count) {
    double[] out = new double[count];
    for (int i = 0; i < count; i++) {
      out[i] = bytes.getDouble(at + Double.BYTES * i);
    }
    return out;
  }
}
