package org.firenet.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostDevices;
import org.firenet.cuda.host.HostOptions;
import org.firenet.network.FirenetParameters;
import org.firenet.network.GoldenCase;
import org.firenet.network.History;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;
import org.firenet.network.ShiftSequence;
import org.firenet.operator.RollOperator;
import org.firenet.operator.WaveletOperator;
import org.firenet.reference.ReferenceBackend;
import org.firenet.selftest.RandomProblems;
import org.firenet.selftest.RandomProblems.Sample;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The generic way through the layers against the reference. */
class GenericSolverTest {
  /** Rounding of some hundred operations on every number. */
  private static final double DOUBLE_TOLERANCE = 1e-10;

  /** The same in single precision. */
  private static final double SINGLE_TOLERANCE = 2e-5;

  static final List<String> CASES = GoldenCase.NAMES;

  private static HostDevice device;

  @BeforeAll
  static void open() {
    HostDevices.assumeAvailable();
    device = new HostDevice();
  }

  @AfterAll
  static void close() {
    if (device != null) {
      device.close();
    }
  }

  static IntStream seeds() {
    return IntStream.range(0, 77);
  }

  private static double tolerance(Precision precision) {
    return precision == Precision.SINGLE ? SINGLE_TOLERANCE : DOUBLE_TOLERANCE;
  }

  private static SolverRun solver(
      Problem problem, FirenetParameters parameters, Precision precision, int batch) {
    FirenetParameters resolved = parameters.resolve(problem);
    GenericDesign design = new GenericDesign(device, problem, resolved, precision, batch);
    return new SolverRun(device, design, problem, resolved, precision);
  }

