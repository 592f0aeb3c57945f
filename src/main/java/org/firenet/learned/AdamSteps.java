package org.firenet.learned;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;

/** Adam for a set of named variables: β₁ = 0.9, β₂ = 0.999, ε = 1e-8. */
final class AdamSteps {
  private final Map<String, INDArray> variables;
  private final Map<String, INDArray> moments = new LinkedHashMap<>();
  private final Map<String, AdamUpdater> updaters = new LinkedHashMap<>();
  private int steps;

  /**
   * Begins with moments of zero.
   *
   * @param variables by name. Modified by {@link #step}.
   */
  AdamSteps(Map<String, INDArray> variables) {
    this.variables = variables;
    variables.forEach(
        (name, variable) -> {
          INDArray both = Nd4j.zeros(variable.dataType(), 1, 2 * variable.length());
          moments.put(name, both);
          updaters.put(name, (AdamUpdater) new Adam().instantiate(both, true));
        });
  }

  /** How many steps were taken. */
  int steps() {
    return steps;
  }

  /** First and second moments of every variable, one after the other. */
  Map<String, INDArray> moments() {
    return moments;
  }

  /** Goes on where others were, once their {@link #moments} are here. */
  void resume(int stepsTaken) {
    steps = stepsTaken;
  }

  /**
   * One step.
   *
   * @param gradients by name, of the shapes of the variables. Modified.
   */
  void step(Map<String, INDArray> gradients, double learningRate) {
    variables.forEach(
        (name, variable) -> {
          INDArray gradient = gradients.get(name);
          AdamUpdater updater = updaters.get(name);
          updater.getConfig().setLearningRate(learningRate);
          updater.applyUpdater(gradient, steps, 0);
          variable.subi(gradient);
        });
    steps++;
  }
}
