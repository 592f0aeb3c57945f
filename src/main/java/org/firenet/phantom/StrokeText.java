package org.firenet.phantom;

import java.util.ArrayList;
import java.util.List;

/** Capital letters made of strokes, for images at any size without a font. */
final class StrokeText {
  /** Points of a grid 4 wide and 6 high, from the lower left; a space ends a stroke. */
  private static final String[] LETTERS = {
    "002640 1232", // A
    "00063645443303 3342413000", // B
    "4536160501103041", // C
    "00062644422000", // D
    "40000646 0333", // E
    "000646 0333", // F
    "45361605011030414323", // G
    "0006 4046 0343", // H
    "2026 1030 1636", // I
    "0110203136", // J
    "0006 460340", // K
    "060040", // L
    "0006234640", // M
    "00064046", // N
    "103041453616050110", // O
    "00063645443303", // P
    "103041453616050110 2240", // Q
    "00063645443303 2340", // R
    "453616050413334241301001", // S
    "2026 0646", // T
    "060110304146", // U
    "062046", // V
    "0610243046", // W
    "0046 0640", // X
    "062346 2320", // Y
    "06460040" // Z
  };

  /** Widths of a letter and of a letter with its space, in heights. */
  private static final double WIDTH = 4.0 / 6;

  private static final double ADVANCE = 5.4 / 6;

  private final List<double[]> segments = new ArrayList<>();
  private final double radius;

  /**
   * A line of text.
   *
   * @param text letters A to Z and spaces
   * @param left edge of the first letter
   * @param bottom of all letters
   * @param height of all letters
   * @param thickness of the strokes
   */
  StrokeText(String text, double left, double bottom, double height, double thickness) {
    radius = thickness / 2;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != ' ') {
        add(LETTERS[text.charAt(i) - 'A'], left + i * ADVANCE * height, bottom, height / 6);
      }
    }
  }

  private void add(String letter, double left, double bottom, double unit) {
    for (String stroke : letter.split(" ", -1)) {
      for (int i = 0; i + 4 <= stroke.length(); i += 2) {
        segments.add(
            new double[] {
              left + digit(stroke, i) * unit,
              bottom + digit(stroke, i + 1) * unit,
              left + digit(stroke, i + 2) * unit,
              bottom + digit(stroke, i + 3) * unit
            });
      }
    }
  }

  private static int digit(String stroke, int at) {
    return stroke.charAt(at) - '0';
  }

  /** How wide a text is. */
  static double width(String text, double height) {
    return text.isEmpty() ? 0 : ((text.length() - 1) * ADVANCE + WIDTH) * height;
  }

  /** Whether a point is on a stroke. */
  boolean covers(double x, double y) {
    for (double[] s : segments) {
      double dx = s[2] - s[0];
      double dy = s[3] - s[1];
      double along = ((x - s[0]) * dx + (y - s[1]) * dy) / (dx * dx + dy * dy);
      double t = Math.min(1, Math.max(0, along));
      if (Math.hypot(x - s[0] - t * dx, y - s[1] - t * dy) <= radius) {
        return true;
      }
    }
    return false;
  }
}
