package org.firenet.reference;

import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/** {@code ‖c‖_{1,w} = Σ w_i |c_i|} on coefficients; the proximity operator thresholds each. */
final class SoftThreshold implements Regulariser {
  private final double[] weights;

  SoftThreshold(Shape coefficients, RealArray weights) {
    if (weights != null) {
      this.weights = weights.data();
    } else {
      this.weights = new double[coefficients.count()];
      java.util.Arrays.fill(this.weights, 1);
    }
  }

  /** soft(v, t w) = max(0, 1 − t w / |v|) v, componentwise. */
  @Override
  public void proximal(int block, int layer, double[] v, double t, double[] out) {
    for (int i = 0; i < weights.length; i++) {
      double modulus = Math.hypot(v[2 * i], v[2 * i + 1]);
      double threshold = t * weights[i];
      double factor = modulus > threshold ? 1 - threshold / modulus : 0;
      out[2 * i] = factor * v[2 * i];
      out[2 * i + 1] = factor * v[2 * i + 1];
    }
  }

  @Override
  public double norm1(int block, int layer, double[] v) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * Math.hypot(v[2 * i], v[2 * i + 1]);
    }
    return sum;
  }
}
