package org.firenet.sampling;

import java.util.Arrays;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.operator.CropOperator;
import org.firenet.operator.WaveletOperator;
import org.firenet.transform.Wavelet;
import org.firenet.transform.WaveletLayout;

/**
 * Weights of wavelet coefficients from local sparsities.
 *
 * <pre>
 *   w = √(s/s_j) on level j,   s = Σ_j s_j,   s_1 … s_L coarsest first.
 * </pre>
 *
 * <p>The finest L − 1 detail levels take s_L, s_{L−1}, …; everything coarser takes s_1. Source:
 * Colbrook, Antun, Hansen, PNAS 119(12), 2022; Adcock, Hansen, Compressive Imaging, CUP 2021,
 * chapter 11.
 */
public final class LevelWeights {
  private LevelWeights() {}

  /**
   * The weights.
   *
   * @param layout where the coefficients stand, 2-D or 3-D
   * @param sparsities s_1 … s_L, coarsest first, at most one more than there are levels
   * @return {@link WaveletLayout#padded}
   * @throws IllegalArgumentException if there are none or too many, or one is not a positive number
   */
  public static RealArray of(WaveletLayout layout, double... sparsities) {
    int count = sparsities.length;
    if (count < 1 || count > layout.levels() + 1) {
      throw new IllegalArgumentException(
          "sparsities: expected 1 to %d numbers for %d levels, got %s"
              .formatted(layout.levels() + 1, layout.levels(), Arrays.toString(sparsities)));
    }
    double sum = 0;
    for (double sparsity : sparsities) {
      if (!(sparsity > 0) || Double.isInfinite(sparsity)) {
        throw new IllegalArgumentException(
            "sparsities: expected positive numbers, got " + Arrays.toString(sparsities));
      }
      sum += sparsity;
    }
    double[] ofLevel = new double[layout.levels() + 2];
    for (int level = 1; level < ofLevel.length; level++) {
      ofLevel[level] = Math.sqrt(sum / sparsities[level < count ? count - level : 0]);
    }
    Shape shape = layout.padded();
    double[] out = new double[shape.count()];
    int[] place = new int[shape.rank()];
    for (int i = 0; i < out.length; i++) {
      Grid.locate(i, shape, place);
      out[i] = ofLevel[layout.level(place)];
    }
    return RealArray.of(shape, out);
  }

  /**
   * Counts the coefficients of an image per level: those with {@code |c| > epsilon} after scaling
   * the image to a largest modulus of 1. An empty level counts 1.
   *
   * @param image {@code [y, x]} or {@code [z, y, x]}. Not modified.
   * @param layout levels and padding, for an image of that shape
   * @param wavelet the wavelet of Ψ
   * @param epsilon threshold, at least 0
   * @return one number for the approximation, then one per detail level, coarsest first
   * @throws IllegalArgumentException if shapes do not fit, or the image is all zero or not finite
   */
  public static double[] sparsities(
      ComplexArray image, WaveletLayout layout, Wavelet wavelet, double epsilon) {
    ComplexArray.requireShape("image", image.shape(), layout.image());
    image.requireFinite("image");
    if (!(epsilon >= 0)) {
      throw new IllegalArgumentException("epsilon: expected at least 0, got " + epsilon);
    }
    double largest = image.magnitude().max();
    if (largest == 0) {
      throw new IllegalArgumentException("`image`: all zero");
    }
    ComplexArray padded = image.to(Precision.DOUBLE);
    if (!layout.padded().equals(layout.image())) {
      padded = new CropOperator(layout.padded(), layout.image()).adjoint(padded);
    }
    ComplexArray coefficients = new WaveletOperator(layout, wavelet).forward(padded);
    double[] out = new double[layout.levels() + 1];
    int[] place = new int[layout.padded().rank()];
    for (int i = 0; i < coefficients.count(); i++) {
      if (Math.hypot(coefficients.re(i), coefficients.im(i)) > epsilon * largest) {
        Grid.locate(i, layout.padded(), place);
        out[layout.levels() + 1 - layout.level(place)]++;
      }
    }
    return Arrays.stream(out).map(v -> Math.max(1, v)).toArray();
  }
}
