package org.firenet.phantom;

import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * Gives an image the smooth phase of a scan: {@code x exp(i a (0.9 X − 0.5 Y + 0.4 XY + 0.3 Z))},
 * X, Y, Z from −1 to 1 over the array (Y grows with the row), Z = 0 in 2-D.
 */
public final class SmoothPhase {
  private SmoothPhase() {}

  /**
   * Multiplies with the phase.
   *
   * @param image {@code [y, x]} or {@code [z, y, x]}. Not modified.
   * @param strength factor a; 1 for about one radian from centre to edge
   * @return the image in double precision
   * @throws IllegalArgumentException if there are other axes or the strength is not finite
   */
  public static ComplexArray apply(RealArray image, double strength) {
    return apply(ComplexArray.ofReal(image), strength);
  }

  /** {@link #apply(RealArray, double)} of an image that may have a phase of its own. */
  public static ComplexArray apply(ComplexArray image, double strength) {
    Shape shape = image.shape();
    if (shape.rank() < 2 || shape.rank() > 3) {
      throw new IllegalArgumentException("image: expected [y, x] or [z, y, x], got " + shape);
    }
    if (!Double.isFinite(strength)) {
      throw new IllegalArgumentException("strength: expected a finite number, got " + strength);
    }
    ComplexArray out = factor(Coordinates.of(shape), strength);
    for (int r = 0; r < image.count(); r++) {
      double re = out.re(r);
      double im = out.im(r);
      out.set(r, image.re(r) * re - image.im(r) * im, image.re(r) * im + image.im(r) * re);
    }
    return out;
  }

  /** The factor alone at the points of a grid, Z, Y, X in the order of the axes of an image. */
  static ComplexArray factor(double[][] places, double strength) {
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, Coordinates.grid(places));
    double[] columns = places[places.length - 1];
    double[] rows = places[places.length - 2];
    for (int r = 0; r < out.count(); r++) {
      double x = columns[r % columns.length];
      double y = rows[r / columns.length % rows.length];
      double z = places.length == 3 ? places[0][r / columns.length / rows.length] : 0;
      double phase = strength * (.9 * x - .5 * y + .4 * x * y + .3 * z);
      out.set(r, Math.cos(phase), Math.sin(phase));
    }
    return out;
  }
}
