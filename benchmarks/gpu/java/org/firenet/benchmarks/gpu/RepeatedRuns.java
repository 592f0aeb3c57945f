package org.firenet.benchmarks.gpu;

import java.util.LinkedHashMap;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.network.Backend;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;

/** Whether runs of the same data give the same bits, with the same plan and with another. */
final class RepeatedRuns {
  private static final int SLICES = 3;

  private RepeatedRuns() {}

  /** A row of the report; {@code passed} says whether all runs were alike. */
  static Map<String, Object> check(Backend backend, GpuCase what, int runs) {
    PlanInput input = PlanInput.of(what.slices(SLICES));
    ComplexArray first = null;
    int alike = 0;
    for (int i = 0; i < runs; ) {
      try (Plan plan =
          backend.plan(
              what.problem(),
              FirenetParameters.defaults(),
              PlanOptions.defaults().withBatch(SLICES))) {
        for (int k = 0; k < 2 && i < runs; k++, i++) {
          ComplexArray images = plan.run(input);
          first = first == null ? images : first;
          alike += Difference.sameBits(first, images) ? 1 : 0;
        }
      }
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("case", what.name());
    row.put("backend", backend.name());
    row.put("runs", runs);
    row.put("same_bits", alike);
    row.put("passed", alike == runs);
    return row;
  }
}
