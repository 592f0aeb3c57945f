package org.firenet.operator;

import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;

/** Any matrix: {@code (A x)[i] = Σ_j a[i, j] x[j]}, the domain read in memory order. */
public final class DenseOperator extends LinearOperator {
  private final ComplexArray matrix;

  /**
   * An operator from arrays of a shape with as many elements as the matrix has columns.
   *
   * @param matrix {@code [row, column]}. Not modified.
   * @throws IllegalArgumentException if the matrix is not two-dimensional or does not fit
   */
  public DenseOperator(ComplexArray matrix, Shape domain) {
    super(domain, Shape.of(matrix.shape().extent(0)));
    if (matrix.shape().rank() != 2 || matrix.shape().extent(1) != domain.count()) {
      throw new IllegalArgumentException(
          "`matrix`: expected [rows, " + domain.count() + "], got " + matrix.shape());
    }
    this.matrix = matrix;
  }

  @Override
  protected void applyForward(double[] in, double[] out) {
    java.util.Arrays.fill(out, 0);
    int columns = domain().count();
    for (int i = 0; i < matrix.count(); i++) {
      int row = i / columns;
      int column = i % columns;
      out[2 * row] += matrix.re(i) * in[2 * column] - matrix.im(i) * in[2 * column + 1];
      out[2 * row + 1] += matrix.re(i) * in[2 * column + 1] + matrix.im(i) * in[2 * column];
    }
  }

  @Override
  protected void applyAdjoint(double[] in, double[] out) {
    java.util.Arrays.fill(out, 0);
    int columns = domain().count();
    for (int i = 0; i < matrix.count(); i++) {
      int row = i / columns;
      int column = i % columns;
      out[2 * column] += matrix.re(i) * in[2 * row] + matrix.im(i) * in[2 * row + 1];
      out[2 * column + 1] += matrix.re(i) * in[2 * row + 1] - matrix.im(i) * in[2 * row];
    }
  }
}
