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

  /** The ν of the paper, best for a given n·p in its bound. */
  public static final double PAPER_NU = Math.exp(-1);

  /** δ as a share of ‖y‖₂. */
  public static final double RELATIVE_DELTA = 1e-9;

  /** To which share of ε₀ all restarts together lower ε, if there are layers enough. */
  private static final double GOAL = 0.0081;

  /** Layers that a block needs to lower ε by ν, times ν. */
  private static final double LAYERS_TIMES_NU = 2.88;

  private static final double APPROXIMATION_WEIGHT = 3.5;
  private static final double DIAGONAL_WEIGHT = 1.5;

  private Defaults() {}

  /**
   * Factor ν by which ε is lowered from block to block: 0.0081^{1/n}, but no faster than p layers
   * can follow, {@code min(1/e, 2.88/p)}. 0.09 for the default n and p.
   */
  public static double nu(int outer, int inner) {
    return Math.max(Math.pow(GOAL, 1.0 / outer), Math.min(PAPER_NU, LAYERS_TIMES_NU / inner));
  }

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
