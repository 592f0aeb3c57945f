package org.firenet.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.mri.NumpyResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhantomTest {
  /** Double precision, another implementation of exp, sin and cos. */
  private static final double ROUNDING = 1e-13;

  private static ComplexArray golden(String path) {
    return new NumpyResource("/org/firenet/golden/" + path + ".npy").complex();
  }

  private static void assertClose(ComplexArray expected, ComplexArray actual) {
    assertEquals(expected.shape(), actual.shape());
    assertArrayEquals(expected.doubles(), actual.doubles(), ROUNDING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fourier_haar_64", "fourier_db2_128", "shifted_sense_62x54"})
  void sheppLoganIsThatOfTheGoldenCases(String name) {
    ComplexArray truth = golden(name + "/truth");

    assertClose(truth, ComplexArray.ofReal(SheppLogan.image(truth.shape())));
  }

  @Test
  void phaseIsThatOfTheGoldenCase() {
    ComplexArray truth = golden("sense_db4_96x80/truth");

    assertClose(truth, SmoothPhase.apply(SheppLogan.image(truth.shape()), 1));
  }

  @ParameterizedTest
  @CsvSource({"sense_db4_96x80,4", "shifted_sense_62x54,2"})
  void coilsAreThoseOfTheGoldenCases(String name, int coils) {
    ComplexArray maps = golden(name + "/maps");

    assertClose(maps, BirdcageCoils.maps(coils, maps.shape().last(2)));
  }

  @ParameterizedTest
  @CsvSource({"1,7,8,9", "3,1,5,6", "8,5,11,4"})
  void coilsIn3DHaveUnitPowerAndDiffer(int coils, int nz, int ny, int nx) {
    ComplexArray maps = BirdcageCoils.maps(coils, Shape.of(nz, ny, nx));
    int pixels = nz * ny * nx;
    for (int r = 0; r < pixels; r++) {
      double power = 0;
      for (int i = r; i < maps.count(); i += pixels) {
        power += maps.re(i) * maps.re(i) + maps.im(i) * maps.im(i);
      }
      assertEquals(1, power, ROUNDING);
    }
    if (coils > 1 && nz > 1) {
      assertTrue(Math.hypot(maps.re(0), maps.im(0)) > 0);
      int top = pixels - ny * nx;
      assertNotEquals(
          Math.hypot(maps.re(0), maps.im(0)), Math.hypot(maps.re(top), maps.im(top)), 1e-3);
    }
  }

  @Test
  void middlePlaneOfThe3DPhantomIsThe2DPhantom() {
    RealArray volume = SheppLogan.image(Shape.of(9, 31, 28));

    assertArrayEquals(
        SheppLogan.image(Shape.of(31, 28)).data(),
        Arrays.copyOfRange(volume.data(), 4 * 31 * 28, 5 * 31 * 28));
    assertEquals(0, volume.data()[14], "the first plane lies outside the head");
    assertEquals(1, volume.max());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.5})
  void noiseHasTheLevelAskedFor(double level) {
    Shape shape = Shape.of(3, 12, 11);
    ComplexArray kspace = BirdcageCoils.maps(3, shape.last(2));
    boolean[] sampled = new boolean[12 * 11];
    for (int i = 0; i < sampled.length; i += 3) {
      sampled[i] = true;
    }
    Mask mask = Mask.of(shape.last(2), sampled);

    ComplexArray noisy = Noise.add(kspace, mask, level, 5);

    double signal = 0;
    double noise = 0;
    for (int i = 0; i < kspace.count(); i++) {
      double difference = Math.hypot(noisy.re(i) - kspace.re(i), noisy.im(i) - kspace.im(i));
      if (mask.get(i % sampled.length)) {
        signal += Math.pow(Math.hypot(kspace.re(i), kspace.im(i)), 2);
        noise += difference * difference;
      } else {
        assertEquals(0, difference);
      }
    }
    assertEquals(level, Math.sqrt(noise / signal), ROUNDING);
    assertArrayEquals(noisy.doubles(), Noise.add(kspace, mask, level, 5).doubles());
    if (level > 0) {
      assertNotEquals(noisy.re(0), Noise.add(kspace, mask, level, 6).re(0));
    }
  }

  @Test
  void noiseIsWhite() {
    ComplexArray kspace = ComplexArray.zeros(Precision.DOUBLE, Shape.of(100, 100));
    kspace.set(0, 1, 0);
    ComplexArray noisy = Noise.add(kspace, Mask.full(Shape.of(100, 100)), 1, 9);
    double re = 0;
    double im = 0;
    double cross = 0;
    for (int i = 1; i < 10_000; i++) {
      re += noisy.re(i) * noisy.re(i);
      im += noisy.im(i) * noisy.im(i);
      cross += noisy.re(i) * noisy.im(i);
    }
    // Five standard deviations of sums of 10^4 squares, each sum 1/2 on average.
    assertEquals(0.5, re, 0.035);
    assertEquals(0.5, im, 0.035);
    assertEquals(0, cross, 0.025);
  }

  @Test
  void rejectsWrongArguments() {
    ComplexArray kspace = BirdcageCoils.maps(2, Shape.of(4, 4));
    Mask full = Mask.full(Shape.of(4, 4));
    assertMessage("shape", () -> SheppLogan.image(Shape.of(8)));
    assertMessage("shape", () -> SheppLogan.image(Shape.of(8, 1)));
    assertMessage("coils", () -> BirdcageCoils.maps(0, Shape.of(4, 4)));
    assertMessage("image", () -> BirdcageCoils.maps(2, Shape.of(4)));
    assertMessage("image", () -> SmoothPhase.apply(RealArray.of(Shape.of(2), new double[2]), 1));
    assertMessage(
        "strength", () -> SmoothPhase.apply(SheppLogan.image(Shape.of(4, 4)), Double.NaN));
    assertMessage("`mask`", () -> Noise.add(kspace, Mask.full(Shape.of(4, 5)), 1, 1));
    assertMessage(
        "`mask`", () -> Noise.add(kspace, Mask.of(Shape.of(4, 4), new boolean[16]), 1, 1));
    assertMessage("level", () -> Noise.add(kspace, full, -1, 1));
    assertMessage("level", () -> Noise.add(kspace, full, Double.NaN, 1));
  }

  private static void assertMessage(
      String start, org.junit.jupiter.api.function.Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.startsWith(start), message);
  }
}
