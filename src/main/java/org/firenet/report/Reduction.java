package org.firenet.report;

import java.util.function.IntToDoubleFunction;

/**
 * Fewer pixels: each the mean of a block of {@code factor × factor} pixels, at the edges of what is
 * left of it.
 *
 * @param height rows of the picture
 * @param width columns of the picture
 * @param factor pixels along each side of a block; 1 changes nothing
 */
record Reduction(int height, int width, int factor) {
  /** The least reduction that leaves at most a number of pixels in each of several pictures. */
  static Reduction toFit(int height, int width, long mostPixels) {
    int factor = 1;
    while ((long) ceilDiv(height, factor) * ceilDiv(width, factor) > Math.max(1, mostPixels)) {
      factor++;
    }
    return new Reduction(height, width, factor);
  }

  int reducedHeight() {
    return ceilDiv(height, factor);
  }

  int reducedWidth() {
    return ceilDiv(width, factor);
  }

  int reducedCount() {
    return reducedHeight() * reducedWidth();
  }

  /** The reduced picture; {@code values} by their place {@code y · width + x}. */
  double[] of(IntToDoubleFunction values) {
    double[] out = new double[reducedCount()];
    if (factor == 1) {
      java.util.Arrays.setAll(out, values::applyAsDouble);
      return out;
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = mean(values, i / reducedWidth() * factor, i % reducedWidth() * factor);
    }
    return out;
  }

  private double mean(IntToDoubleFunction values, int top, int left) {
    int bottom = Math.min(height, top + factor);
    int right = Math.min(width, left + factor);
    double sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += values.applyAsDouble(y * width + x);
      }
    }
    return sum / ((bottom - top) * (right - left));
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }
}
