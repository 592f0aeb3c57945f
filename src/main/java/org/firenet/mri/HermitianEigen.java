package org.firenet.mri;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Eigenvalues and eigenvectors of a Hermitian matrix H = A + iB through the real symmetric matrix
 *
 * <pre>
 *   [ A  −B ]
 *   [ B   A ]
 * </pre>
 *
 * <p>of twice the size: each eigenvalue comes twice, and the halves t, b of each real eigenvector
 * give an eigenvector t + ib of H.
 */
final class HermitianEigen {
  /** Below this a vector is taken for a repetition of the ones before; see {@link #vectors}. */
  private static final double INDEPENDENT = 0.1;

  private final int size;
  private final double[] values;
  private final double[][] re;
  private final double[][] im;

  /**
   * Decomposes a matrix.
   *
   * @param re real part, rows of {@code size} numbers. Not modified.
   * @param im imaginary part. Not modified.
   */
  HermitianEigen(double[][] re, double[][] im) {
    this.size = re.length;
    DMatrixRMaj real = new DMatrixRMaj(2 * size, 2 * size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        real.unsafe_set(i, j, re[i][j]);
        real.unsafe_set(size + i, size + j, re[i][j]);
        real.unsafe_set(i, size + j, -im[i][j]);
        real.unsafe_set(size + i, j, im[i][j]);
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(2 * size, true, true);
    if (!eigen.decompose(real)) {
      throw new IllegalStateException(
          "eigenvalues of a Hermitian matrix of size " + size + " did not converge");
    }
    int[] order =
        IntStream.range(0, 2 * size)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).real))
            .mapToInt(Integer::intValue)
            .toArray();
    this.values = Arrays.stream(order).mapToDouble(i -> eigen.getEigenvalue(i).real).toArray();
    this.re = new double[2 * size][];
    this.im = new double[2 * size][];
    for (int k = 0; k < order.length; k++) {
      double[] vector = eigen.getEigenVector(order[k]).getData();
      this.re[k] = Arrays.copyOfRange(vector, 0, size);
      this.im[k] = Arrays.copyOfRange(vector, size, 2 * size);
    }
  }

  /** The largest eigenvalue. */
  double largest() {
    return value(0);
  }

  /** Eigenvalue k of H, largest first: the mean of its two copies. */
  double value(int k) {
    return (values[2 * k] + values[2 * k + 1]) / 2;
  }

  /**
   * Orthonormal eigenvectors of H in the order of {@link #value}, each turned so that its element
   * of largest modulus is real and positive.
   *
   * @return {@code [vector][0: real, 1: imaginary][element]}
   */
  double[][][] vectors() {
    double[][][] out = new double[size][][];
    int found = 0;
    for (int k = 0; k < 2 * size && found < size; k++) {
      double[][] candidate = {re[k].clone(), im[k].clone()};
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j < found; j++) {
          removeComponent(out[j], candidate);
        }
      }
      double norm = Math.sqrt(dot(candidate, candidate)[0]);
      if (norm > INDEPENDENT) {
        turn(candidate, norm);
        out[found++] = candidate;
      }
    }
    if (found < size) {
      throw new IllegalStateException(
          "eigenvectors of a Hermitian matrix: expected " + size + ", found " + found);
    }
    return out;
  }

  /**
   * Vectors whose outer products give the projector onto the eigenvectors with eigenvalues above a
   * bound, {@code P = ½ Σ_k w_k w_k*}: the real eigenvectors as t + ib, two for each eigenvalue.
   *
   * @return {@code [0: real, 1: imaginary][vector][element]}; vectors 2k and 2k + 1 belong to
   *     eigenvalue k
   */
  double[][][] basisAbove(double bound) {
    int kept = 0;
    while (kept < size && value(kept) > bound) {
      kept++;
    }
    return new double[][][] {Arrays.copyOf(re, 2 * kept), Arrays.copyOf(im, 2 * kept)};
  }

  /** {@code ⟨v, w⟩ = Σ conj(v) w}. */
  private static double[] dot(double[][] v, double[][] w) {
    double real = 0;
    double imaginary = 0;
    for (int i = 0; i < v[0].length; i++) {
      real += v[0][i] * w[0][i] + v[1][i] * w[1][i];
      imaginary += v[0][i] * w[1][i] - v[1][i] * w[0][i];
    }
    return new double[] {real, imaginary};
  }

  private static void removeComponent(double[][] unit, double[][] vector) {
    double[] c = dot(unit, vector);
    for (int i = 0; i < unit[0].length; i++) {
      vector[0][i] -= c[0] * unit[0][i] - c[1] * unit[1][i];
      vector[1][i] -= c[0] * unit[1][i] + c[1] * unit[0][i];
    }
  }

  private static void turn(double[][] vector, double norm) {
    int largest = 0;
    double modulus = 0;
    for (int i = 0; i < vector[0].length; i++) {
      double here = Math.hypot(vector[0][i], vector[1][i]);
      if (here > modulus) {
        modulus = here;
        largest = i;
      }
    }
    double cos = vector[0][largest] / modulus / norm;
    double sin = vector[1][largest] / modulus / norm;
    for (int i = 0; i < vector[0].length; i++) {
      double real = vector[0][i];
      vector[0][i] = real * cos + vector[1][i] * sin;
      vector[1][i] = vector[1][i] * cos - real * sin;
    }
  }
}
