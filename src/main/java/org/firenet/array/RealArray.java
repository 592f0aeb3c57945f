package org.firenet.array;

/**
 * A real array in double precision, last axis fastest: weights, magnitude images.
 *
 * <p>Wraps the numbers it was made from; nothing in this library writes to an array it was given.
 */
public final class RealArray {
  private final Shape shape;
  private final double[] data;

  private RealArray(Shape shape, double[] data) {
    if (data.length != shape.count()) {
      throw new IllegalArgumentException(
          "data: expected " + shape.count() + " numbers for " + shape + ", got " + data.length);
    }
    this.shape = shape;
    this.data = data;
  }

  /**
   * Wraps the numbers; not copied.
   *
   * @throws IllegalArgumentException if the length is not the number of elements
   */
  public static RealArray of(Shape shape, double[] data) {
    return new RealArray(shape, data);
  }

  /** The extents, outermost first. */
  public Shape shape() {
    return shape;
  }

  /** Number of elements. */
  public int count() {
    return data.length;
  }

  /** One element by its place in memory order. */
  public double get(int index) {
    return data[index];
  }

  /** The numbers themselves, not a copy. */
  public double[] data() {
    return data;
  }

  /** The largest element. */
  public double max() {
    double max = Double.NEGATIVE_INFINITY;
    for (double value : data) {
      max = Math.max(max, value);
    }
    return max;
  }
}
