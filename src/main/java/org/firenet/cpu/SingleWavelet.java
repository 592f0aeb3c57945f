package org.firenet.cpu;

import org.firenet.array.Shape;
import org.firenet.transform.Wavelet;
import org.firenet.transform.WaveletLayout;

/**
 * Orthonormal periodised wavelet transform of planar padded images, threaded. Rows come from a
 * source and go to a sink, so that what precedes and follows the transform costs no pass over
 * memory of its own.
 *
 * <p>Along the last axis a row is split into its even and odd elements first; after that, every
 * step along every axis is a weighted sum of contiguous stretches ({@link SingleFilters}).
 */
final class SingleWavelet {
  /** Gives a row of one part (0 real, 1 imaginary) of the image. */
  interface Source {
    void load(int part, int row, float[] out);
  }

  /** Takes a row of one part of the image. */
  interface Sink {
    void store(int part, int row, float[] in);
  }

  /** Numbers in one task. */
  private static final int GRAIN = 4096;

  private final int rank;
  private final int[] extents;
  private final int width;
  private final int rows;
  private final int levels;
  private final int taps;
  private final float[] low;
  private final float[] high;
  private final float[] evenTaps;
  private final float[] oddTaps;
  private final SingleFilters filters;
  private final float[][] coefficients;
  private final float[][] other;
  private final float[][] line;
  private final float[][] spread;
  private final float[][] joined;
  private final int[][] starts;

  private Source source;
  private Sink sink;
  private int level;
  private int axis;
  private int grain;
  private boolean fromCoefficients;
  private final Team.Task loadRows = this::loadRows;
  private final Team.Task analyseRows = this::analyseRows;
  private final Team.Task analyseAxis = this::analyseAxis;
  private final Team.Task synthesiseAxis = this::synthesiseAxis;
  private final Team.Task synthesiseRows = this::synthesiseRows;
  private final Team.Task storeRows = this::storeRows;

  SingleWavelet(WaveletLayout layout, Wavelet wavelet, int threads, SingleFilters filters) {
    Shape shape = layout.padded();
    rank = shape.rank();
    extents = shape.extents();
    width = shape.extent(-1);
    rows = shape.count() / width;
    levels = layout.levels();
    taps = wavelet.length();
    double[] h = wavelet.scaling();
    double[] g = wavelet.detail();
    low = new float[taps];
    high = new float[taps];
    evenTaps = new float[taps];
    oddTaps = new float[taps];
    for (int n = 0; n < taps; n++) {
      low[n] = (float) h[n];
      high[n] = (float) g[n];
      double[] filter = n < taps / 2 ? h : g;
      evenTaps[n] = (float) filter[2 * n % taps];
      oddTaps[n] = (float) filter[2 * n % taps + 1];
    }
    this.filters = filters;
    coefficients = new float[2][shape.count()];
    other = new float[2][rank > 1 ? shape.count() : 0];
    line = new float[threads][width];
    spread = new float[threads][2 * width + 2 * taps];
    joined = new float[threads][width];
    starts = new int[threads][taps];
  }

  /** Real parts of the coefficients, padded Mallat layout. */
  float[] re() {
    return coefficients[0];
  }

  /** Imaginary parts of the coefficients. */
  float[] im() {
    return coefficients[1];
  }

  /** Number of rows of the padded image. */
  int rows() {
    return rows;
  }

  /** Extent of the padded image along the last axis. */
  int width() {
    return width;
  }

  /** Coefficients of the image that the source gives. */
  void analyse(Team team, Source from) {
    source = from;
    level = 1;
    runRows(team, loadRows);
    for (level = 1; level <= levels; level++) {
      if (level > 1) {
        runRows(team, analyseRows);
      }
      fromCoefficients = (rank - 1) % 2 == 0;
      for (axis = rank - 2; axis >= 0; axis--) {
        runAxis(team, analyseAxis);
        fromCoefficients = !fromCoefficients;
      }
    }
  }

