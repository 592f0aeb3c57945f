package org.firenet.operator;

import org.firenet.array.Shape;
import org.firenet.transform.Wavelet;
import org.firenet.transform.WaveletLayout;

/**
 * Orthonormal periodised wavelet transform Ψ of a padded image {@code [y, x]} or {@code [z, y, x]}
 * into the Mallat layout of {@link WaveletLayout}; the step is defined in {@link Wavelet}. The
 * adjoint is the inverse.
 */
public final class WaveletOperator extends LinearOperator {
  private final WaveletLayout layout;
  private final double[][] filters;

  /** A transform of padded images. */
  public WaveletOperator(WaveletLayout layout, Wavelet wavelet) {
    super(layout.padded(), layout.padded());
    this.layout = layout;
    this.filters = new double[][] {wavelet.scaling(), wavelet.detail()};
  }

  @Override
  public double norm() {
    return 1;
  }

  @Override
  protected void applyForward(double[] in, double[] out) {
    System.arraycopy(in, 0, out, 0, in.length);
    for (int level = 1; level <= layout.levels(); level++) {
      for (int axis = domain().rank() - 1; axis >= 0; axis--) {
        stepAlong(axis, level, out, false);
      }
    }
  }

  @Override
  protected void applyAdjoint(double[] in, double[] out) {
    System.arraycopy(in, 0, out, 0, in.length);
    for (int level = layout.levels(); level >= 1; level--) {
      for (int axis = 0; axis < domain().rank(); axis++) {
        stepAlong(axis, level, out, true);
      }
    }
  }

  /** One step along one axis of the approximation block that enters a level. */
  private void stepAlong(int axis, int level, double[] data, boolean adjoint) {
    Shape shape = domain();
    int rank = shape.rank();
    int[] block = new int[rank];
    int[] strides = new int[rank];
    int stride = 1;
    for (int a = rank - 1; a >= 0; a--) {
      strides[a] = stride;
      stride *= shape.extent(a);
      block[a] = shape.extent(a) >> (level - 1);
    }
    int extent = block[axis];
    double[] line = new double[2 * extent];
    double[] result = new double[2 * extent];
    block[axis] = 1;
    int lines = Shape.of(block).count();
    for (int number = 0; number < lines; number++) {
      int first = 0;
      int rest = number;
      for (int a = rank - 1; a >= 0; a--) {
        first += rest % block[a] * strides[a];
        rest /= block[a];
      }
      for (int i = 0; i < extent; i++) {
        line[2 * i] = data[2 * (first + i * strides[axis])];
        line[2 * i + 1] = data[2 * (first + i * strides[axis]) + 1];
      }
      if (adjoint) {
        synthesise(line, result, extent);
      } else {
        analyse(line, result, extent);
      }
      for (int i = 0; i < extent; i++) {
        data[2 * (first + i * strides[axis])] = result[2 * i];
        data[2 * (first + i * strides[axis]) + 1] = result[2 * i + 1];
      }
    }
  }

  private void analyse(double[] x, double[] c, int extent) {
    java.util.Arrays.fill(c, 0);
    int taps = filters[0].length;
    for (int k = 0; k < extent; k++) {
      double[] filter = filters[k < extent / 2 ? 0 : 1];
      for (int n = 0; n < taps; n++) {
        int i = Math.floorMod(2 * (k % (extent / 2)) + n + 1 - taps / 2, extent);
        c[2 * k] += filter[n] * x[2 * i];
        c[2 * k + 1] += filter[n] * x[2 * i + 1];
      }
    }
  }

  private void synthesise(double[] c, double[] x, int extent) {
    java.util.Arrays.fill(x, 0);
    int taps = filters[0].length;
    for (int k = 0; k < extent; k++) {
      double[] filter = filters[k < extent / 2 ? 0 : 1];
      for (int n = 0; n < taps; n++) {
        int i = Math.floorMod(2 * (k % (extent / 2)) + n + 1 - taps / 2, extent);
        x[2 * i] += filter[n] * c[2 * k];
        x[2 * i + 1] += filter[n] * c[2 * k + 1];
      }
    }
  }
}
