package org.firenet.reference;

import org.firenet.derivative.LayerArithmetic;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Problem;

/** The arithmetic that defines every operation of a layer, for tests of others. */
public final class DefinedArithmetic {
  private DefinedArithmetic() {}

  /**
   * On interleaved numbers; data of all points.
   *
   * @param parameters resolved
   */
  public static LayerArithmetic<double[]> of(Problem problem, FirenetParameters parameters) {
    return new ReferenceArithmetic(problem, parameters);
  }
}
