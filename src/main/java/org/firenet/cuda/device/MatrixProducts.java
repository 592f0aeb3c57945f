package org.firenet.cuda.device;

import org.firenet.array.Precision;

/**
 * Complex matrix products of the vendor's library; all matrices row by row without gaps. For one
 * stream at a time; may be recorded.
 */
public interface MatrixProducts extends AutoCloseable {
  /**
   * {@code c = b aᵀ} (plain) or {@code c = b conj(a)} (adjoint): row i of {@code b} is a vector,
   * row i of {@code c} the matrix, or its adjoint, applied to it.
   *
   * @param adjoint whether the adjoint of {@code a} is applied
   * @param rows rows of {@code a}
   * @param columns columns of {@code a}
   * @param count number of vectors
   * @param a address of {@code [row, column]}
   * @param b address of the vectors: {@code [count, columns]}, for the adjoint {@code [count,
   *     rows]}
   * @param c address of the results: {@code [count, rows]}, for the adjoint {@code [count,
   *     columns]}
   */
  void apply(
      DeviceStream stream,
      Precision precision,
      boolean adjoint,
      int rows,
      int columns,
      int count,
      long a,
      long b,
      long c);

  @Override
  void close();
}
