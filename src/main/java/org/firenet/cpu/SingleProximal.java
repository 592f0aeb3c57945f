package org.firenet.cpu;

import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.network.Problem;
import org.firenet.network.ShiftSequence;
import org.firenet.transform.WaveletLayout;

/**
 * The primal half of a layer in image-domain form and the state it works on:
 *
 * <pre>
 *   u ← x − τ g ;  x⁺ ← 1/K Σ_k Ψ_k* soft(Ψ_k u, τλw) ;  s ← s + x⁺ ;  x̄ ← 2x⁺ − x ;  x ← x⁺.
 * </pre>
 *
 * <p>x and s are padded, the gradient g and x̄ are not.
 */
final class SingleProximal {
  private static final int GRAIN = 8192;

  private final Shape image;
  private final Shape padded;
  private final int rank;
  private final int width;
  private final int period;
  private final ShiftSequence shifts;
  private final SingleWavelet wavelet;
  private final SingleFilters filters;
  private final float[] weights;
  private final SinglePlanes x;
  private final SinglePlanes sum;
  private final SinglePlanes mean;
  private final RowShift shift;
  private final double[] partial;

  private SinglePlanes gradient;
  private SinglePlanes extrapolated;
  private float step;
  private float limit;
  private float factor;
  private int number;
  private final SingleWavelet.Source primalSource = this::loadPrimal;
  private final SingleWavelet.Source meanSource = this::loadMean;
  private final SingleWavelet.Sink primalSink = this::storePrimal;
  private final SingleWavelet.Sink startSink = this::storeStart;
  private final Team.Task threshold = this::threshold;
  private final Team.Task norm = this::norm;

  SingleProximal(Problem problem, ShiftSequence shifts, int threads, boolean vector) {
    WaveletLayout layout = problem.layout();
    this.image = layout.image();
    this.padded = layout.padded();
    this.rank = padded.rank();
    this.width = padded.extent(-1);
    this.period = 1 << layout.levels();
    this.shifts = shifts;
    this.filters = SingleFilters.of(vector);
    this.wavelet = new SingleWavelet(layout, problem.wavelet(), threads, filters);
    this.weights = problem.weights().map(SingleProximal::numbers).orElse(null);
    this.x = new SinglePlanes(padded.count());
    this.sum = new SinglePlanes(padded.count());
    this.mean = new SinglePlanes(shifts.perLayer() > 1 ? padded.count() : 0);
    this.shift = new RowShift(padded);
    this.partial = new double[tasks()];
  }

