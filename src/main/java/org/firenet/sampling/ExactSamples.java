package org.firenet.sampling;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.firenet.array.Mask;
import org.firenet.array.Shape;

/**
 * Curves, spokes or turns, as many as are needed for a number of samples, with the surplus left
 * out: the points farthest from DC, of equally far ones the last in memory order.
 *
 * @param family the kind of curves
 * @param samples number of points
 */
public record ExactSamples(CurveFamily family, int samples) implements SamplingPattern {
  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if there are not so many points
   */
  public ExactSamples {
    Requirements.requireSamples(family.shape(), samples);
  }

  @Override
  public Shape shape() {
    return family.shape();
  }

  @Override
  public Mask draw(long seed) {
    Mask most = family.member(family.largest()).draw(seed);
    Requirements.require(
        most.samples() >= samples,
        "samples",
        "at most %d, all that the curves reach in %s".formatted(most.samples(), shape()),
        samples);
    int few = 0;
    int enough = family.largest();
    Mask mask = most;
    while (enough - few > 1) {
      int middle = few + (enough - few) / 2;
      Mask tried = family.member(middle).draw(seed);
      if (tried.samples() >= samples) {
        enough = middle;
        mask = tried;
      } else {
        few = middle;
      }
    }
    return innermost(mask);
  }

  private Mask innermost(Mask mask) {
    boolean[] sampled = new boolean[shape().count()];
    IntStream.range(0, sampled.length)
        .filter(mask::get)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> Grid.radius(i, shape())))
        .limit(samples)
        .forEach(i -> sampled[i] = true);
    return Mask.of(shape(), sampled);
  }
}
