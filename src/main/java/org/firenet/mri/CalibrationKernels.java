package org.firenet.mri;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;

/**
 * The k-space kernels of ESPIRiT: for every pair of coils the convolution kernel of the averaged
 * projection of all patches of k-space onto the signal space.
 *
 * <p>Rows of the calibration matrix A are all patches {@code a_t[c, p] = y_c[t + p]} of the
 * calibration regions, p over a box of k points per axis. With P the projector onto the right
 * singular vectors of A whose squared singular value exceeds a share of the largest,
 *
 * <pre>
 *   K_{c c'}[l] = 1/k^d Σ_{p' − p = l} P[(c', p'), (c, p)],   |l| &lt; k along each axis.
 * </pre>
 *
 * <p>The field of the Fourier transforms of K is the Hermitian matrix per pixel of equation 16 of
 * the source. P comes from the smaller of A*A and AA*. Source: Uecker et al., MRM 71:990, 2014.
 */
final class CalibrationKernels {
  /** Smallest share of the largest eigenvalue that is more than rounding. */
  private static final double SMALLEST_THRESHOLD = 1e-12;

  private final int coils;
  private final int[] kernel;
  private final double[][] re;
  private final double[][] im;

  /**
   * Computes the kernels.
   *
   * @param blocks calibration regions {@code [coil, z, y, x]} with the same coils. Not modified.
   * @param kernel extents of the kernel along z, y, x
   * @param threshold share of the largest squared singular value
   */
  CalibrationKernels(List<ComplexArray> blocks, int[] kernel, double threshold) {
    this.coils = blocks.get(0).shape().extent(0);
    this.kernel = kernel.clone();
    long patches = blocks.stream().mapToLong(this::patches).sum();
    int columns = coils * Shape.of(kernel).count();
    double share = Math.max(threshold, SMALLEST_THRESHOLD);
    double[][][] basis =
        patches < columns
            ? basisFromRows(blocks, (int) patches, columns, share)
            : basisFromColumns(blocks, columns, share);
    double[][][] basisRe = byCoil(basis[0]);
    double[][][] basisIm = byCoil(basis[1]);
    int pairs = coils * (coils + 1) / 2;
    this.re = new double[pairs][];
    this.im = new double[pairs][];
    IntStream.range(0, coils * coils)
        .parallel()
        .filter(i -> i / coils <= i % coils)
        .forEach(i -> sumAlongLags(basisRe, basisIm, i / coils, i % coils));
  }

  /** Number of places of the kernel in a calibration region. */
  private int patches(ComplexArray block) {
    int count = 1;
    for (int axis = 0; axis < 3; axis++) {
      count *= block.shape().extent(axis + 1) - kernel[axis] + 1;
    }
    return count;
  }

  /** Number of coils. */
  int coils() {
    return coils;
  }

  /** Number of lags along axis 0: z, 1: y, 2: x. */
  int lags(int axis) {
    return 2 * kernel[axis] - 1;
  }

  /** Real parts {@code [lag z][lag y][lag x]}, most negative lag first, of a pair of coils. */
  double[] re(int pair) {
    return re[pair];
  }

  /** Imaginary parts, see {@link #re}. */
  double[] im(int pair) {
    return im[pair];
  }

  /** Place of the pair {@code a ≤ b} among all pairs. */
  static int pair(int a, int b, int coils) {
    return a * coils - a * (a - 1) / 2 + b - a;
  }

  /** {@code [coil][vector][point]} of {@code [vector][coil, point]}. */
  private double[][][] byCoil(double[][] vectors) {
    int points = Shape.of(kernel).count();
    double[][][] out = new double[coils][vectors.length][];
    for (int c = 0; c < coils; c++) {
      for (int k = 0; k < vectors.length; k++) {
        out[c][k] = Arrays.copyOfRange(vectors[k], c * points, (c + 1) * points);
      }
    }
    return out;
  }

  /** The kernel of one pair of coils from a basis of the signal space. */
  private void sumAlongLags(double[][][] basisRe, double[][][] basisIm, int a, int b) {
    int points = Shape.of(kernel).count();
    int vectors = basisRe[a].length;
    double[] kernelRe = new double[lags(0) * lags(1) * lags(2)];
    double[] kernelIm = new double[kernelRe.length];
    double[] rowRe = new double[points];
    double[] rowIm = new double[points];
    double[] factorRe = new double[vectors];
    double[] factorIm = new double[vectors];
    for (int p = 0; p < points; p++) {
      // The conjugate of Σ_k v_k[b, p] conj(v_k[a, q]) over all q.
      for (int k = 0; k < vectors; k++) {
        factorRe[k] = basisRe[b][k][p];
        factorIm[k] = -basisIm[b][k][p];
      }
      Arrays.fill(rowRe, 0);
      Arrays.fill(rowIm, 0);
      RowSums.add(factorRe, factorIm, basisRe[a], basisIm[a], 0, 1, rowRe, rowIm);
      for (int q = 0; q < points; q++) {
        int lag = lagIndex(p, q);
        kernelRe[lag] += rowRe[q] / points;
        kernelIm[lag] -= rowIm[q] / points;
      }
    }
    int pair = pair(a, b, coils);
    re[pair] = kernelRe;
    im[pair] = kernelIm;
  }

