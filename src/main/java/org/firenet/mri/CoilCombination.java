package org.firenet.mri;

import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/** One image from the images of several coils. */
public final class CoilCombination {
  /** Memory for the correlations of one band. */
  private static final long ADAPTIVE_BYTES = 1L << 26;

  private CoilCombination() {}

  /**
   * Root sum of squares, {@code √(Σ_c |x_c|²)}.
   *
   * @param coilImages {@code [coil, y, x]} or {@code [coil, z, y, x]}. Not modified.
   * @return {@code [y, x]} or {@code [z, y, x]}
   * @throws IllegalArgumentException if there are other axes. Source: Roemer et al., MRM 16:192,
   *     1990.
   */
  public static RealArray rootSumOfSquares(ComplexArray coilImages) {
    requireCoils("coilImages", coilImages);
    int pixels = coilImages.count() / coilImages.shape().extent(0);
    double[] out = new double[pixels];
    for (int i = 0; i < coilImages.count(); i++) {
      double re = coilImages.re(i);
      double im = coilImages.im(i);
      out[i % pixels] += re * re + im * im;
    }
    for (int r = 0; r < pixels; r++) {
      out[r] = Math.sqrt(out[r]);
    }
    return RealArray.of(coilImages.shape().last(coilImages.shape().rank() - 1), out);
  }

  /**
   * Least squares with known sensitivities at full sampling, {@code Σ_c conj(s_c) x_c / Σ_c
   * |s_c|²}; 0 where all sensitivities are 0.
   *
   * @param coilImages {@code [coil, y, x]} or {@code [coil, z, y, x]}. Not modified.
   * @param maps the same shape, any scale. Not modified.
   * @return {@code [y, x]} or {@code [z, y, x]} in the precision of the coil images
   * @throws IllegalArgumentException if the shapes differ. Source: Roemer et al., MRM 16:192, 1990,
   *     equation 22 with white noise.
   */
  public static ComplexArray withMaps(ComplexArray coilImages, ComplexArray maps) {
    requireCoils("coilImages", coilImages);
    ComplexArray.requireShape("maps", maps.shape(), coilImages.shape());
    Shape image = coilImages.shape().last(coilImages.shape().rank() - 1);
    ComplexArray out = ComplexArray.zeros(coilImages.precision(), image);
    for (int r = 0; r < image.count(); r++) {
      double[] sum = weightedSum(maps, coilImages, r, image.count());
      double power = weightedSum(maps, maps, r, image.count())[0];
      if (power > 0) {
        out.set(r, sum[0] / power, sum[1] / power);
      }
    }
    return out;
  }

  /** {@link #adaptive(ComplexArray, int, int)} with blocks of 7 points and smoothing over 3. */
  public static ComplexArray adaptive(ComplexArray coilImages) {
    return adaptive(coilImages, 7, 3);
  }

  /**
   * Adaptive combination without sensitivities: the filter of each pixel is the principal
   * eigenvector of the coils' correlation around it.
   *
   * <pre>
   *   R_{cc'}(r) = Σ_{r' in block around r} x_c(r') conj(x_{c'}(r')),   R m = λ m,  ‖m‖ = 1,
   *   image(r) = Σ_c conj(m_c(r)) x_c(r)
   * </pre>
   *
   * <p>with m turned so that {@code Σ_c conj(u_c) m_c} is real and positive, u the principal axis
   * of the coils over the whole image, then averaged over its neighbours and brought back to length
   * 1. Blocks are cut off at the border. Works on bands of rows or planes: memory beyond input and
   * output is about 64 MB, or C(C + 1)/2 complex numbers per pixel of three planes if that is more.
   *
   * @param coilImages {@code [coil, y, x]} or {@code [coil, z, y, x]}. Not modified.
   * @param block odd extent of the block along each axis
   * @param smoothing odd extent of the box over which m is averaged; 1 for none
   * @return {@code [y, x]} or {@code [z, y, x]} in the same precision
   * @throws IllegalArgumentException if an extent is even or below 1, or the images are all zero or
   *     not finite. Source: Walsh, Gmitro, Marcellin, MRM 43:682, 2000.
   */
  public static ComplexArray adaptive(ComplexArray coilImages, int block, int smoothing) {
    requireCoils("coilImages", coilImages);
    requireOdd("block", block);
    requireOdd("smoothing", smoothing);
    return new AdaptiveCombination(coilImages, block, smoothing).run(ADAPTIVE_BYTES);
  }

  /** {@code Σ_c conj(a_c) b_c} at one pixel. */
  static double[] weightedSum(ComplexArray a, ComplexArray b, int pixel, int pixels) {
    double re = 0;
    double im = 0;
    for (int i = pixel; i < a.count(); i += pixels) {
      re += a.re(i) * b.re(i) + a.im(i) * b.im(i);
      im += a.re(i) * b.im(i) - a.im(i) * b.re(i);
    }
    return new double[] {re, im};
  }

  /** Checks for a coil axis and two or three more. */
  static void requireCoils(String name, ComplexArray array) {
    int rank = array.shape().rank();
    if (rank < 3 || rank > 4) {
      throw new IllegalArgumentException(
          "`%s`: expected a coil axis and two or three more, got %s"
              .formatted(name, array.shape()));
    }
  }

  private static void requireOdd(String name, int value) {
    if (value < 1 || value % 2 == 0) {
      throw new IllegalArgumentException(name + ": expected an odd number, got " + value);
    }
  }
}
