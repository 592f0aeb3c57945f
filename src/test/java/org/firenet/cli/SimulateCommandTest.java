package org.firenet.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.ArrayFile;
import org.firenet.io.NpyWriter;
import org.firenet.io.PngWriter;
import org.firenet.metrics.ImageMetrics;
import org.firenet.phantom.SheppLogan;
import org.firenet.sampling.LevelWeights;
import org.firenet.sampling.PhaseEncodeLines;
import org.firenet.transform.Wavelet;
import org.firenet.transform.WaveletLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code simulate}, {@code mask}, {@code weights}, and {@code compare} in a region. */
class SimulateCommandTest {
  private static final Shape IMAGE = Shape.of(32, 40);
  private static final byte[] EARLIER = {1, 2, 3};

  @TempDir Path folder;

  @BeforeEach
  void writeInputs() throws IOException {
    NpyWriter.write(folder.resolve("image.npy"), SheppLogan.image(IMAGE), Precision.DOUBLE);
    NpyWriter.write(folder.resolve("lines.npy"), new PhaseEncodeLines(IMAGE, 0, 2, 8).random(1));
    NpyWriter.write(folder.resolve("small.npy"), Mask.full(Shape.of(4, 4)));
    Files.write(folder.resolve("earlier.npy"), EARLIER);
  }

  private CommandRun run(String arguments) {
    return CommandRun.of(
        Arrays.stream(arguments.split(" ", -1))
            .map(word -> word.replaceFirst("^@", folder + "/"))
            .toArray(String[]::new));
  }

  private String ok(String arguments) {
    CommandRun run = run(arguments);
    assertEquals(ExitCode.OK, run.code(), run.err());
    assertEquals("", run.err());
    return run.out();
  }

  private ComplexArray read(String name) {
    return SimulatedScan.read(folder.resolve(name));
  }

  @Test
  void simulatedScansAreReconstructed() throws IOException {
    String out = ok("simulate --size 64x64 --pattern poisson --fraction 0.4 --snr 100 -o @s.npy");
    assertTrue(out.contains("sampled     1638 of 4096 points (39.99 %, 2.50-fold)"), out);
    assertTrue(out.contains("calibration 18 x 18 around DC"), out);
    assertEquals(Shape.of(8, 64, 64), read("s.npy").shape());
    ok("recon @s.npy --maps @s-maps.npy --mask @s-mask.npy -o @r.npy");
    String json = ok("compare @r.npy @s-truth.npy --region auto --json");
    Map<String, Object> figures = JSON.std.mapFrom(json);
    assertTrue((double) figures.get("nrmse_complex") < 0.05, json);
    assertTrue((double) figures.get("ssim") > 0.95, json);
    ok("compare @r.npy @s-truth.npy --region @s-mask.npy");
  }

  @Test
  void outputsFollowTheirOptions() throws IOException {
    ok("simulate --size 16x18 --coils 3 --slices 2 --repetitions 2 --noise 1% --quiet -o @a.npy");
    assertEquals(Shape.of(4, 3, 16, 18), read("a.npy").shape());
    assertEquals(Precision.SINGLE, read("a.npy").precision());
    ComplexArray truth = read("a-truth.npy");
    assertEquals(Shape.of(4, 16, 18), truth.shape());
    assertArrayEquals(truth.slice(0).floats(), truth.slice(2).floats(), "the truth repeats");
    assertEquals(Shape.of(3, 16, 18), read("a-maps.npy").shape());
    ok("simulate --size 16x18 --coils 2 --bare --precision double --truth @t.npy -o @b.npy");
    assertFalse(Files.exists(folder.resolve("b-maps.npy")));
    assertEquals(Precision.DOUBLE, read("t.npy").precision());
    ok("simulate --size 4x8x6 --kspace analytic --coils 2 -o @c.cfl");
    try (ArrayFile file = ArrayFile.open(folder.resolve("c.cfl"))) {
      assertEquals(List.of("coil", "z", "y", "x"), file.axes());
      assertEquals(Shape.of(2, 4, 8, 6), file.shape());
    }
    assertTrue(Files.exists(folder.resolve("c-truth.cfl")));
    String json = ok("simulate --size 16x16 --noise 0.05 --seed 4 -o @d.npy --json");
    Map<String, Object> facts = JSON.std.mapFrom(json);
    assertEquals(4, facts.get("seed"));
    assertEquals(256, facts.get("samples"));
    assertTrue((double) facts.get("noise deviation") > 0);
  }

