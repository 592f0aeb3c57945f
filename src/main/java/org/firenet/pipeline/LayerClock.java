package org.firenet.pipeline;

import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.network.Backend;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;

/** Measures how long layers take, on data of random numbers. */
final class LayerClock {
  private static final int LAYERS = 4;
  private static final int LEAST_RUNS = 3;
  private static final long BUDGET_NANOSECONDS = 1_000_000_000L;

  private LayerClock() {}

  /**
   * Seconds that a layer of an image takes where images come in batches: of some runs, about a
   * second's worth, the best.
   *
   * @param options with the batch that is meant
   */
  static double seconds(
      Backend backend, Problem problem, FirenetParameters parameters, PlanOptions options) {
    FirenetParameters few =
        FirenetParameters.builder()
            .outer(1)
            .inner(LAYERS)
            .norm(1)
            .shifts(parameters.shifts())
            .build();
    SplittableRandom random = new SplittableRandom(1);
    int batch = options.batch();
    PlanInput input = PlanInput.of(numbers(random, problem.data().prepend(batch), options, 0.5));
    if (problem.coils() > 0) {
      double most = Math.sqrt(0.5 / problem.coils());
      input.maps(numbers(random, problem.data(), options, most));
    }
    ComplexArray images = ComplexArray.zeros(options.precision(), problem.image().prepend(batch));
    double best = Double.POSITIVE_INFINITY;
    try (Plan plan = backend.plan(problem, few, options)) {
      long begin = System.nanoTime();
      for (int run = 0; run < LEAST_RUNS || System.nanoTime() - begin < BUDGET_NANOSECONDS; run++) {
        long start = System.nanoTime();
        plan.run(input, images);
        best = Math.min(best, (System.nanoTime() - start) / 1e9);
      }
    }
    return best / LAYERS / batch;
  }

  private static ComplexArray numbers(
      SplittableRandom random, Shape shape, PlanOptions options, double most) {
    ComplexArray out = ComplexArray.zeros(options.precision(), shape);
    for (int i = 0; i < out.count(); i++) {
      out.set(i, most * random.nextDouble(-1, 1), most * random.nextDouble(-1, 1));
    }
    return out;
  }
}
