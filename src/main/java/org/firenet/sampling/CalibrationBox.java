package org.firenet.sampling;

import org.firenet.array.Shape;

/**
 * A box around DC that is always sampled, from {@code n/2 − c/2} on, c points along each axis.
 *
 * @param shape of k-space
 * @param calibration extent along each axis; cut to the axis; 0 for none
 */
record CalibrationBox(Shape shape, int calibration) {
  /**
   * Checks that the box is not more than what may be sampled.
   *
   * @throws IllegalArgumentException naming what was expected and what came
   */
  static void require(Shape shape, int calibration, int samples) {
    Requirements.require(calibration >= 0, "calibration", "at least 0", calibration);
    int points = new CalibrationBox(shape, calibration).count();
    if (points > samples) {
      throw new IllegalArgumentException(
          "calibration: %d points per axis are %d points, more than the %d samples"
              .formatted(calibration, points, samples));
    }
  }

  /** Number of points. */
  int count() {
    int points = 1;
    for (int extent : shape.extents()) {
      points *= Math.min(extent, calibration);
    }
    return points;
  }

  /** Whether the point at a place in memory order is inside. */
  boolean contains(int index) {
    int rest = index;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      int extent = shape.extent(axis);
      int box = Math.min(extent, calibration);
      int place = rest % extent - (extent / 2 - box / 2);
      if (place < 0 || place >= box) {
        return false;
      }
      rest /= extent;
    }
    return true;
  }
}
