package org.firenet.operator;

import org.firenet.array.Shape;

/**
 * Keeps the first part of every axis; the adjoint pads with zeros at the end. Shapes have the same
 * number of axes.
 */
public final class CropOperator extends LinearOperator {
  /**
   * A crop.
   *
   * @throws IllegalArgumentException if {@code small} does not fit into {@code large}
   */
  public CropOperator(Shape large, Shape small) {
    super(large, small);
    boolean fits = large.rank() == small.rank();
    for (int axis = 0; fits && axis < large.rank(); axis++) {
      fits = small.extent(axis) <= large.extent(axis);
    }
    if (!fits) {
      throw new IllegalArgumentException("crop: " + small + " does not fit into " + large);
    }
  }

  @Override
  public double norm() {
    return 1;
  }

  @Override
  protected void applyForward(double[] in, double[] out) {
    for (int i = 0; i < range().count(); i++) {
      int j = indexInDomain(i);
      out[2 * i] = in[2 * j];
      out[2 * i + 1] = in[2 * j + 1];
    }
  }

  @Override
  protected void applyAdjoint(double[] in, double[] out) {
    java.util.Arrays.fill(out, 0);
    for (int i = 0; i < range().count(); i++) {
      int j = indexInDomain(i);
      out[2 * j] = in[2 * i];
      out[2 * j + 1] = in[2 * i + 1];
    }
  }

  private int indexInDomain(int index) {
    int result = 0;
    int stride = 1;
    for (int axis = range().rank() - 1; axis >= 0; axis--) {
      result += index % range().extent(axis) * stride;
      index /= range().extent(axis);
      stride *= domain().extent(axis);
    }
    return result;
  }
}
