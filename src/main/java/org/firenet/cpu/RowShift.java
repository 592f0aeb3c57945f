package org.firenet.cpu;

import org.firenet.array.Shape;

/** Where the rows of a circularly shifted image come from. */
final class RowShift {
  private final Shape shape;
  private final int rank;

  /** Shift along each axis; to be filled by whoever shifts. */
  final int[] shift;

  /** For images of a shape. */
  RowShift(Shape shape) {
    this.shape = shape;
    rank = shape.rank();
    shift = new int[rank];
  }

  /** Row of the image (not shifted) that row {@code row} of the shifted image shows. */
  int unshifted(int row) {
    if (rank == 1) {
      return 0;
    }
    int rows = shape.extent(rank - 2);
    int y = Math.floorMod(row % rows - shift[rank - 2], rows);
    if (rank == 2) {
      return y;
    }
    return Math.floorMod(row / rows - shift[0], shape.extent(0)) * rows + y;
  }

  /** Shift along the last axis, 0 … extent − 1. */
  int last() {
    return Math.floorMod(shift[rank - 1], shape.extent(-1));
  }
}
