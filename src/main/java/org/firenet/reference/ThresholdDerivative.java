package org.firenet.reference;

import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * Derivatives of soft thresholding, {@code soft(c, t) = max(0, 1 − t/|c|) c} componentwise. Where
 * |c| ≤ t they are zero, but for t = 0 soft thresholding is the identity.
 */
final class ThresholdDerivative {
  private final double[] thresholds;

  /** For thresholds {@code scale · weights}, or {@code scale} without weights. */
  ThresholdDerivative(Shape coefficients, RealArray weights, double scale) {
    thresholds = new double[coefficients.count()];
    for (int i = 0; i < thresholds.length; i++) {
      thresholds[i] = scale * (weights == null ? 1 : weights.get(i));
    }
  }

  /** {@code out = (1 − t/|c|) c' + t c Re(conj(c) c') / |c|³}, c' for t = 0; out may be c'. */
  void along(double[] c, double[] direction, double[] out) {
    for (int i = 0; i < thresholds.length; i++) {
      double re = c[2 * i];
      double im = c[2 * i + 1];
      double modulus = Math.hypot(re, im);
      double kept = thresholds[i] == 0 ? 1 : 0;
      double radial = 0;
      if (modulus > thresholds[i]) {
        kept = 1 - thresholds[i] / modulus;
        double along = (re * direction[2 * i] + im * direction[2 * i + 1]) / modulus;
        radial = thresholds[i] / modulus * along / modulus;
      }
      out[2 * i] = kept * direction[2 * i] + radial * re;
      out[2 * i + 1] = kept * direction[2 * i + 1] + radial * im;
    }
  }

  /** {@code out = −dt c/|c|}. */
  void ofThresholds(double[] c, double[] change, double[] out) {
    for (int i = 0; i < thresholds.length; i++) {
      double modulus = Math.hypot(c[2 * i], c[2 * i + 1]);
      double factor = modulus > thresholds[i] ? -change[i] / modulus : 0;
      out[2 * i] = factor * c[2 * i];
      out[2 * i + 1] = factor * c[2 * i + 1];
    }
  }

  /** {@code dt ← dt − share · Re(conj(c) v) / |c|}. */
  void addGradient(double[] c, double[] cotangent, double share, double[] gradient) {
    for (int i = 0; i < thresholds.length; i++) {
      double modulus = Math.hypot(c[2 * i], c[2 * i + 1]);
      if (modulus > thresholds[i]) {
        double along = c[2 * i] * cotangent[2 * i] + c[2 * i + 1] * cotangent[2 * i + 1];
        gradient[i] -= share * along / modulus;
      }
    }
  }
}
