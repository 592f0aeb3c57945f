package org.firenet.derivative;

import java.util.ArrayList;
import java.util.List;
import org.firenet.derivative.LayerArithmetic.Space;

/** What some layers in a row leave behind for their derivative. */
final class Segment<V> {
  private final LayerArithmetic<V> arithmetic;
  private final int layersOfBlock;
  private final List<V> beforeThreshold;
  private final List<V> dual;
  private final List<V> blockStart;
  private final List<V> blockEnd;
  private final double[] dualNorm;
  private int first = -1;

  /**
   * Room for layers.
   *
   * @param layers number of layers
   * @param layersOfBlock layers between two restarts
   */
  Segment(LayerArithmetic<V> arithmetic, int layers, int layersOfBlock) {
    this.arithmetic = arithmetic;
    this.layersOfBlock = layersOfBlock;
    int edges = (layers - 1) / layersOfBlock + 1;
    beforeThreshold = vectors(Space.IMAGE, layers);
    dual = vectors(Space.DATA, layers);
    blockStart = vectors(Space.IMAGE, edges);
    blockEnd = vectors(Space.IMAGE, edges);
    dualNorm = new double[layers];
  }

  private List<V> vectors(Space space, int count) {
    List<V> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(arithmetic.vector(space));
    }
    return list;
  }

  /** Bytes of all vectors. */
  long bytes() {
    int images = beforeThreshold.size() + blockStart.size() + blockEnd.size();
    return images * arithmetic.bytes(Space.IMAGE) + dual.size() * arithmetic.bytes(Space.DATA);
  }

  /** The first layer recorded, over all blocks; −1 if none is. */
  int first() {
    return first;
  }

  /** Begins to record at a layer. */
  void begin(int layer) {
    first = layer;
  }

  /** u of a layer, before the threshold. */
  V beforeThreshold(int layer) {
    return beforeThreshold.get(layer - first);
  }

  /** d of a layer, before the projection; without meaning in the last layer of a block. */
  V dual(int layer) {
    return dual.get(layer - first);
  }

  /** ‖d‖₂ of a layer. */
  double dualNorm(int layer) {
    return dualNorm[layer - first];
  }

  /** Records ‖d‖₂. */
  void dualNorm(int layer, double value) {
    dualNorm[layer - first] = value;
  }

  /** ψ that a block begins with, in the units of the data; of blocks whose first layer is here. */
  V blockStart(int block) {
    return blockStart.get(block - (first + layersOfBlock - 1) / layersOfBlock);
  }

  /** ψ that a block ends with, in the units of the data; of blocks whose last layer is here. */
  V blockEnd(int block) {
    return blockEnd.get(block - first / layersOfBlock);
  }
}
