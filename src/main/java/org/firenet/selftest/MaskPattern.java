package org.firenet.selftest;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.firenet.array.Mask;
import org.firenet.array.Shape;

/** Kinds of masks. */
enum MaskPattern {
  /** A third of the points. */
  POINTS,
  /** A third of the lines along the last axis. */
  LINES_ALONG_LAST,
  /** A third of the lines along the first axis. */
  LINES_ALONG_FIRST,
  /** Every point. */
  FULL,
  /** All but few points. */
  NEARLY_FULL,
  /** A block around the middle. */
  BLOCK,
  /** One point alone. */
  ONE_POINT;

  /** As people read it. */
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Draws a mask; it always has the point in the middle. */
  Mask draw(SplittableRandom random, Shape shape) {
    int last = shape.extent(-1);
    int first = shape.extent(0);
    boolean[] lines = new boolean[shape.count()];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = random.nextInt(3) == 0;
    }
    boolean[] sampled = new boolean[shape.count()];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] =
          switch (this) {
            case POINTS -> lines[i];
            case LINES_ALONG_LAST -> lines[i / last];
            case LINES_ALONG_FIRST -> lines[i % (sampled.length / first)];
            case FULL -> true;
            case NEARLY_FULL -> !lines[i] || i % 7 != 0;
            case BLOCK -> isInBlock(shape, i);
            case ONE_POINT -> false;
          };
    }
    sampled[sampled.length / 2] = true;
    if (this == LINES_ALONG_LAST) {
      Arrays.fill(sampled, 0, last, true);
    }
    return Mask.of(shape, sampled);
  }

  private static boolean isInBlock(Shape shape, int point) {
    int rest = point;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      int extent = shape.extent(axis);
      if (Math.abs(rest % extent - extent / 2) > extent / 4) {
        return false;
      }
      rest /= extent;
    }
    return true;
  }
}
