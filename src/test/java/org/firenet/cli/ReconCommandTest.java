package org.firenet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.ArrayFile;
import org.firenet.io.CflWriter;
import org.firenet.io.NpyWriter;
import org.firenet.metrics.ImageMetrics;
import org.firenet.network.GoldenCase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A small simulated scan of several coils and slices, from the command line. */
class ReconCommandTest {
  private static final int OUTER = 2;
  private static final int INNER = 5;

  /** What single precision leaves of data in double precision after ten layers. */
  private static final double SINGLE_TOLERANCE = 1e-5;

  /** The error in the history is that of the image, computed in another place. */
  private static final double FIGURE_TOLERANCE = 1e-4;

  /** Half of k-space, ten layers: far below what an image of zeros has, 1. */
  private static final double GOOD_ERROR = 0.5;

  private static final SimulatedScan SCAN = SimulatedScan.make();

  @TempDir static Path inputs;
  @TempDir Path folder;

  @BeforeAll
  static void writeInputs() throws IOException {
    NpyWriter.write(inputs.resolve("k.npy"), SCAN.kspace());
    NpyWriter.write(inputs.resolve("first.npy"), SCAN.kspace().slice(0));
    NpyWriter.write(inputs.resolve("coil.npy"), SCAN.kspace().slice(0).slice(0));
    NpyWriter.write(inputs.resolve("truth.npy"), SCAN.truth());
    NpyWriter.write(inputs.resolve("second-truth.npy"), SCAN.truth().slice(1));
    NpyWriter.write(inputs.resolve("magnitude.npy"), SCAN.truth().magnitude(), Precision.DOUBLE);
    NpyWriter.write(inputs.resolve("maps.npy"), SCAN.maps());
    ComplexArray each = ComplexArray.zeros(Precision.DOUBLE, SCAN.kspace().shape());
    for (int slice = 0; slice < SimulatedScan.SLICES; slice++) {
      each.setSlice(slice, SCAN.maps());
    }
    NpyWriter.write(inputs.resolve("maps-of-slices.npy"), each);
    NpyWriter.write(inputs.resolve("mask.npy"), SimulatedScan.mask(0));
    CflWriter.write(inputs.resolve("scan.cfl"), SCAN.kspace(), List.of("slice", "coil", "y", "x"));
  }

  /** Runs {@code recon} with few layers; {@code in/} in the options is the folder of inputs. */
  private CommandRun recon(String input, String options, Path output) {
    List<Object> arguments = new ArrayList<>(List.of("recon", inputs.resolve(input), "-o", output));
    arguments.addAll(List.of("--outer", OUTER, "--inner", INNER));
    Arrays.stream(options.split(" ", -1))
        .filter(word -> !word.isEmpty())
        .forEach(word -> arguments.add(word.replaceFirst("^in/", inputs + "/")));
    return CommandRun.ok(arguments);
  }

  private ComplexArray image(String input, String options) {
    Path output = folder.resolve("image.npy");
    recon(input, options, output);
    return SimulatedScan.read(output);
  }

  private static void assertClose(ComplexArray expected, ComplexArray actual, double tolerance) {
    assertEquals(expected.shape(), actual.shape());
    double difference = GoldenCase.relativeDifference(actual, expected);
    assertTrue(difference <= tolerance, "relative difference " + difference);
  }

