package org.firenet.array;

import java.util.Arrays;

/**
 * The extents of an array, outermost axis first, last axis fastest (C order).
 *
 * <p>Images are {@code [y, x]} or {@code [z, y, x]}, k-space is {@code [coil, ky, kx]} or {@code
 * [coil, kz, ky, kx]}; a batch puts {@code slice} in front. Every extent is at least 1 and the
 * product fits an {@code int}.
 */
public final class Shape {
  private final int[] extents;
  private final int count;

  private Shape(int[] extents) {
    long product = 1;
    for (int extent : extents) {
      if (extent < 1) {
        throw new IllegalArgumentException(
            "shape: every extent must be at least 1, got " + Arrays.toString(extents));
      }
      product = Math.multiplyExact(product, extent);
      if (product > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "shape: at most 2^31 - 1 elements, got " + Arrays.toString(extents));
      }
    }
    this.extents = extents;
    this.count = (int) product;
  }

  /**
   * A shape with the given extents, outermost first; none at all is the shape of one number.
   *
   * @throws IllegalArgumentException if an extent is below 1 or the product exceeds 2^31 − 1
   */
  public static Shape of(int... extents) {
    return new Shape(extents.clone());
  }

  /** Number of axes. */
  public int rank() {
    return extents.length;
  }

  /** Extent of one axis; negative axes count from the end, so {@code extent(-1)} is the fastest. */
  public int extent(int axis) {
    return extents[axis < 0 ? extents.length + axis : axis];
  }

  /** Number of elements: the product of the extents. */
  public int count() {
    return count;
  }

  /** A copy of the extents. */
  public int[] extents() {
    return extents.clone();
  }

  /** This shape with one more axis in front. */
  public Shape prepend(int extent) {
    int[] longer = new int[extents.length + 1];
    longer[0] = extent;
    System.arraycopy(extents, 0, longer, 1, extents.length);
    return new Shape(longer);
  }

  /** The last {@code axes} axes. */
  public Shape last(int axes) {
    return new Shape(Arrays.copyOfRange(extents, extents.length - axes, extents.length));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(extents, shape.extents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }

  /** For example {@code [8, 230, 180]}. */
  @Override
  public String toString() {
    return Arrays.toString(extents);
  }
}
