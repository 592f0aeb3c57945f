package org.firenet.phantom;

/** The Bessel function of the first kind and order one. */
final class Bessel {
  /** Above this the asymptotic series reaches double precision. */
  private static final double FAR = 25;

  /** Midpoints on a quarter of the circle; the rule is exact to rounding up to {@link #FAR}. */
  private static final double[] SINES = sines(16);

  /** Below this fewer of them are enough. */
  private static final double NEAR = 8;

  private static final double[] FEW_SINES = sines(8);

  private static final int TERMS = 24;
  private static final double NEGLIGIBLE = 1e-18;

  private Bessel() {}

  /**
   * {@code J1(x)}: the midpoint rule on {@code (2/π) ∫_0^{π/2} sin(x sin t) sin t dt}, which
   * converges exponentially, and Hankel's expansion for large x. Source: Abramowitz, Stegun,
   * Handbook of Mathematical Functions, 9.1.20 and 9.2.5.
   *
   * @param x at least 0
   */
  static double orderOne(double x) {
    return x < FAR ? integral(x, x < NEAR ? FEW_SINES : SINES) : asymptotic(x);
  }

  private static double[] sines(int midpoints) {
    double[] out = new double[midpoints];
    for (int i = 0; i < midpoints; i++) {
      out[i] = Math.sin((i + 0.5) * Math.PI / (2 * midpoints));
    }
    return out;
  }

  private static double integral(double x, double[] sines) {
    double sum = 0;
    for (double sine : sines) {
      sum += Math.sin(x * sine) * sine;
    }
    return sum / sines.length;
  }

  private static double asymptotic(double x) {
    double even = 0;
    double odd = 0;
    double term = 1;
    for (int k = 0; k < TERMS && Math.abs(term) > NEGLIGIBLE; k++) {
      double sign = k % 4 < 2 ? 1 : -1;
      if (k % 2 == 0) {
        even += sign * term;
      } else {
        odd += sign * term;
      }
      double root = 2 * k + 1;
      term *= (4 - root * root) / (8 * x * (k + 1));
    }
    double angle = x - 3 * Math.PI / 4;
    return Math.sqrt(2 / (Math.PI * x)) * (even * Math.cos(angle) - odd * Math.sin(angle));
  }
}