  private static double error(ComplexArray images) {
    return ImageMetrics.nrmse(images.magnitude(), SCAN.truth().magnitude());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--precision double",
        "--maps in/maps.npy",
        "--maps in/maps-of-slices.npy",
        "--maps none",
        "--mask in/mask.npy",
        "--shifts layer:2 --wavelet haar",
        "--method sense",
        "--method zero-filled",
        "--method zero-filled --maps none",
        "--backend reference --start in/truth.npy"
      })
  void slicesTogetherAreSlicesOneByOne(String options) {
    ComplexArray images = image("k.npy", options);
    assertEquals(SimulatedScan.IMAGE.prepend(SimulatedScan.SLICES), images.shape());
    for (int slice = 0; slice < SimulatedScan.SLICES; slice++) {
      String range = " --slices " + slice + ":" + (slice + 1);
      assertClose(images.slices(slice, slice + 1), image("k.npy", options + range), 0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--maps espirit",
        "--maps in/maps.npy",
        "--maps none",
        "--method sense",
        "--method zero-filled"
      })
  void findsTheImage(String options) {
    double error = error(image("k.npy", options));
    assertTrue(error < GOOD_ERROR, "error " + error);
  }

  @Test
  void estimatesMapsAsTheCommandForMapsDoes() {
    Path maps = folder.resolve("maps.npy");
    CommandRun.ok("maps", inputs.resolve("k.npy"), "-o", maps, "--quiet");
    String given = "--precision double --maps " + maps;
    assertClose(image("k.npy", "--precision double"), image("k.npy", given), 0);
  }

  @Test
  void withoutSliceAxisTheImageHasNone() {
    ComplexArray all = image("k.npy", "--precision double");
    assertClose(all.slice(0), image("first.npy", "--precision double"), 0);
    assertEquals(SimulatedScan.IMAGE, image("coil.npy", "").shape());
  }

  @Test
  void coilsOnTheirOwnAreCombinedByTheRootSumOfSquares() {
    ComplexArray coil = image("coil.npy", "--precision double");
    ComplexArray one = image("first.npy", "--precision double --maps none");
    double largest = 0;
    for (int i = 0; i < one.count(); i++) {
      assertEquals(0, one.im(i));
      largest = Math.max(largest, Math.hypot(coil.re(i), coil.im(i)) - one.re(i));
    }
    assertTrue(largest <= 1e-12, "a coil exceeds the combination by " + largest);
  }

  @ParameterizedTest
  @CsvSource({
    "truth.npy, '', ''",
    "truth.npy, 1:2, ''",
    "second-truth.npy, 1:2, ''",
    "truth.npy, 1:, ''",
    "truth.npy, '', --maps in/maps.npy",
    "magnitude.npy, '', --maps in/maps.npy"
  })
  void measuresErrorsOfTheSlicesAskedFor(String truth, String slices, String maps)
      throws IOException {
    Path output = folder.resolve("x.npy");
    Path history = folder.resolve("h.csv");
    String options =
        "--backend reference --truth in/%s --history %s %s".formatted(truth, history, maps);
    boolean magnitudes = maps.isEmpty() || truth.equals("magnitude.npy");
    CommandRun run =
        recon("k.npy", slices.isEmpty() ? options : options + " --slices " + slices, output);
    ComplexArray images = SimulatedScan.read(output);
    int count = images.shape().extent(0);
    int first = slices.isEmpty() ? 0 : 1;
    ComplexArray known = SCAN.truth().slices(first, first + count);
    double error = ImageMetrics.nrmse(images.magnitude(), known.magnitude());
    assertTrue(run.out().contains("nrmse_magnitude %.5g%n".formatted(error)), run.out());
    assertTrue(run.out().contains("ssim "), run.out());
    List<String> rows = Files.readAllLines(history);
    assertEquals("image,layer,objective,residual,norm1,error", rows.get(0));
    assertEquals(1 + count * OUTER * INNER, rows.size());
    for (int image = 0; image < count; image++) {
      String[] last = rows.get((image + 1) * OUTER * INNER).split(",", -1);
      assertEquals(String.valueOf(image), last[0]);
      assertEquals(String.valueOf(OUTER * INNER), last[1]);
      ComplexArray x = images.slice(image);
      ComplexArray r = known.slice(image);
      double expected =
          magnitudes ? ImageMetrics.nrmse(x.magnitude(), r.magnitude()) : ImageMetrics.nrmse(x, r);
      assertEquals(expected, Double.parseDouble(last[5]), FIGURE_TOLERANCE);
    }
  }

  @ParameterizedTest
  @CsvSource({"'', 3", "--ergodic, 3", "--slices 2, 1", "--maps none, 12"})
  void historyHasARowForEachLayerOfEachImage(String options, int images) throws IOException {
    Path history = folder.resolve("h.csv");
    recon("k.npy", options + " --history " + history, folder.resolve("x.npy"));
    List<String> rows = Files.readAllLines(history);
    assertEquals(1 + images * OUTER * INNER, rows.size());
    assertTrue(rows.stream().skip(1).allMatch(row -> row.split(",", -1).length == 6));
    assertTrue(rows.get(1).endsWith(","), "no truth, no error: " + rows.get(1));
  }

  @Test
  void withoutMapsTheTruthIsComparedWithTheCombination() throws IOException {
    Path output = folder.resolve("x.npy");
    Path history = folder.resolve("h.csv");
    CommandRun run =
        recon("k.npy", "--maps none --truth in/truth.npy --history " + history, output);
    double error = error(SimulatedScan.read(output));
    assertTrue(run.out().contains("nrmse_magnitude %.5g%n".formatted(error)), run.out());
  }

  @Test
  void quietPrintsNothing() {
    assertEquals("", recon("k.npy", "--quiet --truth in/truth.npy", folder.resolve("x.npy")).out());
  }

  @Test
  void recordsTheRunBesideTheImage() throws IOException {
    Path output = folder.resolve("x.npy");
    CommandRun run = recon("k.npy", "--json --truth in/truth.npy --lambda 0.002", output);
    Map<String, Object> printed = JSON.std.mapFrom(run.out());
    Map<String, Object> record = JSON.std.mapFrom(Files.readString(folder.resolve("x.run.json")));
    assertEquals(printed, record);
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
        List.copyOf(record.keySet()));
    assertTrue(((List<?>) record.get("arguments")).contains("--lambda"));
    Map<?, ?> parameters = (Map<?, ?>) record.get("parameters");
    assertEquals(0.002, parameters.get("lambda"));
    assertEquals(OUTER, parameters.get("outer"));
    assertEquals("db1", parameters.get("wavelet"));
    Map<?, ?> results = (Map<?, ?>) record.get("results");
    assertEquals(List.of(3, 32, 40), results.get("images"));
    assertEquals(0.5, results.get("sampled"));
    assertTrue(results.containsKey("nrmse_magnitude"), results::toString);
    Map<?, ?> input = (Map<?, ?>) ((List<?>) record.get("inputs")).get(0);
    assertEquals(inputs.resolve("k.npy").toString(), input.get("path"));
    assertEquals(Files.size(inputs.resolve("k.npy")), ((Number) input.get("bytes")).longValue());
    assertTrue(((Map<?, ?>) record.get("seconds")).containsKey("total"));
  }

  @Test
  void writesASelfContainedReport() throws IOException {
    Path report = folder.resolve("r.html");
    recon("k.npy", "--truth in/truth.npy --report " + report, folder.resolve("x.npy"));
    String html = Files.readString(report);
    assertTrue(html.startsWith("<!DOCTYPE html>"), html.substring(0, 40));
    assertTrue(html.contains("data:image/png;base64,"));
    assertTrue(html.contains("Reconstruction of k.npy"));
    assertTrue(html.contains("Zero-filled") && html.contains("default-src 'none'"));
    assertFalse(html.contains("<script src") || html.contains("<link"));
    assertFalse(html.matches("(?s).*(src|href)=\"(?!data:|#).*"), "refers to another file");
  }

  @Test
  void writesBartPairs() throws IOException {
    ComplexArray expected = image("k.npy", "");
    recon("k.npy", "", folder.resolve("x.cfl"));
    try (ArrayFile file = ArrayFile.open(folder.resolve("x.hdr"))) {
      assertEquals(List.of("slice", "y", "x"), file.axes());
      assertClose(expected, file.complex(), 0);
    }
    assertTrue(Files.exists(folder.resolve("x.run.json")));
  }

  @Test
  void writesPictures() throws IOException {
    recon("first.npy", "", folder.resolve("x.png"));
    BufferedImage picture = ImageIO.read(folder.resolve("x.png").toFile());
    assertEquals(SimulatedScan.IMAGE, Shape.of(picture.getHeight(), picture.getWidth()));
    int largest = 0;
    for (int value : picture.getRaster().getPixels(0, 0, 40, 32, (int[]) null)) {
      largest = Math.max(largest, value);
    }
    assertEquals(65535, largest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scan.cfl", "scan.hdr", "scan"})
  void readsBartPairsByAnyOfTheirNames(String name) throws IOException {
    ComplexArray expected = image("k.npy", "");
    Path output = folder.resolve("y.npy");
    recon(name, "", output);
    assertClose(expected, SimulatedScan.read(output), SINGLE_TOLERANCE);
    assertTrue(Files.readString(folder.resolve("y.run.json")).contains("scan.cfl"));
  }

  @Test
  void replacesAnEarlierImage() throws IOException {
    Path output = folder.resolve("image.npy");
    Files.writeString(output, "an earlier result");
    assertEquals(SimulatedScan.IMAGE, image("first.npy", "").shape());
  }

  @Test
  void repeatsBitForBit() {
    assertClose(image("k.npy", ""), image("k.npy", ""), 0);
    assertClose(image("k.npy", "--threads 1"), image("k.npy", "--threads 2"), 0);
  }
}
