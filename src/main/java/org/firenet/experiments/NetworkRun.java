package org.firenet.experiments;

import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.network.FirenetParameters;
import org.firenet.network.History;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;

/**
 * One image by one network, and what happened on the way.
 *
 * @param image {@code [y, x]}
 * @param history of every layer
 */
record NetworkRun(ComplexArray image, History history) {
  /** Runs a network with its history. */
  static NetworkRun of(
      PhantomProblem problem,
      FirenetParameters parameters,
      PlanInput input,
      ExperimentSettings settings,
      Precision usual) {
    try (Plan plan = settings.plan(problem.problem(), parameters, usual, true)) {
      ComplexArray image = plan.run(input.truth(problem.truth()));
      return new NetworkRun(image, plan.histories().get(0));
    }
  }

  /** An image by a network, nothing else. */
  static ComplexArray image(
      PhantomProblem problem,
      FirenetParameters parameters,
      PlanInput input,
      ExperimentSettings settings,
      Precision usual) {
    try (Plan plan = settings.plan(problem.problem(), parameters, usual, false)) {
      return plan.run(input);
    }
  }

  /** The array times a number. */
  static ComplexArray scaled(ComplexArray array, double factor) {
    ComplexArray out = ComplexArray.zeros(array.precision(), array.shape());
    for (int i = 0; i < out.count(); i++) {
      out.set(i, factor * array.re(i), factor * array.im(i));
    }
    return out;
  }
}
