package org.firenet.mri;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.ZMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.decompose.hessenberg.TridiagonalDecompositionHouseholder_ZDRM;
import org.ejml.dense.row.decomposition.eig.symm.SymmetricQrAlgorithm_DDRM;

/**
 * Eigenvalues and eigenvectors of a Hermitian matrix, {@code H = Q T Q*}, {@code T = D S D*}: Q
 * unitary, T tridiagonal, D diagonal of modulus 1, S real symmetric tridiagonal. Fewer than three
 * rows are filled up with a smallest eigenvalue that is never shown.
 *
 * <p>The Frobenius norm is added to the diagonal before and taken off the eigenvalues after: what
 * lies below rounding of the largest eigenvalue then counts as zero off the diagonal, without which
 * the QR iteration of a matrix of far lower rank than size need not end.
 */
final class HermitianEigen {
  /** The library's reduction fails on two rows. */
  private static final int SMALLEST = 3;

  private final int size;
  private final int padded;
  private final double shift;
  private final ZMatrixRMaj basis;
  private final SymmetricQrAlgorithm_DDRM tridiagonal;
  private final int[] order;

  /**
   * Decomposes a matrix.
   *
   * @param re real part, rows of as many numbers as there are rows. Not modified.
   * @param im imaginary part. Not modified.
   */
  HermitianEigen(double[][] re, double[][] im) {
    this.size = re.length;
    this.padded = Math.max(SMALLEST, size);
    this.shift = frobenius(re, im);
    ZMatrixRMaj matrix = new ZMatrixRMaj(padded, padded);
    for (int i = size; i < padded; i++) {
      matrix.set(i, i, -shift, 0);
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        matrix.set(i, j, re[i][j] + (i == j ? shift : 0), im[i][j]);
      }
    }
    TridiagonalDecompositionHouseholder_ZDRM reduction =
        new TridiagonalDecompositionHouseholder_ZDRM();
    boolean done = reduction.decompose(matrix);
    this.basis = reduction.getQ(null, false);
    this.tridiagonal = new SymmetricQrAlgorithm_DDRM();
    done = done && diagonalise(reduction.getT(null));
    if (!done) {
      throw new IllegalStateException(
          "eigenvalues of a Hermitian matrix of size " + size + " did not converge");
    }
    this.order =
        IntStream.range(0, padded)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -tridiagonal.getEigenvalue(i)))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** Puts Q D into the basis and the eigenvectors of S into the rows of the algorithm's matrix. */
  private boolean diagonalise(ZMatrixRMaj t) {
    double[] diagonal = new double[padded];
    double[] off = new double[padded - 1];
    double cos = 1;
    double sin = 0;
    for (int i = 0; i < padded; i++) {
      diagonal[i] = t.getReal(i, i);
      for (int row = 0; row < padded; row++) {
        double re = basis.getReal(row, i);
        double im = basis.getImag(row, i);
        basis.set(row, i, re * cos - im * sin, re * sin + im * cos);
      }
      if (i + 1 < padded) {
        // Element [i][i + 1] is the conjugate of the one that turns column i + 1.
        double re = t.getReal(i, i + 1);
        double im = -t.getImag(i, i + 1);
        off[i] = Math.hypot(re, im);
        double previous = cos;
        cos = off[i] > 0 ? (cos * re - sin * im) / off[i] : cos;
        sin = off[i] > 0 ? (previous * im + sin * re) / off[i] : sin;
      }
    }
    // Eigenvalues first: the algorithm needs them as shifts to find vectors.
    SymmetricQrAlgorithm_DDRM values = new SymmetricQrAlgorithm_DDRM();
    values.setFastEigenvalues(true);
    boolean done = values.process(padded, diagonal.clone(), off.clone());
    double[] found = new double[padded];
    for (int i = 0; i < padded; i++) {
      found[i] = values.getEigenvalue(i);
    }
    tridiagonal.setQ(CommonOps_DDRM.identity(padded));
    return done && tridiagonal.process(padded, diagonal, off, found);
  }

  private static double frobenius(double[][] re, double[][] im) {
    double sum = 0;
    for (int i = 0; i < re.length; i++) {
      for (int j = 0; j < re.length; j++) {
        sum += re[i][j] * re[i][j] + im[i][j] * im[i][j];
      }
    }
    return Math.sqrt(sum);
  }

  /** The largest eigenvalue. */
  double largest() {
    return value(0);
  }

  /** Eigenvalue k, largest first. */
  double value(int k) {
    return tridiagonal.getEigenvalue(order[k]) - shift;
  }

  /** Number of eigenvalues above a bound. */
  int countAbove(double bound) {
    int count = 0;
    while (count < size && value(count) > bound) {
      count++;
    }
    return count;
  }

  /**
   * The first orthonormal eigenvectors in the order of {@link #value}, each turned so that its
   * element of largest modulus is real and positive.
   *
   * @return {@code [0: real, 1: imaginary][vector][element]}
   */
  double[][][] vectors(int count) {
    double[][][] out = new double[2][count][size];
    DMatrixRMaj rows = tridiagonal.getQ();
    IntStream.range(0, count)
        .parallel()
        .forEach(
            k -> {
              for (int i = 0; i < size; i++) {
                double re = 0;
                double im = 0;
                int at = 2 * i * padded;
                int from = order[k] * padded;
                for (int j = 0; j < padded; j++) {
                  re += basis.data[at + 2 * j] * rows.data[from + j];
                  im += basis.data[at + 2 * j + 1] * rows.data[from + j];
                }
                out[0][k][i] = re;
                out[1][k][i] = im;
              }
              turn(out[0][k], out[1][k]);
            });
    return out;
  }

  private static void turn(double[] re, double[] im) {
    int largest = 0;
    double modulus = 0;
    for (int i = 0; i < re.length; i++) {
      double here = Math.hypot(re[i], im[i]);
      if (here > modulus) {
        modulus = here;
        largest = i;
      }
    }
    double cos = re[largest] / modulus;
    double sin = im[largest] / modulus;
    for (int i = 0; i < re.length; i++) {
      double real = re[i];
      re[i] = real * cos + im[i] * sin;
      im[i] = im[i] * cos - real * sin;
    }
  }
}
