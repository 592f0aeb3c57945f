package org.firenet.operator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.transform.WalshOrder;
import org.firenet.transform.Wavelet;
import org.firenet.transform.WaveletLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OperatorTest {
  /** A few hundred roundings of 2^-53. */
  private static final double TOLERANCE = 1e-12;

  private static final SplittableRandom RANDOM = new SplittableRandom(3);

  static Stream<Arguments> operators() {
    return Stream.of(
        named("fourier 1", new FourierOperator(Shape.of(1), 1), true),
        named("fourier 7", new FourierOperator(Shape.of(7), 1), true),
        named("fourier 6x5", new FourierOperator(Shape.of(6, 5), 2), true),
        named("fourier 3 coils 13x8", new FourierOperator(Shape.of(3, 13, 8), 2), true),
        named("fourier 4x3x5", new FourierOperator(Shape.of(4, 3, 5), 3), true),
        named("fourier prime", new FourierOperator(Shape.of(101, 2), 2), true),
        named("walsh 1", new WalshOperator(Shape.of(1, 8), 2, WalshOrder.SEQUENCY), true),
        named("walsh 8x4", new WalshOperator(Shape.of(8, 4), 2, WalshOrder.SEQUENCY), true),
        named("walsh dyadic", new WalshOperator(Shape.of(2, 16, 4), 2, WalshOrder.DYADIC), true),
        named("walsh plain", new WalshOperator(Shape.of(2, 4, 8), 3, WalshOrder.HADAMARD), true),
        named("db1", wavelet("db1", 3, 8, 16), true),
        named("db4", wavelet("db4", 2, 12, 20), true),
        named("db4 wraps", wavelet("db4", 3, 8, 8), true),
        named("db20 wraps", wavelet("db20", 2, 12, 4), true),
        named("sym5 3-D", wavelet("sym5", 1, 6, 4, 8), true),
        named("no levels", wavelet("db2", 0, 5, 3), true),
        named("mask", new MaskOperator(Shape.of(2, 4, 5), mask(4, 5)), false),
        named("coils", new CoilOperator(random(Shape.of(3, 5, 4))), false),
        named("crop", new CropOperator(Shape.of(8, 6), Shape.of(7, 5)), false),
        named("roll", new RollOperator(Shape.of(4, 5, 3), 1, -2, 7), true),
        named("dense", new DenseOperator(random(Shape.of(7, 12)), Shape.of(3, 4)), false),
        named(
            "composed",
            ComposedOperator.of(
                List.of(
                    new MaskOperator(Shape.of(3, 5, 4), mask(5, 4)),
                    new FourierOperator(Shape.of(3, 5, 4), 2),
                    new CoilOperator(random(Shape.of(3, 5, 4))))),
            false));
  }

  private static Arguments named(String name, LinearOperator operator, boolean unitary) {
    return Arguments.argumentSet(name, operator, unitary);
  }

  private static WaveletOperator wavelet(String name, int levels, int... extents) {
    return new WaveletOperator(new WaveletLayout(Shape.of(extents), levels), Wavelet.of(name));
  }

  private static Mask mask(int... extents) {
    Shape shape = Shape.of(extents);
    boolean[] sampled = new boolean[shape.count()];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] = i % 3 != 1;
    }
    return Mask.of(shape, sampled);
  }

  static ComplexArray random(Shape shape) {
    double[] numbers = new double[2 * shape.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = RANDOM.nextDouble() - 0.5;
    }
    return ComplexArray.of(shape, numbers);
  }

  private static double[] inner(ComplexArray a, ComplexArray b) {
    double re = 0;
    double im = 0;
    for (int i = 0; i < a.count(); i++) {
      re += a.re(i) * b.re(i) + a.im(i) * b.im(i);
      im += a.im(i) * b.re(i) - a.re(i) * b.im(i);
    }
    return new double[] {re, im};
  }

  @ParameterizedTest
  @MethodSource("operators")
  void adjointPassesTheDotProductTest(LinearOperator a, boolean unitary) {
    ComplexArray x = random(a.domain());
    ComplexArray y = random(a.range());
    double[] left = inner(a.forward(x), y);
    double[] right = inner(x, a.adjoint(y));
    assertArrayEquals(left, right, TOLERANCE * x.norm() * y.norm());
  }

  @ParameterizedTest
  @MethodSource("operators")
  void unitaryOperatorsKeepTheNormAndAreUndoneByTheirAdjoint(LinearOperator a, boolean unitary) {
    if (unitary) {
      ComplexArray x = random(a.domain());
      assertEquals(x.norm(), a.forward(x).norm(), TOLERANCE * x.norm());
      assertArrayEquals(x.doubles(), a.adjoint(a.forward(x)).doubles(), TOLERANCE);
      assertEquals(1, a.norm());
    }
  }

  @ParameterizedTest
  @MethodSource("operators")
  void normIsABound(LinearOperator a, boolean unitary) {
    ComplexArray x = random(a.domain());
    assertTrue(a.forward(x).norm() <= a.norm() * x.norm() * (1 + TOLERANCE));
    double estimate = PowerIteration.norm(a);
    assertTrue(estimate <= a.norm() * 1.002, estimate + " exceeds " + a.norm());
  }

  @ParameterizedTest
  @MethodSource("operators")
  void argumentsAreChecked(LinearOperator a, boolean unitary) {
    double[] in = new double[2 * a.domain().count()];
    double[] out = new double[2 * a.range().count()];
    double[] wrong = new double[2 * a.range().count() + 1];
    assertThrows(IllegalArgumentException.class, () -> a.forward(in, wrong));
    assertThrows(IllegalArgumentException.class, () -> a.adjoint(wrong, in));
    assertThrows(IllegalArgumentException.class, () -> a.forward(wrong, out));
    if (in.length == out.length) {
      assertThrows(IllegalArgumentException.class, () -> a.forward(in, in));
    }
  }

  @Test
  void fourierIsTheCentredUnitarySum() {
    int n = 5;
    ComplexArray x = random(Shape.of(n));
    ComplexArray k = new FourierOperator(Shape.of(n), 1).forward(x);
    for (int u = 0; u < n; u++) {
      double re = 0;
      double im = 0;
      for (int i = 0; i < n; i++) {
        double angle = -2 * Math.PI * (i - 2) * (u - 2) / n;
        re += x.re(i) * Math.cos(angle) - x.im(i) * Math.sin(angle);
        im += x.re(i) * Math.sin(angle) + x.im(i) * Math.cos(angle);
      }
      assertEquals(re / Math.sqrt(n), k.re(u), TOLERANCE);
      assertEquals(im / Math.sqrt(n), k.im(u), TOLERANCE);
    }
  }

  @Test
  void sequencyRowsAreSortedBySignChanges() {
    int n = 16;
    WalshOperator walsh = new WalshOperator(Shape.of(n), 1, WalshOrder.SEQUENCY);
    for (int row = 0; row < n; row++) {
      ComplexArray unit = ComplexArray.zeros(Precision.DOUBLE, Shape.of(n));
      unit.set(row, 1, 0);
      ComplexArray pattern = walsh.adjoint(unit);
      int changes = 0;
      for (int i = 1; i < n; i++) {
        changes += pattern.re(i) * pattern.re(i - 1) < 0 ? 1 : 0;
      }
      assertEquals(row, changes);
    }
  }

  @Test
  void waveletMovesAConstantIntoTheApproximation() {
    WaveletOperator db3 = wavelet("db3", 2, 8, 8);
    ComplexArray ones = ComplexArray.zeros(Precision.DOUBLE, Shape.of(8, 8));
    for (int i = 0; i < ones.count(); i++) {
      ones.set(i, 1, 0);
    }
    ComplexArray c = db3.forward(ones);
    for (int i = 0; i < c.count(); i++) {
      boolean approximation = i / 8 < 2 && i % 8 < 2;
      assertEquals(approximation ? 4 : 0, c.re(i), TOLERANCE);
    }
  }

  @Test
  void zeroOperatorHasNormZero() {
    LinearOperator zero =
        new DenseOperator(ComplexArray.zeros(Precision.DOUBLE, Shape.of(2, 3)), Shape.of(3));
    assertEquals(0, zero.norm());
  }

  @Test
  void badConstructionIsRefused() {
    Shape shape = Shape.of(4, 6);
    assertThrows(IllegalArgumentException.class, () -> new FourierOperator(shape, 3));
    assertThrows(IllegalArgumentException.class, () -> new FourierOperator(shape, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new WalshOperator(shape, 2, WalshOrder.DYADIC));
    assertThrows(IllegalArgumentException.class, () -> new MaskOperator(shape, mask(4, 5)));
    assertThrows(IllegalArgumentException.class, () -> new CropOperator(shape, Shape.of(5, 6)));
    assertThrows(IllegalArgumentException.class, () -> new RollOperator(shape, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> new DenseOperator(random(Shape.of(2, 5)), Shape.of(6)));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            ComposedOperator.of(
                List.of(new RollOperator(shape, 0, 0), new RollOperator(Shape.of(6, 4), 0, 0))));
  }
}
