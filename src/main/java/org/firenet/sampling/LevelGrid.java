package org.firenet.sampling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Shape;

/**
 * Levels of a plane of frequencies, {@code bands} dyadic bands along each axis.
 *
 * <p>With J0 = log2(n) − bands, the first band of an axis has its 2^(J0+1) lowest frequencies, band
 * i > 1 the 2^(J0+i−1) next ones. Two-sided bands lie around n/2, the others from index 0 on.
 *
 * @param shape {@code [ky, kx]}, powers of two
 * @param bands number of bands along each axis
 * @param twoSided whether DC is at n/2 (Fourier), not at 0 (Walsh)
 */
record LevelGrid(Shape shape, int bands, boolean twoSided) {
  private static final int BISECTIONS = 200;

  /** Density of a level by its bands, from 1. */
  @FunctionalInterface
  interface Density {
    double at(int ky, int kx);
  }

  /**
   * Checks the shape.
   *
   * @param name of the pattern, for the message
   */
  static void require(String name, Shape shape, List<Double> sparsities) {
    int smallest = Integer.MAX_VALUE;
    boolean dyadic = shape.rank() == 2;
    for (int extent : shape.extents()) {
      dyadic &= Integer.bitCount(extent) == 1;
      smallest = Math.min(smallest, extent);
    }
    Requirements.require(
        dyadic, "shape", "two axes of power-of-two extent for " + name + " sampling", shape);
    int most = Integer.numberOfTrailingZeros(smallest);
    boolean positive = sparsities.stream().allMatch(s -> s > 0 && Double.isFinite(s));
    Requirements.require(
        positive && !sparsities.isEmpty() && sparsities.size() <= most,
        "sparsities",
        "1 to %d positive numbers for %s".formatted(most, shape),
        sparsities);
  }

  /** Density, capacity and number of samples of every level, row by row. */
  List<SamplingLevel> levels(Density density, int samples) {
    int[] capacity = capacities();
    double[] densities = new double[capacity.length];
    for (int i = 0; i < densities.length; i++) {
      densities[i] = density.at(1 + i / bands, 1 + i % bands);
    }
    int[] counts = counts(densities, capacity, samples);
    List<SamplingLevel> out = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      out.add(
          new SamplingLevel(1 + i / bands, 1 + i % bands, densities[i], capacity[i], counts[i]));
    }
    return out;
  }

  /** How many points of a mask lie on each level. */
  List<Integer> samplesOf(Mask mask) {
    ComplexArray.requireShape("mask", mask.shape(), shape);
    int[] counts = new int[bands * bands];
    for (int i = 0; i < shape.count(); i++) {
      counts[level(i)] += mask.get(i) ? 1 : 0;
    }
    return IntStream.of(counts).boxed().toList();
  }

  /** Draws from each level in turn, without replacement. */
  Mask draw(List<SamplingLevel> levels, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean[] sampled = new boolean[shape.count()];
    for (int level = 0; level < levels.size(); level++) {
      int wanted = level;
      int[] points = IntStream.range(0, sampled.length).filter(i -> level(i) == wanted).toArray();
      Draw.toFront(points, levels.get(level).samples(), random);
      for (int i = 0; i < levels.get(level).samples(); i++) {
        sampled[points[i]] = true;
      }
    }
    return Mask.of(shape, sampled);
  }

  /**
   * {@code min(capacity, c · density)} with c by bisection so that the sum is as wanted; rounded
   * down, and what is missing added to the levels with the largest fractions, the first of equal
   * ones.
   */
  static int[] counts(double[] density, int[] capacity, int samples) {
    double low = 0;
    double high = 0;
    for (int i = 0; i < density.length; i++) {
      high = Math.max(high, capacity[i] / density[i]);
    }
    for (int step = 0; step < BISECTIONS; step++) {
      double middle = (low + high) / 2;
      double sum = 0;
      for (int i = 0; i < density.length; i++) {
        sum += Math.min(capacity[i], middle * density[i]);
      }
      if (sum <= samples) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return rounded(density, capacity, samples, low);
  }

  private static int[] rounded(double[] density, int[] capacity, int samples, double factor) {
    int[] counts = new int[density.length];
    int missing = samples;
    for (int i = 0; i < counts.length; i++) {
      counts[i] = (int) Math.min(capacity[i], factor * density[i]);
      missing -= counts[i];
    }
    int[] byFraction =
        IntStream.range(0, counts.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> counts[i] - factor * density[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i = 0; missing > 0; i = (i + 1) % counts.length) {
      int level = byFraction[i];
      if (counts[level] < capacity[level]) {
        counts[level]++;
        missing--;
      }
    }
    return counts;
  }

  private int[] capacities() {
    int[] out = new int[bands * bands];
    for (int i = 0; i < shape.count(); i++) {
      out[level(i)]++;
    }
    return out;
  }

  /** Number of the level of a point, row by row, from 0. */
  private int level(int index) {
    int nx = shape.extent(1);
    return band(index / nx, shape.extent(0)) * bands + band(index % nx, nx);
  }

  private int band(int place, int extent) {
    int centred = place - extent / 2;
    int frequency = !twoSided ? place : centred >= 0 ? 2 * centred : -2 * centred - 1;
    int first = (2 * extent) >> bands;
    int band = 0;
    while (frequency >= first << band) {
      band++;
    }
    return band;
  }
}
