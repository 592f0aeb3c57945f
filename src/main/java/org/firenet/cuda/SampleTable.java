package org.firenet.cuda;

import java.util.Arrays;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;

/**
 * Which points of a plain transform carry samples, and where their data are. Samples are numbered
 * in the order of the points.
 *
 * <p>Fourier: with c = ⌊n/2⌋ along each axis, point k of the plain transform X of an image is the
 * centred frequency k + c mod n, and the centred transform there is
 *
 * <pre>
 *   phase(k) X[k] / √N,    phase(k) = Π_axes exp(2πi k c / n).
 * </pre>
 *
 * <p>Walsh: points are in Hadamard order; phases are absent.
 */
final class SampleTable {
  private final int[] samples;
  private final int[] sources;
  private final double[] phases;

  private SampleTable(int[] samples, int[] sources, double[] phases) {
    this.samples = samples;
    this.sources = sources;
    this.phases = phases;
  }

  /** The table of a problem with Fourier or Walsh sampling. */
  static SampleTable of(Problem problem) {
    Shape image = problem.image();
    Mask mask = problem.mask().orElseThrow();
    int[][] places = new int[image.rank()][];
    for (int axis = 0; axis < places.length; axis++) {
      places[axis] = places(problem.sampling(), image.extent(axis));
    }
    int[] samples = new int[image.count()];
    int[] sources = new int[mask.samples()];
    int[] points = new int[mask.samples()];
    int count = 0;
    for (int point = 0; point < samples.length; point++) {
      int source = source(image, places, point);
      samples[point] = mask.get(source) ? count : -1;
      if (mask.get(source)) {
        points[count] = point;
        sources[count++] = source;
      }
    }
    boolean walsh = problem.sampling() instanceof Sampling.Walsh;
    return new SampleTable(samples, sources, walsh ? null : phases(image, points));
  }

  /** For each index along an axis of the plain transform, the index in the data. */
  private static int[] places(Sampling sampling, int extent) {
    int[] places = new int[extent];
    if (sampling instanceof Sampling.Walsh walsh) {
      int[] rows = walsh.order().rows(extent);
      for (int row = 0; row < extent; row++) {
        places[rows[row]] = row;
      }
    } else {
      Arrays.setAll(places, k -> (k + extent / 2) % extent);
    }
    return places;
  }

  private static int source(Shape image, int[][] places, int point) {
    int source = 0;
    int stride = 1;
    for (int axis = image.rank() - 1; axis >= 0; axis--) {
      source += places[axis][point / stride % image.extent(axis)] * stride;
      stride *= image.extent(axis);
    }
    return source;
  }

  private static double[] phases(Shape image, int[] points) {
    double[] phases = new double[2 * points.length];
    double[] along = new double[2];
    for (int s = 0; s < points.length; s++) {
      double re = 1;
      double im = 0;
      int rest = points[s];
      for (int axis = image.rank() - 1; axis >= 0; axis--) {
        int extent = image.extent(axis);
        UnitPhase.of((long) (rest % extent) * (extent / 2), extent, along, 0);
        double real = re * along[0] - im * along[1];
        im = re * along[1] + im * along[0];
        re = real;
        rest /= extent;
      }
      phases[2 * s] = re;
      phases[2 * s + 1] = im;
    }
    return phases;
  }

  /** Number of samples. */
  int count() {
    return sources.length;
  }

  /** For each point of the plain transform, the number of its sample or −1. Not to be modified. */
  int[] samples() {
    return samples;
  }

  /** For each sample, its place in the data of one coil. Not to be modified. */
  int[] sources() {
    return sources;
  }

  /** Phases of the samples, real and imaginary part in turn; null if all are 1. */
  double[] phases() {
    return phases;
  }
}
