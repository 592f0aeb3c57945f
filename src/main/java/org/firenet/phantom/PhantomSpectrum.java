package org.firenet.phantom;

import java.util.List;
import org.firenet.array.Shape;

/**
 * The Fourier transform of ellipses or ellipsoids in units of the pixels of an image,
 *
 * <pre>
 *   G(k) = ∫ f(t) exp(−2πi Σ_a t_a k_a/n_a) dt,
 * </pre>
 *
 * <p>t in pixels from n/2. With pixel centres from −1 to 1, X = (2 (t + n/2) − (n − 1))/(n − 1), so
 * the transform in X is taken at k (n − 1)/(2n) and turned by the distance of n/2 from the middle.
 */
final class PhantomSpectrum {
  private final List<Ellipsoid> ellipsoids;
  private final Shape image;

  PhantomSpectrum(List<Ellipsoid> ellipsoids, Shape image) {
    this.ellipsoids = ellipsoids;
    this.image = image;
  }

  /**
   * Computes G.
   *
   * @param k along the axes of the image, in cycles over the field of view. Not modified.
   * @param out real and imaginary part. Modified.
   */
  void at(double[] k, double[] out) {
    int rank = image.rank();
    double[] frequency = new double[3];
    double volume = 1;
    double angle = 0;
    for (int axis = 0; axis < rank; axis++) {
      int n = image.extent(axis);
      int direction = rank - 1 - axis;
      frequency[direction] = k[axis] * (n - 1) / (2.0 * n) * (direction == 1 ? -1 : 1);
      volume *= (n - 1) / 2.0;
      int origin = n / 2;
      angle -= 2 * Math.PI * ((n - 1) / 2.0 - origin) * k[axis] / n;
    }
    double[] sum = new double[2];
    for (Ellipsoid ellipsoid : ellipsoids) {
      if (rank == 2) {
        ellipsoid.addPlaneTransform(frequency, sum);
      } else {
        ellipsoid.addTransform(frequency, sum);
      }
    }
    double re = volume * Math.cos(angle);
    double im = volume * Math.sin(angle);
    out[0] = sum[0] * re - sum[1] * im;
    out[1] = sum[0] * im + sum[1] * re;
  }
}
