package org.firenet.phantom;

import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * The Shepp–Logan head phantom with modified contrast: a sum of ten ellipses, values 0 to 1.
 *
 * <p>Pixel centres lie at {@code −1 + 2i/(n − 1)} along each axis; y points up, towards smaller row
 * indices. A pixel belongs to an ellipse if {@code (u/a)² + (v/b)² ≤ 1} in its own axes. The 3-D
 * version gives each ellipse a semi-axis along z around the plane z = 0, so that this plane is the
 * 2-D phantom. Source: Shepp, Logan, IEEE TNS 21:21, 1974; contrasts after Toft, thesis, DTU 1996.
 */
public final class SheppLogan {
  /** Value, semi-axes along x, y, z, centre x, y, angle in degrees. */
  private static final double[][] ELLIPSES = {
    {1, .69, .92, .81, 0, 0, 0},
    {-.8, .6624, .874, .78, 0, -.0184, 0},
    {-.2, .11, .31, .22, .22, 0, -18},
    {-.2, .16, .41, .28, -.22, 0, 18},
    {.1, .21, .25, .41, 0, .35, 0},
    {.1, .046, .046, .05, 0, .1, 0},
    {.1, .046, .046, .05, 0, -.1, 0},
    {.1, .046, .023, .05, -.08, -.605, 0},
    {.1, .023, .023, .02, 0, -.606, 0},
    {.1, .023, .046, .02, .06, -.605, 0},
  };

  private SheppLogan() {}

  /**
   * Draws the phantom.
   *
   * @param shape {@code [y, x]} or {@code [z, y, x]}, at least 2 points along every axis
   * @throws IllegalArgumentException for other shapes
   */
  public static RealArray image(Shape shape) {
    if (shape.rank() < 2 || shape.rank() > 3) {
      throw new IllegalArgumentException("shape: expected [y, x] or [z, y, x], got " + shape);
    }
    for (int extent : shape.extents()) {
      if (extent < 2) {
        throw new IllegalArgumentException(
            "shape: expected at least 2 points along every axis, got " + shape);
      }
    }
    double[] out = new double[shape.count()];
    for (double[] ellipse : ELLIPSES) {
      add(ellipse, shape, out);
    }
    return RealArray.of(shape, out);
  }

  private static void add(double[] ellipse, Shape shape, double[] out) {
    double cos = Math.cos(Math.toRadians(ellipse[6]));
    double sin = Math.sin(Math.toRadians(ellipse[6]));
    int ny = shape.extent(-2);
    int nx = shape.extent(-1);
    for (int i = 0; i < out.length; i++) {
      double x = Coordinates.symmetric(i % nx, nx) - ellipse[4];
      double y = -Coordinates.symmetric(i / nx % ny, ny) - ellipse[5];
      double z = shape.rank() == 3 ? Coordinates.symmetric(i / nx / ny, shape.extent(0)) : 0;
      double u = (x * cos + y * sin) / ellipse[1];
      double v = (y * cos - x * sin) / ellipse[2];
      double w = z / ellipse[3];
      if (u * u + v * v + w * w <= 1) {
        out[i] += ellipse[0];
      }
    }
  }
}
