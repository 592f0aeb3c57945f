package org.firenet.sampling;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.firenet.array.Mask;
import org.firenet.array.Shape;

/**
 * Random points that keep a distance from each other, which may grow away from DC (Poisson disc of
 * variable density), and a calibration box.
 *
 * <p>Two points p, q outside the box are at least {@code min(ϱ(p), ϱ(q))} grid steps apart, with
 *
 * <pre>
 *   ϱ(p) = R (1 + slope · r(p)),   r(p) = ‖((p_a − n_a/2)/(n_a/2))_a‖₂.
 * </pre>
 *
 * <p>Every point of the grid is tried in random order and kept if it is far enough from all kept
 * before, so no further point would fit. R is the largest one found by bisection that leaves at
 * least the number of samples wanted; the surplus is drawn and left out, so that the number is
 * exact. More than about a third of all points can not keep a distance above one step; then the
 * surplus is large. Source: Bridson, SIGGRAPH sketches, 2007; variable density after Lustig, Alley,
 * Vasanawala, Donoho, Pauly, ISMRM 2009, 379.
 *
 * @param shape {@code [ky, kx]} or {@code [kz, ky, kx]}; {@code [ky]} or {@code [kz, ky]} under a
 *     {@link FullReadout}
 * @param samples number of points, calibration included
 * @param slope growth of the distance from DC to the edge, relative to that at DC; at least 0
 * @param calibration extent of the box around DC along each axis that is always sampled; cut to the
 *     axis; 0 for none
 */
public record PoissonDisc(Shape shape, int samples, double slope, int calibration)
    implements SamplingPattern {
  private static final int BISECTIONS = 30;
  private static final int AXES = 3;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the parameter, what was expected and what came
   */
  public PoissonDisc {
    Requirements.require(shape.rank() >= 1 && shape.rank() <= AXES, "shape", "1 to 3 axes", shape);
    Requirements.requireSamples(shape, samples);
    Requirements.requireNotNegative("slope", slope);
    CalibrationBox.require(shape, calibration, samples);
  }

  @Override
  public Mask draw(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    CalibrationBox box = new CalibrationBox(shape, calibration);
    int[] order = IntStream.range(0, shape.count()).filter(i -> !box.contains(i)).toArray();
    Draw.toFront(order, order.length, random);
    double[] growth =
        IntStream.range(0, shape.count())
            .mapToDouble(i -> 1 + slope * Grid.radius(i, shape))
            .toArray();
    int wanted = samples - box.count();
    int[] kept = thinnest(order, growth, wanted);
    Draw.toFront(kept, wanted, random);
    boolean[] sampled = new boolean[shape.count()];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] = box.contains(i);
    }
    for (int i = 0; i < wanted; i++) {
      sampled[kept[i]] = true;
    }
    return Mask.of(shape, sampled);
  }

  /** The points kept at the largest distance, found by bisection, that keeps enough of them. */
  private int[] thinnest(int[] order, double[] growth, int wanted) {
    double low = 0;
    double high = 1;
    int[] best = order;
    int reach = IntStream.of(shape.extents()).sum();
    while (high < reach) {
      int[] kept = kept(order, growth, high);
      if (kept.length < wanted) {
        break;
      }
      best = kept;
      low = high;
      high *= 2;
    }
    for (int step = 0; step < BISECTIONS && best.length > wanted; step++) {
      double middle = (low + high) / 2;
      int[] kept = kept(order, growth, middle);
      if (kept.length >= wanted) {
        best = kept;
        low = middle;
      } else {
        high = middle;
      }
    }
    return best;
  }

  /** Goes through the points in order and keeps each that none kept before is too close to. */
  private int[] kept(int[] order, double[] growth, double distance) {
    boolean[] excluded = new boolean[growth.length];
    int[] kept = new int[order.length];
    int count = 0;
    for (int point : order) {
      if (!excluded[point]) {
        kept[count++] = point;
        exclude(point, growth, distance, excluded);
      }
    }
    return java.util.Arrays.copyOf(kept, count);
  }

  private void exclude(int point, double[] growth, double distance, boolean[] excluded) {
    int nx = shape.extent(-1);
    int ny = shape.rank() > 1 ? shape.extent(-2) : 1;
    int nz = shape.rank() > 2 ? shape.extent(-3) : 1;
    int x = point % nx;
    int y = point / nx % ny;
    int z = point / nx / ny;
    double radius = distance * growth[point];
    int reach = (int) Math.min(radius, nx + ny + nz);
    for (int w = Math.max(0, z - reach); w <= Math.min(nz - 1, z + reach); w++) {
      for (int v = Math.max(0, y - reach); v <= Math.min(ny - 1, y + reach); v++) {
        for (int u = Math.max(0, x - reach); u <= Math.min(nx - 1, x + reach); u++) {
          int other = (w * ny + v) * nx + u;
          double least = Math.min(radius, distance * growth[other]);
          double squared = (w - z) * (w - z) + (v - y) * (v - y) + (u - x) * (u - x);
          excluded[other] |= squared < least * least;
        }
      }
    }
  }
}
