package org.firenet.stability.certificate;

/**
 * The weighted robust null space property in levels of a matrix A, with constants ρ and γ:
 *
 * <pre>
 *   ‖v_Δ‖₂ ≤ ρ ‖v_Δᶜ‖_{1,w} / √ξ + γ ‖A v‖₂
 * </pre>
 *
 * <p>for all v and all Δ with at most s_j elements on level j. Source: Colbrook, Antun, Hansen,
 * PNAS 119(12), 2022, SI, definition 1.7; Adcock, Hansen, Compressive Imaging, CUP 2021.
 *
 * @param rho ρ, at least 0 and below 1
 * @param gamma γ, positive
 * @param proved whether it was proved for the matrix at hand, see {@link NullSpaceBruteForce};
 *     otherwise it is an assumption
 */
public record NullSpaceProperty(double rho, double gamma, boolean proved) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException saying what is missing if ρ is 1 or more
   */
  public NullSpaceProperty {
    if (!(rho >= 0 && rho < 1)) {
      throw new IllegalArgumentException(
          "rho: expected at least 0 and below 1, got %s; with rho of 1 or more the null space"
                  .formatted(rho)
              + " property says nothing, there is no certificate");
    }
    if (!(gamma > 0) || Double.isInfinite(gamma)) {
      throw new IllegalArgumentException("gamma: expected a positive number, got " + gamma);
    }
  }
}
