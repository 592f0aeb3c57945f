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
 * <pre>
 *   density ∝ (1 − r/(1.05 √d))^degree,   r = ‖((u_a − n_a/2)/(n_a/2))_a‖₂ over the d axes
 * </pre>
 *
 * <p>Points are drawn one after another without replacement with probability proportional to the
 * density. Source of the density: Lustig, Donoho, Pauly, MRM 58:1182, 2007; of the draw:
 * Efraimidis, Spirakis, Inf. Process. Lett. 97:181, 2006.
 *
 * @param shape {@code [ky, kx]} or {@code [kz, ky, kx]}
 * @param samples number of points, calibration included
 * @param degree of the polynomial, at least 0; 0 draws uniformly
 * @param calibration extent of the box around DC along each axis that is always sampled; cut to the
 *     axis; 0 for none
 */
public record RandomPoints(Shape shape, int samples, double degree, int calibration) {
  private static final double REACH = 1.05;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the parameter, what was expected and what came
   */
  public RandomPoints {
    if (samples < 1 || samples > shape.count()) {
      throw new IllegalArgumentException(
          "samples: expected 1 to %d for %s, got %d".formatted(shape.count(), shape, samples));
    }
    if (!(degree >= 0) || Double.isInfinite(degree)) {
      throw new IllegalArgumentException("degree: expected at least 0, got " + degree);
    }
    if (calibration < 0) {
      throw new IllegalArgumentException("calibration: expected at least 0, got " + calibration);
    }
    int box = 1;
    for (int extent : shape.extents()) {
      box *= Math.min(extent, calibration);
    }
    if (box > samples) {
      throw new IllegalArgumentException(
          "calibration: %d points per axis are %d points, more than the %d samples"
              .formatted(calibration, box, samples));
    }
  }

  /** Points drawn uniformly, no calibration box. */
  public static RandomPoints uniform(Shape shape, int samples) {
    return new RandomPoints(shape, samples, 0, 0);
  }

  /** {@code round(count / acceleration)} points with density of degree 4 and a calibration box. */
  public static RandomPoints variableDensity(Shape shape, double acceleration, int calibration) {
    if (!(acceleration >= 1) || Double.isInfinite(acceleration)) {
      throw new IllegalArgumentException("acceleration: expected at least 1, got " + acceleration);
    }
    int samples = (int) Math.max(1, Math.round(shape.count() / acceleration));
    return new RandomPoints(shape, samples, 4, calibration);
  }

  /** Draws a mask; the same seed gives the same mask. */
  public Mask draw(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] keys = new double[shape.count()];
    for (int i = 0; i < keys.length; i++) {
      double waiting = -Math.log(1 - random.nextDouble());
      keys[i] = isCalibration(i) ? -1 : waiting / density(i);
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

  private boolean isCalibration(int index) {
    int rest = index;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      int extent = shape.extent(axis);
      int box = Math.min(extent, calibration);
      int place = rest % extent - (extent / 2 - box / 2);
      if (place < 0 || place >= box) {
        return false;
      }
      rest /= extent;
    }
    return true;
  }

  private double density(int index) {
    double squared = 0;
    int rest = index;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      int extent = shape.extent(axis);
      double u = (rest % extent - extent / 2) / (extent / 2.0);
      squared += u * u;
      rest /= extent;
    }
    return Math.pow(1 - Math.sqrt(squared / shape.rank()) / REACH, degree);
  }
}
