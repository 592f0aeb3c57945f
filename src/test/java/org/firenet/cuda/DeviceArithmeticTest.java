package org.firenet.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostDevices;
import org.firenet.cuda.host.HostOptions;
import org.firenet.derivative.LayerArithmetic;
import org.firenet.derivative.LayerArithmetic.Space;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;
import org.firenet.network.ShiftSequence;
import org.firenet.operator.LinearOperator;
import org.firenet.operator.WaveletOperator;
import org.firenet.reference.DefinedArithmetic;
import org.firenet.selftest.RandomProblems;
import org.firenet.transform.WalshOrder;
import org.firenet.transform.WaveletLayout;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of a layer as kernels against its definition in Java. */
class DeviceArithmeticTest {
  /** Rounding of sums of some hundred numbers. */
  private static final double DOUBLE_TOLERANCE = 1e-13;

  /** The same in single precision. */
  private static final double SINGLE_TOLERANCE = 3e-6;

  private static final int BLOCK = 1;
  private static final int LAYER = 5;

  private static HostDevice device;

  /** A kind of problem. */
  record Case(
      Shape shape, Sampling sampling, int coils, String wavelet, int levels, ShiftSequence shifts) {
    Problem problem(SplittableRandom random) {
      Problem.Builder builder =
          Problem.of(shape).sampling(sampling).wavelet(wavelet).levels(levels).lambda(0.2);
      if (!(sampling instanceof Sampling.Dense)) {
        boolean[] sampled = new boolean[shape.count()];
        for (int i = 0; i < sampled.length; i++) {
          sampled[i] = i == 0 || random.nextInt(3) == 0;
        }
        builder.mask(Mask.of(shape, sampled)).coils(coils);
      }
      Shape padded = new WaveletLayout(shape, levels).padded();
      double[] weights = random.doubles(padded.count(), 0, 2).toArray();
      weights[0] = 0;
      return builder.weights(coils == 1 ? null : RealArray.of(padded, weights)).build();
    }

    FirenetParameters parameters(Problem problem) {
      FirenetParameters.Builder builder =
          FirenetParameters.builder().outer(2).inner(4).shifts(shifts);
      return (coils > 0 ? builder.norm(9) : builder).build().resolve(problem);
    }
  }

