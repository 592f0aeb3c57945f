package org.firenet.derivative;

import org.firenet.derivative.LayerArithmetic.Space;

/**
 * Where a network stands before a layer: iterate x, projected dual q and the sum s, or before the
 * first layer of a block its start ψ in s, in the units of the data. Of a linear change the same.
 */
final class LayerState<V> {
  final V iterate;
  final V dual;
  final V sum;

  LayerState(LayerArithmetic<V> arithmetic) {
    iterate = arithmetic.vector(Space.IMAGE);
    dual = arithmetic.vector(Space.DATA);
    sum = arithmetic.vector(Space.IMAGE);
  }

  /** Bytes of the vectors. */
  static long bytes(LayerArithmetic<?> arithmetic) {
    return 2 * arithmetic.bytes(Space.IMAGE) + arithmetic.bytes(Space.DATA);
  }

  /** Takes over another state. */
  void copyFrom(LayerState<V> other, LayerArithmetic<V> arithmetic) {
    arithmetic.copy(other.iterate, iterate);
    arithmetic.copy(other.dual, dual);
    arithmetic.copy(other.sum, sum);
  }
}
