package org.firenet.operator;

import org.firenet.array.Mask;
import org.firenet.array.Shape;

/** Sets what was not sampled to zero: {@code (M k)[c, u] = mask[u] k[c, u]}. Self-adjoint. */
public final class MaskOperator extends LinearOperator {
  private final Mask mask;

  /**
   * A mask over the last axes of arrays of the given shape.
   *
   * @throws IllegalArgumentException if the mask does not fit
   */
  public MaskOperator(Shape shape, Mask mask) {
    super(shape, shape);
    int axes = mask.shape().rank();
    if (axes > shape.rank() || !shape.last(axes).equals(mask.shape())) {
      throw new IllegalArgumentException(
          "`mask`: expected the last axes of " + shape + ", got " + mask.shape());
    }
    this.mask = mask;
  }

  @Override
  public double norm() {
    return mask.samples() > 0 ? 1 : 0;
  }

  @Override
  protected void applyForward(double[] in, double[] out) {
    int points = mask.shape().count();
    for (int i = 0; i < domain().count(); i++) {
      boolean sampled = mask.get(i % points);
      out[2 * i] = sampled ? in[2 * i] : 0;
      out[2 * i + 1] = sampled ? in[2 * i + 1] : 0;
    }
  }

  @Override
  protected void applyAdjoint(double[] in, double[] out) {
    applyForward(in, out);
  }
}
