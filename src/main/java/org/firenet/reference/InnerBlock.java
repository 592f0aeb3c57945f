package org.firenet.reference;

import org.firenet.operator.LinearOperator;

/**
 * p layers of the primal-dual iteration and their ergodic mean:
 *
 * <pre>
 *   q ← 0 ; s ← 0
 *   repeat p times:
 *       x⁺ ← prox(x − τ A* q, τλ)
 *       d  ← q + σ (A (2 x⁺ − x) − y)
 *       q  ← d · min(1, 1 / ‖d‖₂)
 *       s  ← s + x⁺ ;  x ← x⁺
 *   return s / p
 * </pre>
 */
final class InnerBlock {
  /** Keeps the quotient finite at d = 0. */
  private static final double GUARD = 1e-43;

  private final LinearOperator a;
  private final Regulariser regulariser;
  private final double lambda;
  private final double tau;
  private final double sigma;

  InnerBlock(LinearOperator a, Regulariser regulariser, double lambda, double[] stepsTauSigma) {
    this.a = a;
    this.regulariser = regulariser;
    this.lambda = lambda;
    this.tau = stepsTauSigma[0];
    this.sigma = stepsTauSigma[1];
  }

  /** Called with the number of the layer in the block, from 0, and the mean so far. */
  interface Observer {
    void afterLayer(int layer, double[] mean);
  }

  /**
   * Runs the block.
   *
   * @param block number of the block, from 0
   * @param y data, scaled. Not modified.
   * @param x0 start, scaled. Not modified.
   * @param p number of layers
   * @param observer told the mean after every layer
   * @return the ergodic mean, scaled
   */
  double[] run(int block, double[] y, double[] x0, int p, Observer observer) {
    double[] x = x0.clone();
    double[] sum = new double[x.length];
    double[] next = new double[x.length];
    double[] gradient = new double[x.length];
    double[] extrapolated = new double[x.length];
    double[] q = new double[y.length];
    double[] ax = new double[y.length];
    for (int j = 0; j < p; j++) {
      a.adjoint(q, gradient);
      for (int i = 0; i < x.length; i++) {
        gradient[i] = x[i] - tau * gradient[i];
      }
      regulariser.proximal(block, block * p + j, gradient, tau * lambda, next);
      for (int i = 0; i < x.length; i++) {
        extrapolated[i] = 2 * next[i] - x[i];
      }
      a.forward(extrapolated, ax);
      double squared = 0;
      for (int i = 0; i < q.length; i++) {
        q[i] += sigma * (ax[i] - y[i]);
        squared += q[i] * q[i];
      }
      double scale = Math.min(1, 1 / (Math.sqrt(squared) + GUARD));
      for (int i = 0; i < q.length; i++) {
        q[i] *= scale;
      }
      for (int i = 0; i < x.length; i++) {
        sum[i] += next[i];
        x[i] = next[i];
      }
      observer.afterLayer(j, scaled(sum, 1.0 / (j + 1)));
    }
    return scaled(sum, 1.0 / p);
  }

  /** A copy of {@code v} times a factor. */
  static double[] scaled(double[] v, double factor) {
    double[] out = new double[v.length];
    for (int i = 0; i < v.length; i++) {
      out[i] = factor * v[i];
    }
    return out;
  }
}
