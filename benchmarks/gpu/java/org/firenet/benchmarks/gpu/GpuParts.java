package org.firenet.benchmarks.gpu;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.cpu.CpuBackend;
import org.firenet.cuda.CudaBackend;
import org.firenet.cuda.Route;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.DeviceMemoryException;
import org.firenet.cuda.device.DeviceProperties;
import org.firenet.cuda.device.DeviceProvider;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;

/** The parts of the benchmark, each a report of its own. */
final class GpuParts {
  /** Cases and after the colon their batches. */
  private static final String CASES =
      "mask-1x320x320:1+12+64+256,mask-8x320x320:1+4+32,lines-8x320x320:1+4+32,"
          + "mask-8x256x256:1+6+32,lines-8x256x256:1+6+32,mask-8x512x512:1+16,"
          + "lines-8x512x512:1+16,mask-8x128x128x128:1";

  private static final String SMALL_CASES = "mask-1x320x320,mask-8x230x180,lines-8x256x256";
  private static final double TOLERANCE = 2e-5;
  private static final long MEBIBYTE = 1 << 20;

  private final DeviceProvider provider;
  private final Settings settings;
  private final Map<String, GpuCase> cases = new LinkedHashMap<>();

  GpuParts(DeviceProvider provider, Settings settings) {
    this.provider = provider;
    this.settings = settings;
  }

  private Device device() {
    return provider.devices().get(0);
  }

  private GpuCase what(String name) {
    return cases.computeIfAbsent(name, GpuCase::of);
  }

  /**
   * Runs the part that the settings name.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  Map<String, Object> run() throws IOException {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("part", settings.part());
    report.put("device", deviceFacts());
    switch (settings.part()) {
      case "device" -> report.put("copy", copy());
      case "layers" -> layers(report);
      case "one-layer" -> report.put("rows", solveOnce());
      case "streaming" -> report.put("rows", streaming());
      case "small" -> report.put("rows", SmallSolves.check(provider, settings.text("only", "")));
      case "repeat" -> report.put("rows", repeat());
      case "memory" -> report.put("rows", memory());
      case "long-run" -> report.put("rows", longRun());
      case "embedding" -> report.put("rows", embedding());
      case "export" -> report.put("rows", export());
      default ->
          throw new IllegalArgumentException(
              "part: expected device, layers, one-layer, streaming, small, repeat, memory,"
                  + " long-run, embedding or export, got "
                  + settings.part());
    }
    return report;
  }

  private Map<String, Object> deviceFacts() {
    DeviceProperties properties = device().properties();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", properties.name());
    facts.put("compute_capability", properties.major() + "." + properties.minor());
    facts.put("multiprocessors", properties.multiprocessors());
    facts.put("l2_bytes", properties.cacheBytes());
    facts.put("shared_bytes_per_block", properties.sharedBytesPerBlock());
    facts.put("total_bytes", properties.totalBytes());
    facts.put("free_bytes", device().memory().freeBytes());
    return facts;
  }

  /** Half of the free memory at most: a copy has two ends. */
  private Map<String, Object> copy() {
    long quarter = device().memory().freeBytes() / 4;
    long bytes = Math.min(settings.number("megabytes", 2048) * MEBIBYTE, quarter);
    int repetitions = settings.number("repetitions", 20);
    return CopyBandwidth.json(CopyBandwidth.measure(device(), bytes, repetitions), bytes);
  }

  private void layers(Map<String, Object> report) {
    Map<String, Object> copy = copy();
    double bandwidth = (double) copy.get("median_gb_per_s");
    report.put("copy", copy);
    List<Map<String, Object>> rows = new ArrayList<>();
    report.put("rows", rows);
    for (String entry : settings.list("cases", CASES)) {
      String[] parts = entry.split(":", 2);
      for (String batch : parts.length == 1 ? new String[] {"1"} : parts[1].split("\\+", -1)) {
        layers(what(parts[0]), Integer.parseInt(batch), bandwidth, rows);
      }
    }
  }

