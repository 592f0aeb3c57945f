package org.firenet.mri;

import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;

/**
 * The eigenvectors of the matrix per pixel G(r) of {@link Espirit}, from the kernels.
 *
 * <p>K has (2k − 1)^d points, so G is summed row by row, one axis at a time, and never stored for a
 * whole image; memory beyond the output is a few planes.
 */
final class EspiritField {
  /** Pixels whose matrices are worked on at once; they fit the second-level cache. */
  private static final int TILE = 64;

  /** Pixels with an eigenvalue below this share of the crop are not waited for. */
  private static final double INTEREST = 0.75;

  private final EspiritParameters parameters;
  private final int coils;
  private final int[] extent;
  private final double[][] principal;
  private final CalibrationKernels kernels;
  private final double[][][] waves;
  private final double[][] alongXRe;
  private final double[][] alongXIm;

  /**
   * Transforms the kernels along x.
   *
   * @param kernels K
   * @param principal the principal axis of the coils, {@code [0: real, 1: imaginary][coil]}
   * @param extent extents of the image along z, y, x
   */
  EspiritField(
      CalibrationKernels kernels,
      double[][] principal,
      int[] extent,
      EspiritParameters parameters) {
    this.parameters = parameters;
    this.kernels = kernels;
    this.coils = kernels.coils();
    this.principal = principal;
    this.extent = extent.clone();
    this.waves = new double[3][][];
    for (int axis = 0; axis < 3; axis++) {
      waves[axis] = waves(extent[axis], kernels.lags(axis));
    }
    int pairs = coils * (coils + 1) / 2;
    this.alongXRe = new double[pairs][];
    this.alongXIm = new double[pairs][];
    IntStream.range(0, pairs).parallel().forEach(this::transformAlongX);
  }

  /** {@code [0: cos, 1: sin][lag · extent + position]} of the angle −2π l (r − n/2)/n. */
  private static double[][] waves(int extent, int lags) {
    double[][] out = new double[2][lags * extent];
    for (int l = 0; l < lags; l++) {
      for (int r = 0; r < extent; r++) {
        long turns = (long) (l - lags / 2) * (r - extent / 2);
        double angle = -2 * Math.PI * Math.floorMod(turns, extent) / extent;
        out[0][l * extent + r] = Math.cos(angle);
        out[1][l * extent + r] = Math.sin(angle);
      }
    }
    return out;
  }

  /**
   * Solves every pixel.
   *
   * @param maps {@code [set, coil, pixel]}, zero before. Modified.
   * @param eigenvalues {@code [set, pixel]}. Modified.
   */
  void solve(ComplexArray maps, double[] eigenvalues) {
    int pairs = coils * (coils + 1) / 2;
    double[][] planeRe = extent[0] == 1 ? alongXRe : new double[pairs][];
    double[][] planeIm = extent[0] == 1 ? alongXIm : new double[pairs][];
    for (int z = 0; z < extent[0]; z++) {
      if (extent[0] > 1) {
        int plane = z;
        IntStream.range(0, pairs)
            .parallel()
            .forEach(pair -> sumAlongZ(pair, plane, planeRe, planeIm));
      }
      int first = z * extent[1];
      IntStream.range(0, extent[1])
          .parallel()
          .forEach(y -> solveRow(first + y, planeRe, planeIm, maps, eigenvalues));
    }
  }

  /** {@code [lag z][lag y][x]} from {@code [lag z][lag y][lag x]}. */
  private void transformAlongX(int pair) {
    int lines = kernels.lags(0) * kernels.lags(1);
    int lags = kernels.lags(2);
    int nx = extent[2];
    double[] re = new double[lines * nx];
    double[] im = new double[lines * nx];
    for (int line = 0; line < lines; line++) {
      for (int lag = 0; lag < lags; lag++) {
        double kr = kernels.re(pair)[line * lags + lag];
        double ki = kernels.im(pair)[line * lags + lag];
        for (int x = 0; x < nx; x++) {
          double cos = waves[2][0][lag * nx + x];
          double sin = waves[2][1][lag * nx + x];
          re[line * nx + x] += kr * cos - ki * sin;
          im[line * nx + x] += kr * sin + ki * cos;
        }
      }
    }
    alongXRe[pair] = re;
    alongXIm[pair] = im;
  }

