package org.firenet.stability;

import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.network.Problem;
import org.firenet.operator.LinearOperator;

/** How an image is measured: A = M Φ S, and which points of the data are. */
public final class Encoding {
  private final Problem problem;
  private final LinearOperator operator;

  private Encoding(Problem problem, LinearOperator operator) {
    this.problem = problem;
    this.operator = operator;
  }

  /**
   * That of a problem.
   *
   * @param maps sensitivities {@code [coil, y, x]} where the problem has none of its own, or null
   */
  public static Encoding of(Problem problem, ComplexArray maps) {
    return new Encoding(problem, problem.encodingOperator(maps));
  }

  /** M Φ S, from images {@code [y, x]} to data. */
  public LinearOperator operator() {
    return operator;
  }

  /** The data with zeros where nothing is sampled, in double precision. */
  public ComplexArray sampled(ComplexArray data) {
    ComplexArray.requireShape("data", data.shape(), problem.data());
    ComplexArray out = data.copy(Precision.DOUBLE);
    int points = problem.image().count();
    for (int i = 0; problem.mask().isPresent() && i < out.count(); i++) {
      if (!problem.mask().get().get(i % points)) {
        out.set(i, 0, 0);
      }
    }
    return out;
  }

  /** Number of complex numbers measured: sampled points times coils. */
  public int samples() {
    int all = problem.data().count();
    return problem.mask().map(m -> m.samples() * (all / m.shape().count())).orElse(all);
  }
}
