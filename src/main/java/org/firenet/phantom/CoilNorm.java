package org.firenet.phantom;

import org.firenet.array.ComplexArray;
import org.firenet.operator.CoilOperator;

/** The largest root sum of squares of coil sensitivities. */
final class CoilNorm {
  /** What normalisation in single precision may leave. */
  private static final double ROUNDING = 1e-5;

  private CoilNorm() {}

  /** Checks that Σ|s|² ≤ 1. */
  static void requireAtMostOne(ComplexArray maps) {
    double norm = new CoilOperator(maps).norm();
    if (norm > 1 + ROUNDING) {
      throw new IllegalArgumentException(
          "`maps`: expected a root sum of squares of at most 1, got %.5g".formatted(norm));
    }
  }
}
