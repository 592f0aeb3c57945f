package org.firenet.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.junit.jupiter.api.Test;

/** Sampling in levels, Fourier and Walsh. */
class DyadicSamplingTest {
  /** Sums of a few powers, in another order. */
  private static final double ROUNDING = 1e-12;

  private static final List<Double> SPARSITIES = List.of(40., 90., 400., 900.);

  private static double[] densities(List<SamplingLevel> levels) {
    return levels.stream().mapToDouble(SamplingLevel::density).toArray();
  }

  /** Expected values: the formulas in NumPy. */
  @Test
  void densitiesAreThoseOfTheFormulas() {
    Shape shape = Shape.of(64, 64);
    assertRelative(
        new double[] {
          160.35309173166752,
          101.67330468144988,
          214.7224958404807,
          255.2187876439295,
          101.67330468144988,
          91.18698014143223,
          213.24368533627822,
          255.01024169448897,
          214.7224958404807,
          213.24368533627822,
          402.68459450807615,
          506.6637500276476,
          255.2187876439295,
          255.01024169448897,
          506.6637500276476,
          907.9908788278116
        },
        densities(new DasFourier(shape, 500, SPARSITIES, 4).levels()));
    assertRelative(
        new double[] {188.75, 155.0, 265.0, 155.0, 125.0, 250.0, 265.0, 250.0, 425.0},
        densities(new DasFourier(shape, 500, SPARSITIES.subList(0, 3), 1).levels()));
    assertRelative(
        new double[] {
          406.25, 286.25, 377.5, 357.5, 286.25, 256.25, 362.5, 350.0, 377.5, 362.5, 650.0, 662.5,
          357.5, 350.0, 662.5, 1006.25
        },
        densities(new DasWalsh(shape, 500, SPARSITIES).levels()));
  }

  private static void assertRelative(double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], ROUNDING * expected[i]);
    }
  }

  /** Of 16 frequencies in 3 bands, J0 = 1: 4 lowest, then 4, then 8. */
  @Test
  void bandsOfFourierLieAroundDc() {
    DasFourier pattern = new DasFourier(Shape.of(16, 16), 256, List.of(1., 1., 1.), 2);
    assertArrayEquals(
        new int[] {16, 16, 32, 16, 16, 32, 32, 32, 64},
        pattern.levels().stream().mapToInt(SamplingLevel::capacity).toArray());
    Mask lowest = onlyFirstLevel(new DasFourier(Shape.of(16, 16), 16, peaked(), 10), 16);
    for (int i = 0; i < 256; i++) {
      boolean inside = i / 16 >= 6 && i / 16 < 10 && i % 16 >= 6 && i % 16 < 10;
      assertEquals(inside, lowest.get(i), "point " + i / 16 + ", " + i % 16);
    }
  }

  @Test
  void bandsOfWalshBeginAtTheOrigin() {
    Shape shape = Shape.of(8, 16);
    DasWalsh pattern = new DasWalsh(shape, 128, List.of(1., 1., 1.));
    assertArrayEquals(
        new int[] {8, 8, 16, 8, 8, 16, 16, 16, 32},
        pattern.levels().stream().mapToInt(SamplingLevel::capacity).toArray());
    Mask mask = new DasWalsh(shape, 20, List.of(1e9, 1e-9, 1e-9)).draw(1);
    for (int i = 0; i < 8; i++) {
      assertTrue(mask.get(i / 4 * 16 + i % 4), "the lowest band is full");
    }
  }

  private static List<Double> peaked() {
    return List.of(1e12, 1e-12, 1e-12);
  }

  private static Mask onlyFirstLevel(DasFourier pattern, int samples) {
    assertEquals(samples, pattern.levels().get(0).samples());
    return pattern.draw(4);
  }

  @Test
  void countsFollowTheDensityUpToTheCapacity() {
    for (int samples : new int[] {1, 2, 57, 500, 1000, 3000, 4095, 4096}) {
      List<SamplingLevel> levels =
          new DasFourier(Shape.of(64, 64), samples, SPARSITIES, 2).levels();
      assertEquals(samples, levels.stream().mapToInt(SamplingLevel::samples).sum());
      double factor = 0;
      for (SamplingLevel level : levels) {
        assertTrue(level.samples() <= level.capacity());
        factor = Math.max(factor, (level.samples() - 1) / level.density());
      }
      for (SamplingLevel level : levels) {
        double share = Math.min(level.capacity(), factor * level.density());
        assertTrue(level.samples() >= Math.floor(share) - 1, level + " of " + samples);
      }
    }
  }

  @Test
  void drawsHaveTheCountsOfTheirLevels() {
    Shape shape = Shape.of(32, 128);
    for (long seed = 0; seed < 5; seed++) {
      assertEquals(777, new DasFourier(shape, 777, SPARSITIES, 3).draw(seed).samples());
      assertEquals(777, new DasWalsh(shape, 777, SPARSITIES).draw(seed).samples());
    }
    DasWalsh pattern = new DasWalsh(shape, 777, SPARSITIES);
    int inFirst = 0;
    Mask mask = pattern.draw(9);
    for (int i = 0; i < 4 * 16; i++) {
      inFirst += mask.get(i / 16 * 128 + i % 16) ? 1 : 0;
    }
    assertEquals(pattern.levels().get(0).samples(), inFirst);
  }

  @Test
  void rejectsWhatIsNotDyadic() {
    List<Double> two = List.of(1., 2.);
    assertMessage("shape: expected two axes of power-of-two", () -> das(Shape.of(48, 64), two, 1));
    assertMessage("shape: expected two axes", () -> das(Shape.of(8, 8, 8), two, 1));
    assertMessage("sparsities", () -> das(Shape.of(64, 64), List.of(), 1));
    assertMessage("sparsities", () -> das(Shape.of(64, 64), List.of(1., 0.), 1));
    assertMessage("sparsities", () -> das(Shape.of(4, 64), List.of(1., 1., 1.), 1));
    assertMessage("vanishingMoments", () -> das(Shape.of(8, 8), two, 0));
    assertMessage("vanishingMoments", () -> das(Shape.of(8, 8), two, 11));
    assertMessage("samples", () -> new DasFourier(Shape.of(8, 8), 65, two, 1));
    assertMessage("samples", () -> new DasWalsh(Shape.of(8, 8), 0, two));
    assertMessage("sparsities", () -> new DasWalsh(Shape.of(8, 8), 5, Collections.nCopies(4, 1.)));
    assertMessage("shape", () -> new DasWalsh(Shape.of(8, 9), 5, two));
  }

  private static DasFourier das(Shape shape, List<Double> sparsities, int moments) {
    return new DasFourier(shape, 5, sparsities, moments);
  }

  private static void assertMessage(
      String start, org.junit.jupiter.api.function.Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.startsWith(start), message);
  }
}
