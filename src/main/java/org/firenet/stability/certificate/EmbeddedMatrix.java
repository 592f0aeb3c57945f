package org.firenet.stability.certificate;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.firenet.array.ComplexArray;

/**
 * A complex matrix as a real one with the same singular values: itself if all its numbers are real,
 * else every number z as the block (re z, −im z; im z, re z).
 */
final class EmbeddedMatrix {
  private final DMatrixRMaj values;
  private final int width;

  /**
   * Embeds a matrix.
   *
   * @param matrix {@code [row, column]}. Not modified.
   */
  EmbeddedMatrix(ComplexArray matrix) {
    int rows = matrix.shape().extent(0);
    int columns = matrix.shape().extent(1);
    this.width = isReal(matrix) ? 1 : 2;
    this.values = new DMatrixRMaj(rows * width, columns * width);
    for (int i = 0; i < matrix.count(); i++) {
      int row = i / columns * width;
      int column = i % columns * width;
      values.set(row, column, matrix.re(i));
      if (width == 2) {
        values.set(row + 1, column, matrix.im(i));
        values.set(row, column + 1, -matrix.im(i));
        values.set(row + 1, column + 1, matrix.re(i));
      }
    }
  }

  private static boolean isReal(ComplexArray matrix) {
    for (int i = 0; i < matrix.count(); i++) {
      if (matrix.im(i) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The real matrix; must not be modified. */
  DMatrixRMaj values() {
    return values;
  }

  /** Real columns for one of the matrix. */
  int width() {
    return width;
  }

  /** Real rows. */
  int rows() {
    return values.numRows;
  }

  /** The columns with the given numbers, embedded. */
  DMatrixRMaj columns(int... numbers) {
    DMatrixRMaj out = new DMatrixRMaj(values.numRows, numbers.length * width);
    for (int row = 0; row < values.numRows; row++) {
      for (int k = 0; k < numbers.length; k++) {
        for (int part = 0; part < width; part++) {
          out.set(row, k * width + part, values.get(row, numbers[k] * width + part));
        }
      }
    }
    return out;
  }

  /** Singular values, largest first; as many as the smaller extent. */
  static double[] singularValues(DMatrixRMaj matrix) {
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(matrix.numRows, matrix.numCols, false, false, true);
    if (!svd.decompose(matrix.copy())) {
      throw new IllegalArgumentException(
          "`matrix`: no singular values found of %d x %d numbers"
              .formatted(matrix.numRows, matrix.numCols));
    }
    double[] out =
        Arrays.stream(svd.getSingularValues(), 0, svd.numberOfSingularValues()).sorted().toArray();
    for (int i = 0; i < out.length / 2; i++) {
      double kept = out[i];
      out[i] = out[out.length - 1 - i];
      out[out.length - 1 - i] = kept;
    }
    return out;
  }
}
