package org.firenet.transform;

/** In which order the rows of the Walsh–Hadamard matrix stand. */
public enum WalshOrder {
  /** By number of sign changes (Walsh). */
  SEQUENCY {
    @Override
    int naturalIndex(int row, int bits) {
      return bits == 0 ? 0 : Integer.reverse(row ^ (row >>> 1)) >>> (32 - bits);
    }
  },
  /** Paley: products of Rademacher functions by the bits of the index. */
  DYADIC {
    @Override
    int naturalIndex(int row, int bits) {
      return bits == 0 ? 0 : Integer.reverse(row) >>> (32 - bits);
    }
  },
  /** The Kronecker powers of [[1, 1], [1, −1]] as they come. */
  HADAMARD {
    @Override
    int naturalIndex(int row, int bits) {
      return row;
    }
  };

  abstract int naturalIndex(int row, int bits);

  /**
   * For each row in this order, its row in the Hadamard (Kronecker) order.
   *
   * @param size number of rows
   * @throws IllegalArgumentException if size is not a power of two
   */
  public int[] rows(int size) {
    if (size < 1 || Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException(
          "walsh: every image extent must be a power of two, got " + size);
    }
    int bits = Integer.numberOfTrailingZeros(size);
    int[] rows = new int[size];
    for (int row = 0; row < size; row++) {
      rows[row] = naturalIndex(row, bits);
    }
    return rows;
  }
}