  private static SolverRun solver(Sample sample, Precision precision, int batch) {
    return solver(sample.problem(), sample.parameters(), precision, batch);
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void agreesWithTheGoldenCases(String name) throws IOException {
    GoldenCase golden = GoldenCase.of(name);
    for (Precision precision : Precision.values()) {
      try (SolverRun run = solver(golden.problem(), golden.parameters(), precision, 1)) {
        ComplexArray image = run.run(golden.input());
        double difference = GoldenCase.relativeDifference(image, golden.image());
        assertTrue(
            difference <= tolerance(precision), name + ": relative difference " + difference);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithTheReferenceOnRandomProblems(int seed) {
    Sample sample = RandomProblems.of(seed);
    PlanInput input =
        PlanInput.of(sample.kspace())
            .truth(RandomProblems.numbers(new SplittableRandom(seed), sample.problem().image()));
    PlanOptions options = PlanOptions.defaults().withHistory(true);
    try (Plan reference =
        new ReferenceBackend().plan(sample.problem(), sample.parameters(), options)) {
      ComplexArray expected = reference.run(input);
      History history = reference.histories().get(0);
      for (Precision precision : Precision.values()) {
        try (SolverRun run = solver(sample, precision, 1)) {
          ComplexArray image = run.run(input);
          double difference = GoldenCase.relativeDifference(image, expected);
          assertTrue(
              difference <= tolerance(precision), sample + ": relative difference " + difference);
          if (seed % 5 == 0) {
            assertSameBits(image, run.measured(input));
            assertSeries(history, run.histories().get(0), 10 * tolerance(precision));
          }
        }
      }
    }
  }

  private static void assertSeries(History expected, History actual, double tolerance) {
    assertSeries(expected.objective(), actual.objective(), tolerance);
    assertSeries(expected.residual(), actual.residual(), tolerance);
    assertSeries(expected.norm1(), actual.norm1(), tolerance);
    assertSeries(expected.error(), actual.error(), tolerance);
  }

  private static void assertSeries(double[] expected, double[] actual, double tolerance) {
    double largest = Arrays.stream(expected).max().orElseThrow();
    assertArrayEquals(expected, actual, tolerance * largest);
  }

  private static void assertSameBits(ComplexArray expected, ComplexArray actual) {
    if (expected.precision() == Precision.SINGLE) {
      assertArrayEquals(expected.floats(), actual.floats());
    } else {
      assertArrayEquals(expected.doubles(), actual.doubles());
    }
  }

  static IntStream differentKinds() {
    // Fourier in 2-D and 3-D, Walsh, a matrix; with and without coils and shifts.
    return IntStream.of(1, 3, 5, 6, 13);
  }

  @ParameterizedTest
  @MethodSource("differentKinds")
  void batchGivesTheSameBitsAsOneByOne(int seed) {
    Sample sample = RandomProblems.of(seed);
    SplittableRandom random = new SplittableRandom(5);
    ComplexArray batch = RandomProblems.numbers(random, sample.problem().data().prepend(3));
    ComplexArray starts = RandomProblems.numbers(random, sample.problem().image().prepend(3));
    try (SolverRun many = solver(sample, Precision.SINGLE, 3);
        SolverRun one = solver(sample, Precision.SINGLE, 1)) {
      ComplexArray images = many.run(PlanInput.of(batch).startImage(starts));
      for (int slice = 0; slice < 3; slice++) {
        PlanInput input = PlanInput.of(batch.slice(slice)).startImage(starts.slice(slice));
        assertSameBits(one.run(input).slice(0), images.slice(slice));
      }
      PlanInput fewer = PlanInput.of(batch.slices(0, 2)).startImage(starts.slices(0, 2));
      assertSameBits(images.slices(0, 2), many.run(fewer));
    }
  }

  @ParameterizedTest
  @MethodSource("differentKinds")
  void orderOfBlocksAndThreadsMakesNoDifference(int seed) {
    Sample sample = RandomProblems.of(seed);
    PlanInput input = PlanInput.of(sample.kspace());
    FirenetParameters resolved = sample.parameters().resolve(sample.problem());
    HostOptions options = HostOptions.standard().withSeed(seed + 1).withDeferredWork();
    try (SolverRun run = solver(sample, Precision.SINGLE, 1);
        HostDevice other = new HostDevice(options)) {
      GenericDesign design =
          new GenericDesign(other, sample.problem(), resolved, Precision.SINGLE, 1);
      try (SolverRun shuffled =
          new SolverRun(other, design, sample.problem(), resolved, Precision.SINGLE)) {
        assertSameBits(run.run(input), shuffled.run(input));
      }
    }
  }

  @Test
  void mapsMayDifferFromSliceToSlice() {
    Problem problem = Problem.of(Shape.of(9, 14)).coils(3).wavelet("db2").levels(1).build();
    FirenetParameters parameters = FirenetParameters.builder().outer(2).inner(3).build();
    SplittableRandom random = new SplittableRandom(8);
    ComplexArray data = RandomProblems.numbers(random, problem.data().prepend(2));
    ComplexArray maps = RandomProblems.numbers(random, problem.data().prepend(2));
    try (SolverRun run = solver(problem, parameters, Precision.DOUBLE, 2);
        Plan reference =
            new ReferenceBackend().plan(problem, parameters, PlanOptions.defaults().withBatch(2))) {
      for (int i = 0; i < maps.count(); i++) {
        maps.set(i, maps.re(i) / 2, maps.im(i) / 2);
      }
      PlanInput own = PlanInput.of(data).maps(maps);
      ComplexArray images = run.run(own);
      assertTrue(GoldenCase.relativeDifference(images, reference.run(own)) <= DOUBLE_TOLERANCE);
      PlanInput shared = PlanInput.of(data).maps(maps.slice(1));
      ComplexArray others = run.run(shared);
      assertSameBits(images.slice(1), others.slice(1));
      assertTrue(GoldenCase.relativeDifference(others, reference.run(shared)) <= DOUBLE_TOLERANCE);
    }
  }

  @Test
  void dataOfZerosGiveAnImageOfZeros() {
    Sample sample = RandomProblems.of(1);
    Shape data = sample.problem().data().prepend(2);
    ComplexArray zeros = ComplexArray.zeros(Precision.DOUBLE, data);
    zeros.set(zeros.count() / 2 + sample.problem().data().count() / 2, 1, 0);
    ComplexArray starts =
        RandomProblems.numbers(new SplittableRandom(1), sample.problem().image().prepend(2));
    try (SolverRun run = solver(sample, Precision.SINGLE, 2)) {
      ComplexArray images = run.measured(PlanInput.of(zeros).startImage(starts));
      assertEquals(0, images.slice(0).norm());
      assertTrue(Double.isNaN(run.histories().get(0).residual()[0]));
    }
  }

  @Test
  void startFromCoefficientsIsAStartFromTheirImage() {
    for (Shape shape : List.of(Shape.of(16, 24), Shape.of(40), Shape.of(8, 4, 12))) {
      Problem problem = Problem.of(shape).wavelet("db3").levels(2).weights(null).build();
      FirenetParameters parameters =
          FirenetParameters.paper().outer(2).inner(2).shifts(ShiftSequence.none()).build();
      SplittableRandom random = new SplittableRandom(4);
      ComplexArray data = RandomProblems.numbers(random, shape.prepend(2));
      ComplexArray start = RandomProblems.numbers(random, shape.prepend(2));
      ComplexArray coefficients = ComplexArray.zeros(Precision.DOUBLE, start.shape());
      WaveletOperator wavelet = new WaveletOperator(problem.layout(), problem.wavelet());
      for (int slice = 0; slice < 2; slice++) {
        coefficients.setSlice(slice, wavelet.forward(start.slice(slice)));
      }
      try (SolverRun run = solver(problem, parameters, Precision.DOUBLE, 2)) {
        ComplexArray expected = run.run(PlanInput.of(data).startImage(start));
        ComplexArray actual = run.run(PlanInput.of(data).startCoefficients(coefficients));
        assertTrue(GoldenCase.relativeDifference(actual, expected) <= DOUBLE_TOLERANCE);
      }
    }
  }

  @Test
  void ergodicAndGivenNumbersAreTaken() {
    Problem problem = Problem.of(Shape.of(12, 10)).wavelet("sym4").levels(1).build();
    ComplexArray data = RandomProblems.numbers(new SplittableRandom(2), problem.data());
    List<FirenetParameters> all =
        List.of(
            FirenetParameters.builder().ergodic(7).build(),
            FirenetParameters.builder().outer(3).inner(1).delta(0.5).epsilon0(4).build(),
            FirenetParameters.builder().outer(2).inner(5).tau(2).nu(0.4).build(),
            FirenetParameters.builder()
                .outer(2)
                .inner(3)
                .shifts(ShiftSequence.restart(List.of(new int[] {-5, 31}, new int[] {2, 3})))
                .build());
    for (FirenetParameters parameters : all) {
      try (SolverRun run = solver(problem, parameters, Precision.DOUBLE, 1);
          Plan reference =
              new ReferenceBackend().plan(problem, parameters, PlanOptions.defaults())) {
        PlanInput input = PlanInput.of(data);
        double difference = GoldenCase.relativeDifference(run.run(input), reference.run(input));
        assertTrue(difference <= DOUBLE_TOLERANCE, parameters + ": " + difference);
      }
    }
  }

  @Test
  void designSaysWhatItNeeds() {
    Sample sample = RandomProblems.of(0);
    FirenetParameters resolved = sample.parameters().resolve(sample.problem());
    GenericDesign design =
        new GenericDesign(device, sample.problem(), resolved, Precision.SINGLE, 4);
    GenericDesign wide = new GenericDesign(device, sample.problem(), resolved, Precision.DOUBLE, 4);
    assertTrue(design.description().startsWith("generic, library Fourier"), design.description());
    assertEquals(2 * design.bytesPerLayer(), wide.bytesPerLayer(), 0.1 * wide.bytesPerLayer());
    long named = design.workspace().parts().stream().mapToLong(Workspace.Part::bytes).sum();
    assertTrue(named <= design.workspace().bytes());
    Shape shape = Shape.of(4, 4);
    Problem custom =
        Problem.of(shape).sampling(Sampling.operator(new RollOperator(shape, 1, 1))).build();
    FirenetParameters any = FirenetParameters.defaults().resolve(custom);
    assertThrows(
        IllegalArgumentException.class,
        () -> new GenericDesign(device, custom, any, Precision.SINGLE, 1));
  }
}
