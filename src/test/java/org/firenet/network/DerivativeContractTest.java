package org.firenet.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.network.DerivativeOptions.Scaling;
import org.firenet.network.DerivativeOptions.Tape;
import org.firenet.reference.ReferenceBackend;
import org.firenet.selftest.RandomProblems;
import org.firenet.selftest.RandomProblems.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every backend with derivatives has to do, in double precision; one subclass for each. */
public abstract class DerivativeContractTest {
  /** Central differences of a smooth function in double precision reach this. */
  private static final double DIFFERENCES = 1e-6;

  /** Sums of some thousand numbers in other orders. */
  private static final double ROUNDING = 1e-10;

  private static final double[] STEPS = {3e-6, 1e-6, 3e-7, 1e-7};

  /** The backend. */
  protected abstract Backend backend();

  /** Double precision. */
  protected PlanOptions options() {
    return PlanOptions.defaults().withPrecision(Precision.DOUBLE);
  }

  static IntStream seeds() {
    return IntStream.range(0, 22);
  }

  private NetworkDerivative derivative(Sample sample, DerivativeOptions options) {
    return backend().derivative(sample.problem(), sample.parameters(), options(), options);
  }

  private static Set<DerivativeVariable> variables(Problem problem) {
    Set<DerivativeVariable> all = EnumSet.allOf(DerivativeVariable.class);
    if (problem.coils() == 0) {
      all.remove(DerivativeVariable.MAPS);
    }
    return all;
  }

  /** A point in the space of inputs and a direction from there. */
  private static final class Line {
    private final Sample sample;
    private final ComplexArray start;
    private final Tangent direction;

    Line(Sample sample, int seed) {
      this.sample = sample;
      SplittableRandom random = new SplittableRandom(seed);
      Problem problem = sample.problem();
      start = RandomProblems.numbers(random, problem.image());
      direction = Tangent.ofData(RandomProblems.numbers(random, problem.data()));
      direction.start(RandomProblems.numbers(random, problem.image()));
      direction.lambda(problem.lambda() * random.nextDouble());
      double[] change = new double[problem.layout().padded().count()];
      for (int i = 0; i < change.length; i++) {
        change[i] = weight(problem, i) > 0 ? random.nextDouble() - 0.5 : 0;
      }
      direction.weights(RealArray.of(problem.layout().padded(), change));
      problem
          .maps()
          .ifPresent(m -> direction.maps(scaled(RandomProblems.numbers(random, m.shape()), 0.3)));
    }

    private static double weight(Problem problem, int i) {
      return problem.weights().map(w -> w.get(i)).orElse(1.0);
    }

    PlanInput input() {
      return PlanInput.of(sample.kspace()).startImage(start);
    }

