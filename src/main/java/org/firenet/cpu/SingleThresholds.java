package org.firenet.cpu;

import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.network.Problem;
import org.firenet.network.ShiftSequence;

/**
 * The proximity operator of a layer and its derivatives, on padded images: wavelet transforms on
 * shifted grids, something for each coefficient, and back.
 *
 * <p>With c = Ψ_k u and t = τλw, where |c| &gt; t; all derivatives are zero elsewhere.
 */
final class SingleThresholds {
  private static final int GRAIN = 8192;

  private final int count;
  private final int width;
  private final int period;
  private final float limit;
  private final float[] weights;
  private final ShiftSequence shifts;
  private final RowShift shift;
  private final SingleFilters filters;
  private final SingleWavelet point;
  private final SingleWavelet change;

  private SinglePlanes source;
  private SinglePlanes target;
  private SinglePlanes numbers;
  private float share;
  private boolean first;
  private final SingleWavelet.Source rows = this::load;
  private final SingleWavelet.Sink sink = this::store;
  private final Team.Task soften = this::soften;
  private final Team.Task differentiate = this::differentiate;
  private final Team.Task lower = this::lower;
  private final Team.Task gather = this::gather;

  /** For a problem, with the threshold τλ of a coefficient of weight 1. */
  SingleThresholds(
      Problem problem, ShiftSequence shifts, double threshold, int threads, boolean vector) {
    Shape padded = problem.layout().padded();
    count = padded.count();
    width = padded.extent(-1);
    period = 1 << problem.layout().levels();
    limit = (float) threshold;
    weights = problem.weights().map(SingleThresholds::values).orElse(null);
    this.shifts = shifts;
    shift = new RowShift(padded);
    filters = SingleFilters.of(vector);
    point = new SingleWavelet(problem.layout(), problem.wavelet(), threads, filters);
    change = new SingleWavelet(problem.layout(), problem.wavelet(), threads, filters);
  }