  /** Hands the image of the coefficients to the sink; the coefficients are lost. */
  void synthesise(Team team, Sink to) {
    sink = to;
    for (level = levels; level >= 1; level--) {
      fromCoefficients = true;
      for (axis = 0; axis <= rank - 2; axis++) {
        runAxis(team, synthesiseAxis);
        fromCoefficients = !fromCoefficients;
      }
      runRows(team, level > 1 ? synthesiseRows : storeRows);
    }
    if (levels == 0) {
      level = 1;
      runRows(team, storeRows);
    }
  }

  /** Extent along an axis of the block that enters the current level. */
  private int block(int a) {
    return extents[a] >> (level - 1);
  }

  /** Rows of the block that enters the current level. */
  private int blockRows() {
    int count = 1;
    for (int a = 0; a < rank - 1; a++) {
      count *= block(a);
    }
    return count;
  }

  /** Row of the padded image of a row of the block. */
  private int paddedRow(int row) {
    return rank < 3 ? row : row / block(1) * extents[1] + row % block(1);
  }

  private void runRows(Team team, Team.Task task) {
    grain = Math.max(1, GRAIN / block(rank - 1));
    team.run(task, 2 * tasks(blockRows()));
  }

  private void runAxis(Team team, Team.Task task) {
    grain = Math.max(1, GRAIN / 2 / block(rank - 1));
    team.run(task, 2 * tasks(blockRows() / 2));
  }

  private int tasks(int units) {
    return (units + grain - 1) / grain;
  }

  private float[] rowBuffer(int part) {
    return (rank - 1) % 2 == 0 ? coefficients[part] : other[part];
  }

  private void loadRows(int task, int thread) {
    int part = task % 2;
    int end = Math.min(rows, (task / 2 + 1) * grain);
    for (int row = task / 2 * grain; row < end; row++) {
      source.load(part, row, line[thread]);
      if (levels == 0) {
        System.arraycopy(line[thread], 0, coefficients[part], row * width, width);
      } else {
        analyseRow(thread, line[thread], 0, rowBuffer(part), row * width);
      }
    }
  }

  private void analyseRows(int task, int thread) {
    int part = task % 2;
    int end = Math.min(blockRows(), (task / 2 + 1) * grain);
    for (int row = task / 2 * grain; row < end; row++) {
      int at = paddedRow(row) * width;
      analyseRow(thread, coefficients[part], at, rowBuffer(part), at);
    }
  }

  private void analyseRow(int thread, float[] from, int at, float[] to, int place) {
    int extent = block(rank - 1);
    int half = extent / 2;
    int reach = half + taps / 2;
    float[] split = spread[thread];
    int lead = 1 - taps / 2;
    int inside = Math.max(0, Math.min(reach, (taps / 2) / 2));
    int limit = Math.max(inside, Math.min(reach, (extent - 2 - lead) / 2 + 1));
    for (int j = 0; j < inside; j++) {
      split[j] = from[at + Math.floorMod(2 * j + lead, extent)];
      split[reach + j] = from[at + Math.floorMod(2 * j + 1 + lead, extent)];
    }
    for (int j = inside; j < limit; j++) {
      split[j] = from[at + 2 * j + lead];
      split[reach + j] = from[at + 2 * j + 1 + lead];
    }
    for (int j = limit; j < reach; j++) {
      split[j] = from[at + Math.floorMod(2 * j + lead, extent)];
      split[reach + j] = from[at + Math.floorMod(2 * j + 1 + lead, extent)];
    }
    int[] start = starts[thread];
    for (int n = 0; n < taps; n++) {
      start[n] = n % 2 * reach + n / 2;
    }
    filters.combine(split, start, low, high, to, place, to, place + half, half);
  }

  private void synthesiseRows(int task, int thread) {
    int part = task % 2;
    int end = Math.min(blockRows(), (task / 2 + 1) * grain);
    for (int row = task / 2 * grain; row < end; row++) {
      int at = paddedRow(row) * width;
      synthesiseRow(thread, rowBuffer(part), at, coefficients[part], at);
    }
  }

  private void storeRows(int task, int thread) {
    int part = task % 2;
    int end = Math.min(rows, (task / 2 + 1) * grain);
    for (int row = task / 2 * grain; row < end; row++) {
      if (levels == 0) {
        System.arraycopy(coefficients[part], row * width, line[thread], 0, width);
      } else {
        synthesiseRow(thread, rowBuffer(part), row * width, line[thread], 0);
      }
      sink.store(part, row, line[thread]);
    }
  }

