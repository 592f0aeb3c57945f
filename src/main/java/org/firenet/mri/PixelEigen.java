package org.firenet.mri;

/**
 * Dominant eigenvectors of many small Hermitian positive semidefinite matrices at once, by
 * orthogonal iteration.
 *
 * <p>The matrices of neighbouring pixels stand side by side, {@code [element][pixel]}, so that
 * every inner loop runs over pixels. The first vector starts from the column of the matrix with the
 * largest diagonal element, every further one from the next column in the order of pivoted
 * Cholesky, and is kept orthogonal to those before it. All arithmetic of a pixel is its own:
 * results do not depend on how pixels are grouped, except through the common number of iterations.
 */
final class PixelEigen {
  /** Change of a unit vector over one iteration at which it counts as converged. */
  private static final double CONVERGED = 1e-7;

  /** Iterations between two looks at the change. */
  private static final int STRIDE = 3;

  private final int coils;
  private final int sets;
  private final int pixels;
  private final double[][] matrixRe;
  private final double[][] matrixIm;
  private final double[][][] re;
  private final double[][][] im;
  private final double[][] values;
  private final double[][] nextRe;
  private final double[][] nextIm;
  private final double[] sum;
  private final double[] sumIm;
  private final double[] change;

  /** Memory for up to {@code pixels} matrices of {@code coils} rows and {@code sets} vectors. */
  PixelEigen(int coils, int sets, int pixels) {
    this.coils = coils;
    this.sets = sets;
    this.pixels = pixels;
    this.matrixRe = new double[coils * (coils + 1) / 2][pixels];
    this.matrixIm = new double[coils * (coils + 1) / 2][pixels];
    this.re = new double[sets][coils][pixels];
    this.im = new double[sets][coils][pixels];
    this.values = new double[sets][pixels];
    this.nextRe = new double[coils][pixels];
    this.nextIm = new double[coils][pixels];
    this.sum = new double[pixels];
    this.sumIm = new double[pixels];
    this.change = new double[pixels];
  }

  /** Number of pixels. */
  int pixels() {
    return pixels;
  }

  /** Real part of a matrix element {@code a ≤ b}, see {@link CalibrationKernels#pair}; to fill. */
  double[] matrixRe(int pair) {
    return matrixRe[pair];
  }

  /** Imaginary part, see {@link #matrixRe}. */
  double[] matrixIm(int pair) {
    return matrixIm[pair];
  }

  /** Real part of one element of one eigenvector for every pixel. */
  double[] re(int set, int coil) {
    return re[set][coil];
  }

  /** Imaginary part, see {@link #re}. */
  double[] im(int set, int coil) {
    return im[set][coil];
  }

  /** Eigenvalue of one eigenvector for every pixel. */
  double[] values(int set) {
    return values[set];
  }

  /**
   * Iterates until no vector of interest changes any more.
   *
   * @param largest largest number of iterations
   * @param interest pixels whose eigenvalue has not reached this are not waited for
   */
  void iterate(int largest, double interest) {
    start();
    for (int iteration = 1; iteration <= largest; iteration++) {
      boolean look = iteration % STRIDE == 0;
      double worst = 0;
      for (int set = 0; set < sets; set++) {
        multiply(set);
        for (int before = 0; before < set; before++) {
          removeComponent(before);
        }
        normalise(set, look);
        worst = look ? Math.max(worst, worstChange(set, interest)) : worst;
      }
      if (look && worst <= CONVERGED * CONVERGED) {
        break;
      }
    }
  }

  /** Unit columns of the matrix, chosen by pivoted Cholesky. */
  private void start() {
    double[] diagonal = new double[coils];
    int[] pivots = new int[sets];
    for (int x = 0; x < pixels; x++) {
      for (int c = 0; c < coils; c++) {
        diagonal[c] = matrixRe[CalibrationKernels.pair(c, c, coils)][x];
      }
      for (int set = 0; set < sets; set++) {
        int pivot = 0;
        for (int c = 1; c < coils; c++) {
          pivot = diagonal[c] > diagonal[pivot] ? c : pivot;
        }
        pivots[set] = pivot;
        startFromColumn(set, pivots, x, diagonal);
      }
    }
  }

  private void startFromColumn(int set, int[] pivots, int x, double[] diagonal) {
    int pivot = pivots[set];
    for (int c = 0; c < coils; c++) {
      int pair =
          c <= pivot
              ? CalibrationKernels.pair(c, pivot, coils)
              : CalibrationKernels.pair(pivot, c, coils);
      re[set][c][x] = matrixRe[pair][x];
      im[set][c][x] = c <= pivot ? matrixIm[pair][x] : -matrixIm[pair][x];
    }
    for (int before = 0; before < set; before++) {
      removeStart(set, before, x);
    }
    double norm = 0;
    for (int c = 0; c < coils; c++) {
      norm += re[set][c][x] * re[set][c][x] + im[set][c][x] * im[set][c][x];
    }
    double scale = norm > 0 ? 1 / Math.sqrt(norm) : 0;
    for (int c = 0; c < coils; c++) {
      re[set][c][x] *= scale;
      im[set][c][x] *= scale;
    }
    diagonal[pivot] = -1;
  }

