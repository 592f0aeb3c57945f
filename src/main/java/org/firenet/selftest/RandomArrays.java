package org.firenet.selftest;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/** Arrays of random numbers in double precision. */
final class RandomArrays {
  private RandomArrays() {}

  /** Uniform complex numbers. */
  static ComplexArray numbers(SplittableRandom random, Shape shape) {
    double[] numbers = new double[2 * shape.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextDouble() - 0.5;
    }
    return ComplexArray.of(shape, numbers);
  }

  /** Weights of 0, 1, 2 and 3. */
  static RealArray weights(SplittableRandom random, Shape shape) {
    double[] weights = new double[shape.count()];
    Arrays.setAll(weights, i -> random.nextInt(4));
    return RealArray.of(shape, weights);
  }

  /** Sensitivities {@code [coil, y, x]} whose squares add up to 1. */
  static ComplexArray maps(SplittableRandom random, Shape shape) {
    ComplexArray maps = numbers(random, shape);
    int pixels = shape.count() / shape.extent(0);
    for (int r = 0; r < pixels; r++) {
      double sum = 0;
      for (int i = r; i < maps.count(); i += pixels) {
        sum += maps.re(i) * maps.re(i) + maps.im(i) * maps.im(i);
      }
      for (int i = r; i < maps.count(); i += pixels) {
        maps.set(i, maps.re(i) / Math.sqrt(sum), maps.im(i) / Math.sqrt(sum));
      }
    }
    return maps;
  }
}
