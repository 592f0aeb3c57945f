package org.firenet.mri;

/**
 * Dominant eigenvectors of many small Hermitian positive semidefinite matrices at once, by
 * orthogonal iteration.
 *
 * <p>The matrices of neighbouring pixels stand side by side, {@code [element][pixel]}, so that
 * every inner loop runs over pixels. The first vector starts from the column of the matrix with the
 * largest diagonal element, every further one from the next column in the order of pivoted
 * Cholesky, and is kept orthogonal to those before it. A pixel is done when its vectors have
 * converged, or its eigenvalues do not grow any more below what is of interest; the rest moves
 * together. All arithmetic of a pixel is its own: results do not depend on how pixels are grouped.
 */
final class PixelEigen {
  /** Change of a unit vector over one iteration at which it counts as converged. */
  private static final double CONVERGED = 1e-7;

  /** Growth of an eigenvalue without interest from look to look at which it counts as found. */
  private static final double SETTLED = 1e-3;

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
  private final double[][][] vectorRe;
  private final double[][][] vectorIm;
  private final double[][] current;
  private final double[][] previous;
  private final double[][] nextRe;
  private final double[][] nextIm;
  private final double[] sum;
  private final double[] sumIm;
  private final double[][] change;
  private final int[] place;
  private final boolean[] done;
  private int active;