    /** The image at point + h · direction, τ, σ and L kept; with ε₀ and δ of the point or not. */
    ComplexArray image(Backend backend, PlanOptions options, double h, Scaling scaling) {
      Problem problem = sample.problem();
      double[] weights = new double[problem.layout().padded().count()];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = weight(problem, i) + h * direction.weights().orElseThrow().get(i);
      }
      Problem.Builder builder =
          Problem.of(problem.image())
              .sampling(problem.sampling())
              .wavelet(problem.wavelet().name())
              .levels(problem.layout().levels())
              .lambda(problem.lambda() + h * direction.lambda().orElseThrow())
              .weights(RealArray.of(problem.layout().padded(), weights));
      problem.mask().ifPresent(builder::mask);
      builder.coils(problem.coils());
      FirenetParameters resolved = sample.parameters().resolve(problem);
      double norm = norm(sample);
      FirenetParameters parameters =
          scaling == Scaling.OF_DATA
              ? resolved
              : given(resolved, norm, Defaults.RELATIVE_DELTA * norm);
      PlanInput moved =
          PlanInput.of(sum(sample.kspace(), h, direction.data().orElseThrow()))
              .startImage(sum(start, h, direction.start().orElseThrow()));
      problem.maps().ifPresent(m -> moved.maps(sum(m, h, direction.maps().orElseThrow())));
      try (Plan plan = backend.plan(builder.build(), parameters, options)) {
        return plan.run(moved);
      }
    }
  }

  private static FirenetParameters given(FirenetParameters from, double epsilon0, double delta) {
    return FirenetParameters.builder()
        .outer(from.outer())
        .inner(from.inner())
        .nu(from.nu())
        .shifts(from.shifts())
        .tau(from.tau().orElseThrow())
        .sigma(from.sigma().orElseThrow())
        .norm(from.norm().orElseThrow())
        .epsilon0(epsilon0)
        .delta(delta)
        .build();
  }

  /** ‖y‖₂ over the sampled points. */
  private static double norm(Sample sample) {
    Problem problem = sample.problem();
    double sum = 0;
    int points = problem.image().count();
    for (int i = 0; i < sample.kspace().count(); i++) {
      if (problem.mask().isEmpty() || problem.mask().get().get(i % points)) {
        sum += Math.pow(sample.kspace().re(i), 2) + Math.pow(sample.kspace().im(i), 2);
      }
    }
    return Math.sqrt(sum);
  }

  private static ComplexArray scaled(ComplexArray a, double factor) {
    return sum(ComplexArray.zeros(Precision.DOUBLE, a.shape()), factor, a);
  }

  private static ComplexArray sum(ComplexArray a, double factor, ComplexArray b) {
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, a.shape());
    for (int i = 0; i < a.count(); i++) {
      out.set(i, a.re(i) + factor * b.re(i), a.im(i) + factor * b.im(i));
    }
    return out;
  }

  private static double distance(ComplexArray a, ComplexArray b) {
    return sum(a, -1, b).norm() / b.norm();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void linearisingGivesTheImageOfThePlan(int seed) {
    Sample sample = RandomProblems.of(seed);
    Line line = new Line(sample, seed);
    try (NetworkDerivative derivative = derivative(sample, DerivativeOptions.defaults());
        Plan plan = new ReferenceBackend().plan(sample.problem(), sample.parameters(), options())) {
      ComplexArray image = derivative.linearise(line.input());
      assertTrue(distance(image, plan.run(line.input())) <= ROUNDING, sample.name());
    }
  }

  /**
   * The first of some steps at which the difference is small: a step may carry a coefficient over
   * its threshold, where there is no derivative.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void jacobianVectorProductsAreCentralDifferences(int seed) {
    Sample sample = RandomProblems.of(seed);
    Line line = new Line(sample, seed);
    Scaling scaling = seed % 2 == 0 ? Scaling.OF_DATA : Scaling.CONSTANT;
    DerivativeOptions options = DerivativeOptions.defaults().withScaling(scaling);
    try (NetworkDerivative derivative = derivative(sample, options)) {
      derivative.linearise(line.input());
      ComplexArray exact = derivative.jvp(line.direction);
      double best = Double.POSITIVE_INFINITY;
      for (int i = 0; i < STEPS.length && best > DIFFERENCES; i++) {
        double h = STEPS[i];
        ComplexArray ahead = line.image(backend(), options(), h, scaling);
        ComplexArray behind = line.image(backend(), options(), -h, scaling);
        best = Math.min(best, distance(exact, scaled(sum(ahead, -1, behind), 1 / (2 * h))));
      }
      assertTrue(best <= DIFFERENCES, sample.name() + ": relative difference " + best);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void vectorJacobianProductsAreTheAdjoint(int seed) {
    Sample sample = RandomProblems.of(seed);
    Line line = new Line(sample, seed);
    for (Scaling scaling : Scaling.values()) {
      DerivativeOptions options = DerivativeOptions.defaults().withScaling(scaling);
      try (NetworkDerivative derivative = derivative(sample, options)) {
        derivative.linearise(line.input());
        ComplexArray along = derivative.jvp(line.direction);
        ComplexArray cotangent =
            RandomProblems.numbers(new SplittableRandom(seed + 99), sample.problem().image());
        Tangent gradient = derivative.vjp(cotangent, variables(sample.problem()));
        double image = Tangent.inner(cotangent, along);
        double input = gradient.inner(line.direction);
        double size = cotangent.norm() * along.norm();
        assertEquals(image, input, ROUNDING * size, sample.name());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void checkpointsAndFullTapesGiveTheSameBits(int seed) {
    Sample sample = RandomProblems.of(seed);
    Line line = new Line(sample, seed);
    try (NetworkDerivative little = derivative(sample, DerivativeOptions.defaults());
        NetworkDerivative much =
            derivative(sample, DerivativeOptions.defaults().withTape(Tape.EVERY_LAYER))) {
      little.linearise(line.input());
      much.linearise(line.input());
      ComplexArray cotangent =
          RandomProblems.numbers(new SplittableRandom(seed), sample.problem().image());
      for (int repetition = 0; repetition < 2; repetition++) {
        assertArrayEquals(much.jvp(line.direction).doubles(), little.jvp(line.direction).doubles());
        Tangent a = much.vjp(cotangent, variables(sample.problem()));
        Tangent b = little.vjp(cotangent, variables(sample.problem()));
        assertArrayEquals(a.data().get().doubles(), b.data().get().doubles());
        assertEquals(a.lambda(), b.lambda());
        assertArrayEquals(a.weights().get().data(), b.weights().get().data());
        if (a.maps().isPresent()) {
          assertArrayEquals(a.maps().get().doubles(), b.maps().get().doubles());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void derivativesAreThoseOfTheReference(int seed) {
    Sample sample = RandomProblems.of(seed);
    Line line = new Line(sample, seed);
    try (NetworkDerivative mine = derivative(sample, DerivativeOptions.defaults());
        NetworkDerivative reference =
            new ReferenceBackend()
                .derivative(
                    sample.problem(),
                    sample.parameters(),
                    options(),
                    DerivativeOptions.defaults())) {
      mine.linearise(line.input());
      reference.linearise(line.input());
      ComplexArray expected = reference.jvp(line.direction);
      assertTrue(distance(mine.jvp(line.direction), expected) <= ROUNDING, sample.name());
      Set<DerivativeVariable> all = variables(sample.problem());
      Tangent a = mine.vjp(expected, all);
      Tangent b = reference.vjp(expected, all);
      assertTrue(distance(a.data().get(), b.data().get()) <= ROUNDING, sample.name());
      assertTrue(distance(a.start().get(), b.start().get()) <= ROUNDING, sample.name());
      assertEquals(
          b.lambda().getAsDouble(),
          a.lambda().getAsDouble(),
          ROUNDING * Math.abs(b.lambda().getAsDouble()));
      ComplexArray weights = positive(sample.problem(), b.weights().get());
      assertTrue(
          distance(positive(sample.problem(), a.weights().get()), weights) <= ROUNDING,
          sample.name());
      if (b.maps().isPresent()) {
        assertTrue(distance(a.maps().get(), b.maps().get()) <= ROUNDING, sample.name());
      }
    }
  }

  /**
   * Gradients of positive weights: a coefficient of weight 0 that is 0 up to rounding has a
   * gradient of any direction.
   */
  private static ComplexArray positive(Problem problem, RealArray gradient) {
    double[] kept = new double[gradient.count()];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = Line.weight(problem, i) > 0 ? gradient.get(i) : 0;
    }
    return ComplexArray.ofReal(RealArray.of(gradient.shape(), kept));
  }

  @Test
  void homogeneousNetworksHaveTheImageAsDerivativeAlongTheData() {
    Sample sample = RandomProblems.of(0);
    try (NetworkDerivative derivative = derivative(sample, DerivativeOptions.defaults())) {
      ComplexArray image = derivative.linearise(PlanInput.of(sample.kspace()));
      ComplexArray along = derivative.jvp(Tangent.ofData(sample.kspace()));
      assertTrue(distance(along, image) <= ROUNDING);
    }
  }

  @Test
  void dataOfZerosHaveADerivativeOfZero() {
    Sample sample = RandomProblems.of(0);
    ComplexArray zeros = ComplexArray.zeros(Precision.DOUBLE, sample.problem().data());
    try (NetworkDerivative derivative = derivative(sample, DerivativeOptions.defaults())) {
      assertEquals(0, derivative.linearise(PlanInput.of(zeros)).norm());
      assertEquals(0, derivative.jvp(Tangent.ofData(sample.kspace())).norm());
      ComplexArray image =
          RandomProblems.numbers(new SplittableRandom(1), sample.problem().image());
      assertEquals(0, derivative.vjp(image).norm());
    }
  }

  @Test
  void memoryGrowsWithTheRootOfTheLayers() {
    Sample sample = RandomProblems.of(0);
    long[] bytes = new long[2];
    long[] all = new long[2];
    for (int i = 0; i < 2; i++) {
      FirenetParameters parameters =
          FirenetParameters.builder().outer(i == 0 ? 4 : 64).inner(25).build();
      try (NetworkDerivative some =
              backend()
                  .derivative(
                      sample.problem(), parameters, options(), DerivativeOptions.defaults());
          NetworkDerivative full =
              backend()
                  .derivative(
                      sample.problem(),
                      parameters,
                      options(),
                      DerivativeOptions.defaults().withTape(Tape.EVERY_LAYER))) {
        bytes[i] = some.memoryBytes();
        all[i] = full.memoryBytes();
      }
    }
    assertTrue(bytes[1] < 4.5 * bytes[0], bytes[1] + " against " + bytes[0]);
    assertTrue(all[1] > 12 * all[0], all[1] + " against " + all[0]);
  }

  @Test
  void wrongArgumentsAreNamed() {
    Sample sample = RandomProblems.of(0);
    Problem problem = sample.problem();
    ComplexArray image = ComplexArray.zeros(Precision.DOUBLE, problem.image());
    NetworkDerivative derivative = derivative(sample, DerivativeOptions.defaults());
    try (derivative) {
      assertThrows(IllegalStateException.class, () -> derivative.vjp(image));
      ComplexArray small = ComplexArray.zeros(Precision.DOUBLE, Shape.of(2, 2));
      assertMentions("kspace", () -> derivative.linearise(PlanInput.of(small)));
      derivative.linearise(PlanInput.of(sample.kspace()));
      assertMentions("cotangent", () -> derivative.vjp(small));
      assertMentions("data", () -> derivative.jvp(Tangent.ofData(small)));
      assertMentions(
          "weights",
          () -> derivative.jvp(new Tangent().weights(RealArray.of(Shape.of(1), new double[1]))));
      assertMentions("lambda", () -> derivative.jvp(new Tangent().lambda(Double.NaN)));
      ComplexArray bad = ComplexArray.zeros(Precision.DOUBLE, problem.image());
      bad.set(0, Double.NaN, 0);
      assertMentions("cotangent", () -> derivative.vjp(bad));
    }
    derivative.close();
    assertThrows(IllegalStateException.class, () -> derivative.vjp(image));
  }

  private static void assertMentions(String name, Runnable action) {
    IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, action::run);
    assertTrue(thrown.getMessage().contains(name), thrown.getMessage());
  }
}
