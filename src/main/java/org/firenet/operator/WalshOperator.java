package org.firenet.operator;

import org.firenet.array.Shape;
import org.firenet.transform.WalshOrder;

/**
 * Unitary Walsh–Hadamard transform over the last axes: {@code k = P H x / √N} along each axis, H
 * the Kronecker power of [[1, 1], [1, −1]], P the row order. Extents are powers of two.
 */
public final class WalshOperator extends AxisOperator {
  private final int[][] rows;

  /**
   * A transform over the last {@code axes} axes of arrays of the given shape.
   *
   * @throws IllegalArgumentException if one of these extents is no power of two
   */
  public WalshOperator(Shape shape, int axes, WalshOrder order) {
    super(shape, axes);
    rows = new int[shape.rank()][];
    for (int axis = shape.rank() - axes; axis < shape.rank(); axis++) {
      rows[axis] = order.rows(shape.extent(axis));
    }
  }

  @Override
  void transformLine(int axis, double[] line, boolean adjoint) {
    int[] order = rows[axis];
    double[] natural = line.clone();
    if (adjoint) {
      for (int row = 0; row < order.length; row++) {
        natural[2 * order[row]] = line[2 * row];
        natural[2 * order[row] + 1] = line[2 * row + 1];
      }
    }
    hadamard(natural);
    double scale = 1 / Math.sqrt(order.length);
    for (int row = 0; row < order.length; row++) {
      int from = adjoint ? row : order[row];
      line[2 * row] = natural[2 * from] * scale;
      line[2 * row + 1] = natural[2 * from + 1] * scale;
    }
  }

  private static void hadamard(double[] x) {
    for (int half = 2; half < x.length; half *= 2) {
      for (int block = 0; block < x.length; block += 2 * half) {
        for (int i = block; i < block + half; i++) {
          double a = x[i];
          double b = x[i + half];
          x[i] = a + b;
          x[i + half] = a - b;
        }
      }
    }
  }
}
