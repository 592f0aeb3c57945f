package org.firenet.learned;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The learned numbers of a U-Net, in single precision, and how far its training is.
 *
 * <p>{@link UNetTraining} makes them, {@link UNetFile} keeps them, {@link UNetReconstruction} uses
 * them.
 */
public final class UNetWeights {
  private final UNetSettings settings;
  private final int steps;
  private final Map<String, INDArray> arrays;
  private final Map<String, INDArray> moments;

  /**
   * Weights after a number of steps.
   *
   * @param arrays by name. Not copied.
   * @param moments of Adam, by the same names. Not copied.
   */
  UNetWeights(
      UNetSettings settings,
      int steps,
      Map<String, INDArray> arrays,
      Map<String, INDArray> moments) {
    this.settings = settings;
    this.steps = steps;
    this.arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    this.moments = Collections.unmodifiableMap(new LinkedHashMap<>(moments));
  }

  /** Size of the network. */
  public UNetSettings settings() {
    return settings;
  }

  /** Steps of training taken. */
  public int steps() {
    return steps;
  }

  /** How many numbers were learned. */
  public long count() {
    return arrays.values().stream().collect(Collectors.summingLong(INDArray::length));
  }

  Map<String, INDArray> arrays() {
    return arrays;
  }

  Map<String, INDArray> moments() {
    return moments;
  }
}
