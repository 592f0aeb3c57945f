package org.firenet.network;

import java.util.Arrays;

/**
 * What was seen after every layer of one image, for the ergodic mean z of its block so far, in the
 * units of the data (α divided out).
 *
 * @param objective F = λ ‖z‖_{1,w} + ‖A z − y‖₂
 * @param residual ‖A z − y‖₂
 * @param norm1 ‖z‖_{1,w}; with shifts, the mean over the grids of the layer
 * @param error ‖x − truth‖₂ / ‖truth‖₂, or ‖|x| − |truth|‖₂ / ‖truth‖₂ where only the magnitude of
 *     the truth is known; NaN where no truth was given
 */
public record History(double[] objective, double[] residual, double[] norm1, double[] error) {
  /** A history of a number of layers, all NaN. */
  public static History ofLayers(int layers) {
    double[] nan = new double[layers];
    Arrays.fill(nan, Double.NaN);
    return new History(nan, nan.clone(), nan.clone(), nan.clone());
  }

  /** Number of layers. */
  public int layers() {
    return objective.length;
  }

  /** Writes one layer. */
  public void set(int layer, double lambda, double residualNorm, double l1, double relativeError) {
    objective[layer] = lambda * l1 + residualNorm;
    residual[layer] = residualNorm;
    norm1[layer] = l1;
    error[layer] = relativeError;
  }
}
