package org.firenet.cli;

import static org.firenet.io.ismrmrd.AcquisitionFlag.IS_DUMMYSCAN_DATA;
import static org.firenet.io.ismrmrd.AcquisitionFlag.IS_NAVIGATION_DATA;
import static org.firenet.io.ismrmrd.AcquisitionFlag.IS_NOISE_MEASUREMENT;
import static org.firenet.io.ismrmrd.AcquisitionFlag.IS_PARALLEL_CALIBRATION;
import static org.firenet.io.ismrmrd.AcquisitionFlag.IS_PARALLEL_CALIBRATION_AND_IMAGING;
import static org.firenet.io.ismrmrd.AcquisitionFlag.IS_PHASECORR_DATA;
import static org.firenet.io.ismrmrd.AcquisitionFlag.IS_REVERSE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.firenet.acquisition.Acquisitions;
import org.firenet.acquisition.RawScan;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.io.ismrmrd.AcquisitionFlag;
import org.firenet.metrics.ImageMetrics;
import org.firenet.phantom.PhantomScan;
import org.firenet.pipeline.ArraySource;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.Vector3;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Raw data that scanners do make, and some that nobody should: each becomes images that resemble
 * the object, or one line that says what is wrong.
 */
class AwkwardScanTest {
  private static final int NY = 24;
  private static final int NX = 32;
  private static final int COILS = 4;
  private static final String LIMITS =
      "<encodingLimits><kspace_encoding_step_1><minimum>0</minimum><maximum>%d</maximum>"
          + "<center>%d</center></kspace_encoding_step_1></encodingLimits>"
          + "<trajectory>cartesian</trajectory>";
  private static final String CALIBRATION =
      "<parallelImaging><accelerationFactor><kspace_encoding_step_1>2</kspace_encoding_step_1>"
          + "<kspace_encoding_step_2>1</kspace_encoding_step_2></accelerationFactor>"
          + "<calibrationMode>%s</calibrationMode></parallelImaging>";

  /** Lines of a full scan without noise make the object but for what the penalty does to it. */
  private static final double GOOD = 0.12;

  /** What undersampled, noisy or half-sampled scans of this few points make. */
  private static final double FAIR = 0.35;

  @TempDir Path folder;

  /**
   * A case.
   *
   * @param images how many there are, each like the object to {@code error}; 0 for a failure
   * @param words what the failure, or a note, has to mention
   */
  private record Case(
      String name, RawScan raw, List<String> options, int images, double error, String words) {
    @Override
    public String toString() {
      return name;
    }

    private Case with(String... more) {
      return new Case(name, raw, List.of(more), images, error, words);
    }

    private Case noting(String text) {
      return new Case(name, raw, options, images, error, text);
    }
  }

  /** A scan of the phantom, to be taken apart into lines. */
  private static final class Scanned {
    private final ComplexArray data;
    private final int oversampling;
    private final int channels;

    Scanned(int channels, int oversampling) {
      PhantomScan scan = new PhantomScan(Shape.of(NY, NX), 1, channels, oversampling, 0.5);
      this.data = scan.raster().kspace(0);
      this.oversampling = oversampling;
      this.channels = channels;
    }

    Acquisitions line(int y) {
      return Acquisitions.line(NX * oversampling, channels).steps(y, 0);
    }

    double[] at(int coil, int y, int x) {
      int place = (coil * NY + y) * NX * oversampling + x;
      return new double[] {data.re(place), data.im(place)};
    }

    void add(RawScan raw, int y, UnaryOperator<Acquisitions> head) {
      raw.add(head.apply(line(y)), (coil, x) -> at(coil, y, x));
    }
  }

  private static final Scanned OBJECT = new Scanned(COILS, 1);
  private static final Scanned WIDE = new Scanned(COILS, 2);

  private static RawScan plain(String more) {
    int[] matrix = {NX, NY, 1};
    double[] field = {NX, NY, 5};
    return new RawScan().encoding(matrix, field, matrix, field, more);
  }

  private static RawScan wide() {
    return new RawScan()
        .encoding(
            new int[] {2 * NX, NY, 1},
            new double[] {2 * NX, NY, 5},
            new int[] {NX, NY, 1},
            new double[] {NX, NY, 5},
            "");
  }

