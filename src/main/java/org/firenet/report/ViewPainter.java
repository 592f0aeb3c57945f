package org.firenet.report;

import java.util.Arrays;
import org.firenet.array.ComplexArray;
import org.firenet.io.PngWriter.Window;

/** Grey values and colours of the elements of an array. */
final class ViewPainter {
  /** Share of the numbers that may lie beyond each end of a window. */
  private static final double TAIL = 0.001;

  private static final double MOST_DECIBELS = 120;
  private static final double LEAST_DECIBELS = 20;

  /** So that the least samples are brighter than what was not sampled. */
  private static final double ROOM_BELOW = 1.15;

  private final ComplexArray array;
  private final ViewKind kind;
  private final boolean isReal;
  private final double largest;

  ViewPainter(ComplexArray array, ViewKind kind) {
    this.array = array;
    this.kind = kind;
    isReal = ViewKind.isReal(array);
    double max = 0;
    for (int i = 0; i < array.count(); i++) {
      max = Math.max(max, magnitude(i));
    }
    largest = max;
  }

  private double magnitude(int index) {
    return Math.hypot(array.re(index), array.im(index));
  }

  /** What a window is about; −∞ for what is black in any window. */
  double value(int index) {
    return switch (kind) {
      case KSPACE ->
          magnitude(index) > 0
              ? 20 * Math.log10(magnitude(index) / largest)
              : Double.NEGATIVE_INFINITY;
      case IMAGE -> isReal ? array.re(index) : magnitude(index);
      case MASK, PHASE -> magnitude(index) > 0 ? 1 : 0;
      case MAPS -> magnitude(index);
    };
  }

  /** The colour of an element, for kinds in colour. */
  int colour(int index, Window window) {
    if (magnitude(index) == 0) {
      return 0;
    }
    double turn = Math.atan2(array.im(index), array.re(index)) / (2 * Math.PI) + 0.5;
    double bright =
        kind == ViewKind.PHASE
            ? 1
            : (magnitude(index) - window.low()) / (window.high() - window.low());
    return ColourMap.dimmed(ColourMap.PHASE.rgb(turn), Math.min(1, Math.max(0, bright)));
  }

  /** A window that shows nearly all of some elements. */
  Window window(int[] elements) {
    if (kind == ViewKind.MASK || kind == ViewKind.PHASE) {
      return new Window(0, 1);
    }
    double[] sorted =
        Arrays.stream(elements)
            .mapToDouble(this::value)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (kind == ViewKind.KSPACE) {
      double low = sorted.length == 0 ? 0 : ROOM_BELOW * quantile(sorted, TAIL);
      return new Window(Math.max(-MOST_DECIBELS, Math.min(-LEAST_DECIBELS, low)), 0);
    }
    double low = Math.min(0, quantile(sorted, TAIL));
    double high = quantile(sorted, 1 - TAIL);
    if (high <= low) {
      high = sorted[sorted.length - 1] > low ? sorted[sorted.length - 1] : low + 1;
    }
    return new Window(low, high);
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }
}
