package org.firenet.network;

/** Steps with τσL² > 1, for which the iteration may diverge, were not asked for explicitly. */
public final class StepSizeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  StepSizeException(double tau, double sigma, double norm) {
    super(
        ("steps: tau * sigma * norm^2 must be at most 1, got %.6g * %.6g * %.6g^2 = %.6g; the"
                + " iteration may diverge (unsafe steps have to be asked for)")
            .formatted(tau, sigma, norm, tau * sigma * norm * norm));
  }
}
