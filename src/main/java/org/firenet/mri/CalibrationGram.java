package org.firenet.mri;

import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;

/**
 * The Gram matrix A*A of the calibration matrix without the calibration matrix:
 *
 * <pre>
 *   (A*A)[(c, p), (c', p + d)] = Σ_t conj(y_c[t + p]) y_{c'}[t + p + d],
 * </pre>
 *
 * <p>for a pair of coils and a lag d the sums over windows, all of one size, of one array of
 * products: sliding sums along one axis after another. Products are made a plane at a time as one
 * long row, the plane of the second coil moved by the lag; where that takes the end of a line
 * together with the start of the next, the sums along the line leave it out.
 */
final class CalibrationGram {
  private final double[][][] re;
  private final double[][][] im;
  private final int[] extent;
  private final int[] kernel;
  private final int[] windows;
  private final int coils;
  private final int points;

  /**
   * Prepares the sums.
   *
   * @param block {@code [coil, z, y, x]}. Not modified.
   * @param kernel extents of the kernel along z, y, x
   */
  CalibrationGram(ComplexArray block, int[] kernel) {
    this.extent = block.shape().last(3).extents();
    this.kernel = kernel;
    this.coils = block.shape().extent(0);
    this.points = kernel[0] * kernel[1] * kernel[2];
    this.windows = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      windows[axis] = extent[axis] - kernel[axis] + 1;
    }
    int plane = extent[1] * extent[2];
    this.re = new double[coils][extent[0]][plane];
    this.im = new double[coils][extent[0]][plane];
    for (int i = 0; i < coils * extent[0]; i++) {
      int c = i / extent[0];
      CoilMatrix.gather(block, i * plane, re[c][i % extent[0]], im[c][i % extent[0]]);
    }
  }

  /** Adds A*A to two square matrices of {@code coils · k^d} rows. */
  void add(double[][] re, double[][] im) {
    IntStream.range(0, coils * coils)
        .parallel()
        .filter(i -> i / coils <= i % coils)
        .forEach(i -> addPair(i / coils, i % coils, re, im));
  }

  private void addPair(int a, int b, double[][] outRe, double[][] outIm) {
    int[] lag = new int[3];
    for (lag[1] = 1 - kernel[1]; lag[1] < kernel[1]; lag[1]++) {
      for (lag[2] = 1 - kernel[2]; lag[2] < kernel[2]; lag[2]++) {
        double[][] movedRe = moved(re[b], lag[1] * extent[2] + lag[2]);
        double[][] movedIm = moved(im[b], lag[1] * extent[2] + lag[2]);
        for (lag[0] = 1 - kernel[0]; lag[0] < kernel[0]; lag[0]++) {
          // A coil with itself: the lag and its negative are conjugate to each other.
          boolean repeated = lag[0] < 0 || lag[0] == 0 && (lag[1] < 0 || lag[1] == 0 && lag[2] < 0);
          if (a != b || !repeated) {
            addLag(a, b, lag, movedRe, movedIm, outRe, outIm);
          }
        }
      }
    }
  }

  /** {@code out[u] = plane[u + places]}, 0 where there is none. */
  private static double[][] moved(double[][] planes, int places) {
    int length = planes[0].length;
    double[][] out = new double[planes.length][length];
    for (int z = 0; z < planes.length; z++) {
      System.arraycopy(
          planes[z], Math.max(0, places), out[z], Math.max(0, -places), length - Math.abs(places));
    }
    return out;
  }

  private void addLag(
      int a,
      int b,
      int[] lag,
      double[][] movedRe,
      double[][] movedIm,
      double[][] outRe,
      double[][] outIm) {
    double[] planeRe = new double[extent[1] * extent[2]];
    double[] planeIm = new double[planeRe.length];
    int left = Math.max(0, -lag[0]);
    int right = Math.max(0, lag[0]);
    for (int n = 0; n < windows[0] - 1; n++) {
      add(
          re[a][left + n],
          im[a][left + n],
          movedRe[right + n],
          movedIm[right + n],
          planeRe,
          planeIm);
    }
    for (int z = 0; z < kernel[0] - Math.abs(lag[0]); z++) {
      int in = z + windows[0] - 1;
      add(
          re[a][left + in],
          im[a][left + in],
          movedRe[right + in],
          movedIm[right + in],
          planeRe,
          planeIm);
      addPlane(a, b, lag, z, planeRe, planeIm, outRe, outIm);
      subtract(
          re[a][left + z],
          im[a][left + z],
          movedRe[right + z],
          movedIm[right + z],
          planeRe,
          planeIm);
    }
  }

  /** {@code out += conj(a) b}. */
  private static void add(
      double[] ar, double[] ai, double[] br, double[] bi, double[] outRe, double[] outIm) {
    for (int i = 0; i < outRe.length; i++) {
      outRe[i] += ar[i] * br[i] + ai[i] * bi[i];
      outIm[i] += ar[i] * bi[i] - ai[i] * br[i];
    }
  }

  /** {@code out −= conj(a) b}. */
  private static void subtract(
      double[] ar, double[] ai, double[] br, double[] bi, double[] outRe, double[] outIm) {
    for (int i = 0; i < outRe.length; i++) {
      outRe[i] -= ar[i] * br[i] + ai[i] * bi[i];
      outIm[i] -= ar[i] * bi[i] - ai[i] * br[i];
    }
  }

  /** Sums along y and x of the products that planes of window z add up to. */
  private void addPlane(
      int a,
      int b,
      int[] lag,
      int z,
      double[] planeRe,
      double[] planeIm,
      double[][] outRe,
      double[][] outIm) {
    double[] lineRe = new double[extent[2]];
    double[] lineIm = new double[extent[2]];
    int first = Math.max(0, -lag[1]);
    for (int y = 0; y < kernel[1] - Math.abs(lag[1]); y++) {
      slideLines(planeRe, first, y, lineRe);
      slideLines(planeIm, first, y, lineIm);
      addAlongX(a, b, lag, z, y, lineRe, lineIm, outRe, outIm);
    }
  }

  /** Lines of a plane summed over window y, from those of window y − 1. */
  private void slideLines(double[] plane, int first, int y, double[] line) {
    int nx = extent[2];
    if (y == 0) {
      for (int n = first; n < first + windows[1]; n++) {
        for (int x = 0; x < nx; x++) {
          line[x] += plane[n * nx + x];
        }
      }
    } else {
      int in = (first + y + windows[1] - 1) * nx;
      int out = (first + y - 1) * nx;
      for (int x = 0; x < nx; x++) {
        line[x] += plane[in + x] - plane[out + x];
      }
    }
  }

  private void addAlongX(
      int a,
      int b,
      int[] lag,
      int z,
      int y,
      double[] lineRe,
      double[] lineIm,
      double[][] outRe,
      double[][] outIm) {
    int first = Math.max(0, -lag[2]);
    double real = 0;
    double imaginary = 0;
    for (int n = first; n < first + windows[2] - 1; n++) {
      real += lineRe[n];
      imaginary += lineIm[n];
    }
    for (int x = 0; x < kernel[2] - Math.abs(lag[2]); x++) {
      int in = first + x + windows[2] - 1;
      real += lineRe[in];
      imaginary += lineIm[in];
      int row = a * points + place(z, y, x, lag, -1);
      int column = b * points + place(z, y, x, lag, 1);
      outRe[row][column] += real;
      outIm[row][column] += imaginary;
      outRe[column][row] = outRe[row][column];
      outIm[column][row] = -outIm[row][column];
      real -= lineRe[first + x];
      imaginary -= lineIm[first + x];
    }
  }

  /** Place in the kernel box of point z, y, x of the overlap of the box with itself moved. */
  private int place(int z, int y, int x, int[] lag, int sign) {
    return ((z + Math.max(0, sign * lag[0])) * kernel[1] + y + Math.max(0, sign * lag[1]))
            * kernel[2]
        + x
        + Math.max(0, sign * lag[2]);
  }
}
