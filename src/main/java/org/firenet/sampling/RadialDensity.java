package org.firenet.sampling;

import org.firenet.array.Shape;

/**
 * How the probability of a point falls with its distance from DC,
 *
 * <pre>
 *   r = ‖((u_a − n_a/2)/(n_a/2))_a‖₂   over the d axes of k-space: 0 at DC, √d in the corners.
 * </pre>
 */
public sealed interface RadialDensity {
  /** The logarithm of the density, up to a constant, at distance r. */
  double log(double radius, Shape shape);

  /**
   * {@code (1 − r/(1.05 √d))^degree}. Source: Lustig, Donoho, Pauly, MRM 58:1182, 2007.
   *
   * @param degree at least 0; 0 is uniform
   */
  record Polynomial(double degree) implements RadialDensity {
    private static final double REACH = 1.05;

    /**
     * Checks the degree.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Polynomial {
      Requirements.requireNotNegative("degree", degree);
    }

    @Override
    public double log(double radius, Shape shape) {
      return degree == 0 ? 0 : degree * Math.log(1 - radius / Math.sqrt(shape.rank()) / REACH);
    }
  }

  /**
   * {@code max(1, k)^(−exponent)}, k = r n/2 the distance in grid steps along the longest axis, of
   * extent n. Source: Krahmer, Ward, IEEE TIP 23:612, 2014; Adcock, Hansen, Compressive Imaging,
   * CUP 2021.
   *
   * @param exponent at least 0
   */
  record PowerLaw(double exponent) implements RadialDensity {
    /**
     * Checks the exponent.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public PowerLaw {
      Requirements.requireNotNegative("exponent", exponent);
    }

    @Override
    public double log(double radius, Shape shape) {
      int longest = 1;
      for (int extent : shape.extents()) {
        longest = Math.max(longest, extent);
      }
      return -exponent * Math.log(Math.max(1, radius * longest / 2));
    }
  }

  /**
   * {@code exp(−r²/(2 width²))}.
   *
   * @param width standard deviation as a share of the distance from DC to the edge, positive
   */
  record Gaussian(double width) implements RadialDensity {
    /**
     * Checks the width.
     *
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public Gaussian {
      Requirements.requirePositive("width", width);
    }

    @Override
    public double log(double radius, Shape shape) {
      return -radius * radius / (2 * width * width);
    }
  }
}
