package org.firenet.stability.certificate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.firenet.network.Defaults;
import org.firenet.network.FirenetParameters;

/**
 * What the null space property of A says about the network: constants, the largest admissible λ,
 * layers p of a block.
 *
 * <pre>
 *   a  = ρ + (1+ρ) κ^{1/4}/2
 *   C1 = a (1+ρ)/(1−ρ)
 *   C2 = a 2γ/(1−ρ) + (1 + κ^{1/4}/2) γ
 *   λ ≤ C1/(C2 √ξ),   C3 = C1/(λ√ξ) ≥ C2,   p = ⌈2 C3 L/ν⌉,   L ≥ ‖A‖
 * </pre>
 *
 * <p>The derivation, for v = z − c, Δ the support of the best approximation of c that is sparse in
 * levels, σ its weighted ℓ¹ error and D = 2σ + ‖z‖_{1,w} − ‖c‖_{1,w}:
 *
 * <ol>
 *   <li>Splitting the norms on Δ and Δᶜ, ‖z‖_{1,w} ≥ ‖c‖_{1,w} − 2σ − ‖v_Δ‖_{1,w} + ‖v_Δᶜ‖_{1,w},
 *       so ‖v_Δᶜ‖_{1,w} ≤ D + ‖v_Δ‖_{1,w}.
 *   <li>Cauchy–Schwarz, ‖v_Δ‖_{1,w} ≤ √ξ ‖v_Δ‖₂, and the null space property give ‖v_Δ‖_{1,w} ≤ ρ
 *       ‖v_Δᶜ‖_{1,w} + √ξ γ ‖Av‖₂; with step 1, ‖v_Δᶜ‖_{1,w} ≤ (D + √ξ γ ‖Av‖₂)/(1−ρ), and by
 *       adding both ‖v‖_{1,w} ≤ (1+ρ)/(1−ρ) D + 2/(1−ρ) √ξ γ ‖Av‖₂.
 *   <li>Now let Δ hold the s_j largest |v_i| of each level. What is left on level j is at most
 *       ‖v_{Δ,j}‖₂/√s_j, hence ‖v_Δᶜ‖₂² ≤ ‖v_Δ‖₂ ‖v_Δᶜ‖_{1,w} / min_j w_j√s_j = √κ ‖v_Δ‖₂ E with E
 *       = ‖v_Δᶜ‖_{1,w}/√ξ, and by the inequality of arithmetic and geometric means ‖v_Δᶜ‖₂ ≤
 *       κ^{1/4}/2 (‖v_Δ‖₂ + E).
 *   <li>With the null space property for this Δ, ‖v‖₂ ≤ (1 + κ^{1/4}/2)(ρE + γ‖Av‖₂) + κ^{1/4}/2 E
 *       = a E + (1 + κ^{1/4}/2) γ ‖Av‖₂; E ≤ ‖v‖_{1,w}/√ξ and step 2 give ‖z−c‖₂ ≤ C1/√ξ · D + C2
 *       ‖A(z−c)‖₂.
 *   <li>‖A(z−c)‖₂ ≤ ‖Az−y‖₂ − ‖Ac−y‖₂ + 2‖Ac−y‖₂. As C1/√ξ = C3 λ and C2 ≤ C3, with G = F(z) − F(c)
 *       and any δ ≥ 2‖Ac−y‖₂ + 2λσ, ‖z−c‖₂ ≤ C3 (G + δ).
 *   <li>The primal-dual iteration with τ = σ = 1/L from x and q = 0 has, for the mean of j
 *       iterates, F(mean) − F(x*) ≤ (L/j)(‖x − x*‖₂² + 1) for every x*, since the dual variable
 *       lies in the unit ball (Chambolle, Pock, Math. Program. 159, 2016, theorem 1; the mixed term
 *       is bounded by the two squares). For the scaled data αy, by homogeneity, G⁺ ≤ (L/j)(α‖ψ−c‖₂²
 *       + 1/α).
 *   <li>A block has 1/α = βp, β = ε⁺/(2L), ε⁺ = ν(δ + ε). If G ≤ ε before it, ‖ψ−c‖₂ ≤ C3(ε+δ) = C3
 *       ε⁺/ν, so that after j of its p ≥ 2 C3 L/ν layers G⁺ ≤ ε⁺ (p/j) (1 + (2 C3 L/(νp))²)/2 ≤ ε⁺
 *       p/j. At its end G⁺ ≤ ε⁺.
 *   <li>ψ_0 = 0 has G = ‖y‖₂ − F(c) ≤ ε₀ = ‖y‖₂. Thus G ≤ ε_n = νⁿε₀ + δ(ν + … + νⁿ) after n
 *       blocks, and ‖ψ_n−c‖₂ ≤ C3 (ε_n + δ) ≤ C3 (δ/(1−ν) + νⁿ ε₀). See {@link ErrorBound}.
 * </ol>
 *
 * <p>The constants of Colbrook, Antun, Hansen, PNAS 119(12), 2022, SI, theorem 3, are these for
 * (1+ρ)/2 and 2γ in place of ρ and γ: they leave room for a matrix that is known inexactly.
 *
 * @param sparsities s and w
 * @param property ρ and γ
 * @param lambda λ, positive and at most the largest admissible one
 * @param nu ν in (0, 1)
 * @param norm L ≥ ‖A‖
 */
