package org.firenet.phantom;

/** Positions of pixels between −1 and 1. */
final class Coordinates {
  private Coordinates() {}

  /** {@code (i − (n − 1)/2) / ((n − 1)/2)}, first pixel −1, last 1; 0 for a single pixel. */
  static double symmetric(int index, int extent) {
    double middle = (extent - 1) / 2.0;
    return extent == 1 ? 0 : (index - middle) / middle;
  }
}
