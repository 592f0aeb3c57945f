package org.firenet.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.CflWriter;
import org.firenet.io.NpyWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewCommandTest {
  @TempDir static Path inputs;
  @TempDir Path outputs;

  @BeforeAll
  static void writeInputs() throws IOException {
    SimulatedScan scan = SimulatedScan.make();
    NpyWriter.write(inputs.resolve("k.npy"), scan.kspace());
    NpyWriter.write(inputs.resolve("image.npy"), scan.truth());
    NpyWriter.write(inputs.resolve("maps.npy"), scan.maps());
    NpyWriter.write(inputs.resolve("mask.npy"), SimulatedScan.mask(0));
    CflWriter.write(inputs.resolve("maps.cfl"), scan.maps(), List.of("coil", "y", "x"));
    ComplexArray bad = ComplexArray.zeros(Precision.SINGLE, Shape.of(2, 2));
    bad.set(3, Double.NaN, 0);
    NpyWriter.write(inputs.resolve("nan.npy"), bad);
  }

  private List<String> words(String name, String... options) {
    List<String> words = new ArrayList<>(List.of("view", inputs.resolve(name).toString()));
    words.addAll(List.of("-o", outputs.resolve("out.png").toString()));
    words.addAll(List.of(options));
    return words;
  }

  private Map<String, Object> view(String name, String... options) throws IOException {
    List<String> words = words(name, options);
    words.add("--json");
    return JSON.std.mapFrom(CommandRun.ok(words).out());
  }

  private BufferedImage picture() throws IOException {
    return ImageIO.read(outputs.resolve("out.png").toFile());
  }

  @ParameterizedTest
  @CsvSource({
    "k.npy, kspace, 12",
    "image.npy, image, 3",
    "maps.npy, maps, 4",
    "maps.cfl, maps, 4",
    "mask.npy, mask, 1"
  })
  void tellsKindsApart(String name, String kind, int tiles) throws IOException {
    Map<String, Object> facts = view(name);
    assertEquals(kind, facts.get("kind"));
    assertEquals(tiles, facts.get("tiles"));
    assertEquals(tiles, ((List<?>) facts.get("shown")).size());
    assertEquals(picture().getWidth(), facts.get("width"));
    assertEquals(picture().getHeight(), facts.get("height"));
    assertEquals(kind.equals("kspace") ? "dB" : "", facts.get("unit"));
  }

  @Test
  void doesWhatItIsAskedTo() throws IOException {
    Map<String, Object> facts =
        view("image.npy", "--as", "PHASE", "--slices", "1:", "--columns", "1", "--scale", "2");
    assertEquals("phase", facts.get("kind"));
    assertEquals(List.of(1, 2), facts.get("shown"));
    assertEquals(
        List.of(2, 2 * 2 * 32, 2 * 40),
        List.of(facts.get("scale"), facts.get("height"), facts.get("width")));
    facts = view("k.npy", "--slices", "2", "--window", "-60:-10", "--depth", "16");
    assertEquals(List.of(-60.0, -10.0), facts.get("window"));
    assertEquals(List.of(8, 9, 10, 11), facts.get("shown"));
    assertEquals(16, picture().getColorModel().getPixelSize());
  }

  @Test
  void saysWhatItDid() throws IOException {
    String text = CommandRun.ok(words("k.npy", "--window=-60:0")).out();
    assertTrue(text.contains("kspace [3, 4, 32, 40], 12 of 12 tiles, window -60 to 0 dB"), text);
    assertTrue(CommandRun.ok(words("mask.npy")).out().contains("no window"));
    assertEquals("", CommandRun.ok(words("k.npy", "--quiet")).out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--as spiral    | 2 | as: expected kspace, image, maps, mask or phase, got spiral",
        "--window 3     | 2 | window: expected LOW:HIGH, two numbers, got 3",
        "--window 3:1   | 2 | window: expected finite low < high, got 3.0 and 1.0",
        "--depth 12     | 2 | depth: expected 8 or 16, got 12",
        "--columns 0    | 2 | columns: expected at least 1, got 0",
        "--scale -1     | 2 | scale: expected at least 1, got -1",
        "--slices 2:1   | 2 | slices: expected A:B with 0 <= A < B",
        "--slices 2:9   | 3 | slices: expected a range within 0:3, got 2:9",
        "--scale 99999  | 3 | picture: expected at most 33554432 pixels",
        "--as maps --depth 16 | 3 | depth: expected 8 for maps"
      })
  void refusesWrongOptions(String options, int code, String message) {
    CommandRun run =
        CommandRun.of(words("image.npy", options.strip().split(" ")).toArray(new String[0]));
    assertEquals(code, run.code(), run.err());
    assertEquals(1, run.errors().size(), run.err());
    assertTrue(run.err().contains(message), run.err());
    assertFalse(Files.exists(outputs.resolve("out.png")));
  }

  @Test
  void refusesNumbersThatAreNone() {
    CommandRun run = CommandRun.of(words("nan.npy").toArray(new String[0]));
    assertEquals(ExitCode.INPUT, run.code());
    assertEquals(
        "firenet view: %s: `array`: element 3 of [2, 2] is NaN + 0.0i"
            .formatted(inputs.resolve("nan.npy")),
        run.err().strip());
    assertEquals(ExitCode.INPUT, CommandRun.of(words("none.npy").toArray(new String[0])).code());
  }

  @Test
  void writesOverNoInput() throws IOException {
    Path picture = Files.copy(inputs.resolve("mask.npy"), outputs.resolve("mask.png"));
    byte[] before = Files.readAllBytes(picture);
    CommandRun run = CommandRun.of("view", picture.toString(), "-o", picture.toString());
    assertEquals(ExitCode.USAGE, run.code());
    assertTrue(run.err().contains("would be written over an input"), run.err());
    assertArrayEquals(before, Files.readAllBytes(picture));
    run = CommandRun.of("view", inputs.resolve("k.npy").toString(), "-o", "k.jpg");
    assertEquals(ExitCode.USAGE, run.code());
    assertTrue(run.err().contains("k.jpg: expected a name ending in .png"), run.err());
  }
}
