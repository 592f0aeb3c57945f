package org.firenet.operator;

import org.firenet.array.ComplexArray;

/**
 * Multiplies an image with the coil sensitivities: {@code (S x)[c, r] = s_c[r] x[r]}; the adjoint
 * is {@code Σ_c conj(s_c) k_c}.
 */
public final class CoilOperator extends LinearOperator {
  private final ComplexArray maps;

  /**
   * An operator from images to coil images.
   *
   * @param maps {@code [coil, y, x]} or {@code [coil, z, y, x]}. Not modified.
   */
  public CoilOperator(ComplexArray maps) {
    super(maps.shape().last(maps.shape().rank() - 1), maps.shape());
    this.maps = maps;
  }

  /** The largest root sum of squares of the maps, {@code max_r √(Σ_c |s_c[r]|²)}: exactly ‖S‖. */
  @Override
  public double norm() {
    int pixels = domain().count();
    double largest = 0;
    for (int r = 0; r < pixels; r++) {
      double sum = 0;
      for (int i = r; i < maps.count(); i += pixels) {
        sum += maps.re(i) * maps.re(i) + maps.im(i) * maps.im(i);
      }
      largest = Math.max(largest, sum);
    }
    return Math.sqrt(largest);
  }

  @Override
  protected void applyForward(double[] in, double[] out) {
    int pixels = domain().count();
    for (int i = 0; i < maps.count(); i++) {
      double re = in[2 * (i % pixels)];
      double im = in[2 * (i % pixels) + 1];
      out[2 * i] = maps.re(i) * re - maps.im(i) * im;
      out[2 * i + 1] = maps.re(i) * im + maps.im(i) * re;
    }
  }

  @Override
  protected void applyAdjoint(double[] in, double[] out) {
    int pixels = domain().count();
    java.util.Arrays.fill(out, 0);
    for (int i = 0; i < maps.count(); i++) {
      int r = i % pixels;
      out[2 * r] += maps.re(i) * in[2 * i] + maps.im(i) * in[2 * i + 1];
      out[2 * r + 1] += maps.re(i) * in[2 * i + 1] - maps.im(i) * in[2 * i];
    }
  }
}
