package org.firenet.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.operator.WaveletOperator;
import org.firenet.reference.ReferenceBackend;
import org.firenet.selftest.RandomProblems;
import org.firenet.selftest.RandomProblems.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every backend has to do; one subclass for each. */
public abstract class BackendContractTest {
  static final List<String> CASES = GoldenCase.NAMES;

  /** The backend. */
  protected abstract Backend backend();

  /** The precision tested. */
  protected abstract PlanOptions options();

  /** Bound of the relative difference to a double-precision answer. */
  protected abstract double tolerance();

  static IntStream seeds() {
    return IntStream.range(0, 77);
  }

  private Plan plan(Sample sample, PlanOptions options) {
    return backend().plan(sample.problem(), sample.parameters(), options);
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void agreesWithTheGoldenImage(String name) throws IOException {
    GoldenCase golden = GoldenCase.of(name);
    try (Plan plan = backend().plan(golden.problem(), golden.parameters(), options())) {
      ComplexArray image = plan.run(golden.input());
      double difference = GoldenCase.relativeDifference(image, golden.image());
      assertTrue(difference <= tolerance(), name + ": relative difference " + difference);
    }
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void errorOfTheMagnitudeIsThatOfTheImage(String name) throws IOException {
    GoldenCase golden = GoldenCase.of(name);
    PlanOptions withHistory = options().withHistory(true);
    try (Plan plan = backend().plan(golden.problem(), golden.parameters(), withHistory)) {
      PlanInput input = golden.input();
      ComplexArray truth = input.truth().orElseThrow();
      RealArray image = plan.run(input.truthOfMagnitude(truth)).magnitude();
      double[] errors = plan.histories().get(0).error();
      double squares = 0;
      for (int i = 0; i < image.count(); i++) {
        squares += Math.pow(image.get(i) - Math.hypot(truth.re(i), truth.im(i)), 2);
      }
      double expected = Math.sqrt(squares) / truth.norm();
      assertEquals(expected, errors[errors.length - 1], tolerance());
    }
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void historyAgreesWithTheGoldenHistory(String name) throws IOException {
    GoldenCase golden = GoldenCase.of(name);
    PlanOptions withHistory = options().withHistory(true);
    try (Plan plan = backend().plan(golden.problem(), golden.parameters(), withHistory)) {
      plan.run(golden.input());
      History history = plan.histories().get(0);
      assertSeries(name, golden.numbers("error_history"), history.error());
      if (golden.has("objective")) {
        assertSeries(name, golden.numbers("objective"), history.objective());
      }
    }
  }

  private void assertSeries(String name, double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length, name);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 10 * tolerance() * expected[0], name + ", layer " + i);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithTheReferenceOnRandomProblems(int seed) {
    Sample sample = RandomProblems.of(seed);
    PlanInput input = PlanInput.of(sample.kspace());
    PlanOptions exact = PlanOptions.defaults().withPrecision(Precision.DOUBLE);
    try (Plan plan = plan(sample, options());
        Plan reference =
            new ReferenceBackend().plan(sample.problem(), sample.parameters(), exact)) {
      double difference = GoldenCase.relativeDifference(plan.run(input), reference.run(input));
      assertTrue(difference <= tolerance(), sample + ": relative difference " + difference);
    }
  }

  @Test
  void batchGivesTheSameBitsAsOneByOne() {
    Sample sample = RandomProblems.of(1);
    Problem problem = sample.problem();
    Shape data = problem.data();
    ComplexArray batch =
        RandomProblems.numbers(new SplittableRandom(5), data.prepend(5)).to(options().precision());
    try (Plan many = plan(sample, options().withBatch(5).withThreads(2));
        Plan one = plan(sample, options().withThreads(1))) {
      ComplexArray images = many.run(PlanInput.of(batch));
      for (int slice = 0; slice < 5; slice++) {
        ComplexArray alone = one.run(PlanInput.of(batch.slice(slice)));
        assertSameBits(alone, images.slice(slice));
      }
      ComplexArray fewer = many.run(PlanInput.of(batch.slices(0, 2)));
      assertSameBits(images.slices(0, 2), fewer);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void bitsDoNotDependOnThreadsNorOnTheCodeChosen(int seed) {
    Sample sample = RandomProblems.of(seed);
    PlanInput input = PlanInput.of(sample.kspace());
    try (Plan one = plan(sample, options().withThreads(1));
        Plan three = plan(sample, options().withThreads(3));
        Plan brief = plan(sample, options().withThreads(1).withBrief(true))) {
      ComplexArray image = one.run(input);
      assertSameBits(image, one.run(input));
      assertSameBits(image, three.run(input));
      assertSameBits(image, brief.run(input));
    }
  }

  private static void assertSameBits(ComplexArray expected, ComplexArray actual) {
    if (expected.precision() == Precision.SINGLE) {
      assertArrayEquals(expected.floats(), actual.floats());
    } else {
      assertArrayEquals(expected.doubles(), actual.doubles());
    }
  }

  @Test
  void scaledDataGiveAScaledImage() {
    Sample sample = RandomProblems.of(9);
    ComplexArray scaled = sample.kspace().copy(Precision.DOUBLE);
    for (int i = 0; i < scaled.doubles().length; i++) {
      scaled.doubles()[i] *= 1e6;
    }
    try (Plan plan = plan(sample, options())) {
      ComplexArray image = plan.run(PlanInput.of(sample.kspace())).copy(Precision.DOUBLE);
      ComplexArray large = plan.run(PlanInput.of(scaled));
      for (int i = 0; i < image.count(); i++) {
        image.set(i, 1e6 * image.re(i), 1e6 * image.im(i));
      }
      assertTrue(GoldenCase.relativeDifference(large, image) <= tolerance());
    }
  }

  @Test
  void dataOfZerosGiveAnImageOfZeros() {
    Sample sample = RandomProblems.of(0);
    ComplexArray zeros = ComplexArray.zeros(Precision.DOUBLE, sample.problem().data());
    try (Plan plan = plan(sample, options().withHistory(true))) {
      assertEquals(0, plan.run(PlanInput.of(zeros)).norm());
    }
  }

  @Test
  void mapsMayComeWithTheRun() {
    Sample sample = sampleWithCoils();
    ComplexArray maps = sample.problem().maps().orElseThrow();
    Problem without =
        Problem.of(sample.problem().image())
            .mask(sample.problem().mask().orElseThrow())
            .coils(sample.problem().coils())
            .wavelet("db2")
            .levels(1)
            .build();
    Problem with =
        Problem.of(sample.problem().image())
            .mask(sample.problem().mask().orElseThrow())
            .maps(maps)
            .wavelet("db2")
            .levels(1)
            .build();
    FirenetParameters few = FirenetParameters.builder().outer(2).inner(3).build();
    PlanInput input = PlanInput.of(sample.kspace());
    try (Plan fixed = backend().plan(with, few, options());
        Plan free = backend().plan(without, few, options())) {
      assertThrows(IllegalArgumentException.class, () -> free.run(input));
      ComplexArray expected = fixed.run(input);
      assertSameBits(expected, free.run(PlanInput.of(sample.kspace()).maps(maps)));
      ComplexArray perSlice = maps.reshape(maps.shape().prepend(1));
      assertSameBits(expected, free.run(PlanInput.of(sample.kspace()).maps(perSlice)));
      ComplexArray loud = maps.copy(Precision.DOUBLE);
      loud.set(0, 9, 0);
      PlanInput tooLoud = PlanInput.of(sample.kspace()).maps(loud);
      assertThrows(IllegalArgumentException.class, () -> free.run(tooLoud));
    }
  }

  private static Sample sampleWithCoils() {
    for (int seed = 0; ; seed++) {
      Sample sample = RandomProblems.of(seed);
      if (sample.problem().coils() > 1
          && sample.problem().sampling() instanceof Sampling.Fourier
          && sample.problem().image().rank() == 2) {
        return sample;
      }
    }
  }

  @Test
  void startsFromAnImageAndFromItsCoefficientsAreTheSame() throws IOException {
    GoldenCase golden = GoldenCase.of("warm_start_64");
    Problem problem = golden.problem();
    ComplexArray start = golden.array("start_image").orElseThrow();
    ComplexArray coefficients =
        new WaveletOperator(problem.layout(), problem.wavelet()).forward(start);
    try (Plan plan = backend().plan(problem, golden.parameters(), options())) {
      ComplexArray kspace = golden.array("kspace").orElseThrow();
      ComplexArray fromImage = plan.run(PlanInput.of(kspace).startImage(start));
      ComplexArray fromCoefficients =
          plan.run(PlanInput.of(kspace).startCoefficients(coefficients));
      assertTrue(GoldenCase.relativeDifference(fromCoefficients, fromImage) <= tolerance());
      PlanInput both = PlanInput.of(kspace).startImage(start).startCoefficients(coefficients);
      assertThrows(IllegalArgumentException.class, () -> plan.run(both));
    }
  }

  @Test
  void badInputIsRefusedBeforeAnyWork() {
    Sample sample = RandomProblems.of(0);
    Shape data = sample.problem().data();
    ComplexArray nan = sample.kspace().copy(Precision.DOUBLE);
    nan.set(2, 0, Double.NaN);
    ComplexArray two = ComplexArray.zeros(Precision.DOUBLE, data.prepend(2));
    ComplexArray image = ComplexArray.zeros(Precision.SINGLE, Shape.of(3, 3));
    try (Plan plan = plan(sample, options())) {
      PlanInput good = PlanInput.of(sample.kspace());
      refused("`kspace`: element 2", () -> plan.run(PlanInput.of(nan)));
      refused("`kspace`: expected at most 1 slices, got 2", () -> plan.run(PlanInput.of(two)));
      refused("`kspace`: expected " + data, () -> plan.run(PlanInput.of(image)));
      refused("`images`: expected", () -> plan.run(good, image));
      refused("`start`: expected", () -> plan.run(PlanInput.of(sample.kspace()).startImage(image)));
      refused("`truth`: expected", () -> plan.run(PlanInput.of(sample.kspace()).truth(image)));
    }
    Plan closed = plan(sample, options());
    closed.close();
    closed.close();
    assertThrows(IllegalStateException.class, () -> closed.run(PlanInput.of(sample.kspace())));
  }

  private static void refused(String message, Runnable action) {
    Exception e = assertThrows(IllegalArgumentException.class, action::run);
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void unsampledDataAreIgnored() {
    Sample sample = RandomProblems.of(2);
    Mask mask = sample.problem().mask().orElseThrow();
    ComplexArray loud = sample.kspace().copy(Precision.DOUBLE);
    for (int i = 0; i < loud.count(); i++) {
      if (!mask.get(i % mask.shape().count())) {
        loud.set(i, 1e3, -1e3);
      }
    }
    try (Plan plan = plan(sample, options())) {
      assertSameBits(plan.run(PlanInput.of(sample.kspace())), plan.run(PlanInput.of(loud)));
    }
  }

  @Test
  void everyLayerIsReported() {
    Sample sample = RandomProblems.of(0);
    java.util.concurrent.atomic.AtomicInteger layers =
        new java.util.concurrent.atomic.AtomicInteger();
    try (Plan plan = plan(sample, options())) {
      plan.run(PlanInput.of(sample.kspace()).afterLayer(layers::incrementAndGet));
      assertEquals(plan.parameters().layers(), layers.get());
      assertTrue(plan.description().startsWith(backend().name()));
    }
  }
}
