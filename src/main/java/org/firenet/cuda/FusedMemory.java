package org.firenet.cuda;

import java.util.Arrays;
import org.firenet.network.Problem;

/** Where everything of a fused solver lies; offsets in the workspace. */
final class FusedMemory {
  private static final int MOST_NORM_SUMS = 256;
  private static final int SAMPLES_PER_SUM = 1024;

  final long factorsFirst;
  final long factorsSecond;
  final long rowOf;
  final long bits;
  final long offset;
  final long source;
  final long phase;
  final long each;
  final long bands;
  final long maps;
  final long x;
  final long sum;
  final long grid;
  final long gradient;
  final long bar;
  final long data;
  final long dual;
  final long[] partial;
  final long norms;
  final long schedule;

  /** Partial sums of |d|² of an image: blocks of the kernel that moves d. */
  final int partials;

  /** Partial sums of |y|² of an image. */
  final int normPartials;

  /** Whether all coefficients of a band have one weight, so that none is stored for each. */
  final boolean banded;

  private final Workspace workspace = new Workspace();
  private final int number;

  FusedMemory(FusedDesign design) {
    Problem problem = design.problem;
    FusedGeometry geometry = design.geometry;
    FusedSamples samples = design.samples;
    number = design.precision.bytesPerComplex();
    int coils = Math.max(problem.coils(), 1);
    int pixels = geometry.pixels();
    int lanes = design.choice.lanes();
    FusedChoice.Primal primal = design.choice.primal();
    boolean inside = primal == FusedChoice.Primal.INSIDE;
    int columns = geometry.lines && inside ? geometry.paddedSecond : geometry.second.length();
    int strips = (columns + lanes - 1) / lanes;
    partials = geometry.lines ? strips : strips * coils;
    normPartials =
        Math.min(MOST_NORM_SUMS, (samples.count + SAMPLES_PER_SUM - 1) / SAMPLES_PER_SUM);

    factorsFirst = numbers("factors of the transforms", geometry.first.length());
    factorsSecond = numbers("factors of the transforms", geometry.second.length());
    rowOf = integers("table of samples", samples.rowOf.length);
    bits = integers("table of samples", samples.bits.length);
    offset = integers("table of samples", samples.offset.length);
    source = integers("table of samples", samples.count);
    phase = numbers("phases of samples", samples.count);
    banded =
        primal == FusedChoice.Primal.PASSES
            ? problem.weights().isEmpty()
            : bandWeights(problem) != null;
    each = workspace.reserve("weights", banded ? 0 : (long) geometry.padded() * number / 2);
    bands = workspace.reserve("weights", (3L * problem.layout().levels() + 1) * number / 2);

    int batch = design.batch;
    int sets = problem.coils() == 0 ? 0 : problem.maps().isPresent() ? 1 : batch;
    maps = numbers("coil maps", (long) sets * coils * pixels);
    x = numbers("images", (long) batch * geometry.padded());
    sum = numbers("sums", (long) batch * geometry.padded());
    grid = numbers("coil images", geometry.lines ? 0 : (long) batch * coils * pixels);
    boolean gradients = geometry.lines || !inside;
    gradient = numbers("gradients", gradients ? (long) batch * pixels : 0);
    bar = numbers("extrapolated images", inside ? 0 : (long) batch * pixels);
    data = numbers("data", (long) batch * coils * samples.count);
    dual = numbers("dual variables", (long) batch * coils * samples.count);
    partial = new long[2];
    for (int parity = 0; parity < partial.length; parity++) {
      partial[parity] = workspace.reserve("norms", (long) batch * partials * Double.BYTES);
    }
    norms = workspace.reserve("norms", (long) batch * normPartials * Double.BYTES);
    int entries = NetworkKernels.entries(design.parameters);
    schedule = workspace.reserve("schedule", (long) batch * entries * Double.BYTES);
  }

  private long numbers(String name, long count) {
    return workspace.reserve(name, count * number);
  }

  private long integers(String name, long count) {
    return workspace.reserve(name, count * Integer.BYTES);
  }

  /** All parts. */
  Workspace workspace() {
    return workspace;
  }

  /**
   * Weights of the bands as {@code haar.cuh} has them, for two axes: along x, along y, along both
   * of each level, finest first, then the approximation; null if they differ within a band.
   */
  static double[] bandWeights(Problem problem) {
    int levels = problem.layout().levels();
    double[] bands = new double[3 * levels + 1];
    if (problem.weights().isEmpty()) {
      Arrays.fill(bands, 1);
      return bands;
    }
    Arrays.fill(bands, Double.NaN);
    int rows = problem.layout().padded().extent(0);
    int columns = problem.layout().padded().extent(1);
    for (int i = 0; i < rows * columns; i++) {
      int band = band(i / columns, i % columns, rows, columns, levels);
      double weight = problem.weights().get().get(i);
      if (Double.isNaN(bands[band])) {
        bands[band] = weight;
      } else if (bands[band] != weight) {
        return null;
      }
    }
    return bands;
  }

  private static int band(int y, int x, int rows, int columns, int levels) {
    for (int level = 0; level < levels; level++) {
      int kind = (y >= rows >> (level + 1) ? 2 : 0) + (x >= columns >> (level + 1) ? 1 : 0);
      if (kind > 0) {
        return 3 * level + kind - 1;
      }
    }
    return 3 * levels;
  }
}
