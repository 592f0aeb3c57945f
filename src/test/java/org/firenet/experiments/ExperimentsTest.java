package org.firenet.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.firenet.pipeline.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentsTest {
  private static final ExperimentSettings TINY =
      ExperimentSettings.defaults()
          .withSize(new ExperimentSize(ExperimentSize.Word.QUICK, OptionalInt.of(16)));

  @TempDir Path folder;

  private ExperimentRun run(String name, int extent) throws IOException {
    ExperimentSize size = new ExperimentSize(ExperimentSize.Word.QUICK, OptionalInt.of(extent));
    return ExperimentRun.of(
        Experiments.named(name), TINY.withSize(size), folder.resolve(name), Progress.NONE);
  }

  private static double number(ExperimentRun run, String name) {
    return ((Number) run.numbers().get(name)).doubleValue();
  }

  @ParameterizedTest
  @CsvSource({
    "convergence, fourier.csv fourier-sparse.csv walsh.csv walsh-sparse.csv fourier-firenet.png",
    "digits, digits.csv",
    "sampling, sampling.csv walsh-poisson-image.png",
    "detail, details.csv truth-text.png",
    "stability, sizes.csv steps.csv n16-firenet-after.png"
  })
  void writesAPageAndWhatItShows(String name, String files) throws Exception {
    ExperimentRun run = run(name, 16);
    Set<String> written = new TreeSet<>();
    try (Stream<Path> paths = Files.list(run.directory())) {
      paths.forEach(path -> written.add(path.getFileName().toString()));
    }
    assertTrue(written.containsAll(Set.of("index.html", "result.json")), written.toString());
    assertTrue(written.containsAll(Set.of(files.split(" ", -1))), written.toString());
    String html = Files.readString(run.directory().resolve("index.html"));
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(
            new java.io.ByteArrayInputStream(
                html.replace("<!DOCTYPE html>", "")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    for (String file : written) {
      assertTrue(file.equals("index.html") || html.contains("href=\"" + file), file);
    }
    assertFalse(html.replaceAll("base64,[^\"]*", "").contains("NaN"), "numbers that are none");
    Map<String, Object> json =
        JSON.std.mapFrom(Files.readString(run.directory().resolve("result.json")));
    assertEquals("experiment", ((java.util.List<?>) json.get("arguments")).get(0));
    assertEquals(run.numbers().keySet(), ((Map<?, ?>) json.get("results")).keySet());
    assertFalse(((Map<?, ?>) json.get("parameters")).isEmpty());
  }

  @Test
  void digitsGrowByThoseOfNuUntilTheArithmeticEnds() throws IOException {
    ExperimentRun run = run("digits", 64);
    assertTrue(number(run, "double.digits") > 14.5, run.numbers().toString());
    assertTrue(number(run, "single.digits") > 6, run.numbers().toString());
    assertEquals(number(run, "predictedDigitsPerBlock"), number(run, "double.digitsPerBlock"), 0.1);
  }

  @Test
  void twoRunsGiveTheSameNumbers() throws IOException {
    Experiment digits = Experiments.named("digits");
    ExperimentRun first = ExperimentRun.of(digits, TINY, folder.resolve("a"), Progress.NONE);
    ExperimentRun second = ExperimentRun.of(digits, TINY, folder.resolve("b"), Progress.NONE);
    assertEquals(first.numbers(), second.numbers());
  }

  @Test
  void leavesADirectoryWithFilesAlone() throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve("digits")).resolve("x"), "x");
    IOException error = assertThrows(IOException.class, () -> run("digits", 16));
    assertTrue(error.getMessage().contains("has files in it"), error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"convergence", "digits", "sampling", "detail", "stability"})
  void wantsPowersOfTwo(String name) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> run(name, 24));
    assertEquals("size: expected a power of two, at least 16, got 24", error.getMessage());
    assertFalse(Files.exists(folder.resolve(name)));
  }

  @Test
  void namesAllThereAre() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Experiments.named("x"));
    assertTrue(error.getMessage().contains("convergence, detail"), error.getMessage());
  }

  @Test
  void theOverviewLeadsToEveryPage() throws IOException {
    ExperimentOverview overview = new ExperimentOverview();
    ExperimentRun run = run("digits", 16);
    overview.add(run);
    overview.addFailure(Experiments.named("detail"), "no such thing");
    String html = overview.page(TINY).html();
    assertTrue(html.contains("href=\"digits/index.html\""), html);
    assertTrue(html.contains("no such thing"), html);
  }

  @ParameterizedTest
  @CsvSource({"quick, 1, 1", "default, 2, 2", "PAPER, 3, 3", "640, 640, 2"})
  void readsSizes(String text, int extent, int effort) {
    ExperimentSize size = ExperimentSize.parse(text);
    assertEquals(extent, size.extent(1, 2, 3));
    assertEquals(effort, size.of(1, 2, 3));
    assertEquals(text.toLowerCase(java.util.Locale.ROOT), size.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "large", ""})
  void rejectsOtherSizes(String text) {
    assertThrows(IllegalArgumentException.class, () -> ExperimentSize.parse(text));
  }
}
