package org.firenet.derivative;

import java.util.ArrayList;
import java.util.List;
import org.firenet.derivative.LayerArithmetic.Space;
import org.firenet.network.DerivativeOptions.Tape;
import org.firenet.network.FirenetParameters;

/**
 * Runs the layers and records what their derivative needs: the state at the beginning of every
 * segment of k layers, and all of one segment at a time. Of N layers, k = ⌈√N⌉ with checkpoints, N
 * with every layer.
 */
final class ForwardSweep<V> {
  /** Keeps the quotient finite at d = 0. */
  private static final double GUARD = 1e-43;

  private final LayerArithmetic<V> arithmetic;
  private final FirenetParameters parameters;
  private final int length;
  private final List<LayerState<V>> checkpoints = new ArrayList<>();
  private final Segment<V> segment;
  private final LayerState<V> state;
  private final V data;
  private final V next;
  private ScalingDerivative scaling;

  /** Takes the memory; {@code parameters} resolved. */
  ForwardSweep(LayerArithmetic<V> arithmetic, FirenetParameters parameters, Tape tape) {
    this.arithmetic = arithmetic;
    this.parameters = parameters;
    int layers = parameters.layers();
    length = tape == Tape.EVERY_LAYER ? layers : (int) Math.ceil(Math.sqrt(layers));
    for (int first = 0; first < layers; first += length) {
      checkpoints.add(new LayerState<>(arithmetic));
    }
    segment = new Segment<>(arithmetic, Math.min(length, layers), parameters.inner());
    state = new LayerState<>(arithmetic);
    data = arithmetic.vector(Space.DATA);
    next = arithmetic.vector(Space.IMAGE);
  }

  /** Bytes kept. */
  long bytes() {
    return (checkpoints.size() + 1) * LayerState.bytes(arithmetic)
        + segment.bytes()
        + arithmetic.bytes(Space.DATA)
        + arithmetic.bytes(Space.IMAGE);
  }

  /** The data y; to be filled before {@link #run}. */
  V data() {
    return data;
  }

  /** The start ψ₀, then the result ψ; padded, in the units of the data. */
  V result() {
    return state.sum;
  }

  /** α of each block and its slope, of the last run. */
  ScalingDerivative scaling() {
    return scaling;
  }

  /** Runs all layers from the start in {@link #result}. */
  void run(ScalingDerivative scales, Runnable afterLayer) {
    scaling = scales;
    for (int number = 0; number < checkpoints.size(); number++) {
      checkpoints.get(number).copyFrom(state, arithmetic);
      record(number, afterLayer);
    }
  }

  /** Takes the scaling of a run that is not to be done: the image is zero. */
  void forget(ScalingDerivative scales) {
    scaling = scales;
    segment.begin(-1);
  }

  /** Number of segments. */
  int segments() {
    return checkpoints.size();
  }

  /** The state before the first layer of a segment. */
  LayerState<V> checkpoint(int number) {
    return checkpoints.get(number);
  }

  /** First layer of a segment. */
  int first(int number) {
    return number * length;
  }

  /** One past the last layer of a segment. */
  int end(int number) {
    return Math.min(parameters.layers(), (number + 1) * length);
  }

  /** All of a segment; run again if another one was recorded since. */
  Segment<V> segment(int number) {
    if (segment.first() != first(number)) {
      state.copyFrom(checkpoints.get(number), arithmetic);
      record(number, () -> {});
    }
    return segment;
  }

  private void record(int number, Runnable afterLayer) {
    segment.begin(first(number));
    try {
      for (int layer = first(number); layer < end(number); layer++) {
        layer(layer);
        afterLayer.run();
      }
    } catch (RuntimeException | Error e) {
      segment.begin(-1);
      throw e;
    }
  }

  private void layer(int layer) {
    int block = layer / parameters.inner();
    int inner = layer % parameters.inner();
    double alpha = scaling.alpha(block);
    double tau = parameters.tau().orElseThrow();
    V u = segment.beforeThreshold(layer);
    if (inner == 0) {
      arithmetic.copy(state.sum, segment.blockStart(block));
      arithmetic.copy(state.sum, state.iterate);
      arithmetic.scale(alpha, state.iterate);
      arithmetic.clear(state.sum);
      arithmetic.copy(state.iterate, u);
    } else {
      arithmetic.adjoint(state.dual, u);
      arithmetic.scale(-tau, u);
      arithmetic.add(1, state.iterate, u);
    }
    arithmetic.proximal(block, layer, u, next);
    arithmetic.add(1, next, state.sum);
    if (inner == parameters.inner() - 1) {
      arithmetic.scale(1 / (alpha * parameters.inner()), state.sum);
      arithmetic.copy(state.sum, segment.blockEnd(block));
    } else {
      dualStep(layer, inner, alpha);
    }
  }

  private void dualStep(int layer, int inner, double alpha) {
    double sigma = parameters.sigma().orElseThrow();
    V d = segment.dual(layer);
    arithmetic.scale(-1, state.iterate);
    arithmetic.add(2, next, state.iterate);
    arithmetic.forward(state.iterate, d);
    arithmetic.scale(sigma, d);
    arithmetic.add(-sigma * alpha, data, d);
    if (inner > 0) {
      arithmetic.add(1, state.dual, d);
    }
    double norm = Math.sqrt(arithmetic.inner(d, d));
    segment.dualNorm(layer, norm);
    arithmetic.copy(d, state.dual);
    arithmetic.scale(projection(norm), state.dual);
    arithmetic.copy(next, state.iterate);
  }

  /** min(1, 1/‖d‖). */
  static double projection(double norm) {
    return Math.min(1, 1 / (norm + GUARD));
  }

  /**
   * q before a layer that is not the first of its block.
   *
   * @param to a vector of data. Modified.
   */
  void dualBefore(int layer, V to) {
    if (layer == segment.first()) {
      arithmetic.copy(checkpoints.get(layer / length).dual, to);
    } else {
      arithmetic.copy(segment.dual(layer - 1), to);
      arithmetic.scale(projection(segment.dualNorm(layer - 1)), to);
    }
  }

  /**
   * 2x⁺ − x of a layer.
   *
   * @param to a padded image. Modified.
   */
  void extrapolated(int layer, V to) {
    int block = layer / parameters.inner();
    if (layer % parameters.inner() == 0) {
      arithmetic.copy(segment.blockStart(block), to);
      arithmetic.scale(-scaling.alpha(block), to);
    } else if (layer == segment.first()) {
      arithmetic.copy(checkpoints.get(layer / length).iterate, to);
      arithmetic.scale(-1, to);
    } else {
      arithmetic.proximal(block, layer - 1, segment.beforeThreshold(layer - 1), to);
      arithmetic.scale(-1, to);
    }
    arithmetic.proximal(block, layer, segment.beforeThreshold(layer), next);
    arithmetic.add(2, next, to);
  }
}
