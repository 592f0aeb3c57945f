package org.firenet.derivative;

import org.firenet.derivative.LayerArithmetic.Space;
import org.firenet.network.FirenetParameters;

/**
 * The adjoint derivative, from the last layer to the first: D and P as in {@link TangentSweep},
 * both symmetric; x̄ is the gradient with respect to x, and so on.
 *
 * <pre>
 *   ᾱ ← ᾱ − ⟨ψ̄, ψ⁺⟩ / α ;  s̄ ← ψ̄ / (α p) ;  x̄ ← 0 ;  q̄ ← 0 ;  ȳ' ← 0      last layer of a block
 *   x̄⁺ = x̄ + s̄ + 2σ A* d̄,   d̄ = P q̄,   ȳ' ← ȳ' − σ d̄
 *   ū  = D x̄⁺,   t̄ ← t̄ + D_t* x̄⁺
 *   x̄ ← ū − σ A* d̄ ;  q̄ ← d̄ − τ A ū
 *   ᾱ ← ᾱ + ⟨ȳ', y⟩ + ⟨x̄, ψ⟩ ;  ȳ ← ȳ + α ȳ' ;  ψ̄ ← α x̄                    first layer of a block
 * </pre>
 *
 * <p>Sensitivities get {@code σ conj(2x⁺ − x) Φ* M d̄ − τ conj(ū) Φ* M q} at every layer.
 */
final class AdjointSweep<V> {
  private final LayerArithmetic<V> arithmetic;
  private final FirenetParameters parameters;
  private final ForwardSweep<V> forward;
  private final LayerState<V> gradient;
  private final V data;
  private final V blockData;
  private final V work;
  private final V before;
  private final V product;
  private V thresholds;
  private V maps;
  private double normGradient;

  AdjointSweep(
      LayerArithmetic<V> arithmetic, FirenetParameters parameters, ForwardSweep<V> forward) {
    this.arithmetic = arithmetic;
    this.parameters = parameters;
    this.forward = forward;
    gradient = new LayerState<>(arithmetic);
    data = arithmetic.vector(Space.DATA);
    blockData = arithmetic.vector(Space.DATA);
    product = arithmetic.vector(Space.DATA);
    work = arithmetic.vector(Space.IMAGE);
    before = arithmetic.vector(Space.IMAGE);
  }

  /** Bytes of the vectors. */
  long bytes() {
    return LayerState.bytes(arithmetic)
        + 3 * arithmetic.bytes(Space.DATA)
        + 2 * arithmetic.bytes(Space.IMAGE);
  }

  /** ψ̄ of the result, to be filled before {@link #run}; the ψ̄₀ that comes out. */
  V result() {
    return gradient.sum;
  }

  /** Where gradients with respect to the thresholds τλw are added; null if not wanted. */
  void thresholds(V value) {
    thresholds = value;
  }

  /** Where gradients with respect to the sensitivities are added; null if not wanted. */
  void maps(V value) {
    maps = value;
  }

  /** The gradient with respect to the data, α held. */
  V data() {
    return data;
  }

  /** The gradient with respect to ‖y‖₂, through α. */
  double normGradient() {
    return normGradient;
  }

  /** Runs through all layers. */
  void run() {
    arithmetic.clear(data);
    normGradient = 0;
    for (int number = forward.segments() - 1; number >= 0; number--) {
      Segment<V> segment = forward.segment(number);
      for (int layer = forward.end(number) - 1; layer >= forward.first(number); layer--) {
        layer(segment, layer);
      }
    }
  }

  private void layer(Segment<V> segment, int layer) {
    int block = layer / parameters.inner();
    int inner = layer % parameters.inner();
    double alpha = forward.scaling().alpha(block);
    if (inner == parameters.inner() - 1) {
      end(segment, block, alpha);
    }
    arithmetic.add(1, gradient.sum, gradient.iterate);
    if (inner < parameters.inner() - 1) {
      dualStep(segment, layer);
    } else {
      arithmetic.clear(before);
    }
    V u = segment.beforeThreshold(layer);
    if (thresholds != null) {
      arithmetic.thresholdGradient(block, layer, u, gradient.iterate, thresholds);
    }
    arithmetic.proximalDerivative(block, layer, u, gradient.iterate, work);
    if (inner > 0) {
      primalStep(layer);
    }
    arithmetic.copy(before, gradient.iterate);
    arithmetic.add(1, work, gradient.iterate);
    if (inner == 0) {
      begin(segment, block, alpha);
    }
  }

  private void end(Segment<V> segment, int block, double alpha) {
    normGradient -=
        forward.scaling().slope(block)
            * arithmetic.inner(gradient.sum, segment.blockEnd(block))
            / alpha;
    arithmetic.scale(1 / (alpha * parameters.inner()), gradient.sum);
    arithmetic.clear(gradient.iterate);
    arithmetic.clear(gradient.dual);
    arithmetic.clear(blockData);
  }

  /** q̄ becomes d̄; x̄ gets its part, and {@code before} what the x before the layer gets. */
  private void dualStep(Segment<V> segment, int layer) {
    double sigma = parameters.sigma().orElseThrow();
    TangentSweep.projectionDerivative(arithmetic, segment, layer, gradient.dual);
    arithmetic.add(-sigma, gradient.dual, blockData);
    arithmetic.adjoint(gradient.dual, before);
    arithmetic.add(2 * sigma, before, gradient.iterate);
    arithmetic.scale(-sigma, before);
    if (maps != null) {
      forward.extrapolated(layer, work);
      arithmetic.mapsGradient(sigma, work, gradient.dual, maps);
    }
  }

  /** q̄ ← d̄ − τ A ū. */
  private void primalStep(int layer) {
    double tau = parameters.tau().orElseThrow();
    if (maps != null) {
      forward.dualBefore(layer, product);
      arithmetic.mapsGradient(-tau, work, product, maps);
    }
    arithmetic.forward(work, product);
    arithmetic.add(-tau, product, gradient.dual);
  }

  private void begin(Segment<V> segment, int block, double alpha) {
    double alphaGradient =
        arithmetic.inner(blockData, forward.data())
            + arithmetic.inner(gradient.iterate, segment.blockStart(block));
    normGradient += forward.scaling().slope(block) * alphaGradient;
    arithmetic.add(alpha, blockData, data);
    arithmetic.copy(gradient.iterate, gradient.sum);
    arithmetic.scale(alpha, gradient.sum);
  }
}
