package org.firenet.sampling;

import java.util.List;
import org.firenet.array.Mask;
import org.firenet.array.Shape;

/**
 * Asymptotic sampling for Walsh measurements (sequency order) and wavelets, as {@link DasFourier}
 * but with bands from index 0 on. The number of samples of the level (k1, k2) is proportional to
 *
 * <pre>
 *   Σ_l s_l 2^{−|l−k1|−|l−k2|}        k1, k2 &gt; 1,
 *   4 Σ_l s_l 2^{−l−|l−k2|}           k1 = 1 &lt; k2, and mirrored,
 *   16 Σ_l s_l 2^{−2l}                k1 = k2 = 1.
 * </pre>
 *
 * <p>Source: Adcock, Antun, Hansen, Appl. Comput. Harmon. Anal. 55:1, 2021; Adcock, Hansen,
 * Compressive Imaging, CUP 2021.
 *
 * @param shape {@code [ky, kx]}, powers of two; {@code [kz, ky]} under a {@link FullReadout}
 * @param samples number of points
 * @param sparsities s_1 … s_L of the image, coarsest first, positive; at most log2 of the smaller
 *     extent
 */
public record DasWalsh(Shape shape, int samples, List<Double> sparsities)
    implements SamplingPattern {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the parameter, what was expected and what came
   */
  public DasWalsh {
    sparsities = List.copyOf(sparsities);
    LevelGrid.require("DAS Walsh", shape, sparsities);
    Requirements.requireSamples(shape, samples);
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
    return new LevelGrid(shape, sparsities.size(), false);
  }

  private double density(int k1, int k2) {
    double sum = 0;
    for (int l = 1; l <= sparsities.size(); l++) {
      sum += sparsities.get(l - 1) * Math.pow(2, -exponent(l, k1) - exponent(l, k2));
    }
    return sum * (k1 == 1 ? 4 : 1) * (k2 == 1 ? 4 : 1);
  }

  private static int exponent(int level, int band) {
    return band == 1 ? level : Math.abs(level - band);
  }
}
