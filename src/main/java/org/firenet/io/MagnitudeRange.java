package org.firenet.io;

import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * How large the elements of an array are.
 *
 * @param max the largest modulus
 * @param high the modulus to be shown as white, as {@link PngWriter.Window} chooses it; of more
 *     than a million elements some, evenly spread, are looked at
 */
public record MagnitudeRange(double max, double high) {
  private static final int MOST = 1 << 20;

  /** Looks at an array, whose elements are finite. */
  public static MagnitudeRange of(ComplexArray array) {
    int step = (array.count() - 1) / MOST + 1;
    double[] some = new double[(array.count() - 1) / step + 1];
    double max = 0;
    for (int i = 0; i < array.count(); i++) {
      double modulus = Math.hypot(array.re(i), array.im(i));
      max = Math.max(max, modulus);
      if (i % step == 0) {
        some[i / step] = modulus;
      }
    }
    RealArray sample = RealArray.of(Shape.of(some.length), some);
    return new MagnitudeRange(max, PngWriter.Window.of(sample).high());
  }
}
