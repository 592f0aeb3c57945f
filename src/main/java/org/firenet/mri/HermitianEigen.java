package org.firenet.mri;

/**
 * Eigenvalues and the first eigenvectors of a Hermitian matrix, through {@link HermitianReduction}
 * and {@link TridiagonalEigen}. Uses all cores on large matrices; the same bits for any number of
 * threads.
 */
final class HermitianEigen {
  private final int size;
  private final HermitianReduction reduction;
  private final TridiagonalEigen tridiagonal;

  /**
   * Decomposes a matrix.
   *
   * @param re real part, rows of as many numbers as there are rows. Not modified.
   * @param im imaginary part. Not modified.
   */
  HermitianEigen(double[][] re, double[][] im) {
    this.size = re.length;
    double[][] copyRe = new double[size][];
    double[][] copyIm = new double[size][];
    for (int i = 0; i < size; i++) {
      copyRe[i] = re[i].clone();
      copyIm[i] = im[i].clone();
    }
    this.reduction = new HermitianReduction(copyRe, copyIm);
    this.tridiagonal = new TridiagonalEigen(reduction.diagonal(), reduction.off());
  }

  /** The largest eigenvalue. */
  double largest() {
    return value(0);
  }

  /** Eigenvalue k, largest first. */
  double value(int k) {
    return tridiagonal.value(k);
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
    double[][][] out = reduction.turnBack(tridiagonal.vectors(count));
    for (int k = 0; k < count; k++) {
      turn(out[0][k], out[1][k]);
    }
    return out;
  }

  private static void turn(double[] re, double[] im) {
    int largest = 0;
    double power = 0;
    for (int i = 0; i < re.length; i++) {
      double here = re[i] * re[i] + im[i] * im[i];
      if (here > power) {
        power = here;
        largest = i;
      }
    }
    double modulus = Math.sqrt(power);
    double cos = re[largest] / modulus;
    double sin = im[largest] / modulus;
    for (int i = 0; i < re.length; i++) {
      double real = re[i];
      re[i] = real * cos + im[i] * sin;
      im[i] = im[i] * cos - real * sin;
    }
  }
}
