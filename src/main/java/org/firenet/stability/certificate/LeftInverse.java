package org.firenet.stability.certificate;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;

/**
 * Matrices B with B A_Δ = I, and what they prove for one support Δ:
 *
 * <pre>
 *   v_Δ = B A v − B A_Δᶜ v_Δᶜ,   so   ‖v_Δ‖₂ ≤ ‖B‖ ‖A v‖₂ + max_{j∉Δ} ‖B a_j‖₂/w_j · ‖v_Δᶜ‖_{1,w}.
 * </pre>
 *
 * <p>With rounding, B A_Δ = I + R, and both terms are divided by 1 − ‖R‖; B itself may be any
 * matrix, so that its own rounding does not matter. Products and norms are raised by a margin far
 * above what they can lose in double precision.
 */
final class LeftInverse {
  /** Above the relative error of sums of products of up to a thousand numbers. */
  private static final double PRODUCT_MARGIN = 1e-12;

  /** Above the relative error of a largest singular value. */
  private static final double NORM_MARGIN = 1 + 1e-9;

  private static final int ROUNDS = 8;

  private final EmbeddedMatrix matrix;
  private final double[] weights;

  /**
   * For supports of a matrix.
   *
   * @param weights w of every column
   */
  LeftInverse(EmbeddedMatrix matrix, double[] weights) {
    this.matrix = matrix;
    this.weights = weights;
  }

  /**
   * What one B proves.
   *
   * @param slope of ‖v_Δᶜ‖_{1,w}: ρ/√ξ
   * @param gamma γ
   */
  record Proof(double slope, double gamma) {
    static final Proof NONE = new Proof(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** B = the pseudo-inverse of A_Δ: the smallest γ there is. */
  Proof pseudoInverse(int[] support) {
    DMatrixRMaj b = weighted(matrix.columns(support), CommonOps_DDRM.identity(matrix.rows()));
    int[] others = others(support);
    return proof(b, support, others, matrix.columns(others));
  }

  /**
   * The B of least Σ_{j∉Δ} d_j ‖B a_j‖₂²/w_j² + μ‖B‖_F², for weights d_j that are raised from round
   * to round where ‖B a_j‖₂/w_j is large, so that the largest falls; of all rounds the one with the
   * least slope.
   *
   * @param mu μ relative to the size of A, positive: the smaller, the smaller the slope and the
   *     larger γ
   */
  Proof balanced(int[] support, double mu) {
    int[] others = others(support);
    if (others.length == 0) {
      return pseudoInverse(support);
    }
    DMatrixRMaj inside = matrix.columns(support);
    DMatrixRMaj outside = matrix.columns(others);
    double[] d = new double[others.length];
    Arrays.fill(d, 1);
    DMatrixRMaj best = null;
    double least = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      DMatrixRMaj b = weighted(inside, metric(outside, others, d, mu));
      if (b == null) {
        break;
      }
      double[] slopes = slopes(b, others, outside);
      double largest = Arrays.stream(slopes).max().orElse(0);
      if (largest < least) {
        least = largest;
        best = b;
      }
      raise(d, slopes);
    }
    return proof(best, support, others, outside);
  }

  /** (A_Δᶜ D A_Δᶜ* + μ I)⁻¹, or null. */
  private DMatrixRMaj metric(DMatrixRMaj outside, int[] others, double[] d, double mu) {
    DMatrixRMaj scaled = outside.copy();
    int width = matrix.width();
    for (int row = 0; row < scaled.numRows; row++) {
      for (int column = 0; column < scaled.numCols; column++) {
        int j = column / width;
        scaled.set(row, column, scaled.get(row, column) * Math.sqrt(d[j]) / weights[others[j]]);
      }
    }
    DMatrixRMaj gram = new DMatrixRMaj(scaled.numRows, scaled.numRows);
    CommonOps_DDRM.multTransB(scaled, scaled, gram);
    double mean = CommonOps_DDRM.trace(gram) / gram.numRows;
    for (int i = 0; i < gram.numRows; i++) {
      gram.add(i, i, mu * (mean > 0 ? mean : 1));
    }
    return CommonOps_DDRM.invert(gram) ? gram : null;
  }

