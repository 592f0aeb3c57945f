package org.firenet.mri;

import java.util.Arrays;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Shape;

/**
 * The fully sampled box around the centre of k-space.
 *
 * <p>A box of extent w along an axis of n points covers the indices {@code n/2 − w/2 … n/2 − w/2 +
 * w − 1} (integer division), so that DC at n/2 is always inside. Boxes of growing extent are
 * nested.
 */
public final class CalibrationRegion {
  /** Largest extent along each axis where none is given. */
  public static final int DEFAULT_MAXIMUM = 24;

  private final Shape grid;
  private final Shape extent;

  private CalibrationRegion(Shape grid, Shape extent) {
    this.grid = grid;
    this.extent = extent;
  }

  /** {@link #find(Mask, int, int)} with at most 24 and at least {@code minimum} points per axis. */
  public static CalibrationRegion find(Mask mask, int minimum) {
    return find(mask, minimum, DEFAULT_MAXIMUM);
  }

  /**
   * Grows a box from DC, one point along each axis in turn, while every point inside is sampled.
   *
   * <p>An axis stops when its next step would take in a point that was not sampled, or at the
   * maximum, or at the edge of the grid.
   *
   * @param mask {@code [ky, kx]} or {@code [kz, ky, kx]}
   * @param minimum smallest useful extent; an axis of a single point is exempt
   * @param maximum largest extent along each axis
   * @throws IllegalArgumentException if the box is smaller than the minimum along an axis
   */
  public static CalibrationRegion find(Mask mask, int minimum, int maximum) {
    Shape grid = mask.shape();
    if (grid.rank() < 2 || grid.rank() > 3) {
      throw new IllegalArgumentException("`mask`: expected 2 or 3 axes, got " + grid);
    }
    if (minimum < 1 || maximum < minimum) {
      throw new IllegalArgumentException(
          "maximum: expected at least the minimum, itself at least 1, got %d and %d"
              .formatted(maximum, minimum));
    }
    int[] extents = grow(mask, maximum);
    for (int axis = 0; axis < extents.length; axis++) {
      if (extents[axis] < minimum && grid.extent(axis) > 1) {
        throw new IllegalArgumentException(
            "`mask`: expected a fully sampled box of at least %d points per axis around the centre of"
                    .formatted(minimum)
                + " k-space, got "
                + Arrays.toString(extents)
                + " within "
                + grid);
      }
    }
    return new CalibrationRegion(grid, Shape.of(extents));
  }

  private static int[] grow(Mask mask, int maximum) {
    int[] extents = new int[mask.shape().rank()];
    Arrays.fill(extents, 1);
    if (!isSampled(mask, extents)) {
      return new int[extents.length];
    }
    boolean[] stopped = new boolean[extents.length];
    boolean grew = true;
    while (grew) {
      grew = false;
      for (int axis = 0; axis < extents.length; axis++) {
        if (stopped[axis] || extents[axis] >= Math.min(maximum, mask.shape().extent(axis))) {
          continue;
        }
        extents[axis]++;
        if (isSampled(mask, extents)) {
          grew = true;
        } else {
          extents[axis]--;
          stopped[axis] = true;
        }
      }
    }
    return extents;
  }

  private static boolean isSampled(Mask mask, int[] extents) {
    CalibrationRegion box = new CalibrationRegion(mask.shape(), Shape.of(extents));
    for (int i = 0; i < box.extent.count(); i++) {
      if (!mask.get(box.gridIndex(i))) {
        return false;
      }
    }
    return true;
  }

  /** Place on the grid, in memory order, of a point of the box given by its place in the box. */
  private int gridIndex(int index) {
    int out = 0;
    int stride = 1;
    int rest = index;
    for (int axis = grid.rank() - 1; axis >= 0; axis--) {
      out += (start(axis) + rest % extent.extent(axis)) * stride;
      rest /= extent.extent(axis);
      stride *= grid.extent(axis);
    }
    return out;
  }

  /** Shape of k-space without coils. */
  public Shape grid() {
    return grid;
  }

  /** Extents of the box. */
  public Shape extent() {
    return extent;
  }

  /** First index of the box along an axis. */
  public int start(int axis) {
    return grid.extent(axis) / 2 - extent.extent(axis) / 2;
  }

  /**
   * A copy of the box of every coil.
   *
   * @param kspace {@code [coil, ky, kx]} or {@code [coil, kz, ky, kx]}. Not modified.
   * @return {@code [coil, box]} in the same precision
   * @throws IllegalArgumentException if the k-space has other extents than the mask
   */
  public ComplexArray extract(ComplexArray kspace) {
    Shape shape = kspace.shape();
    if (shape.rank() != grid.rank() + 1 || !shape.last(grid.rank()).equals(grid)) {
      throw new IllegalArgumentException(
          "`kspace`: expected a coil axis and " + grid + ", got " + shape);
    }
    int coils = shape.extent(0);
    ComplexArray out = ComplexArray.zeros(kspace.precision(), extent.prepend(coils));
    for (int c = 0; c < coils; c++) {
      for (int i = 0; i < extent.count(); i++) {
        int from = c * grid.count() + gridIndex(i);
        out.set(c * extent.count() + i, kspace.re(from), kspace.im(from));
      }
    }
    return out;
  }

  @Override
  public String toString() {
    return "calibration region " + extent + " of " + grid;
  }
}
