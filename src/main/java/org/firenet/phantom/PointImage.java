package org.firenet.phantom;

import java.util.Arrays;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/** Images of functions of the plane, by the mean over a grid of points in each pixel. */
final class PointImage {
  /** A function of the plane. */
  @FunctionalInterface
  interface Function {
    /** The value at a point; x points right, y points up, both from −1 to 1 over the image. */
    double at(double x, double y);
  }

  /** Points along each axis of a pixel. */
  private static final int POINTS = 4;

  private PointImage() {}

  /**
   * The image of a function.
   *
   * @param shape {@code [y, x]}, at least 2 points along every axis
   * @throws IllegalArgumentException for other shapes
   */
  static RealArray of(Shape shape, Function function) {
    SheppLogan.requireImage(shape);
    if (shape.rank() != 2) {
      throw new IllegalArgumentException("shape: expected [y, x], got " + shape);
    }
    int ny = shape.extent(0);
    int nx = shape.extent(1);
    double[] out = new double[shape.count()];
    Arrays.parallelSetAll(out, i -> pixel(function, i / nx, ny, i % nx, nx));
    return RealArray.of(shape, out);
  }

  private static double pixel(Function function, int row, int ny, int column, int nx) {
    double sum = 0;
    for (int i = 0; i < POINTS; i++) {
      double y = 1 - 2 * (row + (i + 0.5) / POINTS) / ny;
      for (int j = 0; j < POINTS; j++) {
        sum += function.at(2 * (column + (j + 0.5) / POINTS) / nx - 1, y);
      }
    }
    return sum / (POINTS * POINTS);
  }
}
