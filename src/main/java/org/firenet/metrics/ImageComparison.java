package org.firenet.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/** The usual figures of an image x against a reference r, by name. */
public final class ImageComparison {
  private static final int SSIM_WINDOW = 11;

  private ImageComparison() {}

  /** {@link #figures(ComplexArray, ComplexArray, Mask)} of whole images. */
  public static Map<String, Double> figures(ComplexArray image, ComplexArray reference) {
    return figures(image, reference, Mask.full(reference.shape()));
  }

  /**
   * Those of {@link #figures(ComplexArray, ComplexArray)} that are of the magnitude, for a
   * reference whose phase is not that of the image.
   */
  public static Map<String, Double> figuresOfMagnitude(ComplexArray image, ComplexArray reference) {
    Map<String, Double> figures =
        figures(ComplexArray.ofReal(image.magnitude()), ComplexArray.ofReal(reference.magnitude()));
    figures.keySet().removeIf(name -> name.contains("complex"));
    return figures;
  }

  /**
   * Errors of the complex numbers and of the magnitude, both as they are and after the best scaling
   * (by a complex and a real number), the largest difference, PSNR and SSIM of the magnitude, and
   * the high-frequency error norm of both.
   *
   * <p>SSIM is the mean over the windows that fit and are centred in the region, absent where there
   * are none; the high-frequency norms are absent where the reference has no edges.
   *
   * @param image {@code [y, x]} or {@code [..., y, x]}. Not modified.
   * @param reference the same shape. Not modified.
   * @param region true where it counts; the same shape, or that of the last axes
   * @throws IllegalArgumentException if shapes do not fit, the region is empty, or the reference is
   *     zero in it
   */
  public static Map<String, Double> figures(
      ComplexArray image, ComplexArray reference, Mask region) {
    ComplexArray.requireShape("image", image.shape(), reference.shape());
    Mask inside = repeated(region, reference.shape());
    Map<String, Double> figures = new LinkedHashMap<>();
    RealArray magnitude = image.magnitude();
    RealArray truth = reference.magnitude();
    ComplexArray x = ComplexArray.ofReal(magnitude);
    ComplexArray r = ComplexArray.ofReal(truth);
    figures.put("nrmse_complex", ImageMetrics.nrmse(image, reference, inside));
    figures.put("nrmse_complex_scaled", ImageMetrics.nrmseComplexScaled(image, reference, inside));
    figures.put("nrmse_magnitude", ImageMetrics.nrmse(x, r, inside));
    figures.put("nrmse_magnitude_scaled", ImageMetrics.nrmseRealScaled(x, r, inside));
    double largest = 0;
    for (int i = 0; i < truth.count(); i++) {
      if (inside.get(i)) {
        double re = image.re(i) - reference.re(i);
        largest = Math.max(largest, Math.hypot(re, image.im(i) - reference.im(i)));
      }
    }
    figures.put("largest_difference", largest);
    figures.put("psnr_db", ImageMetrics.psnr(magnitude, truth, inside));
    if (reference.shape().rank() >= 2) {
      addPlaneFigures(figures, image, reference, inside);
    }
    return figures;
  }

  private static void addPlaneFigures(
      Map<String, Double> figures, ComplexArray image, ComplexArray reference, Mask inside) {
    Shape plane = reference.shape().last(2);
    Shape stack = plane.prepend(reference.count() / plane.count());
    RealArray x = RealArray.of(stack, image.magnitude().data());
    RealArray r = RealArray.of(stack, reference.magnitude().data());
    if (holdsWindow(inside)) {
      figures.put("ssim", ImageMetrics.ssim(x, r, Ssim.wang(), reshaped(inside, stack)));
    }
    addHfen(figures, "hfen_complex", Hfen.powers(image, reference, inside::get));
    addHfen(
        figures,
        "hfen_magnitude",
        Hfen.powers(ComplexArray.ofReal(x), ComplexArray.ofReal(r), inside::get));
  }

  private static void addHfen(Map<String, Double> figures, String name, double[] powers) {
    if (powers[1] > 0) {
      figures.put(name, Math.sqrt(powers[0] / powers[1]));
    }
  }

  /** Whether a window of SSIM has its centre in the region. */
  private static boolean holdsWindow(Mask inside) {
    int nx = inside.shape().extent(-1);
    int ny = inside.shape().extent(-2);
    int reach = SSIM_WINDOW / 2;
    for (int i = 0; i < inside.shape().count(); i++) {
      int y = i / nx % ny;
      int x = i % nx;
      if (inside.get(i) && y >= reach && y < ny - reach && x >= reach && x < nx - reach) {
        return true;
      }
    }
    return false;
  }

  private static Mask repeated(Mask region, Shape shape) {
    int axes = region.shape().rank();
    if (axes > shape.rank() || !shape.last(axes).equals(region.shape())) {
      throw new IllegalArgumentException(
          "`region`: expected %s or its last axes, got %s".formatted(shape, region.shape()));
    }
    boolean[] inside = new boolean[shape.count()];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = region.get(i % region.shape().count());
    }
    return Mask.of(shape, inside);
  }

  private static Mask reshaped(Mask mask, Shape shape) {
    boolean[] inside = new boolean[shape.count()];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = mask.get(i);
    }
    return Mask.of(shape, inside);
  }
}
