package org.firenet.benchmarks.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firenet.array.Precision;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceProvider;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostDevices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of the benchmark with tiny cases, kernels on the host. */
class GpuBenchmarkTest {
  private static HostDevice device;

  @TempDir Path folder;

  /** The device of this class. */
  private record Provider(List<Device> devices) implements DeviceProvider {
    @Override
    public Optional<String> unavailable() {
      return Optional.empty();
    }
  }

  @BeforeAll
  static void open() {
    HostDevices.assumeAvailable();
    device = new HostDevice();
  }

  @AfterAll
  static void close() {
    if (device != null) {
      device.close();
    }
  }

  private Map<String, Object> run(String... arguments) throws Exception {
    Path out = folder.resolve("report.json");
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--out";
    all[arguments.length + 1] = out.toString();
    assertEquals(0, GpuBenchmark.run(new Provider(List.of(device)), all));
    return JSON.std.mapFrom(Files.readString(out));
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> rows(Map<String, Object> report) {
    return (List<Map<String, Object>>) (List<?>) (List<Object>) report.get("rows");
  }

  @Test
  void layersFusedAndGeneric() throws Exception {
    String[] small = {"--megabytes", "1", "--repetitions", "2", "--blocks", "1"};
    String[] arguments = new String[small.length + 3];
    System.arraycopy(small, 0, arguments, 3, small.length);
    arguments[0] = "layers";
    arguments[1] = "--cases";
    arguments[2] = "mask-1x16x12:2,lines-2x16x12:1,mask-2x8x8x8:1";
    List<Map<String, Object>> rows = rows(run(arguments));
    assertEquals(6, rows.size());
    assertEquals("fused", rows.get(0).get("program"));
    assertEquals("generic", rows.get(1).get("program"));
    assertEquals(true, rows.get(1).get("passed"));
    assertEquals(true, rows.get(3).get("passed"));
    assertTrue(rows.get(4).get("absent").toString().contains("axes"), rows.toString());
  }

  @Test
  void smallSolvesAgreeWithTheReference() throws Exception {
    List<Map<String, Object>> rows = rows(run("small"));
    assertEquals(16, rows.size());
    rows.forEach(row -> assertEquals(true, row.get("passed"), row.toString()));
  }

  @Test
  void streamingAndRepetition() throws Exception {
    Map<String, Object> row =
        rows(run("streaming", "--cases", "mask-1x16x12", "--slices", "3", "--repetitions", "1"))
            .get(0);
    assertEquals(3, row.get("slices"));
    rows(run("repeat", "--cases", "lines-2x16x12", "--repetitions", "3"))
        .forEach(one -> assertEquals(3, one.get("same_bits"), one.toString()));
    row = rows(run("long-run", "--cases", "mask-1x16x12", "--slices", "3", "--total", "6")).get(0);
    assertEquals(true, row.get("passed"), row.toString());
  }

  @Test
  void memoryRunsOut() throws Exception {
    try (HostDevice small = new HostDevice(1 << 23)) {
      Path out = folder.resolve("memory.json");
      Provider provider = new Provider(List.of(small));
      String[] arguments = {"memory", "--cases", "mask-2x16x12", "--out", out.toString()};
      int status = GpuBenchmark.run(provider, arguments);
      List<Map<String, Object>> rows = rows(JSON.std.mapFrom(Files.readString(out)));
      assertEquals(0, status, rows.toString());
      assertTrue(rows.get(0).get("outcome").toString().contains("bytes"), rows.toString());
      assertEquals(0, rows.get(0).get("leaked_bytes"));
    }
  }

  @Test
  void oneSolveForAProfiler() throws Exception {
    Map<String, Object> row =
        rows(run("one-layer", "--cases", "lines-2x16x12", "--slices", "2", "--only", "FUSED"))
            .get(0);
    assertEquals(4, row.get("layers"));
  }

  @Test
  void exportIsWhatOtherProgramsRead() throws Exception {
    run("export", "--cases", "mask-2x16x12");
    Path made = folder.resolve("mask-2x16x12");
    for (String file : List.of("kspace.npy", "mask.npy", "maps.npy", "image.npy", "case.json")) {
      assertTrue(Files.exists(made.resolve(file)), file);
    }
  }

  @Test
  void floorsAreThoseOfTheFormulas() {
    GpuCase single = GpuCase.of("mask-1x16x16");
    double sampled = single.problem().mask().orElseThrow().fraction();
    assertEquals((8 + 3 * sampled) * 256 * 8, single.floorBytes(), 1e-6);
    GpuCase coils = GpuCase.of("mask-8x16x16");
    assertEquals(((5 + 3 * sampled) * 8 + 4) * 256 * 8, coils.floorBytes(), 1e-6);
    GpuCase lines = GpuCase.of("lines-8x16x16");
    double rows = lines.problem().mask().orElseThrow().fraction();
    assertEquals((6 + 8 + 3 * rows * 8) * 256 * 8, lines.floorBytes(), 1e-6);
    assertEquals(Precision.SINGLE, lines.kspace().precision());
  }

  @Test
  void wrongArgumentsAreNamed() throws Exception {
    assertThrows(IllegalArgumentException.class, () -> GpuCase.of("mask-320"));
    assertThrows(IllegalArgumentException.class, () -> GpuCase.of("lines-2x8x8x8"));
    Provider provider = new Provider(List.of(device));
    assertEquals(GpuBenchmark.USAGE, GpuBenchmark.run(provider, "layers", "--what", "1"));
    assertEquals(GpuBenchmark.USAGE, GpuBenchmark.run(provider, "nothing"));
  }

  @Test
  void medianAndQuartiles() {
    assertEquals(2.5, Timing.of(4, 1, 3, 2).median());
    Timing timing = Timing.of(4, 1, 3, 2, 9);
    assertEquals(3, timing.median());
    assertEquals(2.0, timing.json("s").get("lower_quartile_s"));
    assertEquals(4.0, timing.json("s").get("upper_quartile_s"));
    assertThrows(IllegalArgumentException.class, Timing::of);
  }
}
