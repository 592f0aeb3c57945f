package org.firenet.benchmarks.gpu;

import java.util.LinkedHashMap;
import java.util.Map;
import org.firenet.array.Precision;
import org.firenet.cuda.DevicePlan;
import org.firenet.cuda.DevicePlanDesign;
import org.firenet.cuda.Route;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.network.FirenetParameters;

/** A few layers, kernel by kernel, for a profiler to watch. */
final class ProfiledSolve {
  private static final int INNER = 4;

  private ProfiledSolve() {}

  /** Runs; the row says how many bytes a layer of the whole batch should move. */
  static Map<String, Object> run(Device device, GpuCase what, Route route, int batch) {
    FirenetParameters parameters = FirenetParameters.builder().outer(1).inner(INNER).build();
    DevicePlanDesign design =
        DevicePlanDesign.of(device, what.problem(), parameters, Precision.SINGLE, batch, route);
    try (DeviceImages images = new DeviceImages(device, what, batch);
        DevicePlan plan = design.create();
        DeviceStream stream = device.newStream()) {
      plan.run(stream, images.kspace(), images.result(), batch);
      stream.synchronize();
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("case", what.name());
    row.put("batch", batch);
    row.put("layers", INNER);
    row.put("description", design.description());
    row.put("counted_bytes_of_a_layer", Timing.rounded(design.bytesPerLayer() * batch));
    return row;
  }
}
