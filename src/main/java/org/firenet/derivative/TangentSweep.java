package org.firenet.derivative;

import org.firenet.derivative.LayerArithmetic.Space;
import org.firenet.network.FirenetParameters;

/**
 * The forward derivative, layer by layer: with D the derivative of the proximity operator at u and
 * P that of the projection onto the ball at d,
 *
 * <pre>
 *   dx ← α dψ + dα ψ ;  dq ← 0 ;  ds ← 0                                   first layer of a block
 *   du  = dx − τ (A* dq + dA* q)
 *   dx⁺ = D du + D_t dt
 *   dd  = dq + σ (A (2 dx⁺ − dx) + dA (2x⁺ − x) − α dy − dα y)
 *   dq⁺ = P dd,   P = 1 for ‖d‖ ≤ 1, else (1 − d d* / ‖d‖²) / ‖d‖
 *   ds ← ds + dx⁺
 *   dψ ← ds / (α p) − (dα / α) ψ⁺                                          last layer of a block
 * </pre>
 */
final class TangentSweep<V> {
  private final LayerArithmetic<V> arithmetic;
  private final FirenetParameters parameters;
  private final ForwardSweep<V> forward;
  private final LayerState<V> change;
  private final V work;
  private final V next;
  private final V product;
  private V data;
  private V thresholds;
  private V maps;
  private double normChange;

  TangentSweep(
      LayerArithmetic<V> arithmetic, FirenetParameters parameters, ForwardSweep<V> forward) {
    this.arithmetic = arithmetic;
    this.parameters = parameters;
    this.forward = forward;
    change = new LayerState<>(arithmetic);
    work = arithmetic.vector(Space.IMAGE);
    next = arithmetic.vector(Space.IMAGE);
    product = arithmetic.vector(Space.DATA);
  }

  /** Bytes of the vectors. */
  long bytes() {
    return LayerState.bytes(arithmetic)
        + 2 * arithmetic.bytes(Space.IMAGE)
        + arithmetic.bytes(Space.DATA);
  }

  /** dψ₀, to be filled before {@link #run}; the dψ that comes out. */
  V result() {
    return change.sum;
  }

  /** Change of the data and of ‖y‖₂; null for none. */
  void data(V value, double normDerivative) {
    data = value;
    normChange = normDerivative;
  }

  /** Change of the thresholds τλw; null for none. */
  void thresholds(V value) {
    thresholds = value;
  }

  /** Change of the sensitivities; null for none. */
  void maps(V value) {
    maps = value;
  }

  /** Runs through all layers. */
  void run() {
    for (int number = 0; number < forward.segments(); number++) {
      Segment<V> segment = forward.segment(number);
      for (int layer = forward.first(number); layer < forward.end(number); layer++) {
        layer(segment, layer);
      }
    }
  }

  private void layer(Segment<V> segment, int layer) {
    int block = layer / parameters.inner();
    int inner = layer % parameters.inner();
    double alpha = forward.scaling().alpha(block);
    double alphaChange = forward.scaling().slope(block) * normChange;
    if (inner == 0) {
      arithmetic.copy(change.sum, change.iterate);
      arithmetic.scale(alpha, change.iterate);
      arithmetic.add(alphaChange, segment.blockStart(block), change.iterate);
      arithmetic.clear(change.sum);
      arithmetic.copy(change.iterate, work);
    } else {
      double tau = parameters.tau().orElseThrow();
      arithmetic.adjoint(change.dual, work);
      arithmetic.scale(-tau, work);
      if (maps != null) {
        forward.dualBefore(layer, product);
        arithmetic.adjointThrough(-tau, maps, product, work);
      }
      arithmetic.add(1, change.iterate, work);
    }
    V u = segment.beforeThreshold(layer);
    arithmetic.proximalDerivative(block, layer, u, work, next);
    if (thresholds != null) {
      arithmetic.thresholdDerivative(block, layer, u, thresholds, next);
    }
    arithmetic.add(1, next, change.sum);
    if (inner == parameters.inner() - 1) {
      arithmetic.scale(1 / (alpha * parameters.inner()), change.sum);
      arithmetic.add(-alphaChange / alpha, segment.blockEnd(block), change.sum);
    } else {
      dualStep(segment, layer, alpha, alphaChange);
    }
  }

  private void dualStep(Segment<V> segment, int layer, double alpha, double alphaChange) {
    double sigma = parameters.sigma().orElseThrow();
    arithmetic.scale(-1, change.iterate);
    arithmetic.add(2, next, change.iterate);
    arithmetic.forward(change.iterate, product);
    arithmetic.scale(sigma, product);
    if (layer % parameters.inner() > 0) {
      arithmetic.add(1, change.dual, product);
    }
    if (data != null) {
      arithmetic.add(-sigma * alpha, data, product);
      arithmetic.add(-sigma * alphaChange, forward.data(), product);
    }
    if (maps != null) {
      forward.extrapolated(layer, work);
      arithmetic.forwardThrough(sigma, maps, work, product);
    }
    projectionDerivative(arithmetic, segment, layer, product);
    arithmetic.copy(product, change.dual);
    arithmetic.copy(next, change.iterate);
  }

  /** {@code v ← P v} at the d of a layer. */
  static <V> void projectionDerivative(
      LayerArithmetic<V> arithmetic, Segment<V> segment, int layer, V v) {
    double norm = segment.dualNorm(layer);
    if (norm > 1) {
      V d = segment.dual(layer);
      arithmetic.add(-arithmetic.inner(d, v) / (norm * norm), d, v);
      arithmetic.scale(1 / norm, v);
    }
  }
}
