package org.firenet.io.hdf5;

import java.util.Arrays;

/**
 * Cuts an array into blocks that a buffer holds, each a contiguous run of elements in C order and a
 * box of the array as well.
 */
final class ElementBlocks {
  private static final int BUFFER_BYTES = 1 << 20;

  private final long[] shape;
  private final int elementBytes;
  private final int axis;
  private final long along;
  private final long inner;

  private ElementBlocks(long[] shape, int elementBytes, int axis, long along, long inner) {
    this.shape = shape;
    this.elementBytes = elementBytes;
    this.axis = axis;
    this.along = along;
    this.inner = inner;
  }

  /** The largest blocks of an array for which a buffer suffices. */
  static ElementBlocks of(long[] shape, int elementBytes) {
    long capacity = BUFFER_BYTES / elementBytes;
    int axis = shape.length - 1;
    long inner = 1;
    while (axis > 0 && inner * shape[axis] <= capacity) {
      inner *= shape[axis];
      axis--;
    }
    long along = shape.length == 0 ? 1 : Math.min(shape[axis], capacity / inner);
    return new ElementBlocks(shape, elementBytes, axis, along, inner);
  }

  /** Extent of the largest block. */
  int bytes() {
    return Math.toIntExact(along * inner * elementBytes);
  }

  /** Number of blocks. */
  int count() {
    if (shape.length == 0) {
      return 1;
    }
    long outer = Arrays.stream(shape, 0, axis).reduce(1, (a, b) -> a * b);
    return Math.toIntExact(outer * blocksAlong());
  }

  private long blocksAlong() {
    return (shape[axis] + along - 1) / along;
  }

  /** Place of a block's first element in memory order. */
  long first(int block) {
    if (shape.length == 0) {
      return 0;
    }
    long outer = block / blocksAlong();
    return (outer * shape[axis] + block % blocksAlong() * along) * inner;
  }

  /** Index of a block's first element. */
  long[] start(int block) {
    long[] start = new long[shape.length];
    long rest = first(block);
    for (int a = shape.length - 1; a >= 0; a--) {
      start[a] = rest % shape[a];
      rest /= shape[a];
    }
    return start;
  }

  /** Axes of a block. */
  long[] extent(int block) {
    long[] extent = shape.clone();
    Arrays.fill(extent, 0, Math.max(axis, 0), 1);
    if (shape.length > 0) {
      extent[axis] = Math.min(along, shape[axis] - start(block)[axis]);
    }
    return extent;
  }

  /** Number of elements of a block. */
  long elements(int block) {
    return Arrays.stream(extent(block)).reduce(1, (a, b) -> a * b);
  }
}
