package org.firenet.io.hdf5;

import java.util.Arrays;
import org.firenet.array.Shape;

/** Extent of a data set: one element, a fixed shape, or a first axis that grows. */
public final class Hdf5Extent {
  /** A chunk holds entries of at most this many bytes, so that none exceeds HDF5's 4 GiB. */
  private static final long MAX_CHUNK_BYTES = 1L << 31;

  private final int[] row;
  private final long rows;
  private final int chunkRows;
  private final int rank;

  private Hdf5Extent(int rank, int[] row, long rows, int chunkRows) {
    this.rank = rank;
    this.row = row;
    this.rows = rows;
    this.chunkRows = chunkRows;
  }

  /** One element without axes. */
  public static Hdf5Extent scalar() {
    return new Hdf5Extent(0, new int[0], 1, 0);
  }

  /**
   * As many elements as the shape has.
   *
   * @throws IllegalArgumentException if the shape has no axis
   */
  public static Hdf5Extent fixed(Shape shape) {
    if (shape.rank() == 0) {
      throw new IllegalArgumentException("`shape`: expected at least one axis");
    }
    int[] extents = shape.extents();
    int[] row = Arrays.copyOfRange(extents, 1, extents.length);
    return new Hdf5Extent(extents.length, row, extents[0], 0);
  }

  /**
   * Entries that are appended one after the other.
   *
   * @param entry shape of one; {@link Shape#of} nothing for single elements
   * @param chunk number of entries stored together
   * @throws IllegalArgumentException if the chunk has no entry
   */
  public static Hdf5Extent growing(Shape entry, int chunk) {
    if (chunk < 1) {
      throw new IllegalArgumentException("`chunk`: expected at least 1, got " + chunk);
    }
    return new Hdf5Extent(entry.rank() + 1, entry.extents(), -1, chunk);
  }

  int rank() {
    return rank;
  }

  boolean grows() {
    return rows < 0;
  }

  /** Number of entries along the first axis; 0 to begin with if that grows. */
  long rows() {
    return Math.max(rows, 0);
  }

  /** Shape of an entry of the first axis. */
  int[] row() {
    return row.clone();
  }

  /** Number of elements of an entry of the first axis. */
  long rowCount() {
    long count = 1;
    for (int extent : row) {
      count *= extent;
    }
    return count;
  }

  /** All axes for a number of entries. */
  long[] dimensions(long entries) {
    long[] all = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      all[axis] = axis == 0 ? entries : row[axis - 1];
    }
    return all;
  }

  /** Axes of a chunk: whole entries unless one is larger than a chunk may be. */
  long[] chunk(int elementBytes) {
    long[] chunk = dimensions(chunkRows);
    for (int axis = 0; axis < rank; axis++) {
      long bytes = elementBytes;
      for (long extent : chunk) {
        bytes = Math.multiplyExact(bytes, extent);
      }
      if (bytes <= MAX_CHUNK_BYTES) {
        break;
      }
      long one = bytes / chunk[axis];
      chunk[axis] = Math.max(1, MAX_CHUNK_BYTES / one);
    }
    return chunk;
  }
}
