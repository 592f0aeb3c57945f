package org.firenet.network;

/**
 * The accuracies ε, and the scalings β and α of each block for one image:
 *
 * <pre>
 *   ε ← ν (δ + ε),   β ← ε / (2 L),   α ← 1 / (β p);     without restarts α = 1.
 * </pre>
 *
 * <p>Source: spec of the network, Colbrook et al., PNAS 2022, SI.
 */
public final class RestartSchedule {
  private final double[] alpha;

  /**
   * The schedule for data of a given norm.
   *
   * @param parameters resolved, so that L is present
   * @param dataNorm ‖y‖₂
   */
  public RestartSchedule(FirenetParameters parameters, double dataNorm) {
    alpha = new double[parameters.outer()];
    fill(alpha, parameters, dataNorm);
  }

  /** Fills {@code alpha} with α of each block; allocates nothing. */
  public static void fill(double[] alpha, FirenetParameters parameters, double dataNorm) {
    double delta = parameters.delta().orElse(Defaults.RELATIVE_DELTA * dataNorm);
    double epsilon = parameters.epsilon0().orElse(dataNorm);
    for (int block = 0; block < parameters.outer(); block++) {
      epsilon = parameters.nu() * (delta + epsilon);
      double beta = epsilon / (2 * parameters.norm().orElseThrow());
      alpha[block] = parameters.restarts() ? 1 / (beta * parameters.inner()) : 1;
    }
  }

  /** α of a block, counted from 0; infinite if data, δ and ε₀ are all zero. */
  public double alpha(int block) {
    return alpha[block];
  }
}
