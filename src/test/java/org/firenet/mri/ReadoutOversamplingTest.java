package org.firenet.mri;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.operator.FourierOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadoutOversamplingTest {
  /** Fourier transforms of short lines in double precision. */
  private static final double ROUNDING = 1e-12;

  /** Rounding of single-precision samples of order one. */
  private static final double SINGLE_ROUNDING = 1e-6;

  private static ComplexArray random(Shape shape) {
    Random random = new Random(4);
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, shape);
    for (int i = 0; i < out.count(); i++) {
      out.set(i, random.nextGaussian(), random.nextGaussian());
    }
    return out;
  }

  /** The middle of an axis. */
  private static ComplexArray crop(ComplexArray in, int axis, int points) {
    int[] extents = in.shape().extents();
    int from = extents[axis];
    int stride = in.shape().last(extents.length - axis - 1).count();
    extents[axis] = points;
    ComplexArray out = ComplexArray.zeros(in.precision(), Shape.of(extents));
    for (int i = 0; i < out.count(); i++) {
      int n = i / stride % points + from / 2 - points / 2;
      int at = (i / stride / points * from + n) * stride + i % stride;
      out.set(i, in.re(at), in.im(at));
    }
    return out;
  }

  private static ComplexArray fourier(ComplexArray image) {
    return new FourierOperator(image.shape(), image.shape().rank()).forward(image);
  }

  @ParameterizedTest
  @CsvSource({
    "3,5,16,2,8",
    "3,5,16,2,7",
    "2,4,15,2,8",
    "2,4,15,2,7",
    "1,1,9,2,1",
    "2,3,1,2,1",
    "3,20,7,1,10",
    "2,19,37,1,6",
    "5,3,17,0,3",
    "2,13,4,1,13",
    "1,40,33,1,20"
  })
  void keepsTheMiddleOfTheImage(int a, int b, int c, int axis, int points) {
    ComplexArray image = random(Shape.of(a, b, c));

    ComplexArray out = ReadoutOversampling.remove(fourier(image), axis, points);

    ComplexArray expected = fourier(crop(image, axis, points));
    assertEquals(expected.shape(), out.shape());
    assertArrayEquals(expected.doubles(), out.doubles(), ROUNDING);
  }

  @Test
  void negativeAxesCountFromTheEnd() {
    ComplexArray kspace = random(Shape.of(2, 12, 10));

    assertArrayEquals(
        ReadoutOversampling.remove(kspace, 1, 6).doubles(),
        ReadoutOversampling.remove(kspace, -2, 6).doubles());
    assertArrayEquals(
        ReadoutOversampling.remove(kspace, 2, 5).doubles(),
        ReadoutOversampling.remove(kspace, 5).doubles());
  }

  @Test
  void aConstantKeepsItsValueAndDcGrows() {
    ComplexArray image = ComplexArray.zeros(Precision.DOUBLE, Shape.of(1, 4, 20));
    for (int i = 0; i < image.count(); i++) {
      image.set(i, 3, -1);
    }
    ComplexArray out = ReadoutOversampling.remove(fourier(image), 10);
    ComplexArray back = new FourierOperator(out.shape(), 3).adjoint(out);
    for (int i = 0; i < back.count(); i++) {
      assertEquals(3, back.re(i), ROUNDING);
      assertEquals(-1, back.im(i), ROUNDING);
    }
    // A point object fits both fields of view: its DC sample grows by √(20/10).
    ComplexArray point = ComplexArray.zeros(Precision.DOUBLE, Shape.of(1, 1, 20));
    point.set(10, 1, 0);
    assertEquals(1 / Math.sqrt(20), fourier(point).re(10), ROUNDING);
    assertEquals(1 / Math.sqrt(10), ReadoutOversampling.remove(fourier(point), 10).re(5), ROUNDING);
  }

  @Test
  void noiseKeepsItsVariance() {
    ComplexArray noise = random(Shape.of(4, 50, 200));
    ComplexArray out = ReadoutOversampling.remove(noise, 100);

    double before = noise.norm() * noise.norm() / noise.count();
    double after = out.norm() * out.norm() / out.count();
    // Five standard deviations of a variance from 40000 numbers.
    assertEquals(1, after / before, 5 * Math.sqrt(2.0 / 40000));
  }

  @Test
  void linesOfZerosStayZero() {
    ComplexArray kspace = random(Shape.of(2, 9, 16)).copy(Precision.SINGLE);
    for (int i = 0; i < kspace.count(); i++) {
      if (i / 16 % 3 != 1) {
        kspace.set(i, 0, 0);
      }
    }
    ComplexArray out = ReadoutOversampling.remove(kspace, 8);

    assertEquals(Precision.SINGLE, out.precision());
    for (int i = 0; i < out.count(); i++) {
      assertEquals(i / 8 % 3 == 1, out.re(i) != 0 || out.im(i) != 0);
    }
    ComplexArray exact = ReadoutOversampling.remove(kspace.to(Precision.DOUBLE), 8);
    assertArrayEquals(
        exact.doubles(), out.to(Precision.DOUBLE).doubles(), SINGLE_ROUNDING * exact.norm());
  }

  @Test
  void nothingToRemoveGivesACopy() {
    ComplexArray kspace = random(Shape.of(2, 5, 7));
    ComplexArray out = ReadoutOversampling.remove(kspace, 7);

    assertNotSame(kspace, out);
    assertArrayEquals(kspace.doubles(), out.doubles());
  }

  @Test
  void rejectsWrongArguments() {
    ComplexArray kspace = random(Shape.of(2, 5, 8));
    ComplexArray broken = kspace.copy(Precision.DOUBLE);
    broken.set(79, 0, Double.NaN);
    assertMessage("axis", () -> ReadoutOversampling.remove(kspace, 3, 2));
    assertMessage("axis", () -> ReadoutOversampling.remove(kspace, -4, 2));
    assertMessage("points", () -> ReadoutOversampling.remove(kspace, 0));
    assertMessage("points", () -> ReadoutOversampling.remove(kspace, 1, 6));
    assertMessage("`kspace`", () -> ReadoutOversampling.remove(broken, 4));
  }

  private static void assertMessage(
      String start, org.junit.jupiter.api.function.Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.startsWith(start), message);
  }
}