  private static float[] numbers(RealArray array) {
    float[] out = new float[array.count()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) array.get(i);
    }
    return out;
  }

  /** x = 0. */
  void startFromZero() {
    java.util.Arrays.fill(sum.re, 0);
    java.util.Arrays.fill(sum.im, 0);
  }

  /** x = the image that begins at an element; the padding is zero. Taken up by the first block. */
  void startFromImage(ComplexArray start, int first) {
    startFromZero();
    for (int row = 0; row < wavelet.rows(); row++) {
      int from = imageRow(row);
      for (int i = 0; from >= 0 && i < image.extent(-1); i++) {
        sum.re[row * width + i] = (float) start.re(first + from + i);
        sum.im[row * width + i] = (float) start.im(first + from + i);
      }
    }
  }

  /** x = Ψ* c of the coefficients that begin at an element. Taken up by the first block. */
  void startFromCoefficients(Team team, ComplexArray start, int first) {
    for (int i = 0; i < padded.count(); i++) {
      wavelet.re()[i] = (float) start.re(first + i);
      wavelet.im()[i] = (float) start.im(first + i);
    }
    wavelet.synthesise(team, startSink);
  }

  private void storeStart(int part, int row, float[] in) {
    System.arraycopy(in, 0, part == 0 ? sum.re : sum.im, row * width, width);
  }

  /** Begins a block: {@code x ← factor · s, s ← 0}. */
  void beginBlock(double scale) {
    scale(sum.re, x.re, (float) scale);
    scale(sum.im, x.im, (float) scale);
  }

  private static void scale(float[] from, float[] to, float scale) {
    for (int i = 0; i < from.length; i++) {
      to[i] = scale * from[i];
      from[i] = 0;
    }
  }

  /** The primal step. {@code result} gets x̄; {@code tau} already carries the scale of the dual. */
  void apply(
      Team team,
      int block,
      int layer,
      SinglePlanes g,
      double tau,
      double thresholdAt,
      SinglePlanes result) {
    gradient = g;
    extrapolated = result;
    step = (float) tau;
    limit = (float) thresholdAt;
    for (number = 0; number < shifts.perLayer(); number++) {
      shifts.shift(block, layer, number, period, shift.shift);
      wavelet.analyse(team, primalSource);
      team.run(threshold, tasks());
      wavelet.synthesise(team, primalSink);
    }
  }

  private int tasks() {
    return (padded.count() + GRAIN - 1) / GRAIN;
  }

  private void threshold(int task, int thread) {
    int from = task * GRAIN;
    int count = Math.min(GRAIN, padded.count() - from);
    filters.threshold(wavelet.re(), wavelet.im(), from, count, limit, weights);
  }

  /** First element of a padded row in an image that is not padded; −1 outside. */
  private int imageRow(int row) {
    if (rank == 1) {
      return 0;
    }
    int rows = padded.extent(rank - 2);
    int y = row % rows;
    int z = row / rows;
    int planes = rank == 3 ? image.extent(0) : 1;
    if (y >= image.extent(rank - 2) || z >= planes) {
      return -1;
    }
    return (z * image.extent(rank - 2) + y) * image.extent(-1);
  }

  private void loadPrimal(int part, int row, float[] out) {
    int from = shift.unshifted(row);
    int start = imageRow(from);
    float[] state = part == 0 ? x.re : x.im;
    float[] g = part == 0 ? gradient.re : gradient.im;
    int s = shift.last();
    if (start < 0 || step == 0) {
      System.arraycopy(state, from * width, out, s, width - s);
      System.arraycopy(state, from * width + width - s, out, 0, s);
      return;
    }
    int inside = image.extent(-1);
    subtract(state, from * width, g, start, out, s, 0, width - s, inside);
    subtract(state, from * width, g, start, out, s - width, width - s, width, inside);
  }

  /** out[i + move] = x[i] − τ g[i] for i = begin … end − 1, g being zero from {@code inside} on. */
  private void subtract(
      float[] state,
      int at,
      float[] g,
      int start,
      float[] out,
      int move,
      int begin,
      int end,
      int inside) {
    float t = step;
    int middle = Math.max(begin, Math.min(end, inside));
    for (int i = begin; i < middle; i++) {
      out[i + move] = state[at + i] - t * g[start + i];
    }
    for (int i = middle; i < end; i++) {
      out[i + move] = state[at + i];
    }
  }

  private void storePrimal(int part, int row, float[] in) {
    int to = shift.unshifted(row);
    int s = shift.last();
    int count = shifts.perLayer();
    if (count == 1) {
      update(part, to, in, s, 0, width - s);
      update(part, to, in, s - width, width - s, width);
      return;
    }
    float[] m = part == 0 ? mean.re : mean.im;
    float share = 1.0f / count;
    for (int i = 0; i < width; i++) {
      int from = i + s < width ? i + s : i + s - width;
      float before = number == 0 ? 0 : m[to * width + i];
      m[to * width + i] = before + share * in[from];
    }
    if (number == count - 1) {
      update(part, to, m, to * width, 0, width);
    }
  }

  /** Takes in[i + move] as x⁺[i] for i = begin … end − 1 of an image row. */
  private void update(int part, int row, float[] in, int move, int begin, int end) {
    float[] state = part == 0 ? x.re : x.im;
    float[] total = part == 0 ? sum.re : sum.im;
    float[] bar = part == 0 ? extrapolated.re : extrapolated.im;
    int at = row * width;
    int start = imageRow(row);
    int inside = start < 0 ? 0 : image.extent(-1);
    int middle = Math.max(begin, Math.min(end, inside));
    for (int i = begin; i < middle; i++) {
      bar[start + i] = 2 * in[i + move] - state[at + i];
    }
    for (int i = begin; i < end; i++) {
      total[at + i] += in[i + move];
      state[at + i] = in[i + move];
    }
  }

  /** {@code factor · s} without its padding. */
  void scaledSum(double scale, SinglePlanes result) {
    float f = (float) scale;
    for (int row = 0; row < wavelet.rows(); row++) {
      int to = imageRow(row);
      for (int i = 0; to >= 0 && i < image.extent(-1); i++) {
        result.re[to + i] = f * sum.re[row * width + i];
        result.im[to + i] = f * sum.im[row * width + i];
      }
    }
  }

  /** {@code ‖factor · Ψ_k s‖_{1,w}}, the mean over the shifts of a layer. */
  double norm1(Team team, int block, int layer, double scale) {
    factor = (float) scale;
    double total = 0;
    for (number = 0; number < shifts.perLayer(); number++) {
      shifts.shift(block, layer, number, period, shift.shift);
      wavelet.analyse(team, meanSource);
      team.run(norm, tasks());
      for (double value : partial) {
        total += value;
      }
    }
    return total / shifts.perLayer();
  }

  private void loadMean(int part, int row, float[] out) {
    float[] total = part == 0 ? sum.re : sum.im;
    int at = shift.unshifted(row) * width;
    int s = shift.last();
    for (int i = 0; i < width; i++) {
      out[i + s < width ? i + s : i + s - width] = factor * total[at + i];
    }
  }

  private void norm(int task, int thread) {
    double total = 0;
    for (int i = task * GRAIN; i < Math.min(padded.count(), (task + 1) * GRAIN); i++) {
      double re = wavelet.re()[i];
      double im = wavelet.im()[i];
      total += (weights == null ? 1 : weights[i]) * Math.sqrt(re * re + im * im);
    }
    partial[task] = total;
  }
}
