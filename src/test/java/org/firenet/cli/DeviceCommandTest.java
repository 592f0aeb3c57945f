package org.firenet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firenet.cuda.CudaBackend;
import org.firenet.cuda.Route;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceProvider;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostDevices;
import org.firenet.io.NpyWriter;
import org.firenet.network.FaultyBackend;
import org.firenet.network.FaultyBackend.Fault;
import org.firenet.network.StandInBackend;
import org.firenet.network.StandInBackend.Placed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands do with devices: choose, check, forecast, and live with their failures. */
@SuppressWarnings("try") // devices are there by being open
class DeviceCommandTest {
  private static final SimulatedScan SCAN = SimulatedScan.make();

  @TempDir static Path inputs;
  @TempDir Path folder;

  @BeforeAll
  static void writeInputs() throws IOException {
    NpyWriter.write(inputs.resolve("k.npy"), SCAN.kspace());
    NpyWriter.write(inputs.resolve("maps.npy"), SCAN.maps());
  }

  private static Placed device(Fault fault) {
    return StandInBackend.place(new FaultyBackend("cuda", fault));
  }

  private Path image() {
    return folder.resolve("image.npy");
  }

  private String[] recon(String options) {
    List<String> words = new ArrayList<>(List.of("recon", inputs.resolve("k.npy").toString()));
    words.addAll(List.of("-o", image().toString(), "--outer", "2", "--inner", "5"));
    Arrays.stream(options.split(" ", -1)).filter(word -> !word.isEmpty()).forEach(words::add);
    return words.toArray(String[]::new);
  }