  /** Place of the lag {@code p − q} of two points of the kernel box. */
  private int lagIndex(int p, int q) {
    int ky = kernel[1];
    int kx = kernel[2];
    int z = p / (ky * kx) - q / (ky * kx) + kernel[0] - 1;
    int y = p / kx % ky - q / kx % ky + ky - 1;
    int x = p % kx - q % kx + kx - 1;
    return (z * lags(1) + y) * lags(2) + x;
  }

  private double[][][] basisFromColumns(List<ComplexArray> blocks, int columns, double threshold) {
    double[][] gramRe = new double[columns][columns];
    double[][] gramIm = new double[columns][columns];
    for (ComplexArray block : blocks) {
      new CalibrationGram(block, kernel).add(gramRe, gramIm);
    }
    HermitianEigen eigen = new HermitianEigen(gramRe, gramIm);
    requireSignal(eigen.largest());
    return eigen.vectors(eigen.countAbove(threshold * eigen.largest()));
  }

  /** From AA* u = λ u to the right singular vector A* u / √λ. */
  private double[][][] basisFromRows(
      List<ComplexArray> blocks, int patches, int columns, double threshold) {
    double[][] re = new double[patches][columns];
    double[][] im = new double[patches][columns];
    int row = 0;
    for (ComplexArray block : blocks) {
      fillCalibrationMatrix(block, row, re, im);
      row += patches(block);
    }
    double[][] gramRe = new double[patches][patches];
    double[][] gramIm = new double[patches][patches];
    IntStream.range(0, patches)
        .parallel()
        .forEach(
            i -> {
              for (int j = 0; j < patches; j++) {
                double real = 0;
                double imaginary = 0;
                for (int k = 0; k < columns; k++) {
                  real += re[i][k] * re[j][k] + im[i][k] * im[j][k];
                  imaginary += im[i][k] * re[j][k] - re[i][k] * im[j][k];
                }
                gramRe[i][j] = real;
                gramIm[i][j] = imaginary;
              }
            });
    HermitianEigen eigen = new HermitianEigen(gramRe, gramIm);
    requireSignal(eigen.largest());
    double[][][] left = eigen.vectors(eigen.countAbove(threshold * eigen.largest()));
    double[][][] right = new double[2][left[0].length][columns];
    IntStream.range(0, left[0].length)
        .parallel()
        .forEach(
            k -> {
              double scale = 1 / Math.sqrt(eigen.value(k));
              for (int t = 0; t < patches; t++) {
                double real = left[0][k][t] * scale;
                double imaginary = left[1][k][t] * scale;
                for (int j = 0; j < columns; j++) {
                  right[0][k][j] += re[t][j] * real + im[t][j] * imaginary;
                  right[1][k][j] += re[t][j] * imaginary - im[t][j] * real;
                }
              }
            });
    return right;
  }

  private void fillCalibrationMatrix(ComplexArray block, int first, double[][] re, double[][] im) {
    Shape shape = block.shape();
    int ny = shape.extent(2);
    int nx = shape.extent(3);
    int windowsY = ny - kernel[1] + 1;
    int windowsX = nx - kernel[2] + 1;
    int points = Shape.of(kernel).count();
    for (int t = 0; t < patches(block); t++) {
      int z0 = t / (windowsY * windowsX);
      int y0 = t / windowsX % windowsY;
      int x0 = t % windowsX;
      for (int column = 0; column < coils * points; column++) {
        int p = column % points;
        int z = z0 + p / (kernel[1] * kernel[2]);
        int y = y0 + p / kernel[2] % kernel[1];
        int x = x0 + p % kernel[2];
        int from = ((column / points * shape.extent(1) + z) * ny + y) * nx + x;
        re[first + t][column] = block.re(from);
        im[first + t][column] = block.im(from);
      }
    }
  }

  private static void requireSignal(double largest) {
    if (!(largest > 0)) {
      throw new IllegalArgumentException("`kspace`: the calibration region holds only zeros");
    }
  }
}