  private static void lines(RawScan raw, Scanned object, UnaryOperator<Acquisitions> head) {
    IntStream.range(0, NY).forEach(y -> object.add(raw, y, head));
  }

  private static RawScan full(UnaryOperator<Acquisitions> head) {
    RawScan raw = plain("");
    lines(raw, OBJECT, head);
    return raw;
  }

  private static void noise(RawScan raw, int samples, int channels, float dwell, double scale) {
    Random random = new Random(5);
    raw.add(
        Acquisitions.line(samples, channels).flags(IS_NOISE_MEASUREMENT).sampleTime(dwell),
        (coil, x) -> new double[] {scale * random.nextGaussian(), scale * random.nextGaussian()});
  }

  private static Case good(String name, RawScan raw, int images) {
    return new Case(name, raw, List.of(), images, GOOD, "");
  }

  private static Case fair(String name, RawScan raw, int images) {
    return new Case(name, raw, List.of(), images, FAIR, "");
  }

  private static Case fails(String name, RawScan raw, String words) {
    return new Case(name, raw, List.of(), 0, 0, words);
  }

  private static ImageIndex index(int slice, int repetition, int contrast, int phase, int set) {
    return new ImageIndex(slice, repetition, contrast, phase, set, 0);
  }

  static Stream<Case> cases() {
    return Stream.of(counters(), sampling(), noiseAndCoils(), geometry(), unusable())
        .flatMap(List::stream);
  }

  /** Scans of more than one image. */
  private static List<Case> counters() {
    List<Case> cases = new ArrayList<>();
    cases.add(good("plain", full(head -> head), 1));
    RawScan averages = plain("");
    RawScan apart = plain("");
    RawScan contrasts = plain("");
    RawScan sets = plain("");
    RawScan phases = plain("");
    RawScan both = plain("");
    for (int i = 2; i >= 0; i--) {
      int number = i;
      ImageIndex average = new ImageIndex(0, 0, 0, 0, 0, number);
      lines(averages, OBJECT, head -> head.index(average));
      lines(apart, OBJECT, head -> head.index(average));
      lines(contrasts, OBJECT, head -> head.index(index(0, 0, number, 0, 0)));
      lines(sets, OBJECT, head -> head.index(index(0, 0, 0, 0, number)));
      lines(phases, OBJECT, head -> head.index(index(0, 0, 0, number, 0)));
      lines(both, OBJECT, head -> head.index(index(number, 1, 0, 0, 0)));
      lines(both, OBJECT, head -> head.index(index(number, 0, 0, 0, 0)));
    }
    cases.add(good("averages", averages, 1));
    cases.add(good("averages apart", apart, 2).with("--select", "average=1:3"));
    cases.add(good("contrasts", contrasts, 3));
    cases.add(good("sets", sets, 3));
    cases.add(good("phases", phases, 1).with("--select", "phase=1"));
    cases.add(good("slices and repetitions", both, 6));
    cases.add(
        good("slices and repetitions, some", both, 2).with("--select", "slice=1:3,repetition=1"));
    RawScan segments = plain("");
    for (int y = 0; y < NY; y++) {
      int segment = y % 4;
      OBJECT.add(segments, y, head -> head.segment(segment));
    }
    cases.add(good("segments", segments, 1));
    RawScan missing = plain("");
    lines(missing, OBJECT, head -> head.index(index(3, 0, 0, 0, 0)));
    lines(missing, OBJECT, head -> head.index(index(7, 0, 0, 0, 0)));
    cases.add(good("slices 3 and 7 alone", missing, 2));
    return cases;
  }

