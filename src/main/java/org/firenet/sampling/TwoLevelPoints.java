package org.firenet.sampling;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.firenet.array.Mask;
import org.firenet.array.Shape;

/**
 * Two levels: the lowest frequencies fully sampled, the rest of the samples drawn uniformly from
 * all others. With a share of 0.5 this is half-half sampling.
 *
 * <p>The inner level is the {@code round(share · samples)} points that come first by {@code max_a
 * |u_a − n_a/2|/(n_a/2)}, then by the Euclidean distance, then in memory order: a box around DC
 * whose last layer is filled as far as it goes. Source: Adcock, Hansen, Compressive Imaging, CUP
 * 2021; Studer et al., PNAS 109:E1679, 2012.
 *
 * @param shape {@code [ky, kx]} or {@code [kz, ky, kx]}; {@code [ky]} or {@code [kz, ky]} under a
 *     {@link FullReadout}
 * @param samples number of points in both levels together
 * @param share of the samples in the fully sampled level, 0 to 1
 */
public record TwoLevelPoints(Shape shape, int samples, double share) implements SamplingPattern {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the parameter, what was expected and what came
   */
  public TwoLevelPoints {
    Requirements.requireSamples(shape, samples);
    Requirements.require(share >= 0 && share <= 1, "share", "0 to 1", share);
  }

  @Override
  public Mask draw(long seed) {
    int[] order =
        IntStream.range(0, shape.count())
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer i) -> Grid.boxRadius(i, shape))
                    .thenComparingDouble(i -> Grid.radius(i, shape)))
            .mapToInt(Integer::intValue)
            .toArray();
    int inner = (int) Math.round(share * samples);
    int[] outer = java.util.Arrays.copyOfRange(order, inner, order.length);
    Draw.toFront(outer, samples - inner, new SplittableRandom(seed));
    boolean[] sampled = new boolean[order.length];
    for (int i = 0; i < samples; i++) {
      sampled[i < inner ? order[i] : outer[i - inner]] = true;
    }
    return Mask.of(shape, sampled);
  }
}
