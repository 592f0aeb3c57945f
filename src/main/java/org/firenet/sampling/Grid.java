package org.firenet.sampling;

import org.firenet.array.Shape;

/** Places of points of k-space, DC at n/2 along every axis. */
final class Grid {
  private Grid() {}

  /** Writes the index along each axis of a point given by its place in memory order. */
  static void locate(int index, Shape shape, int[] place) {
    int rest = index;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      place[axis] = rest % shape.extent(axis);
      rest /= shape.extent(axis);
    }
  }

  /** {@code ‖((u_a − n_a/2)/(n_a/2))_a‖₂}: 0 at DC, about 1 at the edges. */
  static double radius(int index, Shape shape) {
    double squared = 0;
    int rest = index;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      int extent = shape.extent(axis);
      double u = relative(rest % extent, extent);
      squared += u * u;
      rest /= extent;
    }
    return Math.sqrt(squared);
  }

  /** {@code max_a |u_a − n_a/2|/(n_a/2)}. */
  static double boxRadius(int index, Shape shape) {
    double largest = 0;
    int rest = index;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      int extent = shape.extent(axis);
      largest = Math.max(largest, Math.abs(relative(rest % extent, extent)));
      rest /= extent;
    }
    return largest;
  }

  /** {@code (u − n/2)/(n/2)}, the first n/2 with integer division. */
  static double relative(int place, int extent) {
    return (place - extent / 2) / (extent / 2.0);
  }
}
