package org.firenet.mri;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.ejml.dense.row.decomposition.eig.symm.SymmetricQrAlgorithm_DDRM;

/**
 * Eigenvalues of a real symmetric tridiagonal matrix by QR iteration, and its first eigenvectors by
 * inverse iteration.
 *
 * <p>The Frobenius norm is added to the diagonal before and taken off the eigenvalues after: what
 * lies below rounding of the largest eigenvalue then counts as zero off the diagonal, without which
 * the QR iteration of a matrix of far lower rank than size need not end. Vectors of neighbouring
 * eigenvalues are kept orthogonal to each other. Source of the vectors: Wilkinson's inverse
 * iteration; Jessup, Ipsen, SIAM J. Sci. Stat. Comput. 13:550, 1992.
 */
final class TridiagonalEigen {
  private static final double EPSILON = Math.ulp(1.0);

  /** Eigenvalues nearer than this share of the norm have their vectors orthogonalised. */
  private static final double NEIGHBOURS = 1e-3;

  private static final int ITERATIONS = 3;
  private static final int SMALLEST = 3;

  private final int size;
  private final double norm;
  private final double[] diagonal;
  private final double[] off;
  private final double[] values;
  private final double[] pivots;
  private final double[] first;
  private final double[] second;
  private final double[] factors;
  private final boolean[] swapped;

  /**
   * Finds the eigenvalues.
   *
   * @param diagonal of at least one number. Not modified.
   * @param off one number less. Not modified.
   */
  TridiagonalEigen(double[] diagonal, double[] off) {
    this.size = diagonal.length;
    double square = 0;
    for (int i = 0; i < size; i++) {
      square += diagonal[i] * diagonal[i] + (i + 1 < size ? 2 * off[i] * off[i] : 0);
    }
    this.norm = square > 0 ? Math.sqrt(square) : 1;
    this.diagonal = Arrays.stream(diagonal).map(v -> v / norm).toArray();
    this.off = Arrays.stream(off).map(v -> v / norm).toArray();
    this.values = findValues();
    this.pivots = new double[size];
    this.first = new double[size];
    this.second = new double[size];
    this.factors = new double[size];
    this.swapped = new boolean[size];
  }

  /** In falling order, relative to the norm. */
  private double[] findValues() {
    // Fewer than three rows are filled up with a smallest eigenvalue that is never shown.
    int padded = Math.max(SMALLEST, size);
    double[] shifted = new double[padded];
    Arrays.fill(shifted, -1);
    for (int i = 0; i < size; i++) {
      shifted[i] = diagonal[i] + 1;
    }
    SymmetricQrAlgorithm_DDRM algorithm = new SymmetricQrAlgorithm_DDRM();
    algorithm.setFastEigenvalues(true);
    if (!algorithm.process(padded, shifted, Arrays.copyOf(off, padded - 1))) {
      throw new IllegalStateException(
          "eigenvalues of a Hermitian matrix of size " + size + " did not converge");
    }
    double[] rising = new double[padded];
    for (int i = 0; i < padded; i++) {
      rising[i] = algorithm.getEigenvalue(i) - 1;
    }
    Arrays.sort(rising);
    double[] out = new double[size];
    for (int k = 0; k < size; k++) {
      out[k] = rising[padded - 1 - k];
    }
    return out;
  }

  /** Eigenvalue k, largest first. */
  double value(int k) {
    return values[k] * norm;
  }

  /** The first orthonormal eigenvectors, {@code [vector][element]}, in the order of the values. */
  double[][] vectors(int count) {
    SplittableRandom random = new SplittableRandom(1);
    double[][] out = new double[count][];
    double shift = Double.POSITIVE_INFINITY;
    int neighbour = 0;
    for (int k = 0; k < count; k++) {
      // Equal eigenvalues are taken apart, so that no two iterations are the same.
      shift = Math.min(values[k], shift - EPSILON);
      while (values[neighbour] - values[k] > NEIGHBOURS) {
        neighbour++;
      }
      factorise(shift);
      double[] x = random.doubles(size, -1, 1).toArray();
      for (int iteration = 0; iteration < ITERATIONS; iteration++) {
        solve(x);
        normalise(x);
        for (int before = neighbour; before < k; before++) {
          removeComponent(out[before], x);
        }
        normalise(x);
      }
      out[k] = x;
    }
    return out;
  }

  /** LU factors of {@code S − shift} with row exchanges. */
  private void factorise(double shift) {
    double pivot = diagonal[0] - shift;
    double beside = size > 1 ? off[0] : 0;
    for (int i = 0; i + 1 < size; i++) {
      double below = off[i];
      double next = diagonal[i + 1] - shift;
      double nextBeside = i + 2 < size ? off[i + 1] : 0;
      swapped[i] = Math.abs(pivot) < Math.abs(below);
      if (swapped[i]) {
        factors[i] = pivot / below;
        pivots[i] = below;
        first[i] = next;
        second[i] = nextBeside;
        pivot = beside - factors[i] * next;
        beside = -factors[i] * nextBeside;
      } else {
        pivots[i] = nonZero(pivot);
        factors[i] = below / pivots[i];
        first[i] = beside;
        second[i] = 0;
        pivot = next - factors[i] * beside;
        beside = nextBeside;
      }
    }
    pivots[size - 1] = nonZero(pivot);
  }

  private static double nonZero(double pivot) {
    return Math.abs(pivot) >= EPSILON ? pivot : Math.copySign(EPSILON, pivot);
  }

  private void solve(double[] x) {
    for (int i = 0; i + 1 < size; i++) {
      if (swapped[i]) {
        double kept = x[i];
        x[i] = x[i + 1];
        x[i + 1] = kept - factors[i] * x[i];
      } else {
        x[i + 1] -= factors[i] * x[i];
      }
    }
    for (int i = size - 1; i >= 0; i--) {
      double value = x[i];
      if (i + 1 < size) {
        value -= first[i] * x[i + 1];
      }
      if (i + 2 < size) {
        value -= second[i] * x[i + 2];
      }
      x[i] = value / pivots[i];
    }
  }

  private static void removeComponent(double[] unit, double[] x) {
    double product = 0;
    for (int i = 0; i < x.length; i++) {
      product += unit[i] * x[i];
    }
    for (int i = 0; i < x.length; i++) {
      x[i] -= product * unit[i];
    }
  }

  private static void normalise(double[] x) {
    double power = 0;
    for (double value : x) {
      power += value * value;
    }
    double scale = 1 / Math.sqrt(power);
    for (int i = 0; i < x.length; i++) {
      x[i] *= scale;
    }
  }
}