  private Map<String, Object> record() throws IOException {
    return JSON.std.mapFrom(Files.readString(folder.resolve("image.run.json")));
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> T at(Map<String, Object> map, String key) {
    return (T) map.get(key);
  }

  @Test
  void autoTakesTheDeviceInBatchesOfItsOwn() throws IOException {
    try (Placed device = device(Fault.NONE)) {
      CommandRun run = CommandRun.ok(List.of(recon("")));
      assertTrue(
          run.out().contains("backend     cuda (2 at a time)")
              || run.out().contains("backend     cuda (1 at a time)"),
          run.out());
    }
    assertEquals(List.of(), at(record(), "warnings"));
  }

  @Test
  void autoPassesADeviceOverAndSaysSo() throws IOException {
    try (Placed device = device(Fault.PLAN)) {
      CommandRun run = CommandRun.ok(List.of(recon("")));
      assertTrue(run.out().contains("backend     cpu"), run.out());
      assertTrue(
          run.out().contains("note        solved by another backend: cuda: out of"), run.out());
    }
    assertEquals(
        List.of("solved by another backend: cuda: out of memory: 12 bytes asked for, 11 free"),
        at(record(), "warnings"));
  }

  @ParameterizedTest
  @CsvSource({
    "PLAN, 'firenet recon: cuda: out of memory: 12 bytes asked for, 11 free'",
    "RUN, firenet recon: cuda: fell off the bus"
  })
  void aFailureIsOneLineAndExitCodeFour(Fault fault, String message) {
    try (Placed device = device(fault)) {
      CommandRun run = CommandRun.of(recon("--backend cuda"));
      assertEquals(ExitCode.DEVICE, run.code());
      assertEquals(List.of(message), run.errors());
      assertFalse(Files.exists(image()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--backend cuda", ""})
  void theFallbackRepeatsEverythingAndWarns(String options) throws IOException {
    CommandRun.ok(List.of(recon("--backend cpu")));
    double expected = SimulatedScan.read(image()).norm();
    Files.delete(image());
    try (Placed device = device(Fault.RUN)) {
      CommandRun run = CommandRun.ok(List.of(recon(options + " --fallback cpu")));
      assertTrue(
          run.out().contains("note        everything repeated on cpu: cuda: fell"), run.out());
    }
    assertEquals(expected, SimulatedScan.read(image()).norm());
    assertEquals(
        List.of("everything repeated on cpu: cuda: fell off the bus"), at(record(), "warnings"));
  }

  @Test
  void theFallbackStandsInForWhatIsNotThereToo() throws IOException {
    CommandRun.ok(List.of(recon("--backend stand-in --fallback cpu")));
    assertTrue(record().get("backend").toString().startsWith("cpu"));
    CommandRun wrong = CommandRun.of(recon("--fallback nothing"));
    assertEquals(ExitCode.USAGE, wrong.code());
  }

  @Test
  void verificationIsRecorded() throws IOException {
    Path report = folder.resolve("report.html");
    CommandRun run = CommandRun.ok(List.of(recon("--verify --report " + report)));
    assertTrue(run.out().contains("verified    2 of the images, largest difference"), run.out());
    Map<String, Object> verified = at(at(record(), "results"), "verified");
    assertEquals(List.of("slice 0", "slice 2"), List.copyOf(verified.keySet()));
    for (Object difference : verified.values()) {
      assertTrue(((Number) difference).doubleValue() < 1e-5, verified::toString);
    }
    Map<String, Object> seconds = at(record(), "seconds");
    assertTrue(seconds.containsKey("verify"));
    assertTrue(Files.readString(report).contains("slice 2 solved again by the reference"));
  }

  @ParameterizedTest
  @CsvSource({
    "--verify=3 --precision double, 3",
    "--verify=9, 3",
    "--verify=3 --maps none, 3",
    "--verify=1 --slices 1:2, 1",
    "'', 0"
  })
  void asManyAreVerifiedAsThereAreAndAreAskedFor(String options, int count) throws IOException {
    CommandRun.ok(List.of(recon(options)));
    Map<String, Object> verified = at(at(record(), "results"), "verified");
    assertEquals(count, verified == null ? 0 : verified.size(), () -> "" + verified);
    if (options.contains("double")) {
      verified.values().forEach(d -> assertTrue(((Number) d).doubleValue() < 1e-12, d::toString));
    }
  }

  @Test
  void aWrongImageIsAFailureUnlessThereIsAFallback() throws IOException {
    try (Placed device = device(Fault.IMAGE)) {
      CommandRun run = CommandRun.of(recon("--verify=1"));
      assertEquals(ExitCode.DEVICE, run.code());
      assertTrue(run.err().startsWith("firenet recon: verification: slice 1 by cuda"), run.err());
      assertEquals(1, run.errors().size());
      assertFalse(Files.exists(image()));
      CommandRun.ok(List.of(recon("--verify=1 --fallback cpu")));
      assertTrue(record().get("warnings").toString().contains("differs from the reference"));
    }
    assertEquals(ExitCode.USAGE, CommandRun.of(recon("--verify=-1")).code());
    assertEquals(ExitCode.USAGE, CommandRun.of(recon("--verify --method sense")).code());
  }

  @Test
  void selfTestPrintsATableAndWritesAReport() throws IOException {
    Path report = folder.resolve("selftest.html");
    String[] words = {"selftest", "--backend", "cpu", "--problems", "3", "--report", "" + report};
    CommandRun run = CommandRun.ok(List.of(words));
    assertTrue(run.out().contains("cpu, single: 3 of 3 passed"), run.out());
    assertTrue(run.out().contains("cpu, double: 3 of 3 passed"), run.out());
    assertTrue(run.out().contains("cpu, double: 3 of 3 derivatives passed"), run.out());
    assertEquals(12, run.out().lines().filter(line -> line.startsWith("yes")).count());
    assertTrue(Files.readString(report).contains("Everything passed"));
    CommandRun json =
        CommandRun.ok("selftest", "--problems", "1", "--precision", "single", "--json");
    Map<String, Object> facts = JSON.std.mapFrom(json.out());
    assertEquals(true, facts.get("passed"));
    assertEquals(2, ((List<?>) facts.get("problems")).size());
    assertEquals("", CommandRun.ok("selftest", "--problems", "1", "--quiet").out());
  }

  @Test
  void selfTestOfABadDeviceHasExitCodeFour() throws IOException {
    Path report = folder.resolve("selftest.html");
    try (Placed device = device(Fault.IMAGE)) {
      CommandRun run =
          CommandRun.of(
              "selftest", "--backend", "cuda", "--problems", "2", "--report", "" + report);
      assertEquals(ExitCode.DEVICE, run.code());
      assertTrue(run.out().contains("FAILED"), run.out());
      assertTrue(run.out().contains("not the image of the reference"), run.out());
      assertTrue(Files.readString(report).contains("Something failed"));
    }
    assertEquals(ExitCode.DEVICE, CommandRun.of("selftest", "--backend", "stand-in").code());
    assertEquals(ExitCode.USAGE, CommandRun.of("selftest", "--backend", "reference").code());
    assertEquals(ExitCode.USAGE, CommandRun.of("selftest", "--precision", "half").code());
    assertEquals(ExitCode.USAGE, CommandRun.of("selftest", "--problems", "0").code());
  }

  private CommandRun plan(String options) {
    List<String> words = new ArrayList<>(List.of("plan", inputs.resolve("k.npy").toString()));
    Arrays.stream(options.split(" ", -1)).filter(word -> !word.isEmpty()).forEach(words::add);
    return CommandRun.ok(words);
  }

  private Map<String, Object> first(String options) throws IOException {
    Map<String, Object> facts = JSON.std.mapFrom(plan(options + " --json --no-timing").out());
    List<Map<String, Object>> backends = at(facts, "backends");
    return backends.get(0);
  }

  @Test
  void planTellsOfTheProcessors() throws IOException {
    CommandRun run = plan("");
    assertTrue(run.out().contains("3 images of 32 x 40, 4 coils"), run.out());
    assertTrue(run.out().contains("the mask of the first image"), run.out());
    assertTrue(run.out().matches("(?s).*  time      [0-9.e+-]+ m?s.*"), run.out());
    Map<String, Object> facts = first("");
    assertEquals("cpu", facts.get("backend"));
    assertTrue(((Number) facts.get("hostBytes")).longValue() > 0);
  }

  @Test
  void planTellsOfADeviceThatIsAssumed() throws IOException {
    Map<String, Object> facts = first("--assume h200");
    assertEquals("cuda", facts.get("backend"));
    assertEquals("H200", facts.get("device"));
    assertTrue(facts.get("description").toString().startsWith("fused"));
    assertTrue(((Number) facts.get("seconds")).doubleValue() > 0);
    Map<String, Object> generic = first("--assume A100 --backend cuda-generic --batch 2");
    assertTrue(generic.get("description").toString().startsWith("generic"));
    assertEquals(2, generic.get("group"));
    Map<String, Object> slow = first("--assume A100 --bandwidth 1e-6");
    assertTrue(((Number) slow.get("seconds")).doubleValue() > 1);
    Map<String, Object> coilwise = JSON.std.mapFrom(plan("--maps none --no-timing --json").out());
    assertEquals(12, coilwise.get("solved"));
    assertEquals("coil image", coilwise.get("parts"));
    String text = plan("--assume RTX4090 --no-timing").out();
    assertTrue(text.contains("launches"), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--batch 0",
        "--bandwidth -1",
        "--assume H200 --backend cpu",
        "--assume Z80",
        "--backend nothing"
      })
  void planRejectsWhatMakesNoSense(String options) {
    List<String> words = new ArrayList<>(List.of("plan", inputs.resolve("k.npy").toString()));
    words.addAll(List.of(options.split(" ")));
    CommandRun run = CommandRun.of(words.toArray(String[]::new));
    assertEquals(ExitCode.USAGE, run.code(), run.err());
    assertEquals("", run.out());
  }

  @Test
  void kernelsOnTheHostAreADevice() throws IOException {
    HostDevices.assumeAvailable();
    try (HostDevice host = new HostDevice();
        Placed device = StandInBackend.place(new CudaBackend("cuda", provider(host), Route.AUTO))) {
      CommandRun run = CommandRun.ok(List.of(recon("--verify=1 --wavelet haar --levels 1")));
      assertTrue(run.out().contains("backend     cuda (single, host, fused"), run.out());
      String backends = CommandRun.ok("backends").out();
      assertTrue(backends.contains("compute capability 9.0"), backends);
      Map<String, Object> facts = first("");
      assertEquals("host", facts.get("device"));
      host.faults().failAllocation(1);
      CommandRun failed = CommandRun.of(recon("--backend cuda"));
      assertEquals(ExitCode.DEVICE, failed.code());
      assertTrue(
          failed.err().matches("firenet recon: cuda: out of memory on host: .* free\\R"),
          failed.err());
    }
  }

  private static DeviceProvider provider(Device device) {
    return new DeviceProvider() {
      @Override
      public Optional<String> unavailable() {
        return Optional.empty();
      }

      @Override
      public List<Device> devices() {
        return List.of(device);
      }
    };
  }
}
