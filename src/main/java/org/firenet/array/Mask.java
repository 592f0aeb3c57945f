package org.firenet.array;

/**
 * Which points of k-space were sampled: {@code [ky, kx]} or {@code [kz, ky, kx]}, DC at index n/2
 * along every axis. The same for all coils of an image.
 */
public final class Mask {
  private final Shape shape;
  private final boolean[] sampled;
  private final int count;

  private Mask(Shape shape, boolean[] sampled) {
    if (sampled.length != shape.count()) {
      throw new IllegalArgumentException(
          "mask: expected " + shape.count() + " points for " + shape + ", got " + sampled.length);
    }
    this.shape = shape;
    this.sampled = sampled;
    int samples = 0;
    for (boolean point : sampled) {
      samples += point ? 1 : 0;
    }
    this.count = samples;
  }

  /**
   * A mask with the given points, true where sampled; copied.
   *
   * @throws IllegalArgumentException if the length does not fit the shape
   */
  public static Mask of(Shape shape, boolean[] sampled) {
    return new Mask(shape, sampled.clone());
  }

  /** Every point sampled. */
  public static Mask full(Shape shape) {
    boolean[] sampled = new boolean[shape.count()];
    java.util.Arrays.fill(sampled, true);
    return new Mask(shape, sampled);
  }

  /**
   * The points where any coil of any image is not exactly zero.
   *
   * @param kspace {@code [..., ky, kx]}; leading axes (slice, coil) are united. Not modified.
   * @param axes number of k-space axes, 2 or 3
   */
  public static Mask ofNonZero(ComplexArray kspace, int axes) {
    Shape shape = kspace.shape().last(axes);
    boolean[] sampled = new boolean[shape.count()];
    for (int i = 0; i < kspace.count(); i++) {
      if (kspace.re(i) != 0 || kspace.im(i) != 0) {
        sampled[i % sampled.length] = true;
      }
    }
    return new Mask(shape, sampled);
  }

  /** The extents, outermost first. */
  public Shape shape() {
    return shape;
  }

  /** Whether the point at a place in memory order was sampled. */
  public boolean get(int index) {
    return sampled[index];
  }

  /** Number of sampled points. */
  public int samples() {
    return count;
  }

  /** Sampled share of all points. */
  public double fraction() {
    return (double) count / sampled.length;
  }

  /** Whether, for every setting of the other axes, all or none of this axis is sampled. */
  public boolean isFullAlong(int axis) {
    int stride = 1;
    for (int a = shape.rank() - 1; a > axis; a--) {
      stride *= shape.extent(a);
    }
    int extent = shape.extent(axis);
    for (int i = 0; i < sampled.length; i++) {
      if ((i / stride) % extent > 0 && sampled[i] != sampled[i - stride]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mask mask
        && shape.equals(mask.shape)
        && java.util.Arrays.equals(sampled, mask.sampled);
  }

  @Override
  public int hashCode() {
    return java.util.Arrays.hashCode(sampled);
  }
}