public record Certificate(
    LocalSparsities sparsities, NullSpaceProperty property, double lambda, double nu, double norm) {
  /** By what λ may exceed the largest admissible one: rounding when it was computed elsewhere. */
  private static final double ROUNDING = 1e-12;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the argument, what was expected and what came
   */
  public Certificate {
    double largest = largestLambda(sparsities, property);
    if (!(lambda > 0 && lambda <= largest * (1 + ROUNDING))) {
      throw new IllegalArgumentException(
          "lambda: expected a positive number of at most %.6g = C1/(C2 sqrt(xi)), got %s"
              .formatted(largest, lambda));
    }
    if (!(nu > 0 && nu < 1)) {
      throw new IllegalArgumentException("nu: expected a number between 0 and 1, got " + nu);
    }
    if (!(norm > 0) || Double.isInfinite(norm)) {
      throw new IllegalArgumentException("norm: expected a positive number, got " + norm);
    }
  }

  /** Starts a certificate with ν = 1/e, L = 1 and the largest admissible λ. */
  public static Builder of(LocalSparsities sparsities, NullSpaceProperty property) {
    return new Builder(sparsities, property);
  }

  /** ξ. */
  public double xi() {
    return sparsities.xi();
  }

  /** κ. */
  public double kappa() {
    return sparsities.kappa();
  }

  /** C1. */
  public double c1() {
    return c1(sparsities, property);
  }

  /** C2. */
  public double c2() {
    return c2(sparsities, property);
  }

  /** C3 = C1/(λ√ξ), not below C2. */
  public double c3() {
    return Math.max(c2(), c1() / (lambda * Math.sqrt(xi())));
  }

  /** The largest admissible λ. */
  public double largestLambda() {
    return largestLambda(sparsities, property);
  }

  /**
   * The layers p that a block needs.
   *
   * @throws IllegalArgumentException if there are more than 2^31 − 1
   */
  public int inner() {
    double layers = Math.ceil(2 * c3() * norm / nu);
    if (layers > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "lambda: %.4g demands %.4g layers a block, more than there can be"
              .formatted(lambda, layers));
    }
    return (int) layers;
  }

  /**
   * By how much a perturbation of the data raises what the bound falls to: 2 C3/(1−ν) times its
   * norm, at most, whatever the perturbation.
   */
  public double amplification() {
    return 2 * c3() / (1 - nu);
  }

  /**
   * The network that the certificate speaks of: no shifts, p, ν, L, τ = σ = 1/L, ε₀ = ‖y‖₂.
   *
   * @param outer blocks n
   * @param delta δ, absolute
   */
  public FirenetParameters parameters(int outer, double delta) {
    return FirenetParameters.paper()
        .outer(outer)
        .inner(inner())
        .nu(nu)
        .delta(delta)
        .norm(norm)
        .build();
  }

  /** What must be true for the bound to hold, in words; first whether ρ and γ are proved. */
  public List<String> assumptions() {
    List<String> out = new ArrayList<>();
    out.add(
        property.proved()
            ? "Proved: rho and gamma hold for this matrix, for every support was looked at."
            : "Assumed: the matrix has the null space property with this rho and gamma, for all"
                + " vectors and all supports. Nobody has checked it for the data at hand; if it fails,"
                + " the bound says nothing.");
    out.add(
        "Data: 2 |Ac - y| + 2 lambda sigma(c) is at most delta, where c is the true coefficients; it"
            + " can only be checked where the truth is known.");
    out.add(
        "Network: as in the paper, no shifts of the wavelet grid, start 0, epsilon0 = |y|, at least p"
            + " layers a block, tau = sigma = 1/norm, norm at least that of the matrix, exact"
            + " arithmetic (rounding ends the decrease near the precision in use).");
    return out;
  }

  private static double a(LocalSparsities sparsities, NullSpaceProperty property) {
    return property.rho() + (1 + property.rho()) * root(sparsities) / 2;
  }

  private static double c1(LocalSparsities sparsities, NullSpaceProperty property) {
    return a(sparsities, property) * (1 + property.rho()) / (1 - property.rho());
  }

  private static double c2(LocalSparsities sparsities, NullSpaceProperty property) {
    return a(sparsities, property) * 2 * property.gamma() / (1 - property.rho())
        + (1 + root(sparsities) / 2) * property.gamma();
  }

  private static double largestLambda(LocalSparsities sparsities, NullSpaceProperty property) {
    return c1(sparsities, property) / (c2(sparsities, property) * Math.sqrt(sparsities.xi()));
  }

  /** κ^{1/4}. */
  private static double root(LocalSparsities sparsities) {
    return Math.sqrt(Math.sqrt(sparsities.kappa()));
  }

  /** Collects what a certificate is made of. */
  public static final class Builder {
    private final LocalSparsities sparsities;
    private final NullSpaceProperty property;
    private OptionalDouble lambda = OptionalDouble.empty();
    private double nu = Defaults.PAPER_NU;
    private double norm = 1;

    private Builder(LocalSparsities sparsities, NullSpaceProperty property) {
      this.sparsities = sparsities;
      this.property = property;
    }

    /** Sets λ. */
    public Builder lambda(double value) {
      lambda = OptionalDouble.of(value);
      return this;
    }

    /** Sets ν. */
    public Builder nu(double value) {
      nu = value;
      return this;
    }

    /** Sets L ≥ ‖A‖. */
    public Builder norm(double value) {
      norm = value;
      return this;
    }

    /** Checks the ranges, see {@link Certificate}. */
    public Certificate build() {
      return new Certificate(
          sparsities,
          property,
          lambda.orElseGet(() -> largestLambda(sparsities, property)),
          nu,
          norm);
    }
  }
}