  private static float[] values(RealArray array) {
    float[] out = new float[array.count()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) array.get(i);
    }
    return out;
  }

  /** {@code result ← 1/K Σ_k Ψ_k* soft(c)}. */
  void proximal(Team team, int block, int layer, SinglePlanes u, SinglePlanes result) {
    for (int k = 0; k < begin(result); k++) {
      analyse(team, block, layer, k, u, point);
      team.run(soften, tasks());
      synthesise(team, k, point);
    }
  }

  /**
   * {@code result ← 1/K Σ_k Ψ_k* ((1 − t/|c|) c' + t c Re(conj(c) c') / |c|³)}, c' = Ψ_k du; c'
   * itself for t = 0.
   */
  void derivative(
      Team team, int block, int layer, SinglePlanes u, SinglePlanes du, SinglePlanes result) {
    for (int k = 0; k < begin(result); k++) {
      analyse(team, block, layer, k, u, point);
      analyse(team, block, layer, k, du, change);
      team.run(differentiate, tasks());
      synthesise(team, k, change);
    }
  }

  /** {@code result ← result − 1/K Σ_k Ψ_k* (dt c/|c|)}. */
  void ofThresholds(
      Team team, int block, int layer, SinglePlanes u, SinglePlanes dt, SinglePlanes result) {
    begin(result);
    numbers = dt;
    for (int k = 0; k < shifts.perLayer(); k++) {
      analyse(team, block, layer, k, u, point);
      team.run(lower, tasks());
      synthesise(team, k + 1, point);
    }
  }

  /** {@code dt ← dt − 1/K Σ_k Re(conj(c) Ψ_k v) / |c|}. */
  void thresholdGradient(
      Team team, int block, int layer, SinglePlanes u, SinglePlanes v, SinglePlanes dt) {
    begin(null);
    numbers = dt;
    for (int k = 0; k < shifts.perLayer(); k++) {
      analyse(team, block, layer, k, u, point);
      analyse(team, block, layer, k, v, change);
      team.run(gather, tasks());
    }
  }

  /** The image Ψ* of coefficients, not shifted, that {@link #coefficients} holds; they are lost. */
  void synthesise(Team team, SinglePlanes result) {
    java.util.Arrays.fill(shift.shift, 0);
    target = result;
    share = 1;
    synthesise(team, 0, point);
  }

  /** Coefficients to fill before {@link #synthesise}; part 0 is real, 1 imaginary. */
  float[] coefficients(int part) {
    return part == 0 ? point.re() : point.im();
  }

  private int begin(SinglePlanes result) {
    target = result;
    share = 1.0f / shifts.perLayer();
    return shifts.perLayer();
  }

  private void analyse(
      Team team, int block, int layer, int k, SinglePlanes image, SingleWavelet wavelet) {
    shifts.shift(block, layer, k, period, shift.shift);
    source = image;
    wavelet.analyse(team, rows);
  }

  private void synthesise(Team team, int k, SingleWavelet wavelet) {
    first = k == 0;
    wavelet.synthesise(team, sink);
  }

  private int tasks() {
    return (count + GRAIN - 1) / GRAIN;
  }

  private void load(int part, int row, float[] out) {
    float[] from = part == 0 ? source.re : source.im;
    int at = shift.unshifted(row) * width;
    int s = shift.last();
    System.arraycopy(from, at, out, s, width - s);
    System.arraycopy(from, at + width - s, out, 0, s);
  }

  private void store(int part, int row, float[] in) {
    float[] to = part == 0 ? target.re : target.im;
    int at = shift.unshifted(row) * width;
    int s = shift.last();
    store(in, s, to, at, width - s);
    store(in, 0, to, at + width - s, s);
  }

  private void store(float[] in, int from, float[] to, int at, int length) {
    float f = share;
    if (first) {
      for (int i = 0; i < length; i++) {
        to[at + i] = f * in[from + i];
      }
    } else {
      for (int i = 0; i < length; i++) {
        to[at + i] += f * in[from + i];
      }
    }
  }

  private float threshold(int i) {
    return weights == null ? limit : limit * weights[i];
  }

  private int end(int task) {
    return Math.min(count, (task + 1) * GRAIN);
  }

  private void soften(int task, int thread) {
    int from = task * GRAIN;
    filters.threshold(point.re(), point.im(), from, end(task) - from, limit, weights);
  }

  private void differentiate(int task, int thread) {
    float[] cr = point.re();
    float[] ci = point.im();
    float[] re = change.re();
    float[] im = change.im();
    for (int i = task * GRAIN; i < end(task); i++) {
      float modulus = (float) Math.sqrt(cr[i] * cr[i] + ci[i] * ci[i]);
      float inverse = 1 / Math.max(modulus, Float.MIN_NORMAL);
      float ratio = threshold(i) * inverse;
      float kept = modulus > threshold(i) || threshold(i) == 0 ? 1 - ratio : 0;
      float unitRe = cr[i] * inverse;
      float unitIm = ci[i] * inverse;
      float radial = modulus > threshold(i) ? ratio * (unitRe * re[i] + unitIm * im[i]) : 0;
      re[i] = kept * re[i] + radial * unitRe;
      im[i] = kept * im[i] + radial * unitIm;
    }
  }

  private void lower(int task, int thread) {
    float[] cr = point.re();
    float[] ci = point.im();
    for (int i = task * GRAIN; i < end(task); i++) {
      float modulus = (float) Math.sqrt(cr[i] * cr[i] + ci[i] * ci[i]);
      float factor = modulus > threshold(i) ? -numbers.re[i] / modulus : 0;
      cr[i] *= factor;
      ci[i] *= factor;
    }
  }

  private void gather(int task, int thread) {
    float[] cr = point.re();
    float[] ci = point.im();
    for (int i = task * GRAIN; i < end(task); i++) {
      float modulus = (float) Math.sqrt(cr[i] * cr[i] + ci[i] * ci[i]);
      if (modulus > threshold(i)) {
        float along = cr[i] * change.re()[i] + ci[i] * change.im()[i];
        numbers.re[i] -= share * along / modulus;
      }
    }
  }
}
