package org.firenet.phantom;

import org.ejml.data.DMatrixRMaj;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;

/** Applies a real matrix along one axis of a complex array. */
final class AxisMatrix {
  private AxisMatrix() {}

  /**
   * {@code out[…, r, …] = Σ_c matrix[r, c] in[…, c, …]}.
   *
   * @param matrix as many columns as the axis is long
   * @return a new array in double precision, the axis as long as there are rows
   */
  static ComplexArray apply(DMatrixRMaj matrix, ComplexArray in, int axis) {
    int rows = matrix.numRows;
    int columns = matrix.numCols;
    int[] extents = in.shape().extents();
    int stride = 1;
    for (int a = axis + 1; a < extents.length; a++) {
      stride *= extents[a];
    }
    extents[axis] = rows;
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, Shape.of(extents));
    for (int i = 0; i < out.count(); i++) {
      int row = i / stride % rows;
      int first = i / stride / rows * columns * stride + i % stride;
      double re = 0;
      double im = 0;
      for (int c = 0; c < columns; c++) {
        double weight = matrix.data[row * columns + c];
        re += weight * in.re(first + c * stride);
        im += weight * in.im(first + c * stride);
      }
      out.set(i, re, im);
    }
    return out;
  }
}