  /** (A_Δ* W A_Δ)⁻¹ A_Δ* W, or null if the columns are dependent. */
  private static DMatrixRMaj weighted(DMatrixRMaj inside, DMatrixRMaj w) {
    if (w == null) {
      return null;
    }
    DMatrixRMaj left = new DMatrixRMaj(inside.numCols, inside.numRows);
    CommonOps_DDRM.multTransA(inside, w, left);
    DMatrixRMaj gram = new DMatrixRMaj(inside.numCols, inside.numCols);
    CommonOps_DDRM.mult(left, inside, gram);
    if (!CommonOps_DDRM.invert(gram)) {
      return null;
    }
    DMatrixRMaj b = new DMatrixRMaj(inside.numCols, inside.numRows);
    CommonOps_DDRM.mult(gram, left, b);
    return Arrays.stream(b.data).allMatch(Double::isFinite) ? b : null;
  }

  private Proof proof(DMatrixRMaj b, int[] support, int[] others, DMatrixRMaj outside) {
    if (b == null) {
      return Proof.NONE;
    }
    DMatrixRMaj inside = matrix.columns(support);
    DMatrixRMaj product = new DMatrixRMaj(b.numRows, inside.numCols);
    CommonOps_DDRM.mult(b, inside, product);
    for (int i = 0; i < product.numRows; i++) {
      product.add(i, i, -1);
    }
    double rest =
        NormOps_DDRM.normF(product)
            + PRODUCT_MARGIN * NormOps_DDRM.normF(b) * NormOps_DDRM.normF(inside);
    if (!(rest < 1)) {
      return Proof.NONE;
    }
    double slope = Arrays.stream(slopes(b, others, outside)).max().orElse(0);
    double norm = EmbeddedMatrix.singularValues(b)[0] * NORM_MARGIN;
    return new Proof(slope / (1 - rest), norm / (1 - rest));
  }

  /** Upper bounds of ‖B a_j‖₂/w_j. */
  private double[] slopes(DMatrixRMaj b, int[] others, DMatrixRMaj outside) {
    DMatrixRMaj images = new DMatrixRMaj(b.numRows, outside.numCols);
    CommonOps_DDRM.mult(b, outside, images);
    double lost = PRODUCT_MARGIN * NormOps_DDRM.normF(b);
    double[] out = new double[others.length];
    for (int k = 0; k < others.length; k++) {
      double length = norm(images, k) + lost * norm(outside, k);
      out[k] = length * (1 + PRODUCT_MARGIN) / weights[others[k]];
    }
    return out;
  }

  /** Largest singular value of the one or two columns that stand for one number. */
  private double norm(DMatrixRMaj columns, int number) {
    int at = number * matrix.width();
    int other = at + matrix.width() - 1;
    double first = 0;
    double second = 0;
    double mixed = 0;
    for (int row = 0; row < columns.numRows; row++) {
      first += columns.get(row, at) * columns.get(row, at);
      second += columns.get(row, other) * columns.get(row, other);
      mixed += columns.get(row, at) * columns.get(row, other);
    }
    return at == other
        ? Math.sqrt(first)
        : Math.sqrt((first + second) / 2 + Math.hypot((first - second) / 2, mixed));
  }

  private static void raise(double[] d, double[] slopes) {
    double mean = Arrays.stream(slopes).average().orElse(0);
    if (mean == 0) {
      return;
    }
    for (int k = 0; k < d.length; k++) {
      d[k] *= Math.max(1e-3, slopes[k] / mean);
    }
  }

  private int[] others(int[] support) {
    boolean[] inside = new boolean[weights.length];
    for (int i : support) {
      inside[i] = true;
    }
    return IntStream.range(0, weights.length).filter(i -> !inside[i]).toArray();
  }
}
