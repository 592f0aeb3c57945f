package org.firenet.operator;

import java.util.SplittableRandom;

/** Largest singular value of an operator by power iteration on A*A. */
public final class PowerIteration {
  private static final int STEPS = 300;
  private static final double TOLERANCE = 1e-9;

  /** Power iteration approaches the norm from below; the margin makes an upper bound of it. */
  private static final double MARGIN = 1 + 1e-3;

  private PowerIteration() {}

  /**
   * An upper estimate of ‖A‖: the limit of ‖A v_k‖, v_{k+1} = A*A v_k / ‖A*A v_k‖ from a fixed
   * random start, raised by a thousandth since the iteration approaches it from below.
   *
   * @return 0 for the zero operator
   */
  public static double norm(LinearOperator operator) {
    SplittableRandom random = new SplittableRandom(1);
    double[] v = new double[2 * operator.domain().count()];
    for (int i = 0; i < v.length; i++) {
      v[i] = random.nextDouble() - 0.5;
    }
    double[] av = new double[2 * operator.range().count()];
    double previous = 0;
    for (int step = 0; step < STEPS; step++) {
      double length = length(v);
      if (length == 0) {
        return 0;
      }
      for (int i = 0; i < v.length; i++) {
        v[i] /= length;
      }
      operator.forward(v, av);
      operator.adjoint(av, v);
      double norm = Math.sqrt(length(v));
      if (Math.abs(norm - previous) <= TOLERANCE * norm) {
        return norm * MARGIN;
      }
      previous = norm;
    }
    return previous * MARGIN;
  }

  private static double length(double[] v) {
    double sum = 0;
    for (double value : v) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