  @Test
  void truthOfSeveralSlicesIsInTheRawDataToo() throws IOException {
    ok("simulate --size 16x20 --slices 2 --coils 4 --bare --truth @t.npy -o @s.h5");
    Map<String, Object> figures = JSON.std.mapFrom(ok("compare @s.h5 @t.npy --json"));
    assertEquals(0, (double) figures.get("nrmse_complex"), 1e-6);
  }

  @Test
  void everyOutputHasItsRecord() throws IOException {
    ok("simulate --size 16x16 --noise 1% --seed 4 -o @s.npy");
    ok("simulate @s-truth.npy --coils 2 -o @o.h5");
    ok("mask poisson --size 16x16 --fraction 0.5 -o @m.png");
    ok("weights @s-truth.npy --levels 2 -o @w.npy");
    ok("maps @s.npy -o @c.npy");
    Map<String, Object> simulated = record("s");
    assertEquals(4, ((Map<?, ?>) simulated.get("results")).get("seed"));
    assertTrue(simulated.get("parameters").toString().contains("RELATIVE"), simulated.toString());
    Map<?, ?> input = (Map<?, ?>) ((List<?>) record("o").get("inputs")).get(0);
    assertEquals(folder.resolve("s-truth.npy").toString(), input.get("path"));
    assertEquals(128, ((Map<?, ?>) record("m").get("results")).get("samples"));
    assertEquals(3, ((List<?>) ((Map<?, ?>) record("w").get("results")).get("sparsities")).size());
    assertTrue(record("c").get("parameters").toString().contains("kernel=6"));
    assertEquals("maps", ((List<?>) record("c").get("arguments")).get(0));
  }

  private Map<String, Object> record(String name) throws IOException {
    return JSON.std.mapFrom(Files.readString(folder.resolve(name + ".run.json")));
  }

  @Test
  void filesAreObjects() throws IOException {
    PngWriter.write(
        folder.resolve("image.png"), SheppLogan.image(IMAGE), PngWriter.Depth.SIXTEEN_BIT);
    ok("simulate @image.npy --coils 1 --phase 0 --mask @lines.npy -o @n.npy");
    ok("simulate @image.png --coils 1 --phase 0 --mask @lines.npy -o @p.npy");
    assertEquals(Shape.of(1, 32, 40), read("n.npy").shape());
    ComplexArray image = ComplexArray.ofReal(SheppLogan.image(IMAGE));
    assertEquals(0, ImageMetrics.nrmse(read("n-truth.npy"), image), 1e-6);
    // The window of the picture ends at 99.9 % of the pixels, here at the brightest.
    assertEquals(0, ImageMetrics.nrmse(read("p-truth.npy"), image), 1e-4);
    NpyWriter.write(
        folder.resolve("stack.npy"), SheppLogan.image(Shape.of(6, 16, 18)), Precision.DOUBLE);
    ok("simulate @stack.npy --slices 2:5 --coils 2 -o @st.npy");
    assertEquals(Shape.of(3, 2, 16, 18), read("st.npy").shape());
    ok("simulate @stack.npy --volume --coils 2 -o @v.npy");
    assertEquals(Shape.of(2, 6, 16, 18), read("v.npy").shape());
    ok(
        "simulate --size 16x32 --coils 1 --sampling walsh --pattern das-walsh --fraction 0.3"
            + " --sparsities 5,10,20 -o @w.npy");
    assertEquals(154, Mask.ofNonZero(read("w.npy"), 2).samples(), 2, "zeros of Walsh data");
  }

  @Test
  void rawDataHaveTheirReadoutsAndTheTruth() {
    ok(
        "simulate --size 12x10 --coils 3 --slices 2 --repetitions 2 --pattern random-lines"
            + " --acceleration 2 --readout-oversampling 2 --noise-scan --noise 1% -o @r.h5");
    try (HdfFile file = new HdfFile(folder.resolve("r.h5"))) {
      assertEquals(1, file.getDatasetByPath("dataset/xml").getDimensions()[0]);
      int lines = Mask.ofNonZero(read("r-mask.npy"), 2).samples() / 10;
      assertEquals(
          16 + 4 * lines, file.getDatasetByPath("dataset/data").getDimensions()[0], "acquisitions");
      assertArrayEquals(
          new int[] {2, 3, 12, 10}, file.getDatasetByPath("dataset/csm").getDimensions());
      assertArrayEquals(
          new int[] {2, 12, 10}, file.getDatasetByPath("dataset/phantom").getDimensions());
    }
  }

