package org.firenet.mri;

import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * Coil sensitivities from a fully sampled region at the centre of k-space (ESPIRiT).
 *
 * <p>Patches of k-space lie in a space of few dimensions; the projection W onto it, averaged over
 * all patches, is a convolution in k-space and one C × C matrix G(r) per pixel in the image:
 *
 * <pre>
 *   G_{cc'}(r) = Σ_l K_{cc'}[l] exp(−2πi l·(r − n/2)/n),     G(r) s(r) = λ(r) s(r).
 * </pre>
 *
 * <p>The maps are the unit eigenvectors s with λ above a bound (λ ≤ 1). Kernels K: see {@link
 * CalibrationKernels}. K has (2k − 1)^d points, so G is summed row by row, one axis at a time, and
 * never stored for a whole image; memory beyond input and output is a few planes and the Gram
 * matrix of the kernels.
 *
 * <p>Phase: the data fix s(r) up to a phase. It is chosen so that the first virtual coil {@code Σ_c
 * conj(u_c) s_c(r)} is real and positive, u the principal axis of the coils over the calibration
 * region with its largest element real and positive. Scale: the maps of a set have {@code Σ_c
 * |s_c|² = 1} in the support and 0 outside; with soft cropping they are multiplied by {@code 1/2 +
 * 3t/4 − t³/4}, {@code t = (λ − crop)/(1 − crop)} clipped to [−1, 1].
 *
 * <p>Runs on the common thread pool; the result is the same for any number of threads. Source:
 * Uecker, Lai, Murphy, Virtue, Elad, Pauly, Vasanawala, Lustig, MRM 71:990, 2014.
 */
public final class Espirit {
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
  private final ComplexArray maps;
  private final double[] eigenvalues;

  private Espirit(ComplexArray kspace, CalibrationRegion region, EspiritParameters parameters) {
    this.parameters = parameters;
    Shape grid = region.grid();
    this.coils = kspace.shape().extent(0);
    this.extent = with3Axes(grid.extents());
    ComplexArray block = region.extract(kspace);
    block = block.reshape(Shape.of(with3Axes(region.extent().extents())).prepend(coils));
    int[] kernel = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      kernel[axis] = Math.min(parameters.kernel(), block.shape().extent(axis + 1));
    }
    this.kernels = new CalibrationKernels(block, kernel, parameters.threshold());
    this.principal = CoilCompression.principalAxis(block);
    this.waves = new double[3][][];
    for (int axis = 0; axis < 3; axis++) {
      waves[axis] = waves(extent[axis], kernels.lags(axis));
    }
    int pairs = coils * (coils + 1) / 2;
    this.alongXRe = new double[pairs][];
    this.alongXIm = new double[pairs][];
    IntStream.range(0, pairs).parallel().forEach(this::transformAlongX);
    this.maps =
        ComplexArray.zeros(kspace.precision(), grid.prepend(coils).prepend(parameters.sets()));
    this.eigenvalues = new double[parameters.sets() * grid.count()];
  }

  /** {@link #calibrate(ComplexArray, Mask, EspiritParameters)}, sampled where not zero. */
  public static EspiritMaps calibrate(ComplexArray kspace, EspiritParameters parameters) {
    int axes = requireAxes(kspace) - 1;
    return calibrate(kspace, Mask.ofNonZero(kspace, axes), parameters);
  }

  /**
   * Estimates the sensitivities.
   *
   * @param kspace {@code [coil, ky, kx]} or {@code [coil, kz, ky, kx]}, DC at n/2. Not modified.
   * @param mask which points were sampled, {@code [ky, kx]} or {@code [kz, ky, kx]}
   * @return maps in the precision of the k-space
   * @throws IllegalArgumentException if shapes do not fit, a number is not finite, there are more
   *     sets than coils, or the fully sampled region is smaller than the kernel or empty of signal
   */
  public static EspiritMaps calibrate(
      ComplexArray kspace, Mask mask, EspiritParameters parameters) {
    int axes = requireAxes(kspace) - 1;
    ComplexArray.requireShape("mask", mask.shape(), kspace.shape().last(axes));
    if (parameters.sets() > kspace.shape().extent(0)) {
      throw new IllegalArgumentException(
          "sets: expected at most the number of coils, %d, got %d"
              .formatted(kspace.shape().extent(0), parameters.sets()));
    }
    CalibrationRegion region =
        CalibrationRegion.find(mask, parameters.kernel(), parameters.calibration());
    kspace.requireFinite("kspace");
    return new Espirit(kspace, region, parameters).run();
  }

  private static int requireAxes(ComplexArray kspace) {
    int rank = kspace.shape().rank();
    if (rank < 3 || rank > 4) {
      throw new IllegalArgumentException(
          "`kspace`: expected [coil, ky, kx] or [coil, kz, ky, kx], got " + kspace.shape());
    }
    return rank;
  }

  private static int[] with3Axes(int[] extents) {
    return extents.length == 3 ? extents : new int[] {1, extents[0], extents[1]};
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

  private EspiritMaps run() {
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
      IntStream.range(0, extent[1]).parallel().forEach(y -> solveRow(first + y, planeRe, planeIm));
    }
    Shape grid = maps.shape().last(maps.shape().rank() - 2);
    return new EspiritMaps(maps, RealArray.of(grid.prepend(parameters.sets()), eigenvalues));
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
  private void solveRow(int row, double[][] planeRe, double[][] planeIm) {
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
        write(tile, set, row * nx + x0);
      }
    }
  }

  private void write(PixelEigen tile, int set, int first) {
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
