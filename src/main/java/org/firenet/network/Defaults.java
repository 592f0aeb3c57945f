package org.firenet.network;

import java.util.Arrays;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.transform.WaveletLayout;

/**
 * What is used where nothing is said: one setting for every scan.
 *
 * <p>Chosen by measurement on simulated 8-coil scans of real anatomy (variable-density masks R = 4
 * … 8, phase-encode lines R = 3 … 4, noise 0.5 … 2 %) and on a real scan, see {@code
 * benchmarks/README.md}. One level of the Haar wavelet whose grid moves by one pixel at every layer
 * treats all positions alike after four layers; a heavier weight on the approximation keeps the
 * background dark and folds ghosts back, one on diagonal details suits edges and noise. Few long
 * blocks converge best for phase-encode lines.
 */
public final class Defaults {
  /** Wavelet of Ψ: Haar. */
  public static final String WAVELET = "db1";

  /** Regularisation parameter λ. */
  public static final double LAMBDA = 5e-4;

  /** Outer blocks n. */
  public static final int OUTER = 2;

  /** Inner layers p of each block; a multiple of 4, so that every block sees all shifts alike. */
  public static final int INNER = 32;

  /** Factor ν by which the error is lowered from block to block. */
  public static final double NU = 0.09;

  /** The ν of the paper, best for a given n·p in its bound. */
  public static final double PAPER_NU = Math.exp(-1);

  /** δ as a share of ‖y‖₂. */
  public static final double RELATIVE_DELTA = 1e-9;

  private static final double APPROXIMATION_WEIGHT = 3.5;
  private static final double DIAGONAL_WEIGHT = 1.5;

  private Defaults() {}

  /** Number of wavelet levels: 1, or 0 where an extent is 1. */
  public static int levels(Shape image) {
    return Math.min(1, WaveletLayout.deepestLevel(image));
  }

  /**
   * Weights of the coefficients of one level: 3.5 on the approximation, 1 on details along one
   * axis, 1.5 on details along several. For any other number of levels null: all are 1.
   */
  public static RealArray weights(WaveletLayout layout) {
    if (layout.levels() != 1) {
      return null;
    }
    Shape padded = layout.padded();
    double[] weights = new double[padded.count()];
    Arrays.setAll(weights, i -> weight(detailAxes(padded, i)));
    return RealArray.of(padded, weights);
  }

  private static double weight(int detailAxes) {
    return switch (detailAxes) {
      case 0 -> APPROXIMATION_WEIGHT;
      case 1 -> 1;
      default -> DIAGONAL_WEIGHT;
    };
  }

  /** Along how many axes a coefficient of one level is a detail. */
  private static int detailAxes(Shape padded, int index) {
    int count = 0;
    int rest = index;
    for (int axis = padded.rank() - 1; axis >= 0; axis--) {
      int extent = padded.extent(axis);
      count += rest % extent >= extent / 2 ? 1 : 0;
      rest /= extent;
    }
    return count;
  }
}
