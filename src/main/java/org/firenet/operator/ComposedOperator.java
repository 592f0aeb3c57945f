package org.firenet.operator;

import java.util.List;

/** One operator after another: {@code of(A, B, C) x = A B C x}. */
public final class ComposedOperator extends LinearOperator {
  private final List<LinearOperator> factors;

  private ComposedOperator(List<LinearOperator> factors) {
    super(factors.get(factors.size() - 1).domain(), factors.get(0).range());
    this.factors = factors;
  }

  /**
   * The product of the factors, the last applied first.
   *
   * @throws IllegalArgumentException if neighbouring shapes differ
   */
  public static LinearOperator of(List<LinearOperator> factors) {
    for (int i = 1; i < factors.size(); i++) {
      if (!factors.get(i).range().equals(factors.get(i - 1).domain())) {
        throw new IllegalArgumentException(
            "compose: factor %d takes %s, factor %d gives %s"
                .formatted(i - 1, factors.get(i - 1).domain(), i, factors.get(i).range()));
      }
    }
    return factors.size() == 1 ? factors.get(0) : new ComposedOperator(List.copyOf(factors));
  }

  /** The product of the norms if that is at most 1, else the smaller of it and power iteration. */
  @Override
  public double norm() {
    double product = 1;
    for (LinearOperator factor : factors) {
      product *= factor.norm();
    }
    return product <= 1 ? product : Math.min(product, PowerIteration.norm(this));
  }

  @Override
  protected void applyForward(double[] in, double[] out) {
    double[] current = in;
    for (int i = factors.size() - 1; i >= 0; i--) {
      double[] next = i == 0 ? out : new double[2 * factors.get(i).range().count()];
      factors.get(i).forward(current, next);
      current = next;
    }
  }

  @Override
  protected void applyAdjoint(double[] in, double[] out) {
    double[] current = in;
    int last = factors.size() - 1;
    for (int i = 0; i <= last; i++) {
      double[] next = i == last ? out : new double[2 * factors.get(i).domain().count()];
      factors.get(i).adjoint(current, next);
      current = next;
    }
  }
}
