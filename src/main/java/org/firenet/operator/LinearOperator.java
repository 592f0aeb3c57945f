package org.firenet.operator;

import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;

/**
 * A linear map between complex arrays, in double precision, with its adjoint.
 *
 * <p>Arrays are interleaved real and imaginary parts in C order. Public methods check their
 * arguments; {@link #applyForward} and {@link #applyAdjoint} compute.
 */
public abstract class LinearOperator {
  private final Shape domain;
  private final Shape range;

  /** For subclasses: an operator from arrays of one shape to arrays of another. */
  protected LinearOperator(Shape domain, Shape range) {
    this.domain = domain;
    this.range = range;
  }

  /** Shape of what {@link #forward} takes. */
  public final Shape domain() {
    return domain;
  }

  /** Shape of what {@link #forward} gives. */
  public final Shape range() {
    return range;
  }

  /**
   * {@code out = A in}.
   *
   * @param in interleaved, shape {@link #domain}. Not modified.
   * @param out interleaved, shape {@link #range}; not the same array as {@code in}. Modified.
   * @throws IllegalArgumentException if a length is wrong or the arrays are the same
   */
  public final void forward(double[] in, double[] out) {
    check(in, domain, out, range);
    applyForward(in, out);
  }

  /**
   * {@code out = A* in}.
   *
   * @param in interleaved, shape {@link #range}. Not modified.
   * @param out interleaved, shape {@link #domain}; not the same array as {@code in}. Modified.
   * @throws IllegalArgumentException if a length is wrong or the arrays are the same
   */
  public final void adjoint(double[] in, double[] out) {
    check(in, range, out, domain);
    applyAdjoint(in, out);
  }

  /** {@link #forward(double[], double[])} on arrays with shapes, allocating the result. */
  public final ComplexArray forward(ComplexArray in) {
    ComplexArray.requireShape("in", in.shape(), domain);
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, range);
    forward(in.to(Precision.DOUBLE).doubles(), out.doubles());
    return out;
  }

  /** {@link #adjoint(double[], double[])} on arrays with shapes, allocating the result. */
  public final ComplexArray adjoint(ComplexArray in) {
    ComplexArray.requireShape("in", in.shape(), range);
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, domain);
    adjoint(in.to(Precision.DOUBLE).doubles(), out.doubles());
    return out;
  }

  /** An upper bound of the spectral norm ‖A‖, 1 for an isometry, by power iteration otherwise. */
  public double norm() {
    return PowerIteration.norm(this);
  }

  /** Computes {@code out = A in}; lengths are right and the arrays differ. */
  protected abstract void applyForward(double[] in, double[] out);

  /** Computes {@code out = A* in}; lengths are right and the arrays differ. */
  protected abstract void applyAdjoint(double[] in, double[] out);

  private static void check(double[] in, Shape inShape, double[] out, Shape outShape) {
    if (in.length != 2L * inShape.count()) {
      throw new IllegalArgumentException(
          "in: expected 2 x " + inShape + " numbers, got " + in.length);
    }
    if (out.length != 2L * outShape.count()) {
      throw new IllegalArgumentException(
          "out: expected 2 x " + outShape + " numbers, got " + out.length);
    }
    if (in == out) {
      throw new IllegalArgumentException("out: must not be the same array as in");
    }
  }
}
