package org.firenet.phantom;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    requireImage(shape);
    return draw(ellipsoids(), shape);
  }

  /**
   * Draws a plane of constant z of the 3-D phantom.
   *
   * @param shape {@code [y, x]}, at least 2 points along every axis
   * @param z from −1 to 1; at 0 the 2-D phantom
   * @throws IllegalArgumentException for other shapes
   */
  public static RealArray plane(Shape shape, double z) {
    requireImage(shape);
    if (shape.rank() != 2) {
      throw new IllegalArgumentException("shape: expected [y, x], got " + shape);
    }
    return draw(sections(z), shape);
  }

  /** The ellipsoids. */
  static List<Ellipsoid> ellipsoids() {
    return Arrays.stream(ELLIPSES)
        .map(
            e ->
                new Ellipsoid(e[0], Arrays.copyOfRange(e, 1, 4), Arrays.copyOfRange(e, 4, 6), e[6]))
        .toList();
  }

  /** The ellipses of a plane of constant z. */
  static List<Ellipsoid> sections(double z) {
    return ellipsoids().stream().map(e -> e.section(z)).flatMap(Optional::stream).toList();
  }

  static void requireImage(Shape shape) {
    if (shape.rank() < 2 || shape.rank() > 3) {
      throw new IllegalArgumentException("shape: expected [y, x] or [z, y, x], got " + shape);
    }
    for (int extent : shape.extents()) {
      if (extent < 2) {
        throw new IllegalArgumentException(
            "shape: expected at least 2 points along every axis, got " + shape);
      }
    }
  }

  private static RealArray draw(List<Ellipsoid> ellipsoids, Shape shape) {
    double[] out = new double[shape.count()];
    int ny = shape.extent(-2);
    int nx = shape.extent(-1);
    for (Ellipsoid ellipsoid : ellipsoids) {
      for (int i = 0; i < out.length; i++) {
        double x = Coordinates.symmetric(i % nx, nx);
        double y = -Coordinates.symmetric(i / nx % ny, ny);
        double z = shape.rank() == 3 ? Coordinates.symmetric(i / nx / ny, shape.extent(0)) : 0;
        if (ellipsoid.contains(x, y, z)) {
          out[i] += ellipsoid.value();
        }
      }
    }
    return RealArray.of(shape, out);
  }
}
