package org.firenet.stability.certificate;

/**
 * What is known of the null space property of one matrix.
 *
 * @param rho a ρ that is proved together with {@link #gamma}; may be 1 or more, or infinite
 * @param gamma the γ proved with it
 * @param rhoAtLeast no ρ below this can be proved, whatever γ: a vector of the null space was found
 *     that needs it; found by search, so a smaller bound than the best one
 * @param gammaAtLeast no γ below this can be proved, whatever ρ: max over Δ of 1/σ_min(A_Δ)
 * @param supports number of supports Δ that were looked at: all largest ones
 * @param rule which left inverses gave ρ and γ
 */
public record NullSpaceBound(
    double rho, double gamma, double rhoAtLeast, double gammaAtLeast, long supports, String rule) {
  /** Whether ρ is below 1. */
  public boolean holds() {
    return rho < 1 && Double.isFinite(gamma);
  }

  /**
   * The property proved.
   *
   * @throws IllegalArgumentException if ρ is 1 or more, saying whether a smaller one may exist
   */
  public NullSpaceProperty property() {
    if (!holds()) {
      String rest =
          rhoAtLeast >= 1
              ? "no smaller one exists, since a vector of the null space needs %.4g"
                  .formatted(rhoAtLeast)
              : "a vector of the null space needs %.4g, so a smaller one may exist but was not proved"
                  .formatted(rhoAtLeast);
      throw new IllegalArgumentException(
          "rho: expected below 1, the smallest proved is %.4g (%s); take more rows or smaller"
                  .formatted(rho, rest)
              + " sparsities");
    }
    return new NullSpaceProperty(rho, gamma, true);
  }
}
