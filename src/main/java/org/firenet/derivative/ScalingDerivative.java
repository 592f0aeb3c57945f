package org.firenet.derivative;

import org.firenet.network.Defaults;
import org.firenet.network.DerivativeOptions.Scaling;
import org.firenet.network.FirenetParameters;
import org.firenet.network.RestartSchedule;

/**
 * How α of each block changes with m = ‖y‖₂, where δ or ε₀ follow from it:
 *
 * <pre>
 *   ε_b = ν (δ + ε_{b−1}),   α_b = 2 L / (ε_b p),   so   dα_b = −α_b dε_b / ε_b.
 * </pre>
 */
final class ScalingDerivative {
  private final double[] alpha;
  private final double[] slope;

  /** At data of a norm. */
  ScalingDerivative(FirenetParameters parameters, Scaling scaling, double dataNorm) {
    alpha = new double[parameters.outer()];
    slope = new double[parameters.outer()];
    RestartSchedule.fill(alpha, parameters, dataNorm);
    boolean ofData = scaling == Scaling.OF_DATA && parameters.restarts();
    double ownDelta = ofData && parameters.delta().isEmpty() ? Defaults.RELATIVE_DELTA : 0;
    double delta = parameters.delta().orElse(Defaults.RELATIVE_DELTA * dataNorm);
    double epsilon = parameters.epsilon0().orElse(dataNorm);
    double growth = ofData && parameters.epsilon0().isEmpty() ? 1 : 0;
    for (int block = 0; block < alpha.length; block++) {
      epsilon = parameters.nu() * (delta + epsilon);
      growth = parameters.nu() * (ownDelta + growth);
      slope[block] = epsilon > 0 ? -alpha[block] * growth / epsilon : 0;
    }
  }

  /** α of a block. */
  double alpha(int block) {
    return alpha[block];
  }

  /** dα / dm of a block. */
  double slope(int block) {
    return slope[block];
  }

  /** Whether an α is infinite: data, δ and ε₀ are zero, and so is the image. */
  boolean degenerate() {
    return Double.isInfinite(alpha[0]);
  }
}
