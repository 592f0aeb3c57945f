package org.firenet.phantom;

import org.firenet.array.Shape;

/** Positions of pixels between −1 and 1. */
final class Coordinates {
  private Coordinates() {}

  /** {@code (i − (n − 1)/2) / ((n − 1)/2)}, first pixel −1, last 1; 0 for a single pixel. */
  static double symmetric(int index, int extent) {
    double middle = (extent - 1) / 2.0;
    return extent == 1 ? 0 : (index - middle) / middle;
  }

  /** {@link #symmetric} for every pixel along every axis of an image. */
  static double[][] of(Shape image) {
    double[][] out = new double[image.rank()][];
    for (int axis = 0; axis < out.length; axis++) {
      out[axis] = new double[image.extent(axis)];
      for (int i = 0; i < out[axis].length; i++) {
        out[axis][i] = symmetric(i, out[axis].length);
      }
    }
    return out;
  }

  /** Shape of the grid that positions along each axis make. */
  static Shape grid(double[][] places) {
    int[] extents = new int[places.length];
    for (int axis = 0; axis < extents.length; axis++) {
      extents[axis] = places[axis].length;
    }
    return Shape.of(extents);
  }
}
