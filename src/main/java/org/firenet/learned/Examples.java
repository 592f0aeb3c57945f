package org.firenet.learned;

import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * Pairs of data and what is to be recovered from them.
 *
 * @param data y, {@code [example, row]}
 * @param truths x, {@code [example, column]}
 */
public record Examples(RealArray data, RealArray truths) {
  /**
   * Checks the shapes.
   *
   * @throws IllegalArgumentException if these are not as many data as truths
   */
  public Examples {
    requireRank("data", data.shape());
    requireRank("truths", truths.shape());
    if (data.shape().extent(0) != truths.shape().extent(0)) {
      throw new IllegalArgumentException(
          "`truths`: expected %d examples, got %d"
              .formatted(data.shape().extent(0), truths.shape().extent(0)));
    }
  }

  /** How many pairs there are. */
  public int count() {
    return data.shape().extent(0);
  }

  private static void requireRank(String name, Shape shape) {
    if (shape.rank() != 2) {
      throw new IllegalArgumentException(
          "`%s`: expected [example, number], got %s".formatted(name, shape));
    }
  }
}
