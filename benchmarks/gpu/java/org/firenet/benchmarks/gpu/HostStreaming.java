package org.firenet.benchmarks.gpu;

import java.util.LinkedHashMap;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.network.Backend;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;

/** Slices a second from host memory to host memory, by the clock, with a plan that is there. */
final class HostStreaming {
  private static final int WARM_UP = 2;

  private HostStreaming() {}

  /**
   * Measures.
   *
   * @param outer n
   * @param inner p
   * @return a row of the report
   */
  static Map<String, Object> measure(
      Backend backend, GpuCase what, int outer, int inner, int slices, int repetitions) {
    FirenetParameters parameters = FirenetParameters.builder().outer(outer).inner(inner).build();
    PlanOptions options = PlanOptions.defaults().withBatch(slices);
    PlanInput input = PlanInput.of(what.slices(slices));
    ComplexArray images =
        ComplexArray.zeros(Precision.SINGLE, what.problem().image().prepend(slices));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("case", what.name());
    row.put("outer", outer);
    row.put("inner", inner);
    row.put("slices", slices);
    long created = System.nanoTime();
    try (Plan plan = backend.plan(what.problem(), parameters, options)) {
      row.put("plan_s", Timing.rounded((System.nanoTime() - created) / 1e9));
      row.put("description", plan.description());
      double[] seconds = new double[repetitions];
      for (int i = -WARM_UP; i < repetitions; i++) {
        long start = System.nanoTime();
        plan.run(input, images);
        if (i >= 0) {
          seconds[i] = (System.nanoTime() - start) / 1e9;
        }
      }
      Timing timing = Timing.of(seconds);
      row.put("slices_per_s", Timing.rounded(slices / timing.median()));
      row.putAll(timing.json("s"));
    }
    return row;
  }
}