  /** Fused, if it can be, and generic; the images of both have to agree. */
  private void layers(GpuCase what, int batch, double bandwidth, List<Map<String, Object>> rows) {
    ComplexArray image = null;
    for (Route route : List.of(Route.FUSED, Route.GENERIC)) {
      try (LayerTiming timing =
          new LayerTiming(device(), what, route, batch, settings.number("blocks", 4))) {
        Timing layer = timing.measure(settings.number("repetitions", 20));
        Map<String, Object> row = timing.json(layer, bandwidth);
        ComplexArray images = timing.images();
        if (image != null) {
          double difference = Difference.relative(images, image);
          row.put("relative_difference_to_fused", Timing.rounded(difference));
          row.put("passed", difference <= TOLERANCE);
        }
        image = images;
        rows.add(row);
      } catch (IllegalArgumentException | DeviceMemoryException e) {
        rows.add(absent(what, batch, route, e));
      }
    }
  }

  private static Map<String, Object> absent(
      GpuCase what, int batch, Route route, RuntimeException reason) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("case", what.name());
    row.put("program", route == Route.FUSED ? "fused" : "generic");
    row.put("batch", batch);
    row.put("absent", reason.getMessage());
    return row;
  }

  /** One solve of one block without a recording: what a profiler watches. */
  private List<Map<String, Object>> solveOnce() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String name : settings.list("cases", SMALL_CASES)) {
      int batch = settings.number("slices", 16);
      Route route = Route.valueOf(settings.text("only", "AUTO"));
      rows.add(ProfiledSolve.run(device(), what(name), route, batch));
    }
    return rows;
  }

  private List<Map<String, Object>> streaming() {
    CudaBackend backend = new CudaBackend("cuda", provider, Route.AUTO);
    int slices = settings.number("slices", 512);
    int repetitions = settings.number("repetitions", 5);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String name : settings.list("cases", "mask-1x320x320,mask-8x320x320,lines-8x320x320")) {
      GpuCase what = what(name);
      boolean single = what.problem().coils() == 0;
      int here = single ? slices : Math.max(1, slices / 4);
      int inner = single ? 5 : 25;
      int outer = single ? 5 : 2;
      rows.add(HostStreaming.measure(backend, what, outer, inner, here, repetitions));
    }
    return rows;
  }

  private List<Map<String, Object>> repeat() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String name : settings.list("cases", SMALL_CASES)) {
      for (Route route : List.of(Route.AUTO, Route.GENERIC)) {
        String backend = route == Route.AUTO ? "cuda" : "cuda-generic";
        CudaBackend cuda = new CudaBackend(backend, provider, route);
        rows.add(RepeatedRuns.check(cuda, what(name), settings.number("repetitions", 10)));
      }
    }
    return rows;
  }

  private List<Map<String, Object>> memory() {
    return MemoryLimits.check(provider, what(settings.text("cases", "mask-8x320x320")));
  }

  private List<Map<String, Object>> longRun() {
    CudaBackend backend = new CudaBackend("cuda", provider, Route.AUTO);
    GpuCase what = what(settings.text("cases", "mask-1x320x320"));
    int slices = settings.number("slices", 1024);
    return List.of(
        LongRun.check(backend, device(), what, slices, settings.number("total", 500_000)));
  }

  private List<Map<String, Object>> embedding() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String name : settings.list("cases", "mask-8x320x320,lines-8x256x256")) {
      ComplexArray expected;
      try (Plan plan =
          new CpuBackend()
              .plan(what(name).problem(), FirenetParameters.defaults(), PlanOptions.defaults())) {
        expected = plan.run(PlanInput.of(what(name).kspace()));
      }
      CallerContext caller = new CallerContext(what(name), expected, TOLERANCE);
      for (boolean recorded : new boolean[] {false, true}) {
        rows.add(embedded(caller, false, Route.AUTO, recorded));
        rows.add(embedded(caller, true, Route.AUTO, recorded));
        rows.add(embedded(caller, false, Route.GENERIC, recorded));
      }
    }
    return rows;
  }

  private static Map<String, Object> embedded(
      CallerContext caller, boolean primary, Route route, boolean recorded) {
    try {
      return caller.check(primary, route, recorded);
    } catch (IllegalStateException | DeviceException e) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("context", primary ? "primary" : "of the caller");
      row.put("program", route == Route.GENERIC ? "generic" : "fused");
      row.put("recorded", recorded);
      row.put("outcome", e.getMessage());
      row.put("passed", false);
      return row;
    }
  }

  private List<Map<String, Object>> export() throws IOException {
    CudaBackend backend = new CudaBackend("cuda", provider, Route.AUTO);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String name : settings.list("cases", SMALL_CASES)) {
      CaseExport.write(backend, what(name), settings.out().resolveSibling(name));
      rows.add(Map.of("case", name));
    }
    return rows;
  }
}
