package org.firenet.mri;

import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;

/**
 * The work of {@link CoilCombination#adaptive(ComplexArray, int, int)}, some rows (2-D) or planes
 * (3-D) at a time.
 *
 * <p>A band is worked on together with as many neighbours on either side as its blocks and the
 * smoothing reach; what is cut off at the edge of that is not used. The result does not depend on
 * the size of the bands. Memory: C(C + 1)/2 complex numbers per pixel of a band with its
 * neighbours.
 */
final class AdaptiveCombination {
  private static final int ITERATIONS = 40;
  private static final int TILE = 128;

  private final ComplexArray coilImages;
  private final int coils;
  private final Shape image;
  private final int block;
  private final int smoothing;
  private final double[][] principal;
  private final ComplexArray out;

  /** See {@link CoilCombination#adaptive(ComplexArray, int, int)}. */
  AdaptiveCombination(ComplexArray coilImages, int block, int smoothing) {
    this.coilImages = coilImages;
    this.coils = coilImages.shape().extent(0);
    this.image = coilImages.shape().last(coilImages.shape().rank() - 1);
    this.block = block;
    this.smoothing = smoothing;
    this.principal = CoilCompression.principalAxis(coilImages);
    this.out = ComplexArray.zeros(coilImages.precision(), image);
  }

  /**
   * Combines the coils.
   *
   * @param bytes memory for the correlations of a band; at least one row or plane is taken
   */
  ComplexArray run(long bytes) {
    int rows = image.extent(0);
    long rowBytes = 8L * coils * (coils + 1) * rowPixels();
    int band = (int) Math.max(1, Math.min(rows, bytes / rowBytes));
    for (int first = 0; first < rows; first += band) {
      combine(first, Math.min(rows, first + band));
    }
    return out;
  }

  private int rowPixels() {
    return image.count() / image.extent(0);
  }

  /** The shape of some rows. */
  private Shape band(int rows) {
    int[] extents = image.extents();
    extents[0] = rows;
    return Shape.of(extents);
  }

  private void combine(int first, int last) {
    int from = Math.max(0, first - smoothing / 2);
    int to = Math.min(image.extent(0), last + smoothing / 2);
    double[][] re = new double[coils][(to - from) * rowPixels()];
    double[][] im = new double[coils][(to - from) * rowPixels()];
    findFilters(from, to, re, im);
    BoxSum box = new BoxSum(band(to - from), smoothing);
    IntStream.range(0, coils)
        .parallel()
        .forEach(
            c -> {
              re[c] = box.of(re[c]);
              im[c] = box.of(im[c]);
            });
    IntStream.range(first, last)
        .parallel()
        .forEach(row -> combineRow(row, (row - from) * rowPixels(), re, im));
  }

  private void combineRow(int row, int filter, double[][] filterRe, double[][] filterIm) {
    for (int x = 0; x < rowPixels(); x++) {
      int pixel = row * rowPixels() + x;
      double re = 0;
      double im = 0;
      double power = 0;
      for (int c = 0; c < coils; c++) {
        double xr = coilImages.re(c * image.count() + pixel);
        double xi = coilImages.im(c * image.count() + pixel);
        double mr = filterRe[c][filter + x];
        double mi = filterIm[c][filter + x];
        re += mr * xr + mi * xi;
        im += mr * xi - mi * xr;
        power += mr * mr + mi * mi;
      }
      double scale = power > 0 ? 1 / Math.sqrt(power) : 0;
      out.set(pixel, re * scale, im * scale);
    }
  }

  /** Principal eigenvectors of the correlations of some rows, with their phases. */
  private void findFilters(int from, int to, double[][] re, double[][] im) {
    int pairs = coils * (coils + 1) / 2;
    double[][] sumRe = new double[pairs][];
    double[][] sumIm = new double[pairs][];
    IntStream.range(0, coils * coils)
        .parallel()
        .filter(i -> i / coils <= i % coils)
        .forEach(i -> correlate(i / coils, i % coils, from, to, sumRe, sumIm));
    int pixels = re[0].length;
    IntStream.range(0, (pixels + TILE - 1) / TILE)
        .parallel()
        .forEach(
            tile -> {
              int start = tile * TILE;
              PixelEigen eigen = new PixelEigen(coils, 1, Math.min(TILE, pixels - start));
              for (int pair = 0; pair < pairs; pair++) {
                System.arraycopy(sumRe[pair], start, eigen.matrixRe(pair), 0, eigen.pixels());
                System.arraycopy(sumIm[pair], start, eigen.matrixIm(pair), 0, eigen.pixels());
              }
              eigen.iterate(ITERATIONS, Double.MIN_NORMAL);
              turn(eigen, start, re, im);
            });
  }

  /** {@code x_a conj(x_b)} summed over the block around each pixel of some rows. */
  private void correlate(int a, int b, int from, int to, double[][] sumRe, double[][] sumIm) {
    int lowest = Math.max(0, from - block / 2);
    int highest = Math.min(image.extent(0), to + block / 2);
    int pixels = (highest - lowest) * rowPixels();
    double[] re = new double[pixels];
    double[] im = new double[pixels];
    for (int r = 0; r < pixels; r++) {
      int pixel = lowest * rowPixels() + r;
      double ar = coilImages.re(a * image.count() + pixel);
      double ai = coilImages.im(a * image.count() + pixel);
      double br = coilImages.re(b * image.count() + pixel);
      double bi = coilImages.im(b * image.count() + pixel);
      re[r] = ar * br + ai * bi;
      im[r] = ai * br - ar * bi;
    }
    BoxSum box = new BoxSum(band(highest - lowest), block);
    int pair = CalibrationKernels.pair(a, b, coils);
    int start = (from - lowest) * rowPixels();
    int end = (to - lowest) * rowPixels();
    sumRe[pair] = java.util.Arrays.copyOfRange(box.of(re), start, end);
    sumIm[pair] = java.util.Arrays.copyOfRange(box.of(im), start, end);
  }

  /** Filters turned so that their sum with the principal axis is real and positive. */
  private void turn(PixelEigen eigen, int start, double[][] re, double[][] im) {
    for (int x = 0; x < eigen.pixels(); x++) {
      double real = 0;
      double imaginary = 0;
      for (int c = 0; c < coils; c++) {
        double mr = eigen.re(0, c)[x];
        double mi = eigen.im(0, c)[x];
        real += principal[0][c] * mr + principal[1][c] * mi;
        imaginary += principal[0][c] * mi - principal[1][c] * mr;
      }
      double modulus = Math.hypot(real, imaginary);
      double cos = modulus > 0 ? real / modulus : 1;
      double sin = modulus > 0 ? -imaginary / modulus : 0;
      for (int c = 0; c < coils; c++) {
        double mr = eigen.re(0, c)[x];
        double mi = eigen.im(0, c)[x];
        re[c][start + x] = mr * cos - mi * sin;
        im[c][start + x] = mr * sin + mi * cos;
      }
    }
  }
}
