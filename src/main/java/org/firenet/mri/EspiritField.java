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
  private static final int TILE = 128;

  /** Eigenvalues below this share of the crop need not be exact. */
  private static final double INTEREST = 0.75;

  private final EspiritParameters parameters;
  private final int coils;
  private final int[] extent;
  private final double[][] principal;
  private final CalibrationKernels kernels;
  private final double[][][][] waves;
  private final int tiles;
  private final double[][][][] alongXRe;
  private final double[][][][] alongXIm;

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
    this.waves = new double[3][][][];
    for (int axis = 0; axis < 3; axis++) {
      waves[axis] = waves(extent[axis], kernels.lags(axis));
    }
    int pairs = coils * (coils + 1) / 2;
    this.tiles = (extent[2] + TILE - 1) / TILE;
    this.alongXRe = new double[tiles][pairs][][];
    this.alongXIm = new double[tiles][pairs][][];
    IntStream.range(0, pairs).parallel().forEach(this::transformAlongX);
  }

  /** {@code [0: cos, 1: sin][position][lag]} of the angle −2π l (r − n/2)/n. */
  private static double[][][] waves(int extent, int lags) {
    double[][][] out = new double[2][extent][lags];
    for (int r = 0; r < extent; r++) {
      for (int l = 0; l < lags; l++) {
        long turns = (long) (l - lags / 2) * (r - extent / 2);
        double angle = -2 * Math.PI * Math.floorMod(turns, extent) / extent;
        out[0][r][l] = Math.cos(angle);
        out[1][r][l] = Math.sin(angle);
      }
    }
    return out;
  }

  /** First pixel of a tile of a row; that of the next one is its end. */
  private int start(int tile) {
    return (int) ((long) extent[2] * tile / tiles);
  }

  /**
   * Solves every pixel.
   *
   * @param maps {@code [set, coil, pixel]}, zero before. Modified.
   * @param eigenvalues {@code [set, pixel]}. Modified.
   */
  void solve(ComplexArray maps, double[] eigenvalues) {
    int pairs = coils * (coils + 1) / 2;
    double[][][][] planeRe = extent[0] == 1 ? alongXRe : new double[tiles][pairs][][];
    double[][][][] planeIm = extent[0] == 1 ? alongXIm : new double[tiles][pairs][][];
    for (int z = 0; z < extent[0]; z++) {
      if (extent[0] > 1) {
        int plane = z;
        IntStream.range(0, pairs)
            .parallel()
            .forEach(pair -> sumAlongZ(pair, plane, planeRe, planeIm));
      }
      int firstRow = z * extent[1];
      IntStream.range(0, extent[1] * tiles)
          .parallel()
          .forEach(
              i -> {
                int row = firstRow + i / tiles;
                PixelEigen eigen = solveTile(i / tiles, planeRe[i % tiles], planeIm[i % tiles]);
                for (int set = 0; set < parameters.sets(); set++) {
                  write(eigen, set, row * extent[2] + start(i % tiles), maps, eigenvalues);
                }
              });
    }
  }

  /** {@code [lag z, lag y][x]} of all tiles from {@code [lag z][lag y][lag x]}. */
  private void transformAlongX(int pair) {
    int lines = kernels.lags(0) * kernels.lags(1);
    int lags = kernels.lags(2);
    for (int tile = 0; tile < tiles; tile++) {
      int x0 = start(tile);
      int width = start(tile + 1) - x0;
      double[][] re = new double[lines][width];
      double[][] im = new double[lines][width];
      for (int line = 0; line < lines; line++) {
        for (int x = 0; x < width; x++) {
          double[] cos = waves[2][0][x0 + x];
          double[] sin = waves[2][1][x0 + x];
          for (int lag = 0; lag < lags; lag++) {
            double kr = kernels.re(pair)[line * lags + lag];
            double ki = kernels.im(pair)[line * lags + lag];
            re[line][x] += kr * cos[lag] - ki * sin[lag];
            im[line][x] += kr * sin[lag] + ki * cos[lag];
          }
        }
      }
      alongXRe[tile][pair] = re;
      alongXIm[tile][pair] = im;
    }
  }

  /** {@code [lag y][x]} of one plane from {@code [lag z, lag y][x]}. */
  private void sumAlongZ(int pair, int z, double[][][][] planeRe, double[][][][] planeIm) {
    int lags = kernels.lags(1);
    for (int tile = 0; tile < tiles; tile++) {
      double[][] inRe = alongXRe[tile][pair];
      double[][] inIm = alongXIm[tile][pair];
      double[][] re = new double[lags][inRe[0].length];
      double[][] im = new double[lags][inRe[0].length];
      for (int lag = 0; lag < lags; lag++) {
        RowSums.add(waves[0][0][z], waves[0][1][z], inRe, inIm, lag, lags, re[lag], im[lag]);
      }
      planeRe[tile][pair] = re;
      planeIm[tile][pair] = im;
    }
  }

  /** Eigenvectors of one tile of row y from {@code [pair][lag y][x]} of its plane. */
  private PixelEigen solveTile(int y, double[][][] planeRe, double[][][] planeIm) {
    PixelEigen eigen = new PixelEigen(coils, parameters.sets(), planeRe[0][0].length);
    double[] cos = waves[1][0][y];
    double[] sin = waves[1][1][y];
    for (int pair = 0; pair < planeRe.length; pair++) {
      RowSums.add(
          cos, sin, planeRe[pair], planeIm[pair], 0, 1, eigen.matrixRe(pair), eigen.matrixIm(pair));
    }
    eigen.iterate(parameters.iterations(), INTEREST * parameters.crop());
    return eigen;
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
