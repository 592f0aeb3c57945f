package org.firenet.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.mri.CalibrationRegion;
import org.firenet.mri.NumpyResource;
import org.firenet.phantom.SheppLogan;
import org.firenet.transform.Wavelet;
import org.firenet.transform.WaveletLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Level weights and masks. */
class SamplingTest {
  @Test
  void weightsAreThoseOfTheGoldenCase() {
    RealArray expected =
        new NumpyResource("/org/firenet/golden/fourier_haar_64/weights.npy").real();

    RealArray weights = LevelWeights.of(new WaveletLayout(Shape.of(64, 64), 4), 14, 30, 52, 80);

    // One division and one root of the same integers.
    assertArrayEquals(expected.data(), weights.data(), 1e-15);
  }

  @Test
  void weightsFollowTheLevelsOfA3DLayoutWithPadding() {
    WaveletLayout layout = new WaveletLayout(Shape.of(7, 8, 9), 2);

    RealArray weights = LevelWeights.of(layout, 1, 3, 12);

    assertEquals(Shape.of(8, 8, 12), weights.shape());
    assertEquals(4, weights.get(0), "approximation");
    assertEquals(Math.sqrt(16.0 / 3), weights.get(3), 1e-15, "coarse detail");
    assertEquals(Math.sqrt(16.0 / 12), weights.get(6), 1e-15, "fine detail");
    assertEquals(Math.sqrt(16.0 / 12), weights.get(7 * 96), 1e-15, "fine detail");
  }

  @Test
  void oneSparsityWeighsEverythingAlike() {
    RealArray weights = LevelWeights.of(new WaveletLayout(Shape.of(5, 6), 2), 7);

    assertTrue(Arrays.stream(weights.data()).allMatch(w -> w == 1));
  }

  @Test
  void countsCoefficientsPerLevel() {
    // A constant image has one coefficient after four Haar levels; a single bright pixel has three
    // on each level more.
    ComplexArray image = ComplexArray.zeros(Precision.DOUBLE, Shape.of(16, 16));
    for (int i = 0; i < 256; i++) {
      image.set(i, 0, -4);
    }
    WaveletLayout layout = new WaveletLayout(Shape.of(16, 16), 4);
    Wavelet haar = Wavelet.of("haar");

    assertArrayEquals(
        new double[] {1, 1, 1, 1, 1}, LevelWeights.sparsities(image, layout, haar, 1e-9));
    image.set(37, 0, 8);
    assertArrayEquals(
        new double[] {1, 3, 3, 3, 3}, LevelWeights.sparsities(image, layout, haar, 1e-9));
    assertArrayEquals(
        new double[] {1, 1, 1, 1, 1}, LevelWeights.sparsities(image, layout, haar, 1e9));
  }

  @Test
  void countsDoNotDependOnTheScaleAndFitTheWeights() {
    ComplexArray image = ComplexArray.ofReal(SheppLogan.image(Shape.of(50, 43)));
    ComplexArray scaled = image.copy(Precision.DOUBLE);
    for (int i = 0; i < scaled.count(); i++) {
      scaled.set(i, 4096 * image.re(i), 0);
    }
    WaveletLayout layout = new WaveletLayout(Shape.of(50, 43), 3);
    Wavelet wavelet = Wavelet.of("db2");

    double[] counts = LevelWeights.sparsities(image, layout, wavelet, 0.01);

    assertArrayEquals(counts, LevelWeights.sparsities(scaled, layout, wavelet, 0.01));
    assertEquals(4, counts.length);
    assertTrue(counts[3] > counts[0]);
    assertEquals(layout.padded(), LevelWeights.of(layout, counts).shape());
  }

  @ParameterizedTest
  @CsvSource({"20,30,200,0,0", "17,13,60,4,5", "1,40,10,2,3", "16,16,256,8,16", "9,9,1,1,1"})
  void randomPointsHaveTheExactCountAndTheirCalibration(
      int ny, int nx, int samples, double degree, int calibration) {
    RandomPoints pattern = new RandomPoints(Shape.of(ny, nx), samples, degree, calibration);

    Mask mask = pattern.draw(3);

    assertEquals(samples, mask.samples());
    assertEquals(mask, pattern.draw(3));
    if (samples < ny * nx && samples > calibration * calibration) {
      assertNotEquals(mask, pattern.draw(4));
    }
    if (calibration > 0) {
      int[] box = CalibrationRegion.find(mask, 1, calibration).extent().extents();
      assertArrayEquals(new int[] {Math.min(ny, calibration), Math.min(nx, calibration)}, box);
    }
  }

