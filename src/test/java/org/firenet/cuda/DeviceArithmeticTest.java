package org.firenet.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostDevices;
import org.firenet.cuda.host.HostOptions;
import org.firenet.derivative.LayerArithmetic.Space;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;
import org.firenet.network.ShiftSequence;
import org.firenet.operator.LinearOperator;
import org.firenet.operator.WaveletOperator;
import org.firenet.selftest.RandomProblems;
import org.firenet.transform.WalshOrder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of a layer as kernels against its definition in Java. */
class DeviceArithmeticTest {
  private static final int BLOCK = 1;
  private static final int LAYER = 5;

  private static HostDevice device;

  static List<ArithmeticCase> cases() {
    Sampling fourier = Sampling.fourier();
    ComplexArray matrix = RandomProblems.numbers(new SplittableRandom(8), Shape.of(7, 30));
    return List.of(
        new ArithmeticCase(Shape.of(1), fourier, 0, "db1", 0, ShiftSequence.none()),
        new ArithmeticCase(Shape.of(37), fourier, 1, "db3", 3, ShiftSequence.layer(2)),
        new ArithmeticCase(Shape.of(2, 2), fourier, 2, "db20", 1, ShiftSequence.layer(1)),
        new ArithmeticCase(Shape.of(23, 14), fourier, 3, "db4", 3, ShiftSequence.restart()),
        new ArithmeticCase(Shape.of(1, 600), fourier, 0, "db2", 0, ShiftSequence.layer(3)),
        new ArithmeticCase(Shape.of(5, 6, 7), fourier, 3, "db2", 1, ShiftSequence.layer(3)),
        new ArithmeticCase(Shape.of(8, 9, 16), fourier, 1, "db1", 3, ShiftSequence.none()),
        new ArithmeticCase(
            Shape.of(8, 4), Sampling.walsh(WalshOrder.DYADIC), 2, "db1", 2, ShiftSequence.none()),
        new ArithmeticCase(
            Shape.of(6, 5), Sampling.dense(matrix), 0, "sym3", 2, ShiftSequence.layer(1)));
  }

  @BeforeAll
  static void open() {
    HostDevices.assumeAvailable();
    device = new HostDevice(HostOptions.standard().withDeferredWork());
  }

  @AfterAll
  static void close() {
    if (device != null) {
      device.close();
      device = null;
    }
  }

  private static void both(ArithmeticCase one, Consumer<ArithmeticPair> check) {
    for (Precision precision : Precision.values()) {
      try (ArithmeticPair pair = new ArithmeticPair(device, one, precision)) {
        check.accept(pair);
      }
    }
  }

