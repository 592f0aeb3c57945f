package org.firenet.report;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.zip.Deflater;

/**
 * Grey values as text that a page carries: lossless, made for {@code pixels.js}.
 *
 * <p>Each value is replaced by its difference, modulo 2^bits, from the mean (rounded down) of its
 * left and upper neighbour, from the one of them there is, or from 0; then come the upper bytes of
 * all values, if there are any, then the lower ones; deflated (RFC 1950) and in base64.
 */
final class PixelData {
  /** The largest grey value of 16 bits. */
  static final int LARGEST = 0xffff;

  private static final int LEVEL = 6;
  private static final int BUFFER_BYTES = 1 << 16;

  private PixelData() {}

  /** Values from 0 to {@code largest} as 0 to 65535, rounded; 0 if largest is 0. */
  static int[] grey(double[] values, double largest) {
    int[] out = new int[values.length];
    for (int i = 0; i < out.length && largest > 0; i++) {
      out[i] = (int) Math.round(LARGEST * (values[i] / largest));
    }
    return out;
  }

  /** Angles from −π to π as 0 to 255, 128 for 0; π and −π are the same. */
  static int angle(double re, double im) {
    return (int) Math.round((Math.atan2(im, re) / (2 * Math.PI) + 0.5) * 256) & 0xff;
  }

  /**
   * The text.
   *
   * @param values of {@code bytes} bytes each, row by row
   * @param width values of a row
   * @param bytes 1 or 2
   */
  static String text(int[] values, int width, int bytes) {
    byte[] planes = new byte[bytes * values.length];
    for (int i = 0; i < values.length; i++) {
      int difference = values[i] - predicted(values, i, width);
      planes[(bytes - 1) * values.length + i] = (byte) difference;
      if (bytes == 2) {
        planes[i] = (byte) (difference >> 8);
      }
    }
    return Base64.getEncoder().encodeToString(deflated(planes));
  }

  private static int predicted(int[] values, int index, int width) {
    boolean hasLeft = index % width > 0;
    boolean hasUpper = index >= width;
    if (hasLeft && hasUpper) {
      return (values[index - 1] + values[index - width]) >> 1;
    }
    return hasLeft ? values[index - 1] : hasUpper ? values[index - width] : 0;
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater(LEVEL);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2 + 64);
      byte[] buffer = new byte[BUFFER_BYTES];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }
}
