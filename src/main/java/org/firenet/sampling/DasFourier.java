package org.firenet.sampling;

import java.util.List;
import org.firenet.array.Mask;
import org.firenet.array.Shape;

/**
 * Asymptotic sampling for Fourier measurements and wavelets: a level of frequencies gets as many
 * samples as the local sparsities of the image in wavelet levels ask for (dyadic anisotropic
 * sampling, DAS).
 *
 * <p>There are L frequency bands along each axis, L the number of sparsities, dyadic and two-sided:
 * with J0 = log2(n) − L, band 1 holds the 2^(J0+1) lowest frequencies, band i > 1 the 2^(J0+i−1)
 * next ones. The number of samples of the level (k1, k2), k1 ≤ k2, is proportional to
 *
 * <pre>
 *   Σ_{l≤k1} s_l 2^{−(2q+1)(k1−l)−(2q+1)(k2−l)} + Σ_{k1&lt;l≤k2} s_l 2^{−(l−k1)−(2q+1)(k2−l)}
 *     + Σ_{l&gt;k2} s_l 2^{−(l−k1)−(2v+1)(l−k2)},
 * </pre>
 *
 * <p>symmetric in the two bands; it is doubled where k1 = 1 and doubled where k2 = 1. Here v is the
 * number of vanishing moments of the wavelet and q, its smoothness, is 0, .339, .636, .913, 1.177,
 * 1.432, 1.682, 1.927, 2.168, 2.406 for v = 1 … 10. The factor makes the total exact, no level gets
 * more than it has; in a level, points are drawn uniformly without replacement. Source: Adcock,
 * Hansen, Compressive Imaging, CUP 2021; Roman, Adcock, Hansen, arXiv:1406.4178.
 *
 * @param shape {@code [ky, kx]}, powers of two; {@code [kz, ky]} under a {@link FullReadout}
 * @param samples number of points
 * @param sparsities s_1 … s_L of the image, coarsest first, positive; at most log2 of the smaller
 *     extent
 * @param vanishingMoments of the wavelet, 1 to 10
 */
public record DasFourier(Shape shape, int samples, List<Double> sparsities, int vanishingMoments)
    implements SamplingPattern {
  private static final double[] SMOOTHNESS = {
    0, .339, .636, .913, 1.177, 1.432, 1.682, 1.927, 2.168, 2.406
  };

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the parameter, what was expected and what came
   */
  public DasFourier {
    sparsities = List.copyOf(sparsities);
    LevelGrid.require("DAS Fourier", shape, sparsities);
    Requirements.requireSamples(shape, samples);
    Requirements.require(
        vanishingMoments >= 1 && vanishingMoments <= SMOOTHNESS.length,
        "vanishingMoments",
        "1 to " + SMOOTHNESS.length,
        vanishingMoments);
  }

  /** Density, capacity and number of samples of every level, row by row. */
  public List<SamplingLevel> levels() {
    return grid().levels(this::density, samples);
  }

  /**
   * How many points of any mask lie on each level, in the order of {@link #levels}.
   *
   * @throws IllegalArgumentException if the mask has another shape
   */
  public List<Integer> samplesOf(Mask mask) {
    return grid().samplesOf(mask);
  }

  @Override
  public Mask draw(long seed) {
    return grid().draw(levels(), seed);
  }

  private LevelGrid grid() {
    return new LevelGrid(shape, sparsities.size(), true);
  }

  private double density(int ky, int kx) {
    int k1 = Math.min(ky, kx);
    int k2 = Math.max(ky, kx);
    double smooth = 2 * SMOOTHNESS[vanishingMoments - 1] + 1;
    double moments = 2 * vanishingMoments + 1;
    double sum = 0;
    for (int l = 1; l <= sparsities.size(); l++) {
      double exponent;
      if (l <= k1) {
        exponent = smooth * (k1 - l) + smooth * (k2 - l);
      } else if (l <= k2) {
        exponent = l - k1 + smooth * (k2 - l);
      } else {
        exponent = l - k1 + moments * (l - k2);
      }
      sum += sparsities.get(l - 1) * Math.pow(2, -exponent);
    }
    return sum * (k1 == 1 ? 2 : 1) * (k2 == 1 ? 2 : 1);
  }
}
