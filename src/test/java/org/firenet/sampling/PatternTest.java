package org.firenet.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.sampling.PhaseEncodePattern.Spacing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class PatternTest {
  private static final Shape SHAPE = Shape.of(64, 64);

  private static PatternSettings settings(PatternKind kind) {
    PatternSettings settings = new PatternSettings();
    if (kind != PatternKind.FULL) {
      settings.set("acceleration", 4);
    }
    if (kind == PatternKind.DAS_FOURIER || kind == PatternKind.DAS_WALSH) {
      settings.set("sparsities", List.of(10., 40., 100.));
    }
    return settings;
  }

  @ParameterizedTest
  @EnumSource(value = PatternKind.class, mode = Mode.EXCLUDE, names = "FULL")
  void everyKindIsSeededAndFoundByName(PatternKind kind) {
    SamplingPattern pattern =
        PatternKind.named(kind.kindName().toUpperCase(java.util.Locale.ROOT))
            .pattern(SHAPE, false, settings(kind));
    assertEquals(SHAPE, pattern.shape());
    TreeSet<Integer> different = new TreeSet<>();
    for (long seed = 0; seed < 8; seed++) {
      Mask mask = pattern.draw(seed);
      assertEquals(mask, pattern.draw(seed));
      different.add(mask.hashCode());
    }
    assertTrue(different.size() > 1, "seeds make a difference");
  }

  @Test
  void fullIsFull() {
    Mask mask = PatternKind.FULL.pattern(Shape.of(3, 5, 2), false, new PatternSettings()).draw(1);
    assertEquals(Mask.full(Shape.of(3, 5, 2)), mask);
  }

  @Test
  void densitiesFallFromTheCentre() {
    for (PatternKind kind :
        List.of(PatternKind.POLYNOMIAL, PatternKind.GAUSSIAN, PatternKind.POWER_LAW)) {
      PatternSettings settings = settings(kind).set("calibration", 0);
      Mask mask = kind.pattern(SHAPE, false, settings).draw(5);
      int inner = 0;
      for (int i = 0; i < SHAPE.count(); i++) {
        inner += mask.get(i) && Grid.radius(i, SHAPE) < 0.5 ? 1 : 0;
      }
      // The disc has a fifth of all points, and would have a fifth of uniform samples.
      assertTrue(inner > 0.35 * mask.samples(), kind + ": " + inner);
    }
  }

  /** So narrow that almost every density is 0 in double precision. */
  @Test
  void narrowDensitiesFillUpFromTheCentre() {
    Mask mask = new RandomPoints(SHAPE, 400, new RadialDensity.Gaussian(0.001), 0).draw(1);
    for (int i = 0; i < SHAPE.count(); i++) {
      assertTrue(!mask.get(i) || Grid.radius(i, SHAPE) < 0.4);
    }
  }

  @ParameterizedTest
  @CsvSource({"64,64,0.5", "33,20,0.5", "15,40,0.25", "9,9,1", "9,9,0"})
  void twoLevelsHaveAFullCentre(int ny, int nx, double share) {
    Shape shape = Shape.of(ny, nx);
    int samples = ny * nx / 4;
    Mask mask = new TwoLevelPoints(shape, samples, share).draw(2);
    assertEquals(samples, mask.samples());
    int inner = (int) Math.round(share * samples);
    double edge = Math.sqrt((double) inner / (ny * nx)) - 2.0 / Math.min(ny, nx);
    for (int i = 0; i < shape.count(); i++) {
      assertTrue(mask.get(i) || Grid.boxRadius(i, shape) >= edge, "point " + i);
    }
  }

  @ParameterizedTest
  @CsvSource({"31,64", "64,64", "50,17"})
  void spokesGoThroughDcFromEdgeToEdge(int ny, int nx) {
    Mask one = new RadialLines(Shape.of(ny, nx), 1, RadialLines.Angles.EQUAL).draw(3);
    assertTrue(one.get(ny / 2 * nx + nx / 2));
    int longest = Math.max(ny, nx);
    assertTrue(one.samples() >= Math.min(ny, nx) - 1 && one.samples() <= ny + nx, "" + longest);
    Mask many = new RadialLines(Shape.of(ny, nx), 9, RadialLines.Angles.GOLDEN).draw(3);
    Mask more = new RadialLines(Shape.of(ny, nx), 10, RadialLines.Angles.GOLDEN).draw(3);
    for (int i = 0; i < ny * nx; i++) {
      assertTrue(more.get(i) || !many.get(i), "golden spokes only add");
    }
    assertTrue(more.samples() > many.samples());
  }

  @Test
  void spiralsWindAroundDcAndStayInTheDisc() {
    Mask mask = new Spiral(SHAPE, 5, 2, 1).draw(1);
    assertTrue(mask.get(32 * 64 + 32));
    int[] alongRow = {0};
    for (int x = 1; x < 64; x++) {
      alongRow[0] += mask.get(32 * 64 + x) && !mask.get(32 * 64 + x - 1) ? 1 : 0;
    }
    // Two arms of five turns cross the row through DC twenty times, less what falls together there.
    assertTrue(alongRow[0] >= 15 && alongRow[0] <= 21, "crossings " + alongRow[0]);
    for (int i = 0; i < SHAPE.count(); i++) {
      assertTrue(!mask.get(i) || Grid.radius(i, SHAPE) < 1.05);
    }
    assertTrue(
        new Spiral(SHAPE, 8, 1, 2).draw(1).samples()
            > new Spiral(SHAPE, 4, 1, 2).draw(1).samples());
  }

  @Test
  void curvesOfAnExactCountEndWhereTheyReachNoMore() {
    Spiral.Family spirals = new Spiral.Family(SHAPE, 1, 1);
    assertEquals(1000, new ExactSamples(spirals, 1000).draw(7).samples());
    assertEquals(3000, new ExactSamples(spirals, 3000).draw(7).samples());
    assertMessage("samples: expected at most", () -> new ExactSamples(spirals, 4000).draw(7));
    RadialLines.Family spokes = new RadialLines.Family(SHAPE, RadialLines.Angles.EQUAL);
    assertEquals(4096, new ExactSamples(spokes, 4096).draw(7).samples());
    assertEquals(1, new ExactSamples(spokes, 1).draw(7).samples());
    assertMessage("samples", () -> new ExactSamples(spokes, 4097));
  }

  /** Expected lines: fastMRI's formulas in NumPy, n = 320 and 37, offset 1. */
  @ParameterizedTest
  @CsvSource({"320,4,26,1,80", "320,8,13,1,40", "37,3,4,1,12"})
  void adjustedLinesAreAboutAsManyAsWanted(int n, int acceleration, int c, int offset, int lines) {
    PhaseEncodeLines pattern = new PhaseEncodeLines(Shape.of(n, 2), 0, acceleration, c);
    Mask mask = pattern.equispacedAdjusted(offset);
    assertEquals(lines, mask.samples() / 2.0, 1.0);
    double step = acceleration * (double) (c - n) / (c * acceleration - n);
    for (int line = 0; line < n; line++) {
      int first = n / 2 - c / 2;
      boolean expected = line >= first && line < first + c;
      for (double at = offset; at < n - 1; at += step) {
        expected |= Math.rint(at) == line;
      }
      assertEquals(expected, mask.get(2 * line), "line " + line);
    }
  }

  @Test
  void independentLinesAreAsManyOnAverage() {
    PhaseEncodeLines lines = new PhaseEncodeLines(Shape.of(320, 1), 0, 4, 26);
    double sum = 0;
    TreeSet<Integer> counts = new TreeSet<>();
    for (long seed = 0; seed < 400; seed++) {
      int count = lines.randomIndependent(seed).samples();
      sum += count;
      counts.add(count);
    }
    // Five standard deviations of the mean of 400 binomial counts.
    assertEquals(80, sum / 400, 5 * Math.sqrt(294 * 0.18 * 0.82 / 400));
    assertTrue(counts.size() > 10);
  }

  @Test
  void offsetsAreDrawnOrGiven() {
    PhaseEncodeLines lines = new PhaseEncodeLines(Shape.of(60, 2), 0, 5, 0);
    PhaseEncodePattern drawn = new PhaseEncodePattern(lines, Spacing.EQUISPACED);
    TreeSet<Integer> offsets = new TreeSet<>();
    for (long seed = 0; seed < 60; seed++) {
      Mask mask = drawn.draw(seed);
      assertEquals(24, mask.samples());
      int first = 0;
      while (!mask.get(2 * first)) {
        first++;
      }
      offsets.add(first);
    }
    assertEquals(List.of(0, 1, 2, 3, 4), List.copyOf(offsets));
    Mask given = new PhaseEncodePattern(lines, Spacing.EQUISPACED, OptionalInt.of(3)).draw(1);
    assertTrue(given.get(6) && given.get(16) && !given.get(8));
  }

  @Test
  void linesOfFastMriHaveTheirCalibration() {
    PatternSettings settings = new PatternSettings().set("acceleration", 4);
    for (PatternKind kind : List.of(PatternKind.FASTMRI_RANDOM, PatternKind.FASTMRI_EQUISPACED)) {
      Mask mask = kind.pattern(Shape.of(320, 2), false, settings).draw(1);
      for (int line = 160 - 13; line < 160 + 13; line++) {
        assertTrue(mask.get(2 * line), "8 % of the lines");
      }
    }
    assertEquals(26, PhaseEncodeLines.calibrationLines(320, 0.08));
    PatternSettings share =
        new PatternSettings().set("acceleration", 4).set("center-fraction", 0.02);
    Mask mask = PatternKind.EQUISPACED.pattern(Shape.of(300, 2), false, share).draw(1);
    assertEquals(75 + 6 - 2, mask.samples() / 2.0, 1.0);
  }

  @Test
  void poissonFillsSpaceInThreeDimensions() {
    Shape shape = Shape.of(12, 14, 16);
    Mask mask = new PoissonDisc(shape, 200, 0.5, 3).draw(4);
    assertEquals(200, mask.samples());
    assertNotEquals(mask, new PoissonDisc(shape, 200, 0.5, 3).draw(5));
    assertEquals(30, new PoissonDisc(Shape.of(100), 30, 0, 5).draw(1).samples());
    assertEquals(9, new PoissonDisc(Shape.of(9, 9), 9, 2, 3).draw(1).samples(), "the box alone");
    assertEquals(81, new PoissonDisc(Shape.of(9, 9), 81, 2, 3).draw(1).samples());
  }

  @Test
  void settingsThatAreNotOfTheKindAreErrors() {
    PatternSettings width = new PatternSettings().set("fraction", 0.1).set("width", 0.3);
    assertMessage("width: not for uniform; it has", () -> make(PatternKind.UNIFORM, width));
    PatternSettings two = new PatternSettings().set("fraction", 0.1).set("samples", 5);
    assertMessage("fraction: expected one of", () -> make(PatternKind.UNIFORM, two));
    assertMessage(
        "fraction: expected one of", () -> make(PatternKind.POISSON, new PatternSettings()));
    assertMessage("fraction: expected above 0", () -> make(PatternKind.UNIFORM, of("fraction", 0)));
    assertMessage("fraction", () -> make(PatternKind.UNIFORM, of("fraction", Double.NaN)));
    assertMessage("acceleration", () -> make(PatternKind.UNIFORM, of("acceleration", 0.5)));
    assertMessage("samples", () -> make(PatternKind.UNIFORM, of("samples", -1)));
    assertMessage("spokes: expected either", () -> make(PatternKind.RADIAL, new PatternSettings()));
    assertMessage("spokes", () -> make(PatternKind.RADIAL, of("spokes", 4).set("fraction", 0.1)));
    assertMessage("turns: expected either", () -> make(PatternKind.SPIRAL, new PatternSettings()));
    assertMessage("turns", () -> make(PatternKind.SPIRAL, of("turns", 0)));
    assertMessage("arms", () -> make(PatternKind.SPIRAL, of("turns", 1).set("arms", 0)));
    assertMessage("power", () -> make(PatternKind.SPIRAL, of("turns", 1).set("power", 0)));
    assertMessage("sparsities", () -> make(PatternKind.DAS_WALSH, of("fraction", 0.1)));
    assertMessage(
        "exponent", () -> make(PatternKind.POWER_LAW, of("samples", 9).set("exponent", -1)));
    assertMessage("width", () -> make(PatternKind.GAUSSIAN, of("samples", 9).set("width", 0)));
    assertMessage("share", () -> make(PatternKind.HALF_HALF, of("samples", 9).set("share", 1.5)));
    assertMessage("slope", () -> make(PatternKind.POISSON, of("samples", 9).set("slope", -1)));
    assertMessage(
        "axis", () -> make(PatternKind.RANDOM_LINES, of("acceleration", 2).set("axis", 2)));
    assertMessage(
        "center-fraction",
        () -> make(PatternKind.RANDOM_LINES, of("acceleration", 2).set("center-fraction", 2)));
    assertMessage("pattern: expected one of full, uniform", () -> PatternKind.named("stars"));
    assertMessage("shape: expected two axes", () -> new RadialLines(Shape.of(4), 1, null));
    assertMessage(
        "shape", () -> PatternKind.FULL.pattern(Shape.of(4), true, new PatternSettings()));
    assertMessage("extent", () -> new FullReadout(new FullSampling(Shape.of(4)), 0));
    assertMessage(
        "calibration: expected fewer",
        () -> new PhaseEncodeLines(Shape.of(40), 0, 4, 10).equispacedAdjusted(0));
    assertMessage(
        "calibration: expected at most",
        () -> new PhaseEncodeLines(Shape.of(40), 0, 4, 11).randomIndependent(0));
    assertFalse(width.isEmpty());
  }

  private static PatternSettings of(String name, Number value) {
    return new PatternSettings().set(name, value);
  }

  private static SamplingPattern make(PatternKind kind, PatternSettings settings) {
    return kind.pattern(SHAPE, false, settings);
  }

  private static void assertMessage(
      String start, org.junit.jupiter.api.function.Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.startsWith(start), message);
  }
}
