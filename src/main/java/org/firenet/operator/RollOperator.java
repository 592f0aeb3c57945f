package org.firenet.operator;

import org.firenet.array.Shape;

/** Circular shift: {@code out[(r + shift) mod extents] = in[r]}. The adjoint shifts back. */
public final class RollOperator extends LinearOperator {
  private final int[] shift;

  /**
   * A shift.
   *
   * @param shift one number per axis, any sign
   * @throws IllegalArgumentException if there are more or fewer numbers than axes
   */
  public RollOperator(Shape shape, int... shift) {
    super(shape, shape);
    if (shift.length != shape.rank()) {
      throw new IllegalArgumentException(
          "shift: expected one number per axis of " + shape + ", got " + shift.length);
    }
    this.shift = shift.clone();
  }

  @Override
  public double norm() {
    return 1;
  }

  @Override
  protected void applyForward(double[] in, double[] out) {
    for (int i = 0; i < domain().count(); i++) {
      int j = rolled(i);
      out[2 * j] = in[2 * i];
      out[2 * j + 1] = in[2 * i + 1];
    }
  }

  @Override
  protected void applyAdjoint(double[] in, double[] out) {
    for (int i = 0; i < domain().count(); i++) {
      int j = rolled(i);
      out[2 * i] = in[2 * j];
      out[2 * i + 1] = in[2 * j + 1];
    }
  }

  private int rolled(int index) {
    int result = 0;
    int stride = 1;
    for (int axis = domain().rank() - 1; axis >= 0; axis--) {
      int extent = domain().extent(axis);
      result += Math.floorMod(index % extent + shift[axis], extent) * stride;
      index /= extent;
      stride *= extent;
    }
    return result;
  }
}