  /** Orders, directions and holes of k-space. */
  private static List<Case> sampling() {
    List<Case> cases = new ArrayList<>();
    RawScan order = plain("");
    IntStream.range(0, NY).forEach(i -> OBJECT.add(order, i * 7 % NY, head -> head));
    OBJECT.add(order, 3, head -> head);
    OBJECT.add(order, 12, head -> head);
    cases.add(good("any order, some lines twice", order, 1));
    RawScan partial = plain(LIMITS.formatted(16, 5));
    for (int y = 7; y < NY; y++) {
      int step = y - 7;
      OBJECT.add(partial, y, head -> head.steps(step, 0));
    }
    cases.add(fair("partial Fourier", partial, 1));
    cases.add(fair("partial Fourier, homodyne", partial, 1).with("--method", "homodyne"));
    cases.add(fair("partial Fourier, POCS", partial, 1).with("--method", "pocs"));
    RawScan echo = plain("");
    for (int y = 0; y < NY; y++) {
      int line = y;
      echo.add(
          Acquisitions.line(NX - 10, COILS).centre(NX / 2 - 10).steps(y, 0),
          (coil, x) -> OBJECT.at(coil, line, x + 10));
    }
    cases.add(fair("asymmetric echo", echo, 1));
    RawScan reversed = plain("");
    for (int y = 0; y < NY; y++) {
      int line = y;
      boolean back = y % 2 == 1;
      Acquisitions head = OBJECT.line(y);
      // A reversed readout begins where others end: its centre is one sample earlier.
      reversed.add(
          back ? head.flags(IS_REVERSE) : head,
          (coil, x) -> OBJECT.at(coil, line, back ? NX - 1 - x : x));
    }
    cases.add(good("every second line reversed", reversed, 1).noting("no phase correction"));
    RawScan discarding = plain("");
    for (int y = 0; y < NY; y++) {
      int line = y;
      discarding.add(
          Acquisitions.line(NX + 7, COILS).discarding(4, 3).centre(NX / 2 + 4).steps(y, 0),
          (coil, x) ->
              x < 4 || x >= NX + 4 ? new double[] {1e6, 1e6} : OBJECT.at(coil, line, x - 4));
    }
    cases.add(good("samples to be discarded", discarding, 1));
    RawScan oversampled = wide();
    lines(oversampled, WIDE, head -> head);
    cases.add(good("readout oversampling", oversampled, 1));
    cases.add(good("readout oversampling, kept", oversampled, 1).with("--keep-oversampling"));
    RawScan embedded = plain(CALIBRATION.formatted("embedded"));
    RawScan separate = plain(CALIBRATION.formatted("separate"));
    for (int y = 0; y < NY; y++) {
      int line = y;
      boolean calibration = Math.abs(y - NY / 2) <= 6;
      if (y % 2 == 0) {
        AcquisitionFlag[] flags =
            calibration
                ? new AcquisitionFlag[] {IS_PARALLEL_CALIBRATION_AND_IMAGING}
                : new AcquisitionFlag[0];
        OBJECT.add(embedded, line, head -> head.flags(flags));
        OBJECT.add(separate, line, head -> head.flags(flags));
      } else if (calibration) {
        OBJECT.add(embedded, line, head -> head.flags(IS_PARALLEL_CALIBRATION));
      }
      if (calibration) {
        OBJECT.add(separate, line, head -> head.flags(IS_PARALLEL_CALIBRATION));
      }
    }
    cases.add(fair("calibration lines embedded", embedded, 1));
    cases.add(fair("calibration lines apart", separate, 1));
    RawScan few = plain("");
    IntStream.range(0, NY / 8).forEach(i -> OBJECT.add(few, 8 * i, head -> head));
    cases.add(fails("every eighth line, no calibration", few, "give maps, or none"));
    RawScan one = plain("");
    OBJECT.add(one, NY / 2, head -> head);
    cases.add(fails("a single line", one, "give maps, or none"));
    return cases;
  }

