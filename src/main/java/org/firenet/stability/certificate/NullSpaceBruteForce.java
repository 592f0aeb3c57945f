package org.firenet.stability.certificate;

import java.util.function.Function;
import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;

/**
 * Proves the null space property of a small matrix by looking at every support.
 *
 * <p>For each Δ with s_j elements on level j, a matrix B with B A_Δ = I gives
 *
 * <pre>
 *   ‖v_Δ‖₂ ≤ max_{j∉Δ} ‖B a_j‖₂/w_j · ‖v_Δᶜ‖_{1,w} + ‖B‖ ‖A v‖₂   for all v,
 * </pre>
 *
 * <p>so that ρ = √ξ max_Δ max_j ‖B a_j‖₂/w_j and γ = max_Δ ‖B‖ are proved: no sampling, rounding
 * included. B is chosen in turn as the pseudo-inverse and by least squares that trade γ for ρ; each
 * choice gives one pair for all Δ, and the pair with the smallest C2 of {@link Certificate} is
 * taken. The true constants are smaller. Work: (number of supports) × rows³.
 */
public final class NullSpaceBruteForce {
  /** The most supports looked at. */
  public static final long MOST_SUPPORTS = 50_000;

  /** The most rows; the margins for rounding are made for these. */
  public static final int MOST_ROWS = 1000;

  private static final double[] TRADES = {1, 0.3, 0.1, 1e-2, 1e-4};

  private NullSpaceBruteForce() {}

  /**
   * Bounds ρ and γ.
   *
   * @param matrix A, {@code [row, column]}, real or complex. Not modified.
   * @param levels which level each column belongs to
   * @param sparsities s and w
   * @throws IllegalArgumentException if sizes do not fit, a number is not finite, or there are more
   *     than {@link #MOST_SUPPORTS} supports or {@link #MOST_ROWS} rows
   */
  public static NullSpaceBound bound(
      ComplexArray matrix, CoefficientLevels levels, LocalSparsities sparsities) {
    requireMatrix(matrix, levels);
    Supports supports = new Supports(levels, sparsities);
    if (supports.count() > MOST_SUPPORTS) {
      throw new IllegalArgumentException(
          "sparsities: %s of %s coefficients have %.3g supports, at most %d are looked at"
              .formatted(sparsities.counts(), levels.sizes(), supports.count(), MOST_SUPPORTS));
    }
    double[] weights =
        IntStream.range(0, levels.count())
            .mapToDouble(i -> sparsities.weight(levels.level(i)))
            .toArray();
    EmbeddedMatrix embedded = new EmbeddedMatrix(matrix);
    double gammaAtLeast = gammaAtLeast(embedded, supports);
    double rhoAtLeast = new NullSpaceSearch(embedded, levels, sparsities).largestRho();
    Pair best = best(new LeftInverse(embedded, weights), supports, sparsities);
    return new NullSpaceBound(
        best.rho, best.gamma, rhoAtLeast, gammaAtLeast, (long) supports.count(), best.rule);
  }

  /**
   * A proved upper bound of ‖A‖, for L.
   *
   * @param matrix {@code [row, column]}. Not modified.
   */
  public static double norm(ComplexArray matrix) {
    matrix.requireFinite("matrix");
    return EmbeddedMatrix.singularValues(new EmbeddedMatrix(matrix).values())[0] * (1 + 1e-9);
  }

  private record Pair(double rho, double gamma, String rule) {}

  private static Pair best(LeftInverse inverse, Supports supports, LocalSparsities sparsities) {
    Pair best = new Pair(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, "none");
    best = better(best, "pseudo-inverses", inverse::pseudoInverse, supports, sparsities);
    for (double mu : TRADES) {
      String rule = "least squares, mu = " + mu;
      best = better(best, rule, s -> inverse.balanced(s, mu), supports, sparsities);
    }
    return best;
  }

  /** The pair of another rule if it is better; given up as soon as it can not be. */
  private static Pair better(
      Pair best,
      String rule,
      Function<int[], LeftInverse.Proof> prover,
      Supports supports,
      LocalSparsities sparsities) {
    double root = Math.sqrt(sparsities.xi());
    Pair[] worst = {new Pair(0, Double.MIN_NORMAL, rule)};
    supports.forEach(
        support -> {
          LeftInverse.Proof proof = prover.apply(support);
          double rho = Math.max(worst[0].rho, root * proof.slope());
          double gamma = Math.max(worst[0].gamma, proof.gamma());
          worst[0] = new Pair(rho, gamma, rule);
          return isBetter(worst[0], best, sparsities);
        });
    return isBetter(worst[0], best, sparsities) ? worst[0] : best;
  }

  private static boolean isBetter(Pair one, Pair other, LocalSparsities sparsities) {
    boolean holds = one.rho < 1 && Double.isFinite(one.gamma);
    if (!holds || other.rho >= 1) {
      return one.rho < other.rho;
    }
    return c2(one, sparsities) < c2(other, sparsities);
  }

  private static double c2(Pair pair, LocalSparsities sparsities) {
    NullSpaceProperty property = new NullSpaceProperty(pair.rho, pair.gamma, true);
    return Certificate.of(sparsities, property).build().c2();
  }

  /** A vector on Δ alone needs γ ≥ 1/σ_min(A_Δ). */
  private static double gammaAtLeast(EmbeddedMatrix matrix, Supports supports) {
    double[] largest = new double[1];
    supports.forEach(
        support -> {
          double[] values = EmbeddedMatrix.singularValues(matrix.columns(support));
          boolean tall = matrix.rows() >= support.length * matrix.width();
          double smallest = tall ? values[values.length - 1] : 0;
          largest[0] = Math.max(largest[0], 1 / smallest);
          return true;
        });
    return largest[0];
  }

  private static void requireMatrix(ComplexArray matrix, CoefficientLevels levels) {
    if (matrix.shape().rank() != 2 || matrix.shape().extent(1) != levels.count()) {
      throw new IllegalArgumentException(
          "`matrix`: expected [rows, %d], as many columns as the levels %s have, got %s"
              .formatted(levels.count(), levels.sizes(), matrix.shape()));
    }
    if (matrix.shape().extent(0) > MOST_ROWS) {
      throw new IllegalArgumentException(
          "`matrix`: expected at most %d rows, got %s".formatted(MOST_ROWS, matrix.shape()));
    }
    matrix.requireFinite("matrix");
    boolean zero = true;
    for (int i = 0; i < matrix.count(); i++) {
      zero &= matrix.re(i) == 0 && matrix.im(i) == 0;
    }
    if (zero) {
      throw new IllegalArgumentException("`matrix`: all zero");
    }
  }
}
