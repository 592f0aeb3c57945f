package org.firenet.selftest;

import java.util.Arrays;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;

/** How far arrays are apart. */
final class Differences {
  private Differences() {}

  /** ‖a − b‖₂ / ‖b‖₂; ‖a‖₂ if b is zero. */
  static double of(ComplexArray a, ComplexArray b) {
    double squares = 0;
    for (int i = 0; i < b.count(); i++) {
      double re = a.re(i) - b.re(i);
      double im = a.im(i) - b.im(i);
      squares += re * re + im * im;
    }
    double norm = b.norm();
    return Math.sqrt(squares) / (norm > 0 ? norm : 1);
  }

  /** Whether every bit is the same; both of one precision. */
  static boolean sameBits(ComplexArray a, ComplexArray b) {
    return a.precision() == Precision.SINGLE
        ? Arrays.equals(a.floats(), b.floats())
        : Arrays.equals(a.doubles(), b.doubles());
  }
}