  @Test
  void masksAreWrittenAndCounted() throws IOException {
    String out = ok("mask gaussian --size 64x48 --readout --acceleration 4 --seed 3 -o @m.npy");
    assertTrue(out.contains("lines       16 of 64 along ky"), out);
    try (ArrayFile file = ArrayFile.open(folder.resolve("m.npy"))) {
      assertEquals(ArrayFile.Kind.BOOLEAN, file.kind());
      assertEquals(16 * 48, file.mask().samples());
    }
    String levels = ok("mask das-fourier --size 32x32 --samples 200 --sparsities 4,9 -o @m.png");
    assertTrue(levels.contains("levels      bands"), levels);
    assertTrue(levels.contains("             2,  2"), levels);
    Map<String, Object> facts =
        JSON.std.mapFrom(ok("mask radial --size 33x20 --spokes 5 -o @m.cfl --json"));
    try (ArrayFile file = ArrayFile.open(folder.resolve("m.cfl"))) {
      assertEquals(facts.get("samples"), file.mask().samples());
    }
    assertEquals("", ok("mask full --size 8x8x4 --quiet -o @m3.npy"));
  }

  @Test
  void weightsAreThoseOfTheCountedSparsities() throws IOException {
    String out = ok("weights @image.npy --wavelet db2 --levels 2 --threshold 0.3 -o @w.npy");
    WaveletLayout layout = new WaveletLayout(IMAGE, 2);
    double[] counts =
        LevelWeights.sparsities(
            ComplexArray.ofReal(SheppLogan.image(IMAGE)), layout, Wavelet.of("db2"), 0.3);
    String option = "sparsity:%.0f,%.0f,%.0f".formatted(counts[0], counts[1], counts[2]);
    assertTrue(out.contains("weights      " + option + System.lineSeparator()), out);
    try (ArrayFile file = ArrayFile.open(folder.resolve("w.npy"))) {
      assertArrayEquals(LevelWeights.of(layout, counts).data(), file.real().data());
    }
    ok("simulate --size 32x40 --pattern polynomial --fraction 0.5 -o @k.npy --quiet");
    for (String weights : List.of(option, "@w.npy")) {
      ok("recon @k.npy --maps @k-maps.npy --wavelet db2 --levels 2 -o @y.npy --weights " + weights);
    }
    double[] two = new double[2 * IMAGE.count()];
    System.arraycopy(SheppLogan.image(IMAGE).data(), 0, two, 0, IMAGE.count());
    two[IMAGE.count() + 5] = 1;
    NpyWriter.write(
        folder.resolve("two.npy"), RealArray.of(IMAGE.prepend(2), two), Precision.DOUBLE);
    Map<String, Object> facts = JSON.std.mapFrom(ok("weights @two.npy --levels 1 --json"));
    assertTrue(facts.get("option").toString().contains(".5"), facts::toString);
    assertEquals(2, ((List<?>) facts.get("sparsities")).size());
    ok("weights @two.npy --levels 1 --volume -o @v.npy");
  }

  private static Arguments of(int code, String arguments, String... mentioned) {
    return Arguments.of(code, arguments, List.of(mentioned));
  }

