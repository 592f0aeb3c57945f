package org.firenet.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.firenet.array.ComplexArray;
import org.firenet.io.ArrayFile;
import org.firenet.io.NpyWriter;
import org.firenet.metrics.ImageComparison;
import org.firenet.mri.Espirit;
import org.firenet.mri.EspiritParameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** All commands but {@code recon}. */
class CommandsTest {
  private static final SimulatedScan SCAN = SimulatedScan.make();

  @TempDir static Path folder;

  @BeforeAll
  static void writeInputs() throws IOException {
    NpyWriter.write(folder.resolve("k.npy"), SCAN.kspace());
    NpyWriter.write(folder.resolve("first.npy"), SCAN.kspace().slice(0));
    NpyWriter.write(folder.resolve("truth.npy"), SCAN.truth());
    NpyWriter.write(folder.resolve("image.npy"), SimulatedScan.scaled(SCAN.truth(), 1.1));
    NpyWriter.write(folder.resolve("mask.npy"), SimulatedScan.mask(0));
  }

  private static CommandRun ok(String... words) {
    return CommandRun.ok(
        List.of(words).stream()
            .map(word -> word.endsWith(".npy") ? folder.resolve(word).toString() : word)
            .toList());
  }

  @Test
  void comparePrintsTheFigures() throws IOException {
    Map<String, Double> figures =
        ImageComparison.figures(SimulatedScan.scaled(SCAN.truth(), 1.1), SCAN.truth());
    CommandRun run = ok("compare", "image.npy", "truth.npy");
    figures.forEach(
        (name, value) ->
            assertTrue(run.out().contains("%-28s %.6g%n".formatted(name, value)), run.out()));
    assertEquals(
        figures, JSON.std.mapFrom(ok("compare", "image.npy", "truth.npy", "--json").out()));
    assertEquals("", ok("compare", "image.npy", "truth.npy", "--quiet").out());
  }

  @Test
  void compareOfEqualImagesIsValidJson() throws IOException {
    Map<String, Object> figures =
        JSON.std.mapFrom(ok("compare", "truth.npy", "truth.npy", "--json").out());
    assertEquals(0.0, figures.get("nrmse_complex"));
    assertTrue(figures.containsKey("psnr_db"));
    assertNull(figures.get("psnr_db"), "infinite");
  }

  @Test
  void mapsAreThoseOfEspirit() {
    CommandRun run =
        ok(
            "maps",
            "k.npy",
            "-o",
            "maps.npy",
            "--crop",
            "0.7",
            "--calibration",
            "12",
            "--backend",
            "cpu");
    assertTrue(run.out().startsWith("wrote "), run.out());
    ComplexArray maps = SimulatedScan.read(folder.resolve("maps.npy"));
    assertEquals(SCAN.kspace().shape(), maps.shape());
    EspiritParameters parameters = EspiritParameters.builder().crop(0.7).calibration(12).build();
    for (int slice = 0; slice < SimulatedScan.SLICES; slice++) {
      ComplexArray expected = Espirit.calibrate(SCAN.kspace().slice(slice), parameters).maps();
      assertArrayEquals(expected.doubles(), maps.slice(slice).doubles());
    }
  }

  @Test
  void mapsOfOneSliceHaveNoSliceAxis() throws IOException {
    assertEquals("", ok("maps", "first.npy", "-o", "one.npy", "--soft-crop", "--quiet").out());
    String json = ok("maps", "first.npy", "-o", "one.npy", "--json").out();
    assertEquals(folder.resolve("one.npy").toString(), JSON.std.mapFrom(json).get("output"));
    assertEquals(SCAN.maps().shape(), SimulatedScan.read(folder.resolve("one.npy")).shape());
    CommandRun.ok("maps", folder.resolve("first.npy"), "-o", folder.resolve("one.cfl"));
    try (ArrayFile file = ArrayFile.open(folder.resolve("one.cfl"))) {
      assertEquals(List.of("coil", "y", "x"), file.axes());
    }
  }

