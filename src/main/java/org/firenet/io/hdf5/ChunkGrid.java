package org.firenet.io.hdf5;

import java.io.IOException;

/**
 * The grid of chunks of a dataset.
 *
 * @param extents of the dataset
 * @param maxExtents to which it may grow, -1 for without bound
 * @param chunk extents of a chunk
 * @param elementSize in bytes
 */
record ChunkGrid(long[] extents, long[] maxExtents, int[] chunk, int elementSize) {
  /** Checks that the grid makes sense. */
  static ChunkGrid of(
      FileBytes file, String place, long[] extents, long[] maxExtents, int[] chunk, int elementSize)
      throws IOException {
    boolean valid =
        chunk.length == extents.length && maxExtents.length == extents.length && chunk.length > 0;
    long bytes = elementSize;
    long grid = 1;
    for (int axis = 0; valid && axis < chunk.length; axis++) {
      valid = chunk[axis] > 0 && extents[axis] > 0;
      bytes = valid ? bytes * chunk[axis] : bytes;
      long across = valid ? (extents[axis] - 1) / chunk[axis] + 1 : 1;
      valid &= bytes <= FileBytes.MAX_ARRAY && grid <= Long.MAX_VALUE / across;
      grid *= across;
    }
    if (!valid) {
      throw file.failure(
          place,
          "damaged: chunks of %s elements of %d bytes"
              .formatted(java.util.Arrays.toString(chunk), elementSize));
    }
    return new ChunkGrid(extents, maxExtents, chunk, elementSize);
  }

  /** Bytes of a chunk. */
  int chunkBytes() {
    int bytes = elementSize;
    for (int extent : chunk) {
      bytes *= extent;
    }
    return bytes;
  }

  /** Number of chunks along an axis. */
  long across(int axis) {
    return (extents[axis] - 1) / chunk[axis] + 1;
  }

  /** The number of the chunk at a place of the grid; -1 outside. */
  long number(long[] at) {
    long number = 0;
    for (int axis = 0; axis < at.length; axis++) {
      if (at[axis] < 0 || at[axis] >= across(axis)) {
        return -1;
      }
      number = number * across(axis) + at[axis];
    }
    return number;
  }

  /**
   * The number of a chunk from its place in the order in which the array indices of HDF5 count: in
   * C order of the grid of the largest extents, an axis without bound first. -1 outside.
   */
  long numberOfIndexed(long place) {
    int rank = chunk.length;
    int unbound = 0;
    for (int axis = 0; axis < rank; axis++) {
      unbound = maxExtents[axis] < 0 ? axis : unbound;
    }
    long[] at = new long[rank];
    long rest = place;
    for (int axis = rank - 1; axis >= 0; axis--) {
      if (axis != unbound) {
        long across = Math.max(1, (Math.max(1, maxExtents[axis]) - 1) / chunk[axis] + 1);
        at[axis] = rest % across;
        rest /= across;
      }
    }
    at[unbound] = rest;
    return number(at);
  }
}
