package org.firenet.learned;

import org.firenet.array.Shape;

/**
 * Size of a U-Net.
 *
 * @param levels numbers of resolutions, each half of the one before
 * @param width channels at full resolution, twice as many at each further one
 */
public record UNetSettings(int levels, int width) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is below 1 or above what a network can have
   */
  public UNetSettings {
    require(levels >= 1 && levels <= 8, "levels", "1 to 8", levels);
    require(width >= 1 && width <= 256, "width", "1 to 256", width);
  }

  /** Channels of a level, counted from 0 at full resolution. */
  int channels(int level) {
    return width << level;
  }

  /**
   * Checks that images of a shape can be halved often enough.
   *
   * @param image {@code [y, x]}
   * @throws IllegalArgumentException if not
   */
  void requireFit(Shape image) {
    int multiple = 1 << (levels - 1);
    if (image.rank() != 2 || image.extent(0) % multiple != 0 || image.extent(1) % multiple != 0) {
      throw new IllegalArgumentException(
          "`image`: expected two extents that %d divides, got %s".formatted(multiple, image));
    }
  }

  private static void require(boolean holds, String name, String expected, int actual) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": expected " + expected + ", got " + actual);
    }
  }
}
