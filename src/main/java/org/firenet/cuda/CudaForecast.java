package org.firenet.cuda;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.firenet.array.Precision;
import org.firenet.cuda.device.AssumedDevice;
import org.firenet.cuda.device.Device;
import org.firenet.network.ForecastConditions;
import org.firenet.network.PlanForecast;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;

/** What a {@link CudaPlan} will be and need. */
final class CudaForecast {
  /** What a kernel in a graph takes at least. */
  private static final double LAUNCH_SECONDS = 2e-6;

  private final String name;
  private final List<Device> devices;
  private final DevicePlanDesign one;
  private final GroupPlan groups;
  private final ForecastConditions conditions;

  /**
   * Of images shared by devices; the first one is asked.
   *
   * @param one the design for one image on the first device
   * @param batch the most images of a run
   */
  CudaForecast(
      String name,
      List<Device> devices,
      DevicePlanDesign one,
      int batch,
      ForecastConditions conditions) {
    this.name = name;
    this.devices = devices;
    this.one = one;
    this.conditions = conditions;
    int run = Math.min(batch, conditions.images());
    int share = (run + devices.size() - 1) / devices.size();
    groups = GroupPlan.of(one, share, one.device().memory().freeBytes());
  }

  PlanForecast forecast() {
    DevicePlanDesign design = one.withBatch(groups.group());
    int runs = devices.size() * groups.images();
    int rounds = (conditions.images() + runs - 1) / runs;
    PlanForecast.Work work =
        new PlanForecast.Work(
            conditions.images(),
            devices.size(),
            groups.group(),
            rounds * groups.groups(),
            one.parameters().layers(),
            design.bytesPerLayer(),
            design.launches());
    return new PlanForecast(
        name,
        deviceName(),
        design.description(),
        new PlanForecast.Memory(parts(design), groups.freeBytes(), groups.transferBytes()),
        work,
        time(work),
        notes(design));
  }

  private String deviceName() {
    String first = one.device().properties().name();
    return devices.size() > 1 ? "%d devices, %s".formatted(devices.size(), first) : first;
  }

  private Map<String, Long> parts(DevicePlanDesign design) {
    Map<String, Long> parts = new LinkedHashMap<>();
    design.parts().forEach(part -> parts.merge(part.purpose(), part.bytes(), Long::sum));
    long rest = groups.planBytes() - parts.values().stream().mapToLong(Long::longValue).sum();
    if (rest > 0) {
      parts.put("status and alignment", rest);
    }
    parts.put("data and images on their way", groups.transferBytes());
    return parts;
  }

  private PlanForecast.Time time(PlanForecast.Work work) {
    CopySpeed speed = CopySpeed.of(one.device());
    double bandwidth = conditions.bandwidth().orElse(speed.device());
    double group = work.group() * work.layers() * work.bytesPerLayer() / bandwidth;
    double launching = work.launches() * LAUNCH_SECONDS;
    double share = (double) work.images() / devices.size();
    long slice = TransferSlot.bytesPerImage(one.problem(), one.precision());
    return new PlanForecast.Time(
        OptionalDouble.of(bandwidth),
        OptionalDouble.of(share / work.group() * Math.max(group, launching)),
        OptionalDouble.of(share * slice / speed.link()));
  }

  private List<String> notes(DevicePlanDesign design) {
    List<String> notes = new ArrayList<>();
    if (!groups.fits()) {
      notes.add(
          "does not fit: one image takes %,d bytes, %,d are free"
              .formatted(groups.deviceBytes(), groups.freeBytes()));
    }
    if (one.device() instanceof AssumedDevice) {
      notes.add("%s is assumed, not asked".formatted(one.device().properties().name()));
      if (!design.fused() && design.problem().sampling() instanceof Sampling.Fourier) {
        notes.add("work memory of library transforms taken as large as the grids");
      }
    }
    double state = (double) imageBytes(design) * groups.group();
    if (state < one.device().properties().cacheBytes()) {
      notes.add("a group stays in the cache of the device, which is faster than its memory");
    }
    return notes;
  }

  private static long imageBytes(DevicePlanDesign design) {
    return design.workspaceBytes() / design.batch();
  }

  /** How many images keep all devices busy and fit into the memory of this process. */
  static int preferredBatch(DevicePlanDesign one, int devices, int groups, long hostBytes) {
    int most = Math.max(1, (int) Math.min(Integer.MAX_VALUE, hostBytes / hostBytes(one.problem())));
    GroupPlan plan = GroupPlan.of(one, most, one.device().memory().freeBytes());
    long wanted = (long) devices * groups * plan.group();
    return (int) Math.max(1, Math.min(most, wanted));
  }

  /**
   * Arrays of one image on their way through a reconstruction, in double: data twice, maps, image.
   */
  private static long hostBytes(Problem problem) {
    long numbers = 3L * problem.data().count() + 3L * problem.image().count();
    return numbers * Precision.DOUBLE.bytesPerComplex();
  }
}