  @Test
  void infoTellsTheFactsOfKspace() throws IOException {
    Map<String, Object> facts = JSON.std.mapFrom(ok("info", "first.npy", "--json").out());
    assertEquals(folder.resolve("first.npy").toString(), facts.get("file"));
    assertEquals(List.of(4, 32, 40), facts.get("shape"));
    assertEquals("complex", facts.get("kind"));
    assertEquals("double", facts.get("precision"));
    assertEquals(0.5, facts.get("sampled"));
    assertEquals(2.0, facts.get("acceleration"));
    assertEquals(0.5, facts.get("zeros"));
    assertEquals(0, facts.get("not finite"));
    assertEquals(SCAN.kspace().slice(0).norm(), ((Number) facts.get("norm")).doubleValue(), 1e-9);
    assertEquals("", ok("info", "first.npy", "--quiet").out());
    String text = ok("info", "first.npy").out();
    facts.keySet().forEach(fact -> assertTrue(text.contains(fact), text));
    assertFalse(ok("info", "truth.npy").out().contains("calibration region    [12"), "an image");
    assertTrue(ok("info", "mask.npy").out().contains("boolean"));
  }

  @Test
  void backendsAreListedWithReasons() throws IOException {
    String text = ok("backends").out();
    assertTrue(text.matches("(?s).*cpu +yes .*"), text);
    assertTrue(text.matches("(?s).*reference +yes .*"), text);
    Set<Object> names = new TreeSet<>();
    for (Object entry : JSON.std.listFrom(ok("backends", "--json").out())) {
      Map<?, ?> row = (Map<?, ?>) entry;
      names.add(row.get("name"));
      assertTrue(row.get("available") instanceof Boolean);
      assertFalse(row.get("description").toString().isBlank());
    }
    assertTrue(names.containsAll(List.of("cpu", "reference")), names::toString);
    assertEquals("", ok("backends", "--quiet").out());
  }

  @Test
  void demoWritesImagesAndAReport() throws IOException {
    Path demo = folder.resolve("demo of firenet");
    CommandRun run = CommandRun.ok("demo", "-o", demo);
    assertTrue(run.out().contains("prediction error of held-out samples"), run.out());
    for (String name : List.of("image.png", "zero-filled.png", "image.run.json", "kspace.npy")) {
      assertTrue(Files.size(demo.resolve(name)) > 0, name);
    }
    ComplexArray image = SimulatedScan.read(demo.resolve("image.npy"));
    assertTrue(image.norm() > 0);
    image.requireFinite("image");
    String html = Files.readString(demo.resolve("report.html"));
    assertTrue(html.contains("Prediction error, firenet"));
    assertTrue(html.contains("data:image/png;base64,"));
  }

  @Test
  void completionIsAScriptForBash() {
    String script = ok("generate-completion").out();
    assertTrue(script.startsWith("#!/usr/bin/env bash"), script.substring(0, 40));
    for (String word : List.of("recon", "maps", "compare", "info", "demo", "--unsafe-steps")) {
      assertTrue(script.contains(word), word);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void versionNamesProgramAndJava(String option) {
    List<String> lines = ok(option).out().lines().toList();
    assertEquals(2, lines.size());
    assertTrue(lines.get(0).startsWith("firenet "), lines.get(0));
    assertTrue(lines.get(1).startsWith("Java " + System.getProperty("java.version")));
  }

  static Set<String> commands() {
    return new CommandLine(new FirenetCommand()).getSubcommands().keySet();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpDescribesEveryOption(String name) {
    String help = ok(name, "--help").out();
    CommandLine command = new CommandLine(new FirenetCommand()).getSubcommands().get(name);
    assertTrue(help.startsWith("Usage: firenet " + name), help);
    for (OptionSpec option : command.getCommandSpec().options()) {
      assertTrue(help.contains(option.longestName()), option.longestName());
      assertFalse(String.join("", option.description()).isBlank(), option.longestName());
      String words = option.description()[0].replaceAll("[ (].*", "");
      assertTrue(help.contains(words), option.longestName());
    }
    for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
      assertTrue(help.contains(parameter.paramLabel()), parameter.paramLabel());
      assertFalse(String.join("", parameter.description()).isBlank(), parameter.paramLabel());
    }
    assertFalse(help.contains("${"), help);
  }

  @Test
  void helpOfAllListsTheCommandsAndExitCodes() {
    String help = ok("--help").out();
    commands().forEach(name -> assertTrue(help.contains(name), name));
    assertTrue(help.contains("0 done, 2 wrong usage, 3 unusable input, 4 no device, 70"));
  }
}
