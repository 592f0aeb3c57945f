package org.firenet.sampling;

import org.firenet.array.Mask;
import org.firenet.array.Shape;

/** Marks the grid points nearest to points of the plane. */
final class CurvePoints {
  private final Shape shape;
  private final boolean[] sampled;

  CurvePoints(Shape shape) {
    this.shape = shape;
    this.sampled = new boolean[shape.count()];
  }

  /** Checks that there are two axes. */
  static void requirePlane(Shape shape) {
    Requirements.require(shape.rank() == 2, "shape", "two axes", shape);
  }

  /** Points on a curve for each grid step that it may go along the longer axis. */
  static int steps(double length, Shape shape) {
    return (int) Math.ceil(length * Math.max(shape.extent(0), shape.extent(1)));
  }

  /** Marks the point nearest to radius and angle, relative to half the extents; none outside. */
  void mark(double radius, double angle) {
    int y = place(radius * Math.sin(angle), shape.extent(0));
    int x = place(radius * Math.cos(angle), shape.extent(1));
    if (y >= 0 && y < shape.extent(0) && x >= 0 && x < shape.extent(1)) {
      sampled[y * shape.extent(1) + x] = true;
    }
  }

  private static int place(double relative, int extent) {
    int origin = extent / 2;
    return (int) Math.round(origin + relative * (extent / 2.0));
  }

  Mask mask() {
    return Mask.of(shape, sampled);
  }
}
