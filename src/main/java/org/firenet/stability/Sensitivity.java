package org.firenet.stability;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.firenet.array.ComplexArray;

/**
 * The local Lipschitz constant of a reconstruction: the largest singular value of its Jacobian J at
 * y, ‖J e‖₂ / ‖e‖₂ for the worst e, by power iteration e ← J* J e.
 *
 * @param value the constant, in units of image over data; 1 for a fully sampled unitary transform
 * @param direction e with ‖e‖ = 1, shape of the data
 * @param image J e, {@code [y, x]}
 * @param history ‖J e‖ after each iteration, from below
 */
public record Sensitivity(
    double value, ComplexArray direction, ComplexArray image, List<Double> history) {

  /**
   * Measures at the point of linearisation.
   *
   * @param method linearised
   * @param most iterations at most
   * @param tolerance stops once an iteration raises the value by less than this share
   * @param afterIteration told the number of each iteration done
   */
  public static Sensitivity of(
      DifferentiableReconstruction method,
      Encoding encoding,
      int most,
      double tolerance,
      long seed,
      IntConsumer afterIteration) {
    ComplexArray direction =
        encoding.sampled(Vectors.gaussian(new SplittableRandom(seed), method.data()));
    List<Double> history = new ArrayList<>();
    ComplexArray image = null;
    ComplexArray best = null;
    double value = 0;
    for (int iteration = 0; iteration < most; iteration++) {
      ComplexArray unit = unit(direction);
      ComplexArray along = method.jvp(unit);
      double norm = along.norm();
      double before = value;
      history.add(norm);
      if (best == null || norm > value) {
        best = unit;
        image = along;
        value = norm;
      }
      afterIteration.accept(iteration + 1);
      if (norm == 0 || (iteration > 1 && norm <= before * (1 + tolerance))) {
        break;
      }
      if (iteration < most - 1) {
        direction = method.vjp(along);
      }
    }
    return new Sensitivity(value, best, image, List.copyOf(history));
  }

  private static ComplexArray unit(ComplexArray v) {
    double norm = v.norm();
    return norm > 0 ? Vectors.scaled(1 / norm, v) : v;
  }
}
