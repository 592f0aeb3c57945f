package org.firenet.cuda;

import java.util.EnumMap;
import java.util.Map;
import org.firenet.array.Precision;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;

/**
 * Sizes in the generic solver.
 *
 * @param problem what is solved
 * @param parameters resolved
 * @param precision of the numbers
 * @param batch most images at a time
 */
record GenericSize(Problem problem, FirenetParameters parameters, Precision precision, int batch) {
  /** Points of a padded image. */
  int padded() {
    return problem.layout().padded().count();
  }

  /** Points of an image. */
  int pixels() {
    return problem.image().count();
  }

  /** Images that one image is transformed as: coils, or 1 without. */
  int lines() {
    return Math.max(1, problem.coils());
  }

  /** Whether Φ is a matrix. */
  boolean dense() {
    return problem.sampling() instanceof Sampling.Dense;
  }

  /** Values that the transform of one coil image has. */
  int values() {
    return dense() ? problem.data().count() : pixels();
  }

  /** Samples of one coil. */
  int samples() {
    return dense() ? problem.data().count() : problem.mask().orElseThrow().samples();
  }

  /** Partial sums of |d|² of an image. */
  int dualSums() {
    return PointLaunch.sumsOf(values());
  }

  /** Partial sums of |y|² of an image; not more than {@link #dualSums}. */
  int dataSums() {
    return PointLaunch.sumsOf(samples());
  }

  /** Most partial sums of a measure of an image. */
  int measureSums() {
    return Math.max(dualSums(), PointLaunch.sumsOf(padded()));
  }

  /** Bytes of every part but the work of the transforms; absent parts are left out. */
  Map<GenericPart, Long> bytes() {
    long number = precision.bytesPerComplex();
    long real = number / 2;
    long images = number * batch;
    long sums = (long) Double.BYTES * batch;
    boolean fourier = problem.sampling() instanceof Sampling.Fourier;
    Map<GenericPart, Long> bytes = new EnumMap<>(GenericPart.class);
    bytes.put(GenericPart.FILTERS, 2 * real * problem.wavelet().length());
    bytes.put(GenericPart.WEIGHTS, problem.weights().isPresent() ? real * padded() : 0);
    bytes.put(GenericPart.TABLE, dense() ? 0 : (long) Integer.BYTES * pixels());
    bytes.put(GenericPart.SOURCES, dense() ? 0 : (long) Integer.BYTES * samples());
    bytes.put(GenericPart.PHASES, fourier ? number * samples() : 0);
    bytes.put(GenericPart.MATRIX, dense() ? number * values() * pixels() : 0);
    bytes.put(GenericPart.MAPS, images * problem.coils() * pixels());
    bytes.put(GenericPart.ITERATE, images * padded());
    bytes.put(GenericPart.SUM, images * padded());
    bytes.put(GenericPart.FIRST, images * padded());
    bytes.put(GenericPart.SECOND, problem.layout().levels() > 0 ? images * padded() : 0);
    bytes.put(GenericPart.MEAN, parameters.shifts().perLayer() > 1 ? images * padded() : 0);
    bytes.put(GenericPart.GRID, images * lines() * pixels());
    bytes.put(GenericPart.PRODUCT, dense() ? images * values() : 0);
    bytes.put(GenericPart.DATA, images * lines() * samples());
    bytes.put(GenericPart.DUAL, images * lines() * samples());
    bytes.put(GenericPart.DUAL_SUMS, 2 * sums * dualSums());
    bytes.put(GenericPart.SCHEDULE, sums * NetworkKernels.entries(parameters));
    bytes.put(GenericPart.MEASURE_SUMS, 4 * sums * measureSums());
    bytes.values().removeIf(size -> size == 0);
    return bytes;
  }
}
