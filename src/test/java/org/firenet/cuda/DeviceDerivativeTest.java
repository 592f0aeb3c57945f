package org.firenet.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.cuda.device.DeviceMemoryException;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostDevices;
import org.firenet.cuda.host.HostOptions;
import org.firenet.network.Backend;
import org.firenet.network.BackendFailureException;
import org.firenet.network.DerivativeOptions;
import org.firenet.network.DerivativeVariable;
import org.firenet.network.FirenetParameters;
import org.firenet.network.GoldenCase;
import org.firenet.network.NetworkDerivative;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;
import org.firenet.network.Tangent;
import org.firenet.operator.DenseOperator;
import org.firenet.reference.ReferenceBackend;
import org.firenet.selftest.RandomProblems;
import org.firenet.selftest.RandomProblems.Sample;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives on devices: single precision, failures, memory. */
class DeviceDerivativeTest {
  /**
   * Single precision: 2^-24 a rounding, over some hundred dependent operations. No coefficient of
   * these problems is so close to its threshold that rounding moves it across.
   */
  private static final double SINGLE_TOLERANCE = 5e-6;

  /**
   * The adjoint is taken at the very numbers of the forward derivative: their products' rounding.
   */
  private static final double ADJOINT_TOLERANCE = 2e-7;

  private static final int FEWEST_ALLOCATIONS = 40;
  private static final int MOST_ALLOCATIONS = 200;

  /** A problem with coils, padding and a shift for each layer. */
  private final Sample sample = RandomProblems.of(39);

  @BeforeEach
  void check() {
    HostDevices.assumeAvailable();
  }

  private static NetworkDerivative derivative(
      HostDevice device, Sample sample, Precision precision) {
    return new CudaBackend("cuda", HostProvider.of(device), Route.AUTO)
        .derivative(
            sample.problem(),
            sample.parameters(),
            PlanOptions.defaults().withPrecision(precision),
            DerivativeOptions.defaults());
  }

  private static Set<DerivativeVariable> variables(Problem problem) {
    Set<DerivativeVariable> all = EnumSet.allOf(DerivativeVariable.class);
    if (problem.coils() == 0) {
      all.remove(DerivativeVariable.MAPS);
    }
    return all;
  }

  private static ComplexArray image(Sample sample, int seed) {
    return RandomProblems.numbers(new SplittableRandom(seed), sample.problem().image());
  }

