package org.firenet.sampling;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.firenet.array.Mask;
import org.firenet.array.Shape;

/**
 * Random points of k-space with an exact number of samples, a calibration box at the centre, and a
 * density that falls from the centre.
 *
 * <p>Points are drawn one after another without replacement with probability proportional to the
 * density. Source of the draw: Efraimidis, Spirakis, Inf. Process. Lett. 97:181, 2006.
 *
 * @param shape {@code [ky, kx]} or {@code [kz, ky, kx]}; {@code [ky]} or {@code [kz, ky]} under a
 *     {@link FullReadout}
 * @param samples number of points, calibration included
 * @param density how the probability falls with the distance from DC
 * @param calibration extent of the box around DC along each axis that is always sampled; cut to the
 *     axis; 0 for none
 */
public record RandomPoints(Shape shape, int samples, RadialDensity density, int calibration)
    implements SamplingPattern {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the parameter, what was expected and what came
   */
  public RandomPoints {
    Requirements.requireSamples(shape, samples);
    CalibrationBox.require(shape, calibration, samples);
  }

  /** With a {@link RadialDensity.Polynomial} density of a degree. */
  public RandomPoints(Shape shape, int samples, double degree, int calibration) {
    this(shape, samples, new RadialDensity.Polynomial(degree), calibration);
  }

  /** Points drawn uniformly, no calibration box. */
  public static RandomPoints uniform(Shape shape, int samples) {
    return new RandomPoints(shape, samples, 0, 0);
  }

  /** {@code round(count / acceleration)} points with density of degree 4 and a calibration box. */
  public static RandomPoints variableDensity(Shape shape, double acceleration, int calibration) {
    Requirements.require(
        acceleration >= 1 && Double.isFinite(acceleration),
        "acceleration",
        "at least 1",
        acceleration);
    int samples = (int) Math.max(1, Math.round(shape.count() / acceleration));
    return new RandomPoints(shape, samples, 4, calibration);
  }

  @Override
  public Mask draw(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    CalibrationBox box = new CalibrationBox(shape, calibration);
    double[] keys = new double[shape.count()];
    for (int i = 0; i < keys.length; i++) {
      double waiting = -Math.log(1 - random.nextDouble());
      keys[i] =
          box.contains(i)
              ? Double.NEGATIVE_INFINITY
              : Math.log(waiting) - density.log(Grid.radius(i, shape), shape);
    }
    int[] order =
        IntStream.range(0, keys.length)
            .boxed()
            .sorted((a, b) -> Double.compare(keys[a], keys[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    boolean[] sampled = new boolean[keys.length];
    Arrays.stream(order, 0, samples).forEach(i -> sampled[i] = true);
    return Mask.of(shape, sampled);
  }
}