  /** {@code [lag y][x]} of one plane from {@code [lag z][lag y][x]}. */
  private void sumAlongZ(int pair, int z, double[][] planeRe, double[][] planeIm) {
    int length = kernels.lags(1) * extent[2];
    double[] re = new double[length];
    double[] im = new double[length];
    for (int lag = 0; lag < kernels.lags(0); lag++) {
      double cos = waves[0][0][lag * extent[0] + z];
      double sin = waves[0][1][lag * extent[0] + z];
      addRotated(alongXRe[pair], alongXIm[pair], lag * length, cos, sin, re, im);
    }
    planeRe[pair] = re;
    planeIm[pair] = im;
  }

  /** {@code out[i] += in[first + i] (cos + i sin)}. */
  private static void addRotated(
      double[] inRe,
      double[] inIm,
      int first,
      double cos,
      double sin,
      double[] outRe,
      double[] outIm) {
    for (int i = 0; i < outRe.length; i++) {
      double re = inRe[first + i];
      double im = inIm[first + i];
      outRe[i] += re * cos - im * sin;
      outIm[i] += re * sin + im * cos;
    }
  }

  /** Maps of one row; {@code row} counts rows through all planes. */
  private void solveRow(
      int row, double[][] planeRe, double[][] planeIm, ComplexArray maps, double[] eigenvalues) {
    int nx = extent[2];
    for (int x0 = 0; x0 < nx; x0 += TILE) {
      PixelEigen tile = new PixelEigen(coils, parameters.sets(), Math.min(TILE, nx - x0));
      for (int pair = 0; pair < planeRe.length; pair++) {
        for (int lag = 0; lag < kernels.lags(1); lag++) {
          int wave = lag * extent[1] + row % extent[1];
          addRotated(
              planeRe[pair],
              planeIm[pair],
              lag * nx + x0,
              waves[1][0][wave],
              waves[1][1][wave],
              tile.matrixRe(pair),
              tile.matrixIm(pair));
        }
      }
      tile.iterate(parameters.iterations(), INTEREST * parameters.crop());
      for (int set = 0; set < parameters.sets(); set++) {
        write(tile, set, row * nx + x0, maps, eigenvalues);
      }
    }
  }

  private void write(PixelEigen tile, int set, int first, ComplexArray maps, double[] eigenvalues) {
    int pixels = extent[0] * extent[1] * extent[2];
    for (int x = 0; x < tile.pixels(); x++) {
      double value = tile.values(set)[x];
      eigenvalues[set * pixels + first + x] = value;
      double weight = weight(value);
      double real = 0;
      double imaginary = 0;
      for (int c = 0; c < coils; c++) {
        double re = tile.re(set, c)[x];
        double im = tile.im(set, c)[x];
        real += principal[0][c] * re + principal[1][c] * im;
        imaginary += principal[0][c] * im - principal[1][c] * re;
      }
      double modulus = Math.sqrt(real * real + imaginary * imaginary);
      double cos = modulus > 0 ? weight * real / modulus : weight;
      double sin = modulus > 0 ? -weight * imaginary / modulus : 0;
      for (int c = 0; weight > 0 && c < coils; c++) {
        double re = tile.re(set, c)[x];
        double im = tile.im(set, c)[x];
        maps.set((set * coils + c) * pixels + first + x, re * cos - im * sin, re * sin + im * cos);
      }
    }
  }

  private double weight(double value) {
    double crop = parameters.crop();
    if (!parameters.softCrop()) {
      return value >= crop ? 1 : 0;
    }
    double t = Math.max(-1, Math.min(1, (value - crop) / (1 - crop)));
    return 0.5 + 0.75 * t - 0.25 * t * t * t;
  }
}