  @Test
  void densityFallsFromTheCentreIn3D() {
    Shape shape = Shape.of(16, 18, 20);
    Mask mask = RandomPoints.variableDensity(shape, 6, 4).draw(1);
    int inner = 0;
    int points = 0;
    for (int z = 4; z < 12; z++) {
      for (int y = 4; y < 14; y++) {
        for (int x = 5; x < 15; x++) {
          inner += mask.get((z * 18 + y) * 20 + x) ? 1 : 0;
          points++;
        }
      }
    }
    assertEquals(960, mask.samples());
    assertTrue((double) inner / points > 3 * (960.0 - inner) / (shape.count() - points));
  }

  @Test
  void uniformPointsAreUniform() {
    Mask mask = RandomPoints.uniform(Shape.of(100, 100), 5000).draw(8);
    int top = 0;
    for (int i = 0; i < 5000; i++) {
      top += mask.get(i) ? 1 : 0;
    }
    // Five standard deviations of a hypergeometric count, σ = 25.
    assertEquals(2500, top, 125);
  }

  @ParameterizedTest
  @CsvSource({"0,4,8,0", "1,3,0,2", "0,1,0,0", "1,5,7,4"})
  void equispacedLines(int axis, int acceleration, int calibration, int offset) {
    Shape shape = Shape.of(33, 26);
    int n = shape.extent(axis);

    Mask mask = new PhaseEncodeLines(shape, axis, acceleration, calibration).equispaced(offset);

    assertTrue(mask.isFullAlong(1 - axis));
    for (int line = 0; line < n; line++) {
      int first = n / 2 - calibration / 2;
      boolean expected =
          line % acceleration == offset || (line >= first && line < first + calibration);
      assertEquals(expected, mask.get(axis == 0 ? line * 26 : line));
    }
  }

  @ParameterizedTest
  @CsvSource({"0,4,5", "1,3,0", "2,8,2"})
  void randomLinesHaveTheExactCount(int axis, int acceleration, int calibration) {
    Shape shape = Shape.of(21, 16, 24);
    PhaseEncodeLines pattern = new PhaseEncodeLines(shape, axis, acceleration, calibration);

    Mask mask = pattern.random(12);

    int lines = Math.round((float) shape.extent(axis) / acceleration);
    assertEquals(lines * (shape.count() / shape.extent(axis)), mask.samples());
    for (int other = 0; other < 3; other++) {
      assertEquals(other != axis, mask.isFullAlong(other));
    }
    assertEquals(mask, pattern.random(12));
    if (lines > calibration) {
      assertTrue(LongStream.range(13, 30).anyMatch(seed -> !mask.equals(pattern.random(seed))));
    }
  }

  @Test
  void rejectsWrongArguments() {
    Shape shape = Shape.of(8, 8);
    WaveletLayout layout = new WaveletLayout(shape, 2);
    Wavelet haar = Wavelet.of("haar");
    ComplexArray image = ComplexArray.ofReal(SheppLogan.image(shape));
    ComplexArray zeros = ComplexArray.zeros(Precision.DOUBLE, shape);
    assertMessage("sparsities", () -> LevelWeights.of(layout));
    assertMessage("sparsities", () -> LevelWeights.of(layout, 1, 2, 3, 4));
    assertMessage("sparsities", () -> LevelWeights.of(layout, 1, 0));
    assertMessage("sparsities", () -> LevelWeights.of(layout, Double.NaN));
    assertMessage(
        "`image`", () -> LevelWeights.sparsities(image.reshape(Shape.of(64)), layout, haar, 0));
    assertMessage("`image`", () -> LevelWeights.sparsities(zeros, layout, haar, 0));
    assertMessage("epsilon", () -> LevelWeights.sparsities(image, layout, haar, -1));
    assertMessage("samples", () -> RandomPoints.uniform(shape, 0));
    assertMessage("samples", () -> RandomPoints.uniform(shape, 65));
    assertMessage("degree", () -> new RandomPoints(shape, 5, -1, 0));
    assertMessage("calibration", () -> new RandomPoints(shape, 5, 1, -1));
    assertMessage("calibration", () -> new RandomPoints(shape, 5, 1, 3));
    assertMessage("acceleration", () -> RandomPoints.variableDensity(shape, 0.5, 0));
    assertMessage("axis", () -> new PhaseEncodeLines(shape, 2, 2, 0));
    assertMessage("acceleration", () -> new PhaseEncodeLines(shape, 0, 9, 0));
    assertMessage("calibration", () -> new PhaseEncodeLines(shape, 0, 2, 9));
    assertMessage("calibration", () -> new PhaseEncodeLines(shape, 0, 4, 3).random(1));
    assertMessage("offset", () -> new PhaseEncodeLines(shape, 0, 4, 2).equispaced(4));
  }

  private static void assertMessage(
      String start, org.junit.jupiter.api.function.Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.startsWith(start), message);
  }
}
