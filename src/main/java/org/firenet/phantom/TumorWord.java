package org.firenet.phantom;

import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * The word "Tumor" in small letters, as a detail to put into images: 21 × 5 dots, one pixel each up
 * to 191 pixels of the image's width, two up to 287, and so on.
 */
public final class TumorWord {
  private static final String[] DOTS = {
    "###..................",
    ".#...................",
    ".#..#.#.##.##.###.###",
    ".#..#.#.#.#.#.#.#.#..",
    ".#..###.#.#.#.###.#..",
  };

  private static final int WIDTH = DOTS[0].length();

  private TumorWord() {}

  /**
   * An image of the word alone, 1 where its dots are, 0 elsewhere.
   *
   * @param shape {@code [y, x]}
   * @param top row of the upper edge
   * @param left column of the left edge
   * @param isMirrored whether left and right are exchanged within the word
   * @throws IllegalArgumentException if the word does not fit
   */
  public static RealArray image(Shape shape, int top, int left, boolean isMirrored) {
    int dot = dot(shape);
    if (top < 0
        || left < 0
        || top + height(shape) > shape.extent(0)
        || left + width(shape) > shape.extent(1)) {
      throw new IllegalArgumentException(
          "place: expected %d × %d pixels within %s, got them at [%d, %d]"
              .formatted(height(shape), width(shape), shape, top, left));
    }
    double[] out = new double[shape.count()];
    for (int y = 0; y < height(shape); y++) {
      for (int x = 0; x < width(shape); x++) {
        int column = x / dot;
        if (DOTS[y / dot].charAt(isMirrored ? WIDTH - 1 - column : column) == '#') {
          out[(top + y) * shape.extent(1) + left + x] = 1;
        }
      }
    }
    return RealArray.of(shape, out);
  }

  /** Rows of the word in an image of a shape. */
  public static int height(Shape shape) {
    return DOTS.length * dot(shape);
  }

  /** Columns of the word in an image of a shape. */
  public static int width(Shape shape) {
    return WIDTH * dot(shape);
  }

  private static int dot(Shape shape) {
    return Math.max(shape.extent(1) / 96, 1);
  }
}
