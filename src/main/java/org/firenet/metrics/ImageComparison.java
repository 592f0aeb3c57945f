package org.firenet.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/** The usual figures of an image x against a reference r, by name. */
public final class ImageComparison {
  private ImageComparison() {}

  /**
   * Complex and magnitude error, the latter also after the best scaling, the largest difference,
   * PSNR and SSIM of the magnitude (means over slices; SSIM absent where its window does not fit).
   *
   * @param image {@code [y, x]} or {@code [..., y, x]}. Not modified.
   * @param reference the same shape. Not modified.
   * @throws IllegalArgumentException if the shapes differ or the reference is zero
   */
  public static Map<String, Double> figures(ComplexArray image, ComplexArray reference) {
    Map<String, Double> figures = new LinkedHashMap<>();
    RealArray magnitude = image.magnitude();
    RealArray truth = reference.magnitude();
    figures.put("nrmse_complex", ImageMetrics.nrmse(image, reference));
    figures.put("nrmse_magnitude", ImageMetrics.nrmse(magnitude, truth));
    figures.put(
        "nrmse_magnitude_scaled",
        ImageMetrics.nrmseRealScaled(ComplexArray.ofReal(magnitude), ComplexArray.ofReal(truth)));
    double largest = 0;
    for (int i = 0; i < truth.count(); i++) {
      double difference = Math.hypot(image.re(i) - reference.re(i), image.im(i) - reference.im(i));
      largest = Math.max(largest, difference);
    }
    figures.put("largest_difference", largest);
    figures.put("psnr_db", ImageMetrics.psnr(magnitude, truth));
    Shape shape = truth.shape();
    if (shape.rank() >= 2 && shape.extent(-1) >= 11 && shape.extent(-2) >= 11) {
      figures.put("ssim", ssim(magnitude, truth));
    }
    return figures;
  }

  private static double ssim(RealArray image, RealArray reference) {
    Shape plane = reference.shape().last(2);
    int planes = reference.count() / plane.count();
    Shape stack = plane.prepend(planes);
    return ImageMetrics.ssim(
        RealArray.of(stack, image.data()), RealArray.of(stack, reference.data()));
  }
}
