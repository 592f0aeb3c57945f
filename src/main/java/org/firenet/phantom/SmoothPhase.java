package org.firenet.phantom;

import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * Gives a real image the smooth phase of a scan: {@code x exp(i a (0.9 X − 0.5 Y + 0.4 XY + 0.3
 * Z))}, X, Y, Z from −1 to 1 over the array (Y grows with the row), Z = 0 in 2-D.
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
    Shape shape = image.shape();
    if (shape.rank() < 2 || shape.rank() > 3) {
      throw new IllegalArgumentException("image: expected [y, x] or [z, y, x], got " + shape);
    }
    if (!Double.isFinite(strength)) {
      throw new IllegalArgumentException("strength: expected a finite number, got " + strength);
    }
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, shape);
    int ny = shape.extent(-2);
    int nx = shape.extent(-1);
    for (int r = 0; r < image.count(); r++) {
      double x = Coordinates.symmetric(r % nx, nx);
      double y = Coordinates.symmetric(r / nx % ny, ny);
      double z = shape.rank() == 3 ? Coordinates.symmetric(r / nx / ny, shape.extent(0)) : 0;
      double phase = strength * (.9 * x - .5 * y + .4 * x * y + .3 * z);
      out.set(r, image.get(r) * Math.cos(phase), image.get(r) * Math.sin(phase));
    }
    return out;
  }
}
