package org.firenet.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.firenet.network.FirenetParameters;
import org.firenet.network.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
  private static final Instant DATE = Instant.parse("2026-02-03T04:05:06.789Z");

  @TempDir Path folder;

  private static Map<String, Object> read(RunRecord record) throws IOException {
    return JSON.std.mapFrom(record.json());
  }

  @Test
  void hasAllKeysInOrder() throws IOException {
    Map<String, Object> content = read(RunRecord.builder().date(DATE).build());
    assertEquals(
        List.of(
            "date",
            "arguments",
            "versions",
            "parameters",
            "inputs",
            "backend",
            "seconds",
            "histories",
            "results",
            "warnings"),
        List.copyOf(content.keySet()));
    assertEquals("2026-02-03T04:05:06Z", content.get("date"));
    assertNull(content.get("backend"));
    assertEquals(List.of(), content.get("inputs"));
    Map<?, ?> versions = (Map<?, ?>) content.get("versions");
    assertEquals("development", versions.get("firenet"));
    assertEquals(System.getProperty("java.version"), versions.get("java"));
    assertEquals(
        List.of("firenet", "java", "javaVendor", "os", "architecture", "processors"),
        List.copyOf(versions.keySet()));
  }

  @Test
  void sameContentGivesTheSameText() {
    assertEquals(full().json(), full().json());
    assertTrue(full().json().contains("\n  \"arguments\""), "for people to read");
  }

  private static RunRecord full() {
    return RunRecord.builder()
        .date(DATE)
        .arguments("reconstruct", "k.npy")
        .parameter("network", FirenetParameters.builder().delta(0.5).build())
        .parameters(Map.of("lambda", 1e-3))
        .backend("cpu")
        .time("read", 1)
        .time("run", 2)
        .time("read", 0.5)
        .result("nrmse", 0.04)
        .warning("careful")
        .build();
  }

  @Test
  void keepsWhatWasCollected() throws IOException {
    Map<String, Object> content = read(full());
    assertEquals(List.of("reconstruct", "k.npy"), content.get("arguments"));
    assertEquals("cpu", content.get("backend"));
    assertEquals(Map.of("read", 1.5, "run", 2.0), content.get("seconds"));
    assertEquals(Map.of("nrmse", 0.04), content.get("results"));
    assertEquals(List.of("careful"), content.get("warnings"));
    Map<?, ?> parameters = (Map<?, ?>) content.get("parameters");
    assertEquals(1e-3, parameters.get("lambda"));
    Map<?, ?> network = (Map<?, ?>) parameters.get("network");
    assertEquals(0.5, network.get("delta"));
    assertNull(network.get("tau"));
    assertEquals(true, network.get("restarts"));
    assertEquals("outer", network.keySet().iterator().next());
  }

  private record Nested(int a) {}

  @Test
  void turnsAnyValueIntoJson() throws IOException {
    RunRecord record =
        RunRecord.builder()
            .parameter("nan", Double.NaN)
            .parameter("infinite", Float.NEGATIVE_INFINITY)
            .parameter("null", null)
            .parameter("array", new double[] {1, Double.NaN})
            .parameter("list", Arrays.asList("a", null, Optional.of(2), Optional.empty()))
            .parameter("map", Map.of(1, Path.of("x")))
            .parameter("int", OptionalInt.of(3))
            .parameter("none", OptionalInt.empty())
            .parameter("other", Thread.State.NEW)
            .parameter("nested", new Nested(1))
            .build();
    Map<?, ?> parameters = (Map<?, ?>) read(record).get("parameters");
    for (String name : List.of("nan", "infinite", "null", "none")) {
      assertTrue(parameters.containsKey(name));
      assertNull(parameters.get(name));
    }
    assertEquals(Arrays.asList(1.0, null), parameters.get("array"));
    assertEquals(Arrays.asList("a", null, 2, null), parameters.get("list"));
    assertEquals(Map.of("1", "x"), parameters.get("map"));
    assertEquals(3, parameters.get("int"));
    assertEquals("NEW", parameters.get("other"));
    assertEquals(Map.of("a", 1), parameters.get("nested"));
  }

  @Test
  void ordersMapsThatHaveNoOrder() throws IOException {
    Map<String, Integer> given = new LinkedHashMap<>();
    given.put("z", 1);
    given.put("a", 2);
    RunRecord record =
        RunRecord.builder()
            .parameters(given)
            .parameters(Map.of("y", 1, "x", 2, "w", new TreeMap<>(given)))
            .build();
    Map<?, ?> parameters = (Map<?, ?>) read(record).get("parameters");
    assertEquals(List.of("z", "a", "w", "x", "y"), List.copyOf(parameters.keySet()));
    assertEquals(List.of("a", "z"), List.copyOf(((Map<?, ?>) parameters.get("w")).keySet()));
  }

  @Test
  void knowsItsInputs() throws IOException {
    Path path = Files.writeString(folder.resolve("k.npy"), "abc");
    Map<?, ?> input =
        (Map<?, ?>) ((List<?>) read(RunRecord.builder().input(path).build()).get("inputs")).get(0);
    assertEquals(path.toString(), input.get("path"));
    assertEquals(3, input.get("bytes"));
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", input.get("sha256"));
  }

  @Test
  void refusesInputsThatAreNotFiles() {
    RunRecord.Builder builder = RunRecord.builder();
    Path missing = folder.resolve("missing");
    assertEquals(
        missing + ": no such file",
        assertThrows(IOException.class, () -> builder.input(missing)).getMessage());
    assertEquals(
        folder + ": expected a file, got a directory",
        assertThrows(IOException.class, () -> builder.input(folder)).getMessage());
  }

  @Test
  void sumsUpHistories() throws IOException {
    History history = History.ofLayers(8);
    for (int i = 0; i < 8; i++) {
      history.set(i, 1, 10 + Math.pow(0.25, Math.floorDiv(i, 2)), 0, i == 0 ? Double.NaN : 0.5);
    }
    Map<?, ?> summary =
        (Map<?, ?>)
            ((List<?>) read(RunRecord.builder().history(history, 2).build()).get("histories"))
                .get(0);
    assertEquals(8, summary.get("layers"));
    assertEquals(Map.of("first", 11.0, "last", 10.015625), summary.get("objective"));
    assertEquals(0.5, ((Map<?, ?>) summary.get("error")).get("last"));
    assertNull(((Map<?, ?>) summary.get("error")).get("first"));
    assertEquals(0.25, (double) summary.get("rate"), 1e-12);
  }

  @Test
  void hasNoRateWhereNothingShrinks() {
    History history = History.ofLayers(6);
    assertTrue(Double.isNaN(HistorySummary.of(history, 2).rate()));
    for (int i = 0; i < 6; i++) {
      history.set(i, 1, i, 0, 0);
    }
    assertTrue(Double.isNaN(HistorySummary.of(history, 2).rate()));
    assertTrue(Double.isNaN(HistorySummary.of(history, 6).rate()));
    assertTrue(Double.isNaN(HistorySummary.of(History.ofLayers(0), 1).objective().last()));
    assertThrows(IllegalArgumentException.class, () -> HistorySummary.of(history, 0));
  }

  @Test
  void standsBesideTheOutput() throws IOException {
    assertEquals(Path.of("dir/x.run.json"), RunRecord.beside(Path.of("dir/x.npy")));
    assertEquals(Path.of("dir/x.run.json"), RunRecord.beside(Path.of("dir/x")));
    assertEquals(Path.of(".x.run.json"), RunRecord.beside(Path.of(".x")));
    RunRecord record = full();
    Path written = record.writeBeside(folder.resolve("x.npy"));
    assertEquals(folder.resolve("x.run.json"), written);
    assertEquals(record.json(), Files.readString(written));
  }
}
