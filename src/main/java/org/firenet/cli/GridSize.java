package org.firenet.cli;

import java.util.Arrays;
import org.firenet.array.Shape;

/** Extents as words: {@code 256x192}, {@code 32x64x64}, slowest axis first. */
final class GridSize {
  private GridSize() {}

  /**
   * Parses the text of an option.
   *
   * @throws IllegalArgumentException unless it is two or three numbers of at least 2
   */
  static Shape parse(String text) {
    int[] extents;
    try {
      extents = Arrays.stream(text.split("[xX]", -1)).mapToInt(Integer::parseInt).toArray();
    } catch (NumberFormatException e) {
      throw wrong(text, e);
    }
    if (extents.length < 2 || extents.length > 3 || Arrays.stream(extents).anyMatch(n -> n < 2)) {
      throw wrong(text, null);
    }
    try {
      return Shape.of(extents);
    } catch (ArithmeticException e) {
      throw wrong(text, e);
    }
  }

  /** The extents with {@code x} between. */
  static String text(Shape shape) {
    StringBuilder out = new StringBuilder();
    for (int extent : shape.extents()) {
      out.append(out.isEmpty() ? "" : " x ").append(extent);
    }
    return out.toString();
  }

  private static IllegalArgumentException wrong(String text, Exception cause) {
    return new IllegalArgumentException(
        "size: expected two or three numbers of at least 2, as 256x256, got " + text, cause);
  }
}
