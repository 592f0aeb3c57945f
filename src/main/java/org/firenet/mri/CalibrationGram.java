package org.firenet.mri;

import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;

/**
 * The Gram matrix A*A of the calibration matrix without the calibration matrix:
 *
 * <pre>
 *   (A*A)[(c, p), (c', p + d)] = Σ_t conj(y_c[t + p]) y_{c'}[t + p + d],
 * </pre>
 *
 * <p>for a pair of coils and a lag d the sums over windows, all of one size, of one array of
 * products: sliding sums along one axis after another.
 */
final class CalibrationGram {
  private final double[] block;
  private final int[] extent;
  private final int[] kernel;
  private final int coils;
  private final int points;

  /**
   * Prepares the sums.
   *
   * @param block {@code [coil, z, y, x]}. Not modified.
   * @param kernel extents of the kernel along z, y, x
   */
  CalibrationGram(ComplexArray block, int[] kernel) {
    this.block = block.to(Precision.DOUBLE).doubles();
    this.extent = block.shape().last(3).extents();
    this.kernel = kernel;
    this.coils = block.shape().extent(0);
    this.points = kernel[0] * kernel[1] * kernel[2];
  }

  /** Adds A*A to two square matrices of {@code coils · k^d} rows. */
  void add(double[][] re, double[][] im) {
    IntStream.range(0, coils * coils)
        .parallel()
        .filter(i -> i / coils <= i % coils)
        .forEach(i -> addPair(i / coils, i % coils, re, im));
  }

  private void addPair(int a, int b, double[][] re, double[][] im) {
    for (int dz = 1 - kernel[0]; dz < kernel[0]; dz++) {
      for (int dy = 1 - kernel[1]; dy < kernel[1]; dy++) {
        for (int dx = 1 - kernel[2]; dx < kernel[2]; dx++) {
          // A coil with itself: the lag and its negative are conjugate to each other.
          boolean repeated = dz < 0 || dz == 0 && (dy < 0 || dy == 0 && dx < 0);
          if (a != b || !repeated) {
            addLag(a, b, new int[] {dz, dy, dx}, re, im);
          }
        }
      }
    }
  }

  private void addLag(int a, int b, int[] lag, double[][] re, double[][] im) {
    double[] sums = products(a, b, lag);
    int[] size = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      size[axis] = extent[axis] - Math.abs(lag[axis]);
    }
    for (int axis = 0; axis < 3; axis++) {
      sums = slide(sums, size, axis, kernel[axis] - Math.abs(lag[axis]));
    }
    int index = 0;
    for (int z = 0; z < size[0]; z++) {
      for (int y = 0; y < size[1]; y++) {
        for (int x = 0; x < size[2]; x++) {
          int p = place(z, y, x, lag, -1);
          int q = place(z, y, x, lag, 1);
          int row = a * points + p;
          int column = b * points + q;
          re[row][column] += sums[index];
          im[row][column] += sums[index + 1];
          re[column][row] = re[row][column];
          im[column][row] = -im[row][column];
          index += 2;
        }
      }
    }
  }

  /** Place in the kernel box of point z, y, x of the overlap of the box with itself moved. */
  private int place(int z, int y, int x, int[] lag, int sign) {
    return ((z + Math.max(0, sign * lag[0])) * kernel[1] + y + Math.max(0, sign * lag[1]))
            * kernel[2]
        + x
        + Math.max(0, sign * lag[2]);
  }

  /** {@code conj(y_a[u]) y_b[u + lag]} for all u where both exist; interleaved. */
  private double[] products(int a, int b, int[] lag) {
    int nz = extent[0] - Math.abs(lag[0]);
    int ny = extent[1] - Math.abs(lag[1]);
    int nx = extent[2] - Math.abs(lag[2]);
    double[] out = new double[2 * nz * ny * nx];
    int index = 0;
    for (int z = 0; z < nz; z++) {
      for (int y = 0; y < ny; y++) {
        int left = 2 * line(a, z, y, lag, -1);
        int right = 2 * line(b, z, y, lag, 1);
        for (int x = 0; x < nx; x++) {
          double ar = block[left + 2 * x];
          double ai = block[left + 2 * x + 1];
          double br = block[right + 2 * x];
          double bi = block[right + 2 * x + 1];
          out[index++] = ar * br + ai * bi;
          out[index++] = ar * bi - ai * br;
        }
      }
    }
    return out;
  }

  private int line(int coil, int z, int y, int[] lag, int sign) {
    return ((coil * extent[0] + z + Math.max(0, sign * lag[0])) * extent[1]
                + y
                + Math.max(0, sign * lag[1]))
            * extent[2]
        + Math.max(0, sign * lag[2]);
  }

  /**
   * Sums over {@code size[axis] − count + 1} neighbours along an axis.
   *
   * @param size extents; the extent along the axis becomes {@code count}. Modified.
   */
  private static double[] slide(double[] in, int[] size, int axis, int count) {
    int length = size[axis];
    int window = length - count + 1;
    int inner = 2;
    for (int a = axis + 1; a < 3; a++) {
      inner *= size[a];
    }
    int outer = in.length / (inner * length);
    size[axis] = count;
    double[] out = new double[outer * count * inner];
    for (int o = 0; o < outer; o++) {
      int from = o * length * inner;
      int to = o * count * inner;
      for (int n = 0; n < window; n++) {
        for (int i = 0; i < inner; i++) {
          out[to + i] += in[from + n * inner + i];
        }
      }
      for (int n = 1; n < count; n++) {
        for (int i = 0; i < inner; i++) {
          out[to + n * inner + i] =
              out[to + (n - 1) * inner + i]
                  + in[from + (n + window - 1) * inner + i]
                  - in[from + (n - 1) * inner + i];
        }
      }
    }
    return out;
  }
}
