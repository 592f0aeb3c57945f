package org.firenet.mri;

import java.util.List;
import org.firenet.array.ComplexArray;

/**
 * What {@link Espirit} takes from calibration data: the kernels K in k-space of every pair of coils
 * and the principal axis u of the coils, which the phase of the maps is measured against. Whoever
 * solves the pixels needs nothing else of the data.
 */
public final class EspiritKernels {
  private final CalibrationKernels kernels;
  private final double[][] principal;

  private EspiritKernels(CalibrationKernels kernels, double[][] principal) {
    this.kernels = kernels;
    this.principal = principal;
  }

  /** From calibration regions {@code [coil, z, y, x]} of the same coils. */
  static EspiritKernels of(List<ComplexArray> blocks, EspiritParameters parameters) {
    int[] kernel = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      int place = axis + 1;
      int smallest = blocks.stream().mapToInt(b -> b.shape().extent(place)).min().orElseThrow();
      kernel[axis] = Math.min(parameters.kernel(), smallest);
    }
    return new EspiritKernels(
        new CalibrationKernels(blocks, kernel, parameters.threshold()),
        CoilCompression.principalAxis(blocks));
  }

  /** Number of coils. */
  public int coils() {
    return kernels.coils();
  }

  /** Number of lags along axis 0: z, 1: y, 2: x; odd, 1 along z for images of two axes. */
  public int lags(int axis) {
    return kernels.lags(axis);
  }

  /**
   * Real part of {@code K_ab[lag]}.
   *
   * @param lag place among {@code [lag z, lag y, lag x]}, most negative lags first
   */
  public double re(int a, int b, int lag) {
    return a <= b ? kernels.re(pair(a, b))[lag] : kernels.re(pair(b, a))[opposite(lag)];
  }

  /** Imaginary part of {@code K_ab[lag]}, see {@link #re}. */
  public double im(int a, int b, int lag) {
    return a <= b ? kernels.im(pair(a, b))[lag] : -kernels.im(pair(b, a))[opposite(lag)];
  }

  private int pair(int a, int b) {
    return CalibrationKernels.pair(a, b, coils());
  }

  /** Place of the negative of a lag: {@code K_ba[l] = conj(K_ab[−l])}. */
  private int opposite(int lag) {
    return lags(0) * lags(1) * lags(2) - 1 - lag;
  }

  /** Real part of the principal axis, of modulus 1. */
  public double principalRe(int coil) {
    return principal[0][coil];
  }

  /** Imaginary part of the principal axis. */
  public double principalIm(int coil) {
    return principal[1][coil];
  }

  CalibrationKernels kernels() {
    return kernels;
  }

  double[][] principal() {
    return principal;
  }
}