  static List<Case> cases() {
    Sampling fourier = Sampling.fourier();
    ComplexArray matrix = RandomProblems.numbers(new SplittableRandom(8), Shape.of(7, 30));
    return List.of(
        new Case(Shape.of(1), fourier, 0, "db1", 0, ShiftSequence.none()),
        new Case(Shape.of(37), fourier, 1, "db3", 3, ShiftSequence.layer(2)),
        new Case(Shape.of(2, 2), fourier, 2, "db20", 1, ShiftSequence.layer(1)),
        new Case(Shape.of(23, 14), fourier, 3, "db4", 3, ShiftSequence.restart()),
        new Case(Shape.of(1, 600), fourier, 0, "db2", 0, ShiftSequence.layer(3)),
        new Case(Shape.of(5, 6, 7), fourier, 3, "db2", 1, ShiftSequence.layer(3)),
        new Case(Shape.of(8, 9, 16), fourier, 1, "db1", 3, ShiftSequence.none()),
        new Case(
            Shape.of(8, 4), Sampling.walsh(WalshOrder.DYADIC), 2, "db1", 2, ShiftSequence.none()),
        new Case(Shape.of(6, 5), Sampling.dense(matrix), 0, "sym3", 2, ShiftSequence.layer(1)));
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

  /** The same vectors on the device and by the definition. */
  private static final class Pair implements AutoCloseable {
    final SplittableRandom random = new SplittableRandom(11);
    final Precision precision;
    final Problem problem;
    final FirenetParameters parameters;
    final LayerArithmetic<DeviceVector> mine;
    final LayerArithmetic<double[]> defined;

    Pair(Case one, Precision precision) {
      this.precision = precision;
      problem = one.problem(random);
      parameters = one.parameters(problem);
      mine =
          new DeviceArithmetic("cuda", device, new GenericSize(problem, parameters, precision, 1));
      defined = DefinedArithmetic.of(problem, parameters);
      if (problem.coils() > 0) {
        ComplexArray maps = numbers(Space.MAPS);
        mine.sensitivities(maps);
        defined.sensitivities(maps);
      }
    }

    double tolerance() {
      return precision == Precision.DOUBLE ? DOUBLE_TOLERANCE : SINGLE_TOLERANCE;
    }

    Shape shape(Space space) {
      return switch (space) {
        case IMAGE -> problem.image();
        case DATA -> problem.data();
        case MAPS -> problem.image().prepend(problem.coils());
        case COEFFICIENTS -> problem.layout().padded();
      };
    }

    /** Numbers that both precisions have. */
    ComplexArray numbers(Space space) {
      return RandomProblems.numbers(random, shape(space)).to(precision);
    }

    /** A vector with the same numbers in both, in the padding too. */
    Both vector(Space space) {
      Both both = new Both(mine.vector(space), defined.vector(space));
      if (space == Space.COEFFICIENTS) {
        ComplexArray numbers = numbers(space);
        double[] real = new double[numbers.count()];
        for (int i = 0; i < real.length; i++) {
          real[i] = numbers.re(i);
        }
        RealArray array = RealArray.of(shape(space), real);
        mine.loadCoefficients(array, both.mine);
        defined.loadCoefficients(array, both.defined);
      } else if (space == Space.IMAGE) {
        ComplexArray c = RandomProblems.numbers(random, problem.layout().padded()).to(precision);
        mine.synthesise(c, both.mine);
        defined.synthesise(c, both.defined);
      } else {
        ComplexArray numbers = numbers(space);
        mine.load(space, numbers, both.mine);
        defined.load(space, numbers, both.defined);
      }
      return both;
    }

    void assertSame(String name, Both both) {
      double[] found = new double[both.defined.length];
      switch (both.mine.space()) {
        case COEFFICIENTS -> mine.storeCoefficients(both.mine, found);
        case IMAGE -> {
          // The padded numbers as they lie in memory.
          ComplexArray all = ComplexArray.zeros(precision, problem.layout().padded());
          read(both.mine.address(), all);
          copy(all, found);
        }
        default -> {
          ComplexArray all = ComplexArray.zeros(precision, shape(both.mine.space()));
          mine.store(both.mine.space(), both.mine, all);
          copy(all, found);
        }
      }
      double squares = 0;
      double norm = 0;
      for (int i = 0; i < found.length; i++) {
        squares += Math.pow(found[i] - both.defined[i], 2);
        norm += Math.pow(both.defined[i], 2);
      }
      double difference = Math.sqrt(squares) / (norm > 0 ? Math.sqrt(norm) : 1);
      assertTrue(difference <= tolerance(), name + ": relative difference " + difference);
    }

    private static void copy(ComplexArray from, double[] to) {
      for (int i = 0; i < from.count(); i++) {
        to[2 * i] = from.re(i);
        to[2 * i + 1] = from.im(i);
      }
    }

    private void read(long address, ComplexArray to) {
      mine.inner(mine.vector(Space.IMAGE), mine.vector(Space.IMAGE)); // waits for all before
      try (DeviceArrays arrays = new DeviceArrays(device)) {
        to.copyFrom(arrays.complex(precision, address, to.shape()));
      }
    }

    @Override
    public void close() {
      mine.close();
      mine.close();
    }
  }

  private record Both(DeviceVector mine, double[] defined) {}

  private static void both(Case one, Consumer<Pair> check) {
    for (Precision precision : Precision.values()) {
      try (Pair pair = new Pair(one, precision)) {
        check.accept(pair);
      }
    }
  }

  private static List<Space> spaces(Pair pair) {
    return pair.problem.coils() > 0
        ? List.of(Space.values())
        : List.of(Space.IMAGE, Space.DATA, Space.COEFFICIENTS);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void linearAlgebraIsThatOfTheDefinition(Case one) {
    both(
        one,
        p -> {
          for (Space space : spaces(p)) {
            Both a = p.vector(space);
            Both b = p.vector(space);
            p.mine.add(-0.75, a.mine, b.mine);
            p.defined.add(-0.75, a.defined, b.defined);
            p.assertSame("add", b);
            p.mine.scale(1.25, b.mine);
            p.defined.scale(1.25, b.defined);
            p.assertSame("scale", b);
            double inner = p.mine.inner(a.mine, b.mine);
            double size = Math.sqrt(p.defined.inner(a.defined, a.defined));
            size *= Math.sqrt(p.defined.inner(b.defined, b.defined));
            assertEquals(p.defined.inner(a.defined, b.defined), inner, p.tolerance() * size);
            assertEquals(inner, p.mine.inner(a.mine, b.mine), "the same bits");
            double squared = p.mine.inner(a.mine, a.mine);
            double expected = p.defined.inner(a.defined, a.defined);
            assertEquals(expected, squared, p.tolerance() * expected);
            p.mine.copy(a.mine, b.mine);
            p.defined.copy(a.defined, b.defined);
            p.assertSame("copy", b);
            p.mine.clear(b.mine);
            p.defined.clear(b.defined);
            p.assertSame("clear", b);
            assertEquals(0, p.mine.inner(a.mine, b.mine));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void arraysComeAndGoAsTheDefinitionSays(Case one) {
    both(
        one,
        p -> {
          for (Space space : spaces(p)) {
            p.assertSame("load of " + space, p.vector(space));
          }
          Both image = p.vector(Space.IMAGE);
          ComplexArray numbers = p.numbers(Space.IMAGE);
          p.mine.load(Space.IMAGE, numbers, image.mine);
          p.defined.load(Space.IMAGE, numbers, image.defined);
          p.assertSame("padded image", image);
          ComplexArray cropped = ComplexArray.zeros(p.precision, p.problem.image());
          p.mine.store(Space.IMAGE, image.mine, cropped);
          for (int i = 0; i < cropped.count(); i++) {
            assertEquals(numbers.re(i), cropped.re(i));
            assertEquals(numbers.im(i), cropped.im(i));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void samplingIsThatOfTheDefinition(Case one) {
    both(
        one,
        p -> {
          Both image = p.vector(Space.IMAGE);
          Both data = p.vector(Space.DATA);
          p.mine.forward(image.mine, data.mine);
          p.defined.forward(image.defined, data.defined);
          p.assertSame("forward", data);
          data = p.vector(Space.DATA);
          p.mine.adjoint(data.mine, image.mine);
          p.defined.adjoint(data.defined, image.defined);
          p.assertSame("adjoint", image);
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void samplingThroughOtherMapsIsAddedAsTheDefinitionSays(Case one) {
    both(
        one,
        p -> {
          if (p.problem.coils() == 0) {
            return;
          }
          Both maps = p.vector(Space.MAPS);
          Both image = p.vector(Space.IMAGE);
          Both data = p.vector(Space.DATA);
          p.mine.forwardThrough(0.6, maps.mine, image.mine, data.mine);
          p.defined.forwardThrough(0.6, maps.defined, image.defined, data.defined);
          p.assertSame("forwardThrough", data);
          p.mine.adjointThrough(-0.3, maps.mine, data.mine, image.mine);
          p.defined.adjointThrough(-0.3, maps.defined, data.defined, image.defined);
          p.assertSame("adjointThrough", image);
          p.mine.mapsGradient(1.7, image.mine, data.mine, maps.mine);
          p.defined.mapsGradient(1.7, image.defined, data.defined, maps.defined);
          p.assertSame("mapsGradient", maps);
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void thresholdsAndTheirDerivativesAreThoseOfTheDefinition(Case one) {
    both(
        one,
        p -> {
          Both u = p.vector(Space.IMAGE);
          Both direction = p.vector(Space.IMAGE);
          Both result = p.vector(Space.IMAGE);
          p.mine.proximal(BLOCK, LAYER, u.mine, result.mine);
          p.defined.proximal(BLOCK, LAYER, u.defined, result.defined);
          p.assertSame("proximal", result);
          p.mine.proximalDerivative(BLOCK, LAYER, u.mine, direction.mine, result.mine);
          p.defined.proximalDerivative(BLOCK, LAYER, u.defined, direction.defined, result.defined);
          p.assertSame("proximalDerivative", result);
          Both change = p.vector(Space.COEFFICIENTS);
          p.mine.thresholdDerivative(BLOCK, LAYER, u.mine, change.mine, result.mine);
          p.defined.thresholdDerivative(BLOCK, LAYER, u.defined, change.defined, result.defined);
          p.assertSame("thresholdDerivative", result);
          p.mine.thresholdGradient(BLOCK, LAYER, u.mine, direction.mine, change.mine);
          p.defined.thresholdGradient(BLOCK, LAYER, u.defined, direction.defined, change.defined);
          p.assertSame("thresholdGradient", change);
        });
  }

  /** A direction through coefficients below, above and at a threshold, and at none. */
  @ParameterizedTest
  @MethodSource("cases")
  void coefficientsAtTheirThresholdsCountAsBelowAndThoseWithoutStay(Case one) {
    both(
        one,
        p -> {
          Both zero = p.vector(Space.IMAGE);
          p.mine.clear(zero.mine);
          p.defined.clear(zero.defined);
          Both direction = p.vector(Space.IMAGE);
          Both result = p.vector(Space.IMAGE);
          p.mine.proximalDerivative(BLOCK, LAYER, zero.mine, direction.mine, result.mine);
          p.defined.proximalDerivative(
              BLOCK, LAYER, zero.defined, direction.defined, result.defined);
          p.assertSame("proximalDerivative at 0", result);
          boolean without = p.problem.weights().isPresent();
          assertEquals(without, p.mine.inner(result.mine, result.mine) > 0);
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void coefficientsBecomeImages(Case one) {
    both(
        one,
        p -> {
          Problem problem = p.problem;
          ComplexArray c = RandomProblems.numbers(p.random, problem.layout().padded());
          Both image = p.vector(Space.IMAGE);
          LinearOperator wavelet = new WaveletOperator(problem.layout(), problem.wavelet());
          p.mine.synthesise(c, image.mine);
          wavelet.adjoint(c.doubles(), image.defined);
          p.assertSame("synthesise", image);
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void vectorsAreZeroAndSaidToBeAsLargeAsTheyAre(Case one) {
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
  void nothingIsTakenAfterClosing(Case one) {
    Pair pair = new Pair(one, Precision.SINGLE);
    pair.close();
    assertThrows(IllegalStateException.class, () -> pair.mine.vector(Space.IMAGE));
  }
}
