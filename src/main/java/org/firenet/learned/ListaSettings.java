package org.firenet.learned;

/**
 * How a LISTA network is trained.
 *
 * @param layers number of layers
 * @param steps of Adam
 * @param batch examples a step
 * @param learningRate of the first step; it falls geometrically to a thousandth of it
 * @param seed of the order of the examples
 */
public record ListaSettings(int layers, int steps, int batch, double learningRate, long seed) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming what is out of range
   */
  public ListaSettings {
    require(layers >= 1, "layers", layers);
    require(steps >= 1, "steps", steps);
    require(batch >= 1, "batch", batch);
    require(learningRate > 0 && Double.isFinite(learningRate), "learningRate", learningRate);
  }

  /** Ten layers. */
  public static ListaSettings ofSteps(int steps, long seed) {
    return new ListaSettings(10, steps, 100, 2e-2, seed);
  }

  /** Rate of a step, counted from 0. */
  double rate(int step) {
    return learningRate * Math.pow(1e-3, (double) step / steps);
  }

  private static void require(boolean holds, String name, Number actual) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": expected a positive number, got " + actual);
    }
  }
}