  /** Noise scans and channels. */
  private static List<Case> noiseAndCoils() {
    List<Case> cases = new ArrayList<>();
    RawScan white = wide().relativeNoiseBandwidth(0.79);
    noise(white, 512, COILS, 2.5f, 1e-3);
    lines(white, WIDE, head -> head.sampleTime(10));
    cases.add(good("noise of another bandwidth", white, 1));
    cases.add(good("noise, not made white", white, 1).with("--no-whitening"));
    RawScan other = plain("");
    noise(other, 64, COILS + 1, 5, 1e-3);
    lines(other, OBJECT, head -> head);
    cases.add(good("noise of other channels", other, 1).noting("noise is not made white"));
    RawScan silent = plain("");
    noise(silent, 64, COILS, 5, 0);
    lines(silent, OBJECT, head -> head);
    cases.add(good("a noise scan of zeros", silent, 1).noting("noise is not made white"));
    RawScan brief = plain("");
    noise(brief, 2, COILS, 5, 1e-3);
    lines(brief, OBJECT, head -> head);
    cases.add(good("fewer noise samples than coils", brief, 1).noting("noise"));
    RawScan others = plain("");
    for (AcquisitionFlag flag : List.of(IS_NAVIGATION_DATA, IS_PHASECORR_DATA, IS_DUMMYSCAN_DATA)) {
      others.add(
          Acquisitions.line(NX / 2, 1).flags(flag).steps(900, 0), (coil, x) -> new double[] {1, 1});
    }
    lines(others, OBJECT, head -> head);
    cases.add(good("navigators, phase correction, dummies", others, 1).noting("3 acquisitions"));
    Scanned many = new Scanned(32, 1);
    RawScan coils = plain("");
    lines(coils, many, head -> head);
    cases.add(good("32 coils", coils, 1));
    cases.add(good("32 coils, 6 virtual", coils, 1).with("--virtual-coils", "6"));
    Scanned single = new Scanned(1, 1);
    RawScan alone = plain("");
    lines(alone, single, head -> head);
    cases.add(good("one coil", alone, 1));
    RawScan dead = plain("");
    RawScan deadNoise = plain("");
    Random random = new Random(7);
    deadNoise.add(
        Acquisitions.line(256, COILS).flags(IS_NOISE_MEASUREMENT),
        (coil, x) ->
            coil == 2
                ? new double[2]
                : new double[] {1e-3 * random.nextGaussian(), 1e-3 * random.nextGaussian()});
    for (int y = 0; y < NY; y++) {
      int line = y;
      for (RawScan raw : List.of(dead, deadNoise)) {
        raw.add(OBJECT.line(y), (coil, x) -> coil == 2 ? new double[2] : OBJECT.at(coil, line, x));
      }
    }
    cases.add(fair("a dead coil", dead, 1));
    cases.add(fair("a dead coil, noise", deadNoise, 1).noting("coils without noise"));
    for (double scale : new double[] {1e-15, 1e15}) {
      RawScan scaled = plain("");
      for (int y = 0; y < NY; y++) {
        int line = y;
        scaled.add(
            OBJECT.line(y),
            (coil, x) -> {
              double[] number = OBJECT.at(coil, line, x);
              return new double[] {scale * number[0], scale * number[1]};
            });
      }
      cases.add(good("samples around " + scale, scaled, 1));
    }
    return cases;
  }

  /** Matrices, fields of view and places. */
  private static List<Case> geometry() {
    List<Case> cases = new ArrayList<>();
    int[] matrix = {NX, NY, 1};
    double[] field = {NX, NY, 5};
    RawScan unknown = new RawScan().encoding(matrix, new double[3], matrix, new double[3], "");
    lines(unknown, OBJECT, head -> head);
    cases.add(fails("no field of view", unknown, "fieldOfView_mm: x: expected more than 0"));
    RawScan second = plain("").encoding(8, 8, 1);
    second.add(Acquisitions.line(8, 2).encoding(1), (coil, x) -> new double[] {1, 1});
    lines(second, OBJECT, head -> head);
    cases.add(good("a second encoding", second, 1).noting("of other encodings"));
    RawScan oblique = plain("");
    Vector3 read = new Vector3(0.8, 0.6, 0);
    Vector3 phase = new Vector3(-0.6, 0.8, 0);
    for (int slice = 0; slice < 3; slice++) {
      int number = slice;
      Vector3 place = new Vector3(10, -3, 7.5 * slice);
      lines(
          oblique,
          OBJECT,
          head ->
              head.index(ImageIndex.ofSlice(number))
                  .geometry(place, read, phase, new Vector3(0, 0, 1)));
    }
    cases.add(good("oblique slices with gaps", oblique, 3));
    RawScan skewed = plain("");
    lines(skewed, OBJECT, head -> head.geometry(Vector3.ZERO, read, read, read));
    cases.add(good("directions that are none", skewed, 1));
    return cases;
  }

