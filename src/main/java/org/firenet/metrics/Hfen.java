package org.firenet.metrics;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;

/**
 * The high-frequency error norm, {@code ‖L x − L r‖₂ / ‖L r‖₂}, L the Laplacian of a Gaussian,
 *
 * <pre>
 *   h(u, v) = g(u, v) (u² + v² − 2σ²)/σ⁴ − mean,   g ∝ exp(−(u² + v²)/(2σ²)) of sum 1,
 * </pre>
 *
 * <p>15 × 15 with σ = 1.5 pixels, of sum 0; beyond its border a plane is 0. Source: Ravishankar,
 * Bresler, IEEE TMI 30:1028, 2011.
 */
final class Hfen {
  private static final int REACH = 7;
  private static final double SIGMA = 1.5;
  private static final double[] FILTER = filter();

  private Hfen() {}

  private static double[] filter() {
    int size = 2 * REACH + 1;
    double[] out = new double[size * size];
    double sum = 0;
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.exp(-squared(i) / (2 * SIGMA * SIGMA));
      sum += out[i];
    }
    double mean = 0;
    for (int i = 0; i < out.length; i++) {
      out[i] *= (squared(i) - 2 * SIGMA * SIGMA) / Math.pow(SIGMA, 4) / sum;
      mean += out[i] / out.length;
    }
    for (int i = 0; i < out.length; i++) {
      out[i] -= mean;
    }
    return out;
  }

  private static double squared(int i) {
    int u = i % (2 * REACH + 1) - REACH;
    int v = i / (2 * REACH + 1) - REACH;
    return u * u + v * v;
  }

  /** {@code ‖L x − L r‖²} and {@code ‖L r‖²} over the pixels that are inside. */
  static double[] powers(ComplexArray image, ComplexArray reference, IntPredicate inside) {
    ComplexArray difference = ComplexArray.zeros(Precision.DOUBLE, reference.shape());
    for (int i = 0; i < difference.count(); i++) {
      difference.set(i, image.re(i) - reference.re(i), image.im(i) - reference.im(i));
    }
    return new double[] {power(difference, inside), power(reference, inside)};
  }

  /** Rows in parallel, their sums added in order. */
  private static double power(ComplexArray image, IntPredicate inside) {
    int nx = image.shape().extent(-1);
    return IntStream.range(0, image.count() / nx)
        .parallel()
        .mapToObj(row -> rowPower(image, row, inside))
        .toList()
        .stream()
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  private static double rowPower(ComplexArray image, int row, IntPredicate inside) {
    int nx = image.shape().extent(-1);
    int ny = image.shape().extent(-2);
    int y = row % ny;
    double sum = 0;
    for (int x = 0; x < nx; x++) {
      if (inside.test(row * nx + x)) {
        double re = 0;
        double im = 0;
        for (int v = Math.max(-REACH, -y); v <= Math.min(REACH, ny - 1 - y); v++) {
          for (int u = Math.max(-REACH, -x); u <= Math.min(REACH, nx - 1 - x); u++) {
            double weight = FILTER[(v + REACH) * (2 * REACH + 1) + u + REACH];
            int from = (row + v) * nx + x + u;
            re += weight * image.re(from);
            im += weight * image.im(from);
          }
        }
        sum += re * re + im * im;
      }
    }
    return sum;
  }
}
