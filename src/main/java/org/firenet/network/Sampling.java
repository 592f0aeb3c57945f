package org.firenet.network;

import org.firenet.array.ComplexArray;
import org.firenet.operator.LinearOperator;
import org.firenet.transform.WalshOrder;

/** How an image (or each coil image) becomes data: the transform Φ of A = M Φ S Ψ*. */
public sealed interface Sampling {
  /** Unitary centred Fourier transform over all image axes; any extents. */
  record Fourier() implements Sampling {
    @Override
    public String toString() {
      return "fourier";
    }
  }

  /**
   * Unitary Walsh–Hadamard transform over all image axes; extents are powers of two.
   *
   * @param order order of the rows
   */
  record Walsh(WalshOrder order) implements Sampling {
    @Override
    public String toString() {
      return "walsh-" + order.name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * Any matrix; data are a vector, one element a row.
   *
   * @param matrix {@code [row, column]}, as many columns as the image has pixels
   */
  record Dense(ComplexArray matrix) implements Sampling {
    @Override
    public String toString() {
      return "dense " + matrix.shape();
    }
  }

  /**
   * Any linear operator from images to data. Only the reference backend runs it.
   *
   * @param operator domain: the image
   */
  record Custom(LinearOperator operator) implements Sampling {
    @Override
    public String toString() {
      return "operator " + operator.domain() + " to " + operator.range();
    }
  }

  /** {@link Fourier}. */
  static Sampling fourier() {
    return new Fourier();
  }

  /** {@link Walsh}. */
  static Sampling walsh(WalshOrder order) {
    return new Walsh(order);
  }

  /** {@link Dense}. */
  static Sampling dense(ComplexArray matrix) {
    return new Dense(matrix);
  }

  /** {@link Custom}. */
  static Sampling operator(LinearOperator operator) {
    return new Custom(operator);
  }
}