  private void removeStart(int set, int before, int x) {
    double real = 0;
    double imaginary = 0;
    for (int c = 0; c < coils; c++) {
      real += re[before][c][x] * re[set][c][x] + im[before][c][x] * im[set][c][x];
      imaginary += re[before][c][x] * im[set][c][x] - im[before][c][x] * re[set][c][x];
    }
    for (int c = 0; c < coils; c++) {
      re[set][c][x] -= real * re[before][c][x] - imaginary * im[before][c][x];
      im[set][c][x] -= real * im[before][c][x] + imaginary * re[before][c][x];
    }
  }

  /** next = matrix · vector. */
  private void multiply(int set) {
    for (int row = 0; row < coils; row++) {
      java.util.Arrays.fill(nextRe[row], 0);
      java.util.Arrays.fill(nextIm[row], 0);
      for (int column = 0; column < row; column++) {
        int pair = CalibrationKernels.pair(column, row, coils);
        addConjugate(
            matrixRe[pair],
            matrixIm[pair],
            re[set][column],
            im[set][column],
            nextRe[row],
            nextIm[row]);
      }
      for (int column = row; column < coils; column++) {
        int pair = CalibrationKernels.pair(row, column, coils);
        add(
            matrixRe[pair],
            matrixIm[pair],
            re[set][column],
            im[set][column],
            nextRe[row],
            nextIm[row]);
      }
    }
  }

  private static void add(
      double[] mr, double[] mi, double[] vr, double[] vi, double[] outRe, double[] outIm) {
    for (int x = 0; x < outRe.length; x++) {
      outRe[x] += mr[x] * vr[x] - mi[x] * vi[x];
      outIm[x] += mr[x] * vi[x] + mi[x] * vr[x];
    }
  }

  private static void addConjugate(
      double[] mr, double[] mi, double[] vr, double[] vi, double[] outRe, double[] outIm) {
    for (int x = 0; x < outRe.length; x++) {
      outRe[x] += mr[x] * vr[x] + mi[x] * vi[x];
      outIm[x] += mr[x] * vi[x] - mi[x] * vr[x];
    }
  }

  /** next = next − v ⟨v, next⟩ for the unit vector v of an earlier set. */
  private void removeComponent(int before) {
    java.util.Arrays.fill(sum, 0);
    java.util.Arrays.fill(sumIm, 0);
    for (int c = 0; c < coils; c++) {
      addConjugate(re[before][c], im[before][c], nextRe[c], nextIm[c], sum, sumIm);
    }
    for (int x = 0; x < pixels; x++) {
      sum[x] = -sum[x];
      sumIm[x] = -sumIm[x];
    }
    for (int c = 0; c < coils; c++) {
      add(sum, sumIm, re[before][c], im[before][c], nextRe[c], nextIm[c]);
    }
  }

  /** vector = next / ‖next‖, eigenvalue = ‖next‖, change = squared length of the difference. */
  private void normalise(int set, boolean look) {
    java.util.Arrays.fill(sum, 0);
    java.util.Arrays.fill(change, 0);
    for (int c = 0; c < coils; c++) {
      double[] nr = nextRe[c];
      double[] ni = nextIm[c];
      for (int x = 0; x < pixels; x++) {
        sum[x] += nr[x] * nr[x] + ni[x] * ni[x];
      }
    }
    for (int x = 0; x < pixels; x++) {
      values[set][x] = Math.sqrt(sum[x]);
      sum[x] = sum[x] > 0 ? 1 / values[set][x] : 0;
    }
    for (int c = 0; c < coils; c++) {
      update(nextRe[c], re[set][c], look);
      update(nextIm[c], im[set][c], look);
    }
  }

  private void update(double[] next, double[] vector, boolean look) {
    if (look) {
      for (int x = 0; x < next.length; x++) {
        double difference = next[x] * sum[x] - vector[x];
        change[x] += difference * difference;
      }
    }
    for (int x = 0; x < next.length; x++) {
      vector[x] = next[x] * sum[x];
    }
  }

  private double worstChange(int set, double interest) {
    double worst = 0;
    for (int x = 0; x < pixels; x++) {
      if (values[set][x] >= interest) {
        worst = Math.max(worst, change[x]);
      }
    }
    return worst;
  }
}
