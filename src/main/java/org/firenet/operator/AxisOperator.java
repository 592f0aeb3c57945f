package org.firenet.operator;

import org.firenet.array.Shape;

/** A square operator made of one-dimensional transforms along the last axes, one after another. */
abstract class AxisOperator extends LinearOperator {
  private final int axes;

  AxisOperator(Shape shape, int axes) {
    super(shape, shape);
    if (axes < 1 || axes > shape.rank()) {
      throw new IllegalArgumentException(
          "axes: expected 1 to " + shape.rank() + " for " + shape + ", got " + axes);
    }
    this.axes = axes;
  }

  /** Transforms one interleaved line of the given axis in place. */
  abstract void transformLine(int axis, double[] line, boolean adjoint);

  @Override
  protected final void applyForward(double[] in, double[] out) {
    apply(in, out, false);
  }

  @Override
  protected final void applyAdjoint(double[] in, double[] out) {
    apply(in, out, true);
  }

  @Override
  public double norm() {
    return 1;
  }

  private void apply(double[] in, double[] out, boolean adjoint) {
    System.arraycopy(in, 0, out, 0, in.length);
    Shape shape = domain();
    int stride = 1;
    for (int axis = shape.rank() - 1; axis >= shape.rank() - axes; axis--) {
      int extent = shape.extent(axis);
      double[] line = new double[2 * extent];
      for (int block = 0; block < shape.count(); block += stride * extent) {
        for (int first = block; first < block + stride; first++) {
          for (int i = 0; i < extent; i++) {
            line[2 * i] = out[2 * (first + i * stride)];
            line[2 * i + 1] = out[2 * (first + i * stride) + 1];
          }
          transformLine(axis, line, adjoint);
          for (int i = 0; i < extent; i++) {
            out[2 * (first + i * stride)] = line[2 * i];
            out[2 * (first + i * stride) + 1] = line[2 * i + 1];
          }
        }
      }
      stride *= extent;
    }
  }
}
