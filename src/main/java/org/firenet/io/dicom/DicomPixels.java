package org.firenet.io.dicom;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalDouble;
import org.firenet.array.ComplexArray;
import org.firenet.io.ElementOutput;
import org.firenet.io.MagnitudeRange;

/**
 * How magnitudes become numbers of 16 bits, the same for all images of a series: stored =
 * round(scale · |v| / slope), so that slope · stored is the value.
 *
 * @param scale factor of the magnitudes
 * @param slope at least scale · max |v| / 65535, of eight digits so that it is written exactly; 1
 *     if all are zero
 * @param white value to be shown as white
 */
record DicomPixels(double scale, double slope, double white) {
  /** The largest stored number. */
  static final int MOST = 0xffff;

  private static final double LEAST_SHOWN = 1e3;
  private static final double MOST_SHOWN = 1e6;
  private static final int SHOWN_DIGITS = 4;

  private static final MathContext DIGITS = new MathContext(8, RoundingMode.UP);

  /** From the images, and the factor if one is given. */
  static DicomPixels of(ComplexArray images, OptionalDouble given) {
    MagnitudeRange range = MagnitudeRange.of(images);
    double scale = given.orElse(showable(range.max()));
    double slope = range.max() * scale / MOST;
    return new DicomPixels(
        scale,
        slope > 0 ? new BigDecimal(slope).round(DIGITS).doubleValue() : 1,
        range.high() * scale);
  }

  /**
   * 1 if viewers can show values of this size, else the power of ten that makes it 1000 to 10^4.
   */
  private static double showable(double max) {
    if (max == 0 || max >= LEAST_SHOWN && max <= MOST_SHOWN) {
      return 1;
    }
    BigDecimal exact = new BigDecimal(max);
    int digits = exact.precision() - exact.scale();
    return new BigDecimal(BigInteger.ONE, digits - SHOWN_DIGITS).doubleValue();
  }

  /** Writes some elements. */
  void write(ComplexArray images, int from, int to, OutputStream stream) throws IOException {
    ElementOutput out = new ElementOutput(stream);
    for (int i = from; i < to; i++) {
      double value = scale * Math.hypot(images.re(i), images.im(i)) / slope;
      out.writeShort((int) Math.min(MOST, Math.round(value)));
    }
    out.flush();
  }
}
