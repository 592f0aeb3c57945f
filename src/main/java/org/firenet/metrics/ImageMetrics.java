package org.firenet.metrics;

import java.util.function.IntPredicate;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * Errors of an image x against a reference r: on complex images as they are, on magnitude images by
 * way of {@link ComplexArray#magnitude}.
 *
 * <p>Every measure may be limited to a region, a mask over the image with true inside; sums and
 * means are then over its pixels alone. All of them throw {@link IllegalArgumentException} if
 * shapes differ, the region is empty or the reference vanishes in it.
 */
public final class ImageMetrics {
  private ImageMetrics() {}

  /** {@code ‖x − r‖₂ / ‖r‖₂}. */
  public static double nrmse(ComplexArray image, ComplexArray reference) {
    return nrmse(image, reference, Mask.full(reference.shape()));
  }

  /** {@code ‖x − r‖₂ / ‖r‖₂} in a region. */
  public static double nrmse(ComplexArray image, ComplexArray reference, Mask region) {
    return residual(image, reference, region, new double[] {1, 0});
  }

  /** {@code ‖x − r‖₂ / ‖r‖₂} of real images. */
  public static double nrmse(RealArray image, RealArray reference) {
    return nrmse(ComplexArray.ofReal(image), ComplexArray.ofReal(reference));
  }

  /** {@code ‖x − r‖₂ / ‖r‖₂} of real images in a region. */
  public static double nrmse(RealArray image, RealArray reference, Mask region) {
    return nrmse(ComplexArray.ofReal(image), ComplexArray.ofReal(reference), region);
  }

  /**
   * {@code min_a ‖a x − r‖₂ / ‖r‖₂} over complex numbers a: blind to scale and global phase.
   *
   * <p>The minimum is at {@code a = ⟨x, r⟩/‖x‖²}; 1 for an image of zeros.
   */
  public static double nrmseComplexScaled(ComplexArray image, ComplexArray reference, Mask region) {
    double[] sums = products(image, reference, region);
    double power = sums[2];
    return residual(
        image,
        reference,
        region,
        power > 0 ? new double[] {sums[0] / power, sums[1] / power} : new double[2]);
  }

  /** {@link #nrmseComplexScaled(ComplexArray, ComplexArray, Mask)} on the whole image. */
  public static double nrmseComplexScaled(ComplexArray image, ComplexArray reference) {
    return nrmseComplexScaled(image, reference, Mask.full(reference.shape()));
  }

  /**
   * {@code min_a ‖a x − r‖₂ / ‖r‖₂} over real numbers a: blind to scale and sign.
   *
   * <p>The minimum is at {@code a = Re⟨x, r⟩/‖x‖²}; 1 for an image of zeros.
   */
  public static double nrmseRealScaled(ComplexArray image, ComplexArray reference, Mask region) {
    double[] sums = products(image, reference, region);
    double power = sums[2];
    return residual(
        image, reference, region, power > 0 ? new double[] {sums[0] / power, 0} : new double[2]);
  }

  /** {@link #nrmseRealScaled(ComplexArray, ComplexArray, Mask)} on the whole image. */
  public static double nrmseRealScaled(ComplexArray image, ComplexArray reference) {
    return nrmseRealScaled(image, reference, Mask.full(reference.shape()));
  }

  /**
   * Peak signal-to-noise ratio in decibels, {@code 10 log₁₀(peak² / mean |x − r|²)}, peak the
   * largest value of the reference; infinite for equal images.
   */
  public static double psnr(RealArray image, RealArray reference) {
    return psnr(image, reference, Mask.full(reference.shape()));
  }

  /** {@link #psnr(RealArray, RealArray)} with peak and mean over a region. */
  public static double psnr(RealArray image, RealArray reference, Mask region) {
    double relative = nrmse(image, reference, region);
    double power = 0;
    for (int i = 0; i < reference.count(); i++) {
      power += region.get(i) ? reference.get(i) * reference.get(i) : 0;
    }
    double error = relative * relative * power / region.samples();
    double peak = Ssim.largest(reference, region::get);
    return 10 * Math.log10(peak * peak / error);
  }

  /** {@link #ssim(RealArray, RealArray, Ssim)} with the defaults, {@link Ssim#wang}. */
  public static double ssim(RealArray image, RealArray reference) {
    return ssim(image, reference, Ssim.wang());
  }

  /**
   * Mean structural similarity over all windows that fit into the image; at most 1.
   *
   * @param image {@code [y, x]}, or {@code [z, y, x]}: the mean over planes. Not modified.
   * @param reference the same shape; its largest value is the data range. Not modified.
   * @throws IllegalArgumentException if shapes differ, the window does not fit or the reference has
   *     no positive value
   */
  public static double ssim(RealArray image, RealArray reference, Ssim parameters) {
    return parameters.mean(image, reference, index -> true);
  }

  /** {@link #ssim(RealArray, RealArray, Ssim)} over the windows centred in a region. */
  public static double ssim(RealArray image, RealArray reference, Ssim parameters, Mask region) {
    ComplexArray.requireShape("region", region.shape(), reference.shape());
    return parameters.mean(image, reference, region::get);
  }

  /**
   * High-frequency error norm, {@code ‖L x − L r‖₂ / ‖L r‖₂}, L the Laplacian of a Gaussian with σ
   * = 1.5 pixels in a window of 15 × 15; 0 beyond the border of a plane.
   *
   * <p>Source: Ravishankar, Bresler, IEEE TMI 30:1028, 2011.
   *
   * @param image {@code [y, x]} or {@code [..., y, x]}; L works on each plane. Not modified.
   * @param reference the same shape. Not modified.
   * @param region pixels over which the norms go
   */
  public static double hfen(ComplexArray image, ComplexArray reference, Mask region) {
    IntPredicate inside = check(image.shape(), reference.shape(), region);
    if (reference.shape().rank() < 2) {
      throw new IllegalArgumentException("image: expected [..., y, x], got " + reference.shape());
    }
    double[] powers = Hfen.powers(image, reference, inside);
    if (powers[1] == 0) {
      throw new IllegalArgumentException("`reference`: has no edges in the region");
    }
    return Math.sqrt(powers[0] / powers[1]);
  }

  /** {@link #hfen(ComplexArray, ComplexArray, Mask)} on whole images. */
  public static double hfen(ComplexArray image, ComplexArray reference) {
    return hfen(image, reference, Mask.full(reference.shape()));
  }

  /** Re⟨x, r⟩, Im⟨x, r⟩ and ‖x‖² in a region. */
  private static double[] products(ComplexArray image, ComplexArray reference, Mask region) {
    IntPredicate inside = check(image.shape(), reference.shape(), region);
    double re = 0;
    double im = 0;
    double power = 0;
    for (int i = 0; i < image.count(); i++) {
      if (inside.test(i)) {
        double xr = image.re(i);
        double xi = image.im(i);
        re += xr * reference.re(i) + xi * reference.im(i);
        im += xr * reference.im(i) - xi * reference.re(i);
        power += xr * xr + xi * xi;
      }
    }
    return new double[] {re, im, power};
  }

  private static double residual(
      ComplexArray image, ComplexArray reference, Mask region, double[] scale) {
    IntPredicate inside = check(image.shape(), reference.shape(), region);
    double error = 0;
    double power = 0;
    for (int i = 0; i < image.count(); i++) {
      if (inside.test(i)) {
        double re = scale[0] * image.re(i) - scale[1] * image.im(i) - reference.re(i);
        double im = scale[0] * image.im(i) + scale[1] * image.re(i) - reference.im(i);
        error += re * re + im * im;
        power += reference.re(i) * reference.re(i) + reference.im(i) * reference.im(i);
      }
    }
    if (power == 0) {
      throw new IllegalArgumentException("`reference`: zero everywhere in the region");
    }
    return Math.sqrt(error / power);
  }

  private static IntPredicate check(Shape image, Shape reference, Mask region) {
    ComplexArray.requireShape("image", image, reference);
    ComplexArray.requireShape("region", region.shape(), reference);
    if (region.samples() == 0) {
      throw new IllegalArgumentException("`region`: empty");
    }
    return region::get;
  }
}