  /** Memory for {@code pixels} matrices of {@code coils} rows and {@code sets} vectors. */
  PixelEigen(int coils, int sets, int pixels) {
    this.coils = coils;
    this.sets = sets;
    this.pixels = pixels;
    int pairs = coils * (coils + 1) / 2;
    this.matrixRe = new double[pairs][pixels];
    this.matrixIm = new double[pairs][pixels];
    this.re = new double[sets][coils][pixels];
    this.im = new double[sets][coils][pixels];
    this.values = new double[sets][pixels];
    this.vectorRe = new double[sets][coils][pixels];
    this.vectorIm = new double[sets][coils][pixels];
    this.current = new double[sets][pixels];
    this.previous = new double[sets][pixels];
    this.nextRe = new double[coils][pixels];
    this.nextIm = new double[coils][pixels];
    this.sum = new double[pixels];
    this.sumIm = new double[pixels];
    this.change = new double[sets][pixels];
    this.place = new int[pixels];
    this.done = new boolean[pixels];
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
   * Iterates until no vector of interest changes any more. The matrices do not survive.
   *
   * @param largest largest number of iterations
   * @param interest eigenvalues below this need not be exact
   */
  void iterate(int largest, double interest) {
    start();
    for (int iteration = 1; iteration <= largest && active > 0; iteration++) {
      boolean look = iteration % STRIDE == 0 || iteration == largest;
      for (int set = 0; set < sets; set++) {
        multiply(set);
        for (int before = 0; before < set; before++) {
          removeComponent(before);
        }
        normalise(set, look);
      }
      if (look) {
        finish(interest, iteration == largest);
      }
    }
  }

  /** Keeps the results of pixels that are done; once there are many, the others move together. */
  private void finish(double interest, boolean all) {
    int finished = 0;
    for (int x = 0; x < active; x++) {
      if (!done[x] && (all || isDone(x, interest))) {
        done[x] = true;
        keep(x);
      }
      finished += done[x] ? 1 : 0;
    }
    for (int set = 0; set < sets; set++) {
      System.arraycopy(current[set], 0, previous[set], 0, active);
    }
    if (finished == active) {
      active = 0;
    } else if (finished > active / 4) {
      compact();
    }
  }

  private boolean isDone(int x, double interest) {
    for (int set = 0; set < sets; set++) {
      double value = current[set][x];
      boolean settled = value < interest && value - previous[set][x] <= SETTLED * interest;
      if (change[set][x] > CONVERGED * CONVERGED && !settled) {
        return false;
      }
    }
    return true;
  }

  private void keep(int x) {
    for (int set = 0; set < sets; set++) {
      values[set][place[x]] = current[set][x];
      for (int c = 0; c < coils; c++) {
        re[set][c][place[x]] = vectorRe[set][c][x];
        im[set][c][place[x]] = vectorIm[set][c][x];
      }
    }
  }

  private void compact() {
    int[] from = new int[active];
    int count = 0;
    for (int x = 0; x < active; x++) {
      if (!done[x]) {
        from[count] = x;
        place[count++] = place[x];
      }
    }
    java.util.Arrays.fill(done, 0, count, false);
    active = count;
    move(matrixRe, from);
    move(matrixIm, from);
    move(previous, from);
    for (int set = 0; set < sets; set++) {
      move(vectorRe[set], from);
      move(vectorIm[set], from);
    }
  }

  private void move(double[][] arrays, int[] from) {
    for (double[] array : arrays) {
      for (int x = 0; x < active; x++) {
        array[x] = array[from[x]];
      }
    }
  }

  /** Unit columns of the matrix, chosen by pivoted Cholesky. */
  private void start() {
    active = pixels;
    java.util.Arrays.fill(done, false);
    for (double[] value : previous) {
      java.util.Arrays.fill(value, 0);
    }
    double[] diagonal = new double[coils];
    int[] pivots = new int[sets];
    for (int x = 0; x < pixels; x++) {
      place[x] = x;
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
      vectorRe[set][c][x] = matrixRe[pair][x];
      vectorIm[set][c][x] = c <= pivot ? matrixIm[pair][x] : -matrixIm[pair][x];
    }
    for (int before = 0; before < set; before++) {
      removeStart(set, before, x);
    }
    double norm = 0;
    for (int c = 0; c < coils; c++) {
      norm += vectorRe[set][c][x] * vectorRe[set][c][x] + vectorIm[set][c][x] * vectorIm[set][c][x];
    }
    double scale = norm > 0 ? 1 / Math.sqrt(norm) : 0;
    for (int c = 0; c < coils; c++) {
      vectorRe[set][c][x] *= scale;
      vectorIm[set][c][x] *= scale;
    }
    diagonal[pivot] = -1;
  }

  private void removeStart(int set, int before, int x) {
    double real = 0;
    double imaginary = 0;
    for (int c = 0; c < coils; c++) {
      real +=
          vectorRe[before][c][x] * vectorRe[set][c][x]
              + vectorIm[before][c][x] * vectorIm[set][c][x];
      imaginary +=
          vectorRe[before][c][x] * vectorIm[set][c][x]
              - vectorIm[before][c][x] * vectorRe[set][c][x];
    }
    for (int c = 0; c < coils; c++) {
      vectorRe[set][c][x] -= real * vectorRe[before][c][x] - imaginary * vectorIm[before][c][x];
      vectorIm[set][c][x] -= real * vectorIm[before][c][x] + imaginary * vectorRe[before][c][x];
    }
  }

  /** next = matrix · vector. */
  private void multiply(int set) {
    for (int row = 0; row < coils; row++) {
      double[] outRe = nextRe[row];
      double[] outIm = nextIm[row];
      java.util.Arrays.fill(outRe, 0, active, 0);
      java.util.Arrays.fill(outIm, 0, active, 0);
      for (int column = 0; column < row; column++) {
        int pair = CalibrationKernels.pair(column, row, coils);
        addConjugate(
            matrixRe[pair],
            matrixIm[pair],
            vectorRe[set][column],
            vectorIm[set][column],
            outRe,
            outIm,
            active);
      }
      for (int column = row; column < coils; column++) {
        int pair = CalibrationKernels.pair(row, column, coils);
        add(
            matrixRe[pair],
            matrixIm[pair],
            vectorRe[set][column],
            vectorIm[set][column],
            outRe,
            outIm,
            active);
      }
    }
  }

  private static void add(
      double[] mr, double[] mi, double[] vr, double[] vi, double[] outRe, double[] outIm, int n) {
    for (int x = 0; x < n; x++) {
      outRe[x] += mr[x] * vr[x] - mi[x] * vi[x];
      outIm[x] += mr[x] * vi[x] + mi[x] * vr[x];
    }
  }

  private static void addConjugate(
      double[] mr, double[] mi, double[] vr, double[] vi, double[] outRe, double[] outIm, int n) {
    for (int x = 0; x < n; x++) {
      outRe[x] += mr[x] * vr[x] + mi[x] * vi[x];
      outIm[x] += mr[x] * vi[x] - mi[x] * vr[x];
    }
  }

  /** next = next − v ⟨v, next⟩ for the unit vector v of an earlier set. */
  private void removeComponent(int before) {
    java.util.Arrays.fill(sum, 0, active, 0);
    java.util.Arrays.fill(sumIm, 0, active, 0);
    for (int c = 0; c < coils; c++) {
      addConjugate(
          vectorRe[before][c], vectorIm[before][c], nextRe[c], nextIm[c], sum, sumIm, active);
    }
    for (int x = 0; x < active; x++) {
      sum[x] = -sum[x];
      sumIm[x] = -sumIm[x];
    }
    for (int c = 0; c < coils; c++) {
      add(sum, sumIm, vectorRe[before][c], vectorIm[before][c], nextRe[c], nextIm[c], active);
    }
  }

  /** vector = next / ‖next‖, eigenvalue = ‖next‖, change = squared length of the difference. */
  private void normalise(int set, boolean look) {
    java.util.Arrays.fill(sum, 0, active, 0);
    java.util.Arrays.fill(change[set], 0, active, 0);
    for (int c = 0; c < coils; c++) {
      double[] nr = nextRe[c];
      double[] ni = nextIm[c];
      for (int x = 0; x < active; x++) {
        sum[x] += nr[x] * nr[x] + ni[x] * ni[x];
      }
    }
    for (int x = 0; x < active; x++) {
      current[set][x] = Math.sqrt(sum[x]);
      sum[x] = sum[x] > 0 ? 1 / current[set][x] : 0;
    }
    for (int c = 0; c < coils; c++) {
      update(nextRe[c], vectorRe[set][c], look ? change[set] : null);
      update(nextIm[c], vectorIm[set][c], look ? change[set] : null);
    }
  }

  private void update(double[] next, double[] vector, double[] squares) {
    if (squares != null) {
      for (int x = 0; x < active; x++) {
        double difference = next[x] * sum[x] - vector[x];
        squares[x] += difference * difference;
      }
    }
    for (int x = 0; x < active; x++) {
      vector[x] = next[x] * sum[x];
    }
  }
}
