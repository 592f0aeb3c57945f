package org.firenet.stability;

import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.operator.LinearOperator;

/** R(y) = E* y: what is sampled, transformed back, coils combined. Linear. */
public final class ZeroFilledReconstruction implements DifferentiableReconstruction {
  private final LinearOperator encoding;

  /** For an encoding operator E from images to data, mask included. */
  public ZeroFilledReconstruction(LinearOperator encoding) {
    this.encoding = encoding;
  }

  @Override
  public String name() {
    return "zero-filled";
  }

  @Override
  public Shape data() {
    return encoding.range();
  }

  @Override
  public Shape image() {
    return encoding.domain();
  }

  @Override
  public ComplexArray reconstruct(ComplexArray kspace) {
    return encoding.adjoint(kspace);
  }

  @Override
  public ComplexArray linearise(ComplexArray kspace) {
    return encoding.adjoint(kspace);
  }

  @Override
  public ComplexArray vjp(ComplexArray cotangent) {
    return encoding.forward(cotangent);
  }

  @Override
  public ComplexArray jvp(ComplexArray direction) {
    return encoding.adjoint(direction);
  }

  @Override
  public void close() {}
}