  /** What can not become an image. */
  private static List<Case> unusable() {
    List<Case> cases = new ArrayList<>();
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      RawScan raw = full(head -> head);
      raw.add(OBJECT.line(3), (coil, x) -> new double[] {x == 5 ? bad : 1, 1});
      cases.add(fails("a sample that is " + bad, raw, "acquisition 24"));
    }
    for (String trajectory : List.of("spiral", "radial", "goldenangle", "other")) {
      RawScan raw = plain("<encodingLimits/><trajectory>" + trajectory + "</trajectory>");
      lines(raw, OBJECT, head -> head);
      cases.add(fails(trajectory, raw, "expected a Cartesian trajectory, got " + trajectory));
    }
    cases.add(fails("a step outside", full(head -> head.steps(NY, 0)), "acquisition 0"));
    RawScan tooLong = plain("");
    tooLong.add(Acquisitions.line(2 * NX, COILS), (coil, x) -> new double[] {1, 0});
    cases.add(fails("a readout that is too long", tooLong, "do not fit a readout of 32"));
    RawScan channels = full(head -> head);
    channels.add(Acquisitions.line(NX, COILS - 1).steps(1, 0), (coil, x) -> new double[] {1, 0});
    cases.add(fails("channels that change", channels, "expected 4 channels as before, got 3"));
    RawScan noise = plain("");
    noise(noise, 64, COILS, 5, 1);
    cases.add(fails("noise alone", noise, "no acquisition of an image"));
    cases.add(
        fails("a repetition that is not there", full(head -> head), "asked for 4")
            .with("--select", "repetition=4"));
    RawScan zeros = plain("");
    IntStream.range(0, NY).forEach(y -> zeros.add(OBJECT.line(y), (coil, x) -> new double[2]));
    cases.add(fails("zeros", zeros, "zero"));
    RawScan huge = new RawScan().encoding(65535, 65535, 65535);
    huge.add(Acquisitions.line(16, 2).steps(32767, 32767), (coil, x) -> new double[] {1, 0});
    cases.add(fails("a matrix of 65535 cubed", huge, "65535"));
    RawScan large = new RawScan().encoding(30000, 30000, 1);
    large.add(Acquisitions.line(16, 2).steps(15000, 0), (coil, x) -> new double[] {1, 0});
    cases.add(fails("a matrix of 30000 squared", large, "at most 128 times the 16 samples"));
    RawScan shown =
        new RawScan()
            .encoding(
                new int[] {NX, NY, 1},
                new double[] {NX, NY, 5},
                new int[] {65535, 65535, 1},
                new double[] {NX, NY, 5},
                "");
    lines(shown, OBJECT, head -> head);
    cases.add(fails("images of 65535 squared", shown, "2^31"));
    RawScan wide =
        new RawScan()
            .encoding(
                new int[] {NX, NY, 1},
                new double[] {NX, NY, 5},
                new int[] {9000, NY, 1},
                new double[] {NX, NY, 5},
                "");
    lines(wide, OBJECT, head -> head);
    cases.add(fails("images that are too wide", wide, "at most 64 times the points"));
    RawScan none = new RawScan().encoding(0, 0, 1);
    none.add(Acquisitions.line(16, 2), (coil, x) -> new double[] {1, 0});
    cases.add(fails("no matrix", none, "matrixSize"));
    RawScan broken = plain("<encodingLimits/><trajectory>cartesian</trajectory><oops>");
    lines(broken, OBJECT, head -> head);
    cases.add(fails("a header that is not closed", broken, "xml"));
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void becomesAnImageOrOneLine(Case test) throws IOException {
    Path scan = test.raw.write(folder.resolve("scan.h5"));
    Path out = folder.resolve("out.npy");
    List<String> arguments =
        new ArrayList<>(List.of("recon", scan.toString(), "-o", out.toString()));
    arguments.addAll(test.options);
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    String said = test.images > 0 ? run.out() : run.err();
    assertEquals(test.images > 0 ? ExitCode.OK : ExitCode.INPUT, run.code(), run.err());
    assertTrue(said.contains(test.words), said);
    if (test.images == 0) {
      assertEquals(1, run.errors().size(), run.err());
      assertTrue(run.err().startsWith("firenet recon: " + scan), run.err());
      assertFalse(Files.exists(out));
      return;
    }
    ComplexArray images = ArraySource.read(out).array();
    ComplexArray truth = new PhantomScan(Shape.of(NY, NX), 1, 1, 1, 0.5).raster().truth(0);
    assertEquals(test.images * NY * NX, images.count());
    ComplexArray each = images.reshape(Shape.of(test.images, NY, NX));
    for (int i = 0; i < test.images; i++) {
      double error =
          ImageMetrics.nrmseRealScaled(
              ComplexArray.ofReal(each.slice(i).magnitude()),
              ComplexArray.ofReal(truth.magnitude()));
      assertTrue(error < test.error, "error " + error);
    }
  }
}