  static Stream<Arguments> errors() {
    int usage = ExitCode.USAGE;
    int input = ExitCode.INPUT;
    return Stream.of(
        of(usage, "mask --size 8x8 -o @earlier.npy", "KIND"),
        of(usage, "mask uniform -o @earlier.npy", "--size"),
        of(usage, "mask stars --size 8x8 -o @earlier.npy", "pattern: expected one of", "stars"),
        of(usage, "mask uniform --size 8 -o @earlier.npy", "size", "256x256", "got 8"),
        of(usage, "mask uniform --size 8x1 -o @earlier.npy", "size", "8x1"),
        of(usage, "mask uniform --size 99999x99999 -o @earlier.npy", "at most 2^31"),
        of(usage, "mask uniform --size 8x8 -o @earlier.npy", "one of fraction, acceleration"),
        of(usage, "mask uniform --size 8x8 --fraction 2 -o @earlier.npy", "fraction", "2.0"),
        of(usage, "mask uniform --size 8x8 --samples 65 -o @earlier.npy", "1 to 64", "65"),
        of(usage, "mask poisson --size 8x8 --samples 9 --width 1 -o @earlier.npy", "width: not"),
        of(usage, "mask das-walsh --size 8x9 --samples 9 --sparsities 1 -o @earlier.npy", "power"),
        of(usage, "mask spiral --size 8x8 --samples 64 -o @earlier.npy", "samples", "at most"),
        of(
            usage,
            "mask random-lines --size 8x8 --acceleration 4 --calibration 3 -o @earlier.npy",
            "calibration",
            "at most 2"),
        of(input, "mask full --size 8x8 -o @x.jpg", "x.jpg", ".npy, .cfl"),
        of(input, "mask full --size 8x8 -o @none/x.npy", "no such directory"),
        of(usage, "weights @image.npy --levels -1", "levels"),
        of(usage, "weights @image.npy --threshold -1", "threshold"),
        of(usage, "weights @image.npy --wavelet none", "wavelet"),
        of(usage, "weights @image.npy -o @image.npy", "image.npy", "over an input"),
        of(input, "weights @image.npy --levels 9", "image.npy", "0 to 5", "9"),
        of(input, "weights @image.npy --volume", "image.npy", "[z, y, x]", "[32, 40]"),
        of(input, "weights @none.npy", "none.npy", "no such file"),
        of(input, "compare @image.npy @image.npy --region @small.npy", "`region`", "[4, 4]"),
        of(input, "compare @image.npy @image.npy --region @none.npy", "none.npy", "no such file"),
        of(usage, "simulate", "--output"),
        of(usage, "simulate --coils 0 -o @earlier.npy", "coils", "at least 1"),
        of(usage, "simulate --slices 0 -o @earlier.npy", "slices", "at least 1"),
        of(usage, "simulate --slices 1:2 -o @earlier.npy", "slices", "1:2"),
        of(usage, "simulate --size 4x4x4 --slices 2 -o @earlier.npy", "slices", "volume"),
        of(usage, "simulate --noise loud -o @earlier.npy", "noise", "2%", "loud"),
        of(usage, "simulate --noise -1% -o @earlier.npy", "noise", "at least 0"),
        of(usage, "simulate --noise 1% --snr 3 -o @earlier.npy", "not both"),
        of(usage, "simulate --snr 0 -o @earlier.npy", "noise", "positive"),
        of(usage, "simulate --noise-correlation 1 -o @earlier.npy", "correlation", "1.0"),
        of(usage, "simulate --repetitions 0 -o @earlier.npy", "repetitions"),
        of(usage, "simulate --pattern stars -o @earlier.npy", "pattern", "stars"),
        of(usage, "simulate --pattern full --width 1 -o @earlier.npy", "width: not for full"),
        of(usage, "simulate --mask @lines.npy --pattern radial -o @earlier.npy", "not both"),
        of(usage, "simulate --maps @maps.npy --coils 2 -o @earlier.npy", "not both"),
        of(usage, "simulate --noise-scan -o @earlier.npy", "noise-scan", ".h5"),
        of(usage, "simulate --readout-oversampling 2 -o @earlier.npy", "readout-over", ".h5"),
        of(usage, "simulate --sampling walsh -o @x.h5", "walsh", ".h5"),
        of(usage, "simulate --sampling walsh --kspace analytic -o @earlier.npy", "analytic"),
        of(usage, "simulate @image.npy --kspace analytic -o @earlier.npy", "only for the phantom"),
        of(usage, "simulate @image.npy --size 8x8 -o @earlier.npy", "size", "only for the phantom"),
        of(usage, "simulate @image.npy -o @image.npy", "over an input"),
        of(usage, "simulate -o @y.npy --truth @y.npy", "another output"),
        of(input, "simulate --kspace analytic --phase 90 --size 8x8 -o @earlier.npy", "phase"),
        of(input, "simulate --sampling walsh --size 8x9 -o @earlier.npy", "power of two"),
        of(input, "simulate @none.npy -o @earlier.npy", "none.npy", "no such file"),
        of(input, "simulate @none.nii -o @earlier.npy", "none.nii", "no such file"),
        of(input, "simulate @none.png -o @earlier.npy", "none.png", "no such file"),
        of(input, "simulate @earlier.npy -o @y.npy", "earlier.npy", "expected a header"),
        of(input, "simulate @image.npy --slices 1:3 -o @earlier.npy", "image.npy", "0:1"),
        of(input, "simulate @image.npy --volume -o @earlier.npy", "image.npy", "[z, y, x]"),
        of(input, "simulate --size 8x8 --mask @small.npy -o @earlier.npy", "`mask`", "[4, 4]"),
        of(input, "simulate --size 8x8 -o @x.png", "x.png", ".npy, .cfl, .hdr or .h5"),
        of(input, "simulate --size 8x8 --pattern uniform --samples 9 -o @x.h5", "whole readouts"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void saysWhatIsWrongAndWritesNothing(int code, String arguments, List<String> mentioned)
      throws IOException {
    CommandRun run = run(arguments);
    assertEquals(code, run.code(), run.err());
    assertEquals("", run.out());
    String line = run.errors().get(0);
    for (String word : mentioned) {
      assertTrue(line.contains(word), "expected \"" + word + "\" in: " + line);
    }
    assertFalse(run.err().contains("Exception"), run.err());
    assertArrayEquals(EARLIER, Files.readAllBytes(folder.resolve("earlier.npy")));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("earlier.npy", "image.npy", "lines.npy", "small.npy"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }
}