  private void synthesiseRow(int thread, float[] from, int at, float[] to, int place) {
    int extent = block(rank - 1);
    int half = extent / 2;
    int lead = taps / 2 - 1;
    int reach = half + lead;
    float[] padded = spread[thread];
    for (int band = 0; band < 2; band++) {
      for (int i = 0; i < lead; i++) {
        padded[band * reach + i] = from[at + band * half + Math.floorMod(i - lead, half)];
      }
      System.arraycopy(from, at + band * half, padded, band * reach + lead, half);
    }
    int[] start = starts[thread];
    for (int m = 0; m < taps / 2; m++) {
      start[m] = lead - m;
      start[taps / 2 + m] = reach + lead - m;
    }
    float[] halves = joined[thread];
    filters.combine(padded, start, evenTaps, oddTaps, halves, 0, halves, half, half);
    merge(halves, half, extent, to, place);
  }

  /** Even elements stand in the first half, odd ones in the second. */
  private void merge(float[] halves, int half, int extent, float[] to, int place) {
    int lead = 1 - taps / 2;
    int inside = Math.min(half, taps / 4);
    for (int q = 0; q < inside; q++) {
      to[place + Math.floorMod(2 * q + lead, extent)] = halves[q];
      to[place + Math.floorMod(2 * q + 1 + lead, extent)] = halves[half + q];
    }
    for (int q = inside; q < half; q++) {
      to[place + 2 * q + lead] = halves[q];
      to[place + 2 * q + 1 + lead] = halves[half + q];
    }
  }

  private void analyseAxis(int task, int thread) {
    int part = task % 2;
    float[] from = fromCoefficients ? coefficients[part] : other[part];
    float[] to = fromCoefficients ? other[part] : coefficients[part];
    int extent = block(axis);
    int half = extent / 2;
    int end = Math.min(blockRows() / 2, (task / 2 + 1) * grain);
    int[] start = starts[thread];
    for (int unit = task / 2 * grain; unit < end; unit++) {
      int k = place(unit, half);
      for (int n = 0; n < taps; n++) {
        start[n] = lineStart(unit, half, Math.floorMod(2 * k + n + 1 - taps / 2, extent));
      }
      int first = lineStart(unit, half, k);
      int second = lineStart(unit, half, k + half);
      filters.combine(from, start, low, high, to, first, to, second, block(rank - 1));
    }
  }

  private void synthesiseAxis(int task, int thread) {
    int part = task % 2;
    float[] from = fromCoefficients ? coefficients[part] : other[part];
    float[] to = fromCoefficients ? other[part] : coefficients[part];
    int extent = block(axis);
    int half = extent / 2;
    int end = Math.min(blockRows() / 2, (task / 2 + 1) * grain);
    int[] start = starts[thread];
    for (int unit = task / 2 * grain; unit < end; unit++) {
      int q = place(unit, half);
      for (int m = 0; m < taps / 2; m++) {
        int k = Math.floorMod(q - m, half);
        start[m] = lineStart(unit, half, k);
        start[taps / 2 + m] = lineStart(unit, half, half + k);
      }
      int even = lineStart(unit, half, Math.floorMod(2 * q + 1 - taps / 2, extent));
      int odd = lineStart(unit, half, Math.floorMod(2 * q + 2 - taps / 2, extent));
      filters.combine(from, start, evenTaps, oddTaps, to, even, to, odd, block(rank - 1));
    }
  }

  /** Index along the current axis that a unit of work is about, 0 … half − 1. */
  private int place(int unit, int half) {
    return rank == 3 && axis == 0 ? unit / block(1) : unit % half;
  }

  /** First element of the row that has index {@code i} along the current axis. */
  private int lineStart(int unit, int half, int i) {
    if (rank < 3) {
      return i * width;
    }
    int row = axis == 0 ? i * extents[1] + unit % block(1) : unit / half * extents[1] + i;
    return row * width;
  }
}
