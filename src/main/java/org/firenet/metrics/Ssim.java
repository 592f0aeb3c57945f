package org.firenet.metrics;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * The window of the structural similarity index
 *
 * <pre>
 *   SSIM = (2 μ_x μ_r + C1)(2 σ_xr + C2) / ((μ_x² + μ_r² + C1)(σ_x² + σ_r² + C2)),
 *   C1 = (0.01 R)²,   C2 = (0.03 R)²,   R the largest value of the reference,
 * </pre>
 *
 * <p>means, variances and covariance over a square window. Source: Wang, Bovik, Sheikh, Simoncelli,
 * IEEE TIP 13:600, 2004.
 */
public final class Ssim {
  private static final double K1 = 0.01;
  private static final double K2 = 0.03;

  private final double[] window;
  private final double varianceScale;

  private Ssim(double[] window, double varianceScale) {
    this.window = window;
    this.varianceScale = varianceScale;
  }

  /** The paper's window and the default: 11 × 11, Gaussian with σ = 1.5 pixels, of sum 1. */
  public static Ssim wang() {
    double[] window = new double[11];
    for (int i = 0; i < window.length; i++) {
      double distance = i - 5;
      window[i] = Math.exp(-distance * distance / (2 * 1.5 * 1.5));
    }
    double sum = Arrays.stream(window).sum();
    return new Ssim(Arrays.stream(window).map(w -> w / sum).toArray(), 1);
  }

  /**
   * The window of the fastMRI challenge: 7 × 7, uniform, with the sample variance (divided by 48).
   * Source: Zbontar et al., arXiv:1811.08839.
   */
  public static Ssim fastMri() {
    double[] window = new double[7];
    Arrays.fill(window, 1.0 / 7);
    return new Ssim(window, 49.0 / 48);
  }

  /** Mean over the windows whose centre, by its place in memory order, is accepted. */
  double mean(RealArray image, RealArray reference, IntPredicate centre) {
    Shape shape = reference.shape();
    ComplexArray.requireShape("image", image.shape(), shape);
    int reach = window.length / 2;
    if (shape.rank() < 2
        || shape.rank() > 3
        || shape.extent(-1) < window.length
        || shape.extent(-2) < window.length) {
      throw new IllegalArgumentException(
          "image: expected [y, x] or [z, y, x] of at least %d x %d, got %s"
              .formatted(window.length, window.length, shape));
    }
    double range = largest(reference, i -> true);
    if (!(range > 0) || Double.isInfinite(range)) {
      throw new IllegalArgumentException(
          "`reference`: expected a positive largest value, got " + range);
    }
    int ny = shape.extent(-2);
    int nx = shape.extent(-1);
    double sum = 0;
    int windows = 0;
    for (int first = 0; first < shape.count(); first += ny * nx) {
      double[][] moments = moments(image, reference, first, ny, nx);
      for (int y = reach; y < ny - reach; y++) {
        for (int x = reach; x < nx - reach; x++) {
          if (centre.test(first + y * nx + x)) {
            sum += index(moments, y * nx + x, range);
            windows++;
          }
        }
      }
    }
    if (windows == 0) {
      throw new IllegalArgumentException("`region`: holds the centre of no window");
    }
    return sum / windows;
  }

  static double largest(RealArray values, IntPredicate inside) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < values.count(); i++) {
      if (inside.test(i)) {
        largest = Math.max(largest, values.get(i));
      }
    }
    return largest;
  }

  private double index(double[][] moments, int i, double range) {
    double c1 = K1 * range * K1 * range;
    double c2 = K2 * range * K2 * range;
    double mx = moments[0][i];
    double mr = moments[1][i];
    double vx = varianceScale * (moments[2][i] - mx * mx);
    double vr = varianceScale * (moments[3][i] - mr * mr);
    double covariance = varianceScale * (moments[4][i] - mx * mr);
    return (2 * mx * mr + c1) * (2 * covariance + c2) / ((mx * mx + mr * mr + c1) * (vx + vr + c2));
  }

  /** Windowed means of x, r, x², r² and xr of one plane; defined where the window fits. */
  private double[][] moments(RealArray image, RealArray reference, int first, int ny, int nx) {
    double[][] out = new double[5][ny * nx];
    for (int i = 0; i < ny * nx; i++) {
      double x = image.get(first + i);
      double r = reference.get(first + i);
      out[0][i] = x;
      out[1][i] = r;
      out[2][i] = x * x;
      out[3][i] = r * r;
      out[4][i] = x * r;
    }
    for (int m = 0; m < out.length; m++) {
      out[m] = filter(filter(out[m], 1), nx);
    }
    return out;
  }

  /** Weighted mean over neighbours at a stride; 0 where they are missing. */
  private double[] filter(double[] in, int stride) {
    double[] out = new double[in.length];
    int reach = window.length / 2;
    for (int i = reach * stride; i < in.length - reach * stride; i++) {
      double sum = 0;
      for (int n = 0; n < window.length; n++) {
        sum += window[n] * in[i + (n - reach) * stride];
      }
      out[i] = sum;
    }
    return out;
  }
}