  private static Tangent direction(Sample sample) {
    Problem problem = sample.problem();
    SplittableRandom random = new SplittableRandom(5);
    Tangent direction = Tangent.ofData(RandomProblems.numbers(random, problem.data()));
    direction.start(RandomProblems.numbers(random, problem.image())).lambda(problem.lambda() / 3);
    problem.maps().ifPresent(m -> direction.maps(RandomProblems.numbers(random, m.shape())));
    return direction;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 5, 7, 14, 24, 26, 30, 32, 33, 38, 39, 43})
  void singlePrecisionIsCloseToTheReference(int seed) {
    Sample one = RandomProblems.of(seed);
    PlanInput input = PlanInput.of(one.kspace()).startImage(image(one, 1));
    ComplexArray cotangent = image(one, 2);
    Set<DerivativeVariable> all = variables(one.problem());
    try (HostDevice device = new HostDevice();
        NetworkDerivative mine = derivative(device, one, Precision.SINGLE);
        NetworkDerivative reference =
            new ReferenceBackend()
                .derivative(
                    one.problem(),
                    one.parameters(),
                    PlanOptions.defaults(),
                    DerivativeOptions.defaults())) {
      ComplexArray image = mine.linearise(input);
      assertEquals(Precision.SINGLE, image.precision());
      assertClose(one, "image", image, reference.linearise(input));
      ComplexArray along = mine.jvp(direction(one));
      assertClose(one, "jvp", along, reference.jvp(direction(one)));
      Tangent found = mine.vjp(cotangent, all);
      Tangent expected = reference.vjp(cotangent, all);
      assertClose(one, "data", found.data().get(), expected.data().get());
      assertClose(one, "start", found.start().get(), expected.start().get());
      RealArray weights = expected.weights().get();
      assertClose(
          one, "weights", ComplexArray.ofReal(found.weights().get()), ComplexArray.ofReal(weights));
      // λ's is a sum of the weights' with both signs.
      double lambda = expected.lambda().getAsDouble();
      double terms = norm(weights) * weightNorm(one.problem()) / one.problem().lambda();
      assertEquals(lambda, found.lambda().getAsDouble(), SINGLE_TOLERANCE * terms, one.name());
      if (expected.maps().isPresent()) {
        assertClose(one, "maps", found.maps().get(), expected.maps().get());
      }
      double dot = Tangent.inner(cotangent, along) - found.inner(direction(one));
      assertEquals(0, dot / (cotangent.norm() * along.norm()), ADJOINT_TOLERANCE, one.name());
    }
  }

  private static double norm(RealArray a) {
    return ComplexArray.ofReal(a).norm();
  }

  private static double weightNorm(Problem problem) {
    return problem
        .weights()
        .map(DeviceDerivativeTest::norm)
        .orElse(Math.sqrt(problem.layout().padded().count()));
  }

  private static void assertClose(
      Sample one, String what, ComplexArray found, ComplexArray expected) {
    double difference = GoldenCase.relativeDifference(found, expected);
    assertTrue(
        difference <= SINGLE_TOLERANCE, one + ", " + what + ": relative difference " + difference);
  }

  /** All that can be asked, in order; the last numbers that come out. */
  private ComplexArray everything(NetworkDerivative derivative) {
    derivative.linearise(PlanInput.of(sample.kspace()).startImage(image(sample, 1)));
    derivative.jvp(direction(sample));
    return derivative.vjp(image(sample, 2), variables(sample.problem())).data().orElseThrow();
  }

  private ComplexArray expected() {
    try (HostDevice device = new HostDevice();
        NetworkDerivative derivative = derivative(device, sample, Precision.SINGLE)) {
      return everything(derivative);
    }
  }

  /** Each allocation fails in turn: always this error, and nothing stays open. */
  @Test
  void noAllocationThatFailsLeavesAnythingBehind() {
    boolean failed = true;
    for (int number = 1; failed; number++) {
      try (HostDevice device = new HostDevice()) {
        device.faults().failAllocation(number);
        try (NetworkDerivative derivative = derivative(device, sample, Precision.SINGLE)) {
          everything(derivative);
          failed = false;
          assertTrue(number > FEWEST_ALLOCATIONS, "only " + number + " allocations");
        } catch (BackendFailureException e) {
          assertInstanceOf(DeviceMemoryException.class, e.getCause());
          assertTrue(number < MOST_ALLOCATIONS);
        }
      }
    }
  }

  @Test
  void tooLittleMemoryIsToldWithWhatWasAskedAndWhatWasFree() {
    try (HostDevice device = new HostDevice(20_000)) {
      BackendFailureException e =
          assertThrows(
              BackendFailureException.class, () -> derivative(device, sample, Precision.DOUBLE));
      assertTrue(
          e.getMessage().matches("cuda: .*bytes asked for .*, [0-9,]+ free"), e.getMessage());
    }
  }

  /** Launches of the linearisation, of the layers that are run again, of both products. */
  @ParameterizedTest
  @ValueSource(ints = {1, 100, 200, 300, 400, 600})
  void aKernelThatFailsIsAnErrorAndTheDerivativeGoesOnAfterwards(int number) {
    ComplexArray expected = expected();
    try (HostDevice device = new HostDevice(HostOptions.standard().withDeferredWork());
        NetworkDerivative derivative = derivative(device, sample, Precision.SINGLE)) {
      device.faults().failLaunch(number);
      BackendFailureException e =
          assertThrows(BackendFailureException.class, () -> everything(derivative));
      assertTrue(e.getMessage().contains("failed on purpose"), e.getMessage());
      assertArrayEquals(expected.floats(), everything(derivative).floats());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 40, 80, 160, 240})
  void aProductThatFailsCanBeAskedForAgain(int number) {
    try (HostDevice device = new HostDevice();
        NetworkDerivative derivative = derivative(device, sample, Precision.SINGLE)) {
      ComplexArray expected = everything(derivative);
      Set<DerivativeVariable> all = variables(sample.problem());
      device.faults().failLaunch(number);
      assertThrows(BackendFailureException.class, () -> derivative.vjp(image(sample, 2), all));
      Tangent again = derivative.vjp(image(sample, 2), all);
      assertArrayEquals(expected.floats(), again.data().orElseThrow().floats());
    }
  }

  @Test
  void derivativesSayWhereTheyAreComputed() {
    try (HostDevice device = new HostDevice();
        NetworkDerivative derivative = derivative(device, sample, Precision.SINGLE)) {
      assertEquals(
          "cuda (single, host, generic, library Fourier transforms, db1 x 1 axis by axis),"
              + " checkpoints",
          derivative.description());
    }
  }

  @Test
  void operatorsOfTheCallerAreRejectedWithTheReason() {
    Shape shape = Shape.of(2, 2);
    ComplexArray matrix = RandomProblems.numbers(new SplittableRandom(1), Shape.of(3, 4));
    Problem problem =
        Problem.of(shape).sampling(Sampling.operator(new DenseOperator(matrix, shape))).build();
    try (HostDevice device = new HostDevice()) {
      Backend backend = new CudaBackend("cuda", HostProvider.of(device), Route.AUTO);
      PlanOptions options = PlanOptions.defaults();
      assertTrue(backend.notDifferentiable(problem, options).isPresent());
      assertEquals(Optional.empty(), backend.notDifferentiable(sample.problem(), options));
      assertThrows(
          UnsupportedOperationException.class,
          () ->
              backend.derivative(
                  problem, FirenetParameters.defaults(), options, DerivativeOptions.defaults()));
    }
  }
}
