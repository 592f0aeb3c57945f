package org.firenet.network;

import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.transform.WaveletLayout;

/** What is used where nothing is said. */
public final class Defaults {
  /** Wavelet of Ψ. */
  public static final String WAVELET = "db4";

  /** Regularisation parameter λ. */
  public static final double LAMBDA = 1e-3;

  /** Outer blocks n. */
  public static final int OUTER = 5;

  /** Inner layers p of each block. */
  public static final int INNER = 10;

  /** Factor ν by which the error falls from block to block. */
  public static final double NU = Math.exp(-1);

  /** δ as a share of ‖y‖₂. */
  public static final double RELATIVE_DELTA = 1e-9;

  private static final int LEVELS = 4;

  private Defaults() {}

  /** Number of wavelet levels: 4, or fewer where the smallest extent would fall below 8. */
  public static int levels(Shape image) {
    return Math.max(0, Math.min(LEVELS, WaveletLayout.deepestLevel(image) - 3));
  }

  /** Weights of the coefficients: null, all are 1. */
  public static RealArray weights(WaveletLayout layout) {
    return null;
  }
}
