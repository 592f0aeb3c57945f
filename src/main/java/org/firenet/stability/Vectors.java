package org.firenet.stability;

import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;

/** Sums and random numbers of complex arrays, in double precision. */
final class Vectors {
  private Vectors() {}

  /** {@code a + factor · b}. */
  static ComplexArray sum(ComplexArray a, double factor, ComplexArray b) {
    ComplexArray.requireShape("b", b.shape(), a.shape());
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, a.shape());
    for (int i = 0; i < a.count(); i++) {
      out.set(i, a.re(i) + factor * b.re(i), a.im(i) + factor * b.im(i));
    }
    return out;
  }

  /** {@code a − b}. */
  static ComplexArray difference(ComplexArray a, ComplexArray b) {
    return sum(a, -1, b);
  }

  /** {@code factor · a}. */
  static ComplexArray scaled(double factor, ComplexArray a) {
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, a.shape());
    for (int i = 0; i < a.count(); i++) {
      out.set(i, factor * a.re(i), factor * a.im(i));
    }
    return out;
  }

  /** Complex numbers of independent standard normal parts. */
  static ComplexArray gaussian(SplittableRandom random, Shape shape) {
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, shape);
    for (int i = 0; i < out.count(); i++) {
      double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
      double angle = 2 * Math.PI * random.nextDouble();
      out.set(i, radius * Math.cos(angle), radius * Math.sin(angle));
    }
    return out;
  }

  /** Complex numbers whose parts are uniform in [0, 1). */
  static ComplexArray uniform(SplittableRandom random, Shape shape) {
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, shape);
    for (int i = 0; i < out.count(); i++) {
      double re = random.nextDouble();
      out.set(i, re, random.nextDouble());
    }
    return out;
  }

  /** Largest modulus. */
  static double largest(ComplexArray a) {
    double largest = 0;
    for (int i = 0; i < a.count(); i++) {
      largest = Math.max(largest, Math.hypot(a.re(i), a.im(i)));
    }
    return largest;
  }
}
