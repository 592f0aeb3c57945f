package org.firenet.experiments;

import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.network.FirenetParameters;
import org.firenet.network.History;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;
import org.firenet.network.ShiftSequence;

/**
 * FIRENET on an {@link InexactPair}: Ψ is the identity, p = 50, 30 restarts, ν = 1/e, δ = 1e-6, L =
 * ‖A‖.
 */
final class InexactFirenet {
  static final int INNER = 50;
  static final int OUTER = 30;
  static final double DELTA = 1e-6;

  /** Which τ = σ. */
  enum Steps {
    /** ‖A‖^{−1/2} − 1e-4, as in the public script; τσ‖A‖² exceeds 1 where ‖A‖ does. */
    PUBLISHED {
      @Override
      double of(double norm) {
        return Math.sqrt(1 / norm) - 1e-4;
      }
    },
    /** 1/‖A‖. */
    ADMISSIBLE {
      @Override
      double of(double norm) {
        return 1 / norm;
      }
    };

    abstract double of(double norm);
  }

  /**
   * What came out.
   *
   * @param distance ‖ψ − x‖₂ to the vector compared with
   * @param distances of every layer, without the history empty
   * @param objectives F of every layer, without the history empty
   */
  record Outcome(double distance, double[] distances, double[] objectives) {}

  private InexactFirenet() {}

  /**
   * Runs the network.
   *
   * @param seen the pair that the network gets
   * @param truth x that it is compared with
   * @param history whether layers are recorded
   */
  static Outcome run(
      InexactPair seen, double[] truth, Steps steps, boolean history, ExperimentSettings settings) {
    Shape unknowns = Shape.of(InexactPair.COLUMNS);
    Problem problem =
        Problem.of(unknowns)
            .sampling(Sampling.dense(ComplexArray.ofReal(seen.matrix())))
            .levels(0)
            .weights(null)
            .lambda(InexactPair.LAMBDA)
            .build();
    double step = steps.of(seen.norm());
    FirenetParameters parameters =
        FirenetParameters.builder()
            .outer(OUTER)
            .inner(INNER)
            .nu(Math.exp(-1))
            .shifts(ShiftSequence.none())
            .delta(DELTA)
            .norm(seen.norm())
            .tau(step)
            .sigma(step)
            .unsafeSteps(steps == Steps.PUBLISHED)
            .build();
    ComplexArray x = ComplexArray.ofReal(RealArray.of(unknowns, truth.clone()));
    ComplexArray y = ComplexArray.ofReal(RealArray.of(Shape.of(InexactPair.ROWS), seen.data()));
    try (Plan plan = settings.plan(problem, parameters, Precision.DOUBLE, history)) {
      ComplexArray found = plan.run(PlanInput.of(y).truth(x));
      double squares = 0;
      for (int i = 0; i < found.count(); i++) {
        double difference = found.re(i) - truth[i];
        squares += difference * difference + found.im(i) * found.im(i);
      }
      double[] distances = {};
      double[] objectives = {};
      if (history) {
        History record = plan.histories().get(0);
        double size = x.norm();
        distances = java.util.Arrays.stream(record.error()).map(e -> e * size).toArray();
        objectives = record.objective().clone();
      }
      return new Outcome(Math.sqrt(squares), distances, objectives);
    }
  }
}
