package org.firenet.transform;

import org.firenet.array.Shape;

/**
 * Where the coefficients of a multi-level transform of an image stand (Mallat layout).
 *
 * <p>The image {@code [y, x]} or {@code [z, y, x]} is padded with zeros at the end of each axis to
 * the next multiple of 2^levels. After the transform the approximation stands at the origin; at the
 * level whose block has extent N along an axis, an index ≥ N/2 means detail along that axis.
 */
public final class WaveletLayout {
  private final Shape image;
  private final Shape padded;
  private final int levels;

  /**
   * A layout.
   *
   * @param image shape of the image, not padded
   * @param levels number of levels; 0 is the identity
   * @throws IllegalArgumentException if levels is negative or 2^levels exceeds the smallest extent
   */
  public WaveletLayout(Shape image, int levels) {
    int deepest = deepestLevel(image);
    if (levels < 0 || levels > deepest) {
      throw new IllegalArgumentException(
          "levels: expected 0 to " + deepest + " for an image of " + image + ", got " + levels);
    }
    this.image = image;
    this.levels = levels;
    int[] extents = image.extents();
    int block = 1 << levels;
    for (int axis = 0; axis < extents.length; axis++) {
      extents[axis] = (extents[axis] + block - 1) / block * block;
    }
    this.padded = Shape.of(extents);
  }

  /** The largest number of levels an image allows: ⌊log₂ of its smallest extent⌋. */
  public static int deepestLevel(Shape image) {
    int smallest = Integer.MAX_VALUE;
    for (int extent : image.extents()) {
      smallest = Math.min(smallest, extent);
    }
    return 31 - Integer.numberOfLeadingZeros(smallest);
  }

  /** Shape of the image, not padded. */
  public Shape image() {
    return image;
  }

  /** Shape of the padded image and of the coefficients. */
  public Shape padded() {
    return padded;
  }

  /** Number of levels. */
  public int levels() {
    return levels;
  }

  /**
   * The level a coefficient belongs to.
   *
   * @param indices place of the coefficient, one index per axis
   * @return 1 (finest detail) to {@link #levels} (coarsest detail); levels + 1 for the
   *     approximation
   */
  public int level(int... indices) {
    for (int level = 1; level <= levels; level++) {
      for (int axis = 0; axis < indices.length; axis++) {
        if (indices[axis] >= padded.extent(axis) >> level) {
          return level;
        }
      }
    }
    return levels + 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WaveletLayout layout
        && image.equals(layout.image)
        && levels == layout.levels;
  }

  @Override
  public int hashCode() {
    return 31 * image.hashCode() + levels;
  }
}
