package org.firenet.benchmarks.gpu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.cuda.CudaBackend;
import org.firenet.cuda.DevicePlan;
import org.firenet.cuda.DevicePlanDesign;
import org.firenet.cuda.Route;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.DeviceMemoryException;
import org.firenet.cuda.device.DeviceProvider;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;

/** What happens when device memory runs out: errors that say so, smaller groups where they do. */
final class MemoryLimits {
  private static final int SLICES = 64;

  /** Of the memory that one image needs, how much is left: enough for a few. */
  private static final int IMAGES_LEFT = 12;

  private MemoryLimits() {}

  /** Rows of the report with {@code passed} in each. */
  static List<Map<String, Object>> check(DeviceProvider provider, GpuCase what) {
    Device device = provider.devices().get(0);
    return List.of(tooLargePlan(device, what), littleMemory(provider, device, what));
  }

  private static DevicePlanDesign design(Device device, GpuCase what, int batch) {
    return DevicePlanDesign.of(
        device, what.problem(), FirenetParameters.defaults(), Precision.SINGLE, batch, Route.AUTO);
  }

  /** A plan for more images than the device can hold. */
  private static Map<String, Object> tooLargePlan(Device device, GpuCase what) {
    long each = design(device, what, 2).workspaceBytes() - design(device, what, 1).workspaceBytes();
    int batch = Math.toIntExact(2 * device.properties().totalBytes() / each + 2);
    long before = device.memory().freeBytes();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("check", "a plan for " + batch + " images");
    try (DevicePlan plan = design(device, what, batch).create()) {
      row.put("outcome", "created: " + plan.design().description());
      row.put("passed", false);
    } catch (DeviceMemoryException e) {
      row.put("outcome", e.getMessage());
      row.put("asked_bytes", e.askedBytes());
      row.put("free_bytes", e.freeBytes());
      row.put("passed", e.askedBytes() > e.freeBytes());
    }
    row.put("leaked_bytes", before - device.memory().freeBytes());
    return row;
  }

  /** A batch that has to go in smaller groups because others hold the memory. */
  private static Map<String, Object> littleMemory(
      DeviceProvider provider, Device device, GpuCase what) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("check", SLICES + " images where there is room for a few");
    PlanInput input = PlanInput.of(what.slices(SLICES));
    ComplexArray expected = run(provider, what, input);
    List<DeviceBuffer> taken = new ArrayList<>();
    try {
      take(device, IMAGES_LEFT * design(device, what, 1).workspaceBytes(), taken);
      row.put("left_bytes", device.memory().freeBytes());
      ComplexArray actual = run(provider, what, input);
      row.put("outcome", "solved");
      row.put("passed", Difference.sameBits(expected, actual));
    } catch (DeviceMemoryException e) {
      row.put("outcome", e.getMessage());
      row.put("passed", true);
    } finally {
      taken.forEach(DeviceBuffer::close);
    }
    return row;
  }

  private static ComplexArray run(DeviceProvider provider, GpuCase what, PlanInput input) {
    try (Plan plan =
        new CudaBackend("cuda", provider, Route.AUTO)
            .plan(
                what.problem(),
                FirenetParameters.defaults(),
                PlanOptions.defaults().withBatch(SLICES))) {
      return plan.run(input);
    }
  }

  /** Takes memory until so much is left. */
  private static void take(Device device, long left, List<DeviceBuffer> taken) {
    long size = device.memory().freeBytes() - left;
    while (size > left) {
      try {
        taken.add(device.allocate(size, "what others hold"));
      } catch (DeviceMemoryException e) {
        size -= size / 8;
        continue;
      }
      size = device.memory().freeBytes() - left;
    }
  }
}