  private static List<Space> spaces(ArithmeticPair pair) {
    return pair.problem.coils() > 0
        ? List.of(Space.values())
        : List.of(Space.IMAGE, Space.DATA, Space.COEFFICIENTS);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void linearAlgebraIsThatOfTheDefinition(ArithmeticCase one) {
    both(
        one,
        p -> {
          for (Space space : spaces(p)) {
            ArithmeticPair.Both a = p.vector(space);
            ArithmeticPair.Both b = p.vector(space);
            p.mine.add(-0.75, a.mine(), b.mine());
            p.defined.add(-0.75, a.defined(), b.defined());
            p.assertSame("add", b);
            p.mine.scale(1.25, b.mine());
            p.defined.scale(1.25, b.defined());
            p.assertSame("scale", b);
            double inner = p.mine.inner(a.mine(), b.mine());
            double size = Math.sqrt(p.defined.inner(a.defined(), a.defined()));
            size *= Math.sqrt(p.defined.inner(b.defined(), b.defined()));
            assertEquals(p.defined.inner(a.defined(), b.defined()), inner, p.tolerance() * size);
            assertEquals(inner, p.mine.inner(a.mine(), b.mine()), "the same bits");
            double squared = p.mine.inner(a.mine(), a.mine());
            double expected = p.defined.inner(a.defined(), a.defined());
            assertEquals(expected, squared, p.tolerance() * expected);
            p.mine.copy(a.mine(), b.mine());
            p.defined.copy(a.defined(), b.defined());
            p.assertSame("copy", b);
            p.mine.clear(b.mine());
            p.defined.clear(b.defined());
            p.assertSame("clear", b);
            assertEquals(0, p.mine.inner(a.mine(), b.mine()));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void arraysComeAndGoAsTheDefinitionSays(ArithmeticCase one) {
    both(
        one,
        p -> {
          for (Space space : spaces(p)) {
            p.assertSame("load of " + space, p.vector(space));
          }
          ArithmeticPair.Both image = p.vector(Space.IMAGE);
          ComplexArray numbers = p.numbers(Space.IMAGE);
          p.mine.load(Space.IMAGE, numbers, image.mine());
          p.defined.load(Space.IMAGE, numbers, image.defined());
          p.assertSame("padded image", image);
          ComplexArray cropped = ComplexArray.zeros(p.precision, p.problem.image());
          p.mine.store(Space.IMAGE, image.mine(), cropped);
          for (int i = 0; i < cropped.count(); i++) {
            assertEquals(numbers.re(i), cropped.re(i));
            assertEquals(numbers.im(i), cropped.im(i));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void samplingIsThatOfTheDefinition(ArithmeticCase one) {
    both(
        one,
        p -> {
          ArithmeticPair.Both image = p.vector(Space.IMAGE);
          ArithmeticPair.Both data = p.vector(Space.DATA);
          p.mine.forward(image.mine(), data.mine());
          p.defined.forward(image.defined(), data.defined());
          p.assertSame("forward", data);
          data = p.vector(Space.DATA);
          p.mine.adjoint(data.mine(), image.mine());
          p.defined.adjoint(data.defined(), image.defined());
          p.assertSame("adjoint", image);
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void samplingThroughOtherMapsIsAddedAsTheDefinitionSays(ArithmeticCase one) {
    both(
        one,
        p -> {
          if (p.problem.coils() == 0) {
            return;
          }
          ArithmeticPair.Both maps = p.vector(Space.MAPS);
          ArithmeticPair.Both image = p.vector(Space.IMAGE);
          ArithmeticPair.Both data = p.vector(Space.DATA);
          p.mine.forwardThrough(0.6, maps.mine(), image.mine(), data.mine());
          p.defined.forwardThrough(0.6, maps.defined(), image.defined(), data.defined());
          p.assertSame("forwardThrough", data);
          p.mine.adjointThrough(-0.3, maps.mine(), data.mine(), image.mine());
          p.defined.adjointThrough(-0.3, maps.defined(), data.defined(), image.defined());
          p.assertSame("adjointThrough", image);
          p.mine.mapsGradient(1.7, image.mine(), data.mine(), maps.mine());
          p.defined.mapsGradient(1.7, image.defined(), data.defined(), maps.defined());
          p.assertSame("mapsGradient", maps);
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void thresholdsAndTheirDerivativesAreThoseOfTheDefinition(ArithmeticCase one) {
    both(
        one,
        p -> {
          ArithmeticPair.Both u = p.vector(Space.IMAGE);
          ArithmeticPair.Both direction = p.vector(Space.IMAGE);
          ArithmeticPair.Both result = p.vector(Space.IMAGE);
          p.mine.proximal(BLOCK, LAYER, u.mine(), result.mine());
          p.defined.proximal(BLOCK, LAYER, u.defined(), result.defined());
          p.assertSame("proximal", result);
          p.mine.proximalDerivative(BLOCK, LAYER, u.mine(), direction.mine(), result.mine());
          p.defined.proximalDerivative(
              BLOCK, LAYER, u.defined(), direction.defined(), result.defined());
          p.assertSame("proximalDerivative", result);
          ArithmeticPair.Both change = p.vector(Space.COEFFICIENTS);
          p.mine.thresholdDerivative(BLOCK, LAYER, u.mine(), change.mine(), result.mine());
          p.defined.thresholdDerivative(
              BLOCK, LAYER, u.defined(), change.defined(), result.defined());
          p.assertSame("thresholdDerivative", result);
          p.mine.thresholdGradient(BLOCK, LAYER, u.mine(), direction.mine(), change.mine());
          p.defined.thresholdGradient(
              BLOCK, LAYER, u.defined(), direction.defined(), change.defined());
          p.assertSame("thresholdGradient", change);
        });
  }

  /** At zero no coefficient is above its threshold; only the one that has none lets anything by. */
  @ParameterizedTest
  @MethodSource("cases")
  void coefficientsAtTheirThresholdsCountAsBelowAndThoseWithoutStay(ArithmeticCase one) {
    both(
        one,
        p -> {
          ArithmeticPair.Both zero = p.vector(Space.IMAGE);
          p.mine.clear(zero.mine());
          p.defined.clear(zero.defined());
          ArithmeticPair.Both direction = p.vector(Space.IMAGE);
          ArithmeticPair.Both result = p.vector(Space.IMAGE);
          p.mine.proximalDerivative(BLOCK, LAYER, zero.mine(), direction.mine(), result.mine());
          p.defined.proximalDerivative(
              BLOCK, LAYER, zero.defined(), direction.defined(), result.defined());
          p.assertSame("proximalDerivative at 0", result);
          boolean without = p.problem.weights().isPresent();
          assertEquals(without, p.mine.inner(result.mine(), result.mine()) > 0);
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void coefficientsBecomeImages(ArithmeticCase one) {
    both(
        one,
        p -> {
          Problem problem = p.problem;
          ComplexArray c = RandomProblems.numbers(p.random, problem.layout().padded());
          ArithmeticPair.Both image = p.vector(Space.IMAGE);
          LinearOperator wavelet = new WaveletOperator(problem.layout(), problem.wavelet());
          p.mine.synthesise(c, image.mine());
          wavelet.adjoint(c.doubles(), image.defined());
          p.assertSame("synthesise", image);
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void vectorsAreZeroAndSaidToBeAsLargeAsTheyAre(ArithmeticCase one) {
    both(
        one,
        p -> {
          for (Space space : spaces(p)) {
            long free = device.memory().freeBytes();
            DeviceVector v = p.mine.vector(space);
            assertTrue(free - device.memory().freeBytes() >= p.mine.bytes(space));
            assertEquals(p.mine.bytes(space), v.count() * p.precision.bytesPerComplex() / 2);
            assertEquals(0, p.mine.inner(v, v));
          }
          double[] zeros = new double[p.problem.layout().padded().count()];
          double[] read = zeros.clone();
          p.mine.storeCoefficients(p.mine.vector(Space.COEFFICIENTS), read);
          assertArrayEquals(zeros, read);
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void nothingIsTakenAfterClosing(ArithmeticCase one) {
    ArithmeticPair pair = new ArithmeticPair(device, one, Precision.SINGLE);
    pair.close();
    assertThrows(IllegalStateException.class, () -> pair.mine.vector(Space.IMAGE));
  }
}
