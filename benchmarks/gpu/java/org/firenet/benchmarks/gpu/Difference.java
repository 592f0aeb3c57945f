package org.firenet.benchmarks.gpu;

import java.util.Arrays;
import org.firenet.array.ComplexArray;

/** How far images are apart. */
final class Difference {
  private Difference() {}

  /** ‖actual − expected‖₂ / ‖expected‖₂; infinite if a number is not finite. */
  static double relative(ComplexArray actual, ComplexArray expected) {
    double squares = 0;
    double norm = 0;
    for (int i = 0; i < expected.count(); i++) {
      double re = actual.re(i) - expected.re(i);
      double im = actual.im(i) - expected.im(i);
      squares += re * re + im * im;
      norm += expected.re(i) * expected.re(i) + expected.im(i) * expected.im(i);
    }
    double relative = Math.sqrt(squares / norm);
    return Double.isNaN(relative) ? Double.POSITIVE_INFINITY : relative;
  }

  /** Whether two images of single precision have the same bits. */
  static boolean sameBits(ComplexArray a, ComplexArray b) {
    int[] first = bits(a.floats());
    return Arrays.equals(first, bits(b.floats()));
  }

  private static int[] bits(float[] numbers) {
    int[] bits = new int[numbers.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(numbers[i]));
    return bits;
  }
}
