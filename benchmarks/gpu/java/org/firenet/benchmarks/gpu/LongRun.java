package org.firenet.benchmarks.gpu;

import java.util.LinkedHashMap;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.cuda.device.Device;
import org.firenet.network.Backend;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;

/** Many slices through one plan: the memory stays as it is, so do the images. */
final class LongRun {
  private LongRun() {}

  /** A row of the report. */
  static Map<String, Object> check(
      Backend backend, Device device, GpuCase what, int slices, int total) {
    FirenetParameters parameters = FirenetParameters.builder().outer(5).inner(5).build();
    PlanInput input = PlanInput.of(what.slices(slices));
    ComplexArray images =
        ComplexArray.zeros(Precision.SINGLE, what.problem().image().prepend(slices));
    int done = 0;
    int different = 0;
    long before = 0;
    long after = 0;
    long start = System.nanoTime();
    try (Plan plan =
        backend.plan(what.problem(), parameters, PlanOptions.defaults().withBatch(slices))) {
      ComplexArray first = plan.run(input);
      before = device.memory().freeBytes();
      while (done < total) {
        plan.run(input, images);
        done += slices;
        different += Difference.sameBits(first, images) ? 0 : 1;
      }
      after = device.memory().freeBytes();
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("case", what.name());
    row.put("slices", done);
    row.put("seconds", Timing.rounded((System.nanoTime() - start) / 1e9));
    row.put("runs_with_other_bits", different);
    row.put("device_bytes_more", before - after);
    row.put("passed", different == 0 && after >= before);
    return row;
  }
}
