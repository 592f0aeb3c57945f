package org.firenet.experiments;

import java.util.Arrays;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * A square-root LASSO problem with a known minimiser that a change of the matrix by 2⁻ⁿ moves by
 * more than 10⁻ᴷ: the family of inputs on which no algorithm gets K correct digits from inexact
 * data.
 *
 * <p>With δ = 1/6, λ = 1, N₁ = 2, N₂ = 20, ε = 2⁻ⁿ⁻¹: γ₁ = √2 (1−δ) 10ᴷ/(3λ), r = ε/(γ₁λ), t =
 * r(1−δ)²/(1 + r(1−δ)), ρ = 1−δ−t. The first row of A is (a, 0) with a_i = γ₁λ/(1−δ) but a_j =
 * γ₁λ/ρ; below it ‖a‖₂ I acts on the last N₂ unknowns. y = e₁, x_j = ρ/(λγ₁), the other x_i are 0.
 * y and every column of A go through the orthonormal DCT-II, which changes no norm. ‖A‖ = ‖a‖₂.
 * Source: Colbrook et al., PNAS 2022, the experiment of Table 1.
 */
final class InexactPair {
  static final double LAMBDA = 1;

  /** N₁. */
  static final int AMBIGUOUS = 2;

  /** N₂. */
  static final int PLAIN = 20;

  static final int ROWS = 1 + PLAIN;
  static final int COLUMNS = AMBIGUOUS + PLAIN;

  private static final double DELTA = 1.0 / 6;

  private final double[] a = new double[AMBIGUOUS];
  private final double[] minimiser = new double[COLUMNS];
  private final double norm;

  /**
   * A pair.
   *
   * @param k K
   * @param n the exponent of the inexactness
   * @param j which unknown is not 0, from 1; smaller ones count from the end of a, and of x, as the
   *     indices of some languages do
   */
  InexactPair(int k, int n, int j) {
    double gamma = Math.sqrt(2) * (1 - DELTA) * Math.pow(10, k) / (3 * LAMBDA);
    double ratio = Math.pow(2, -n - 1) / (gamma * LAMBDA);
    double rho = 1 - DELTA - ratio * (1 - DELTA) * (1 - DELTA) / (1 + ratio * (1 - DELTA));
    Arrays.fill(a, gamma * LAMBDA / (1 - DELTA));
    a[Math.floorMod(j - 1, AMBIGUOUS)] = gamma * LAMBDA / rho;
    minimiser[Math.floorMod(j - 1, COLUMNS)] = rho / (LAMBDA * gamma);
    double squares = 0;
    for (double value : a) {
      squares += value * value;
    }
    norm = Math.sqrt(squares);
  }

  /** ‖A‖. */
  double norm() {
    return norm;
  }

  /** x. */
  double[] minimiser() {
    return minimiser.clone();
  }

  /** F(x) = λ‖x‖₁ + ‖A x − y‖₂ of the minimiser of this very pair, x_j = ρ/(λγ₁). */
  double objective() {
    double sum = 0;
    for (double value : minimiser) {
      sum += Math.abs(value);
    }
    return LAMBDA * sum;
  }

  /** A, {@code [row, column]}. */
  RealArray matrix() {
    double[] out = new double[ROWS * COLUMNS];
    double[] column = new double[ROWS];
    for (int c = 0; c < COLUMNS; c++) {
      Arrays.fill(column, 0);
      if (c < AMBIGUOUS) {
        column[0] = a[c];
      } else {
        column[1 + c - AMBIGUOUS] = norm;
      }
      double[] transformed = cosineTransform(column);
      for (int r = 0; r < ROWS; r++) {
        out[r * COLUMNS + c] = transformed[r];
      }
    }
    return RealArray.of(Shape.of(ROWS, COLUMNS), out);
  }

  /** y. */
  double[] data() {
    return data(new double[PLAIN]);
  }

  /** y of a problem whose last N₂ unknowns are given: A x for that x. */
  double[] data(double[] plain) {
    double[] y = new double[ROWS];
    y[0] = 1;
    for (int i = 0; i < PLAIN; i++) {
      y[1 + i] = norm * plain[i];
    }
    return cosineTransform(y);
  }

  /** The orthonormal DCT-II. */
  static double[] cosineTransform(double[] x) {
    double[] out = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += x[i] * Math.cos(Math.PI * k * (2 * i + 1) / (2 * x.length));
      }
      out[k] = sum * Math.sqrt((k == 0 ? 1.0 : 2.0) / x.length);
    }
    return out;
  }
}
