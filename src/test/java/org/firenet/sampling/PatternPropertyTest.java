package org.firenet.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.firenet.array.Mask;
import org.firenet.array.Shape;

/** Exact counts and determinism, whatever the size. */
class PatternPropertyTest {
  private static final Set<PatternKind> POINTS =
      EnumSet.of(
          PatternKind.UNIFORM,
          PatternKind.POLYNOMIAL,
          PatternKind.POWER_LAW,
          PatternKind.GAUSSIAN,
          PatternKind.HALF_HALF,
          PatternKind.POISSON,
          PatternKind.RADIAL);

  @Provide
  Arbitrary<PatternKind> points() {
    return Arbitraries.of(POINTS);
  }

  @Property(tries = 150, seed = "11")
  void countsAreExactAndSeedsRepeat(
      @ForAll("points") PatternKind kind,
      @ForAll @IntRange(min = 1, max = 37) int ny,
      @ForAll @IntRange(min = 1, max = 29) int nx,
      @ForAll @IntRange(min = 0, max = 1000) int permille,
      @ForAll @LongRange(min = -5, max = 5) long seed) {
    int samples = Math.max(1, ny * nx * permille / 1000);
    PatternSettings settings = new PatternSettings().set("samples", samples);
    SamplingPattern pattern = kind.pattern(Shape.of(ny, nx), false, settings);

    Mask mask = pattern.draw(seed);

    assertEquals(samples, mask.samples(), pattern::toString);
    assertEquals(mask, pattern.draw(seed));
  }

  @Property(tries = 60, seed = "12")
  void fullReadoutsRepeatThePattern(
      @ForAll @IntRange(min = 2, max = 13) int nz,
      @ForAll @IntRange(min = 2, max = 17) int ny,
      @ForAll @IntRange(min = 1, max = 7) int nx,
      @ForAll @IntRange(min = 0, max = 4) int which) {
    PatternKind kind = POINTS.stream().skip(which).findFirst().orElseThrow();
    PatternSettings settings = new PatternSettings().set("fraction", 0.4);
    SamplingPattern pattern = kind.pattern(Shape.of(nz, ny, nx), true, settings);

    Mask mask = pattern.draw(3);

    assertEquals(Shape.of(nz, ny, nx), mask.shape());
    assertTrue(mask.isFullAlong(2));
    assertEquals(Math.max(1, Math.round(nz * ny * 0.4)) * nx, mask.samples(), pattern::toString);
  }

  @Property(tries = 100, seed = "13")
  void randomLinesAreExact(
      @ForAll @IntRange(min = 1, max = 200) int lines,
      @ForAll @IntRange(min = 10, max = 80) int tenths,
      @ForAll @LongRange(min = 0, max = 3) long seed) {
    double acceleration = Math.min(lines, tenths / 10.0);
    PatternSettings settings = new PatternSettings().set("acceleration", acceleration);
    Mask mask = PatternKind.RANDOM_LINES.pattern(Shape.of(lines, 3), false, settings).draw(seed);

    assertEquals(3 * Math.round(lines / acceleration), mask.samples());
    assertTrue(mask.isFullAlong(1));
  }

  /** Points outside the box keep their distance; the box is full. */
  @Property(tries = 40, seed = "14")
  void poissonPointsKeepTheirDistance(
      @ForAll @IntRange(min = 8, max = 40) int ny,
      @ForAll @IntRange(min = 8, max = 40) int nx,
      @ForAll @IntRange(min = 0, max = 5) int calibration,
      @ForAll @IntRange(min = 0, max = 3) int slope,
      @ForAll @LongRange(min = 0, max = 9) long seed) {
    Shape shape = Shape.of(ny, nx);
    int samples = Math.max(calibration * calibration, ny * nx / 12);
    Mask mask = new PoissonDisc(shape, Math.max(1, samples), slope, calibration).draw(seed);
    CalibrationBox box = new CalibrationBox(shape, calibration);
    double closest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < shape.count(); i++) {
      assertTrue(mask.get(i) || !box.contains(i), "calibration");
      for (int j = 0; j < i; j++) {
        if (mask.get(i) && mask.get(j) && !box.contains(i) && !box.contains(j)) {
          double distance = Math.hypot(i / nx - j / nx, i % nx - j % nx);
          double growth = 1 + slope * Math.min(Grid.radius(i, shape), Grid.radius(j, shape));
          closest = Math.min(closest, distance / growth);
        }
      }
    }
    // With a twelfth of the points the distance is about two steps on average over k-space.
    double mean = 1 + slope;
    assertTrue(closest > 1.2 / mean, "distance at DC " + closest);
  }
}
