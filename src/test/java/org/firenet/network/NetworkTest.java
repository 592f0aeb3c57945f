package org.firenet.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.operator.RollOperator;
import org.firenet.transform.WalshOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkTest {
  private static final Shape IMAGE = Shape.of(12, 10);

  static Stream<Arguments> badProblems() {
    ComplexArray nan = ComplexArray.zeros(Precision.DOUBLE, Shape.of(2, 12, 10));
    nan.set(3, Double.NaN, 0);
    return Stream.of(
        bad(
            "mask",
            "`mask`: expected [12, 10], got [10, 12]",
            b -> b.mask(Mask.full(Shape.of(10, 12)))),
        bad(
            "empty mask",
            "`mask`: selects no sample",
            b -> b.mask(Mask.of(IMAGE, new boolean[120]))),
        bad("maps", "`maps`: expected [2, 12, 10], got [2, 12, 9]", b -> b.maps(zeros(2, 12, 9))),
        bad("zero maps", "`maps`: all zero", b -> b.maps(zeros(2, 12, 10))),
        bad("NaN maps", "`maps`: element 3", b -> b.maps(nan)),
        bad("lambda 0", "lambda: expected a positive number, got 0.0", b -> b.lambda(0)),
        bad("lambda NaN", "lambda:", b -> b.lambda(Double.NaN)),
        bad("levels", "levels: expected 0 to 3 for an image of [12, 10], got 4", b -> b.levels(4)),
        bad(
            "weights",
            "`weights`: expected [12, 10], got [3]",
            b -> b.levels(1).weights(RealArray.of(Shape.of(3), new double[3]))),
        bad(
            "negative weights",
            "`weights`: expected numbers of at least 0",
            b -> b.levels(0).weights(RealArray.of(IMAGE, negative()))),
        bad("walsh", "power of two", b -> b.sampling(Sampling.walsh(WalshOrder.DYADIC))),
        bad(
            "dense with mask",
            "neither `mask` nor `maps`",
            b -> b.sampling(Sampling.dense(zeros(3, 120))).mask(Mask.full(IMAGE))),
        bad(
            "dense columns",
            "`matrix`: expected [rows, 120], got [3, 119]",
            b -> b.sampling(Sampling.dense(zeros(3, 119)))),
        bad(
            "operator domain",
            "sampling: expected an operator on [12, 10]",
            b -> b.sampling(Sampling.operator(new RollOperator(Shape.of(10, 12), 1, 1)))),
        bad("coils", "coils: expected 0 or more, got -1", b -> b.coils(-1)));
  }

  private static Arguments bad(String name, String message, UnaryOperator<Problem.Builder> change) {
    return Arguments.argumentSet(name, message, change);
  }

  private static double[] negative() {
    double[] weights = new double[120];
    weights[7] = -1;
    return weights;
  }

  private static ComplexArray zeros(int... extents) {
    return ComplexArray.zeros(Precision.DOUBLE, Shape.of(extents));
  }

  @ParameterizedTest
  @MethodSource("badProblems")
  void badProblemsAreRefused(String message, UnaryOperator<Problem.Builder> change) {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> change.apply(Problem.of(IMAGE)).build());
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  static Stream<Arguments> badParameters() {
    return Stream.of(
        parameter("outer: expected at least 1, got 0", b -> b.outer(0)),
        parameter("inner: expected at least 1, got -2", b -> b.inner(-2)),
        parameter("nu: expected a number between 0 and 1, got 1.0", b -> b.nu(1)),
        parameter("nu:", b -> b.nu(Double.NaN)),
        parameter("delta: expected at least 0", b -> b.delta(-1)),
        parameter("tau: expected a positive number", b -> b.tau(0)),
        parameter("sigma:", b -> b.sigma(Double.POSITIVE_INFINITY)),
        parameter("norm:", b -> b.norm(-1)),
        parameter("epsilon0:", b -> b.epsilon0(0)),
        parameter("outer: expected 1 without restarts", b -> b.ergodic(5).outer(2)));
  }

  private static Arguments parameter(
      String message, UnaryOperator<FirenetParameters.Builder> change) {
    return Arguments.argumentSet(message, message, change);
  }

  @ParameterizedTest
  @MethodSource("badParameters")
  void badParametersAreRefused(String message, UnaryOperator<FirenetParameters.Builder> change) {
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> change.apply(FirenetParameters.builder()).build());
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void stepsAreFilledInAndChecked() {
    Problem problem = Problem.of(IMAGE).build();
    FirenetParameters resolved = FirenetParameters.builder().norm(2).build().resolve(problem);
    assertEquals(0.5, resolved.tau().orElseThrow());
    assertEquals(0.5, resolved.sigma().orElseThrow());
    FirenetParameters fromTau = FirenetParameters.builder().tau(4).build().resolve(problem);
    assertEquals(0.25, fromTau.sigma().orElseThrow());
    FirenetParameters.Builder unsafe = FirenetParameters.builder().tau(1).sigma(1.01);
    assertThrows(StepSizeException.class, () -> unsafe.build().resolve(problem));
    assertEquals(1.01, unsafe.unsafeSteps(true).build().resolve(problem).sigma().orElseThrow());
  }

  @Test
  void normOfLoudMapsIsFound() {
    double[] loud = new double[2 * 120];
    java.util.Arrays.fill(loud, 2);
    ComplexArray maps = ComplexArray.of(Shape.of(1, 12, 10), loud);
    assertEquals(Math.sqrt(8), Problem.of(IMAGE).maps(maps).build().norm(), 1e-2);
  }

  @Test
  void scheduleFollowsTheRecursion() {
    FirenetParameters parameters =
        FirenetParameters.builder()
            .outer(3)
            .inner(4)
            .nu(0.5)
            .delta(1)
            .epsilon0(7)
            .norm(2)
            .build()
            .resolve(Problem.of(IMAGE).build());
    RestartSchedule schedule = new RestartSchedule(parameters, 100);
    double epsilon = 7;
    for (int block = 0; block < 3; block++) {
      epsilon = 0.5 * (1 + epsilon);
      assertEquals(1 / (epsilon / 4 * 4), schedule.alpha(block), 1e-12);
    }
  }

  @Test
  void shiftsStayInTheirPeriodAndFillIt() {
    ShiftSequence layer = ShiftSequence.layer(2);
    Set<String> seen = new HashSet<>();
    int[] shift = new int[2];
    for (int number = 0; number < 16; number++) {
      layer.shift(0, number / 2, number % 2, 4, shift);
      assertTrue(shift[0] >= 0 && shift[0] < 4 && shift[1] >= 0 && shift[1] < 4);
      seen.add(shift[0] + "," + shift[1]);
    }
    assertEquals(16, seen.size());
    int[][] gray = {{0, 0}, {0, 1}, {1, 1}, {1, 0}, {0, 0}};
    for (int number = 0; number < gray.length; number++) {
      ShiftSequence.automatic().shift(0, number, 0, 2, shift);
      assertArrayEquals(gray[number], shift);
    }
    ShiftSequence.none().shift(3, 5, 0, 8, shift);
    assertArrayEquals(new int[2], shift);
    ShiftSequence given = ShiftSequence.restart(List.of(new int[] {1, 2}, new int[] {3, 4}));
    given.shift(3, 0, 0, 8, shift);
    assertArrayEquals(new int[] {3, 4}, shift);
    assertEquals("1,2;3,4", given.toString());
    assertThrows(IllegalArgumentException.class, () -> given.checkAxes(3));
    assertThrows(IllegalArgumentException.class, () -> ShiftSequence.layer(0));
    assertThrows(IllegalArgumentException.class, () -> ShiftSequence.restart(List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> ShiftSequence.restart(List.of(new int[2], new int[3])));
  }

  @Test
  void defaultNuFollowsTheLayers() {
    assertEquals(0.09, FirenetParameters.defaults().nu(), 1e-12);
    assertEquals(Defaults.PAPER_NU, Defaults.nu(2, 6), 1e-12);
    assertEquals(Math.pow(0.0081, 0.2), Defaults.nu(5, 10), 1e-12);
    assertEquals(Defaults.PAPER_NU, FirenetParameters.paper().outer(4).build().nu());
  }

  @Test
  void defaultWeightsFollowTheSubbands() {
    RealArray weights = Problem.of(Shape.of(3, 4)).build().weights().orElseThrow();
    assertEquals(Shape.of(4, 4), weights.shape());
    double[] rows = {3.5, 3.5, 1, 1, 3.5, 3.5, 1, 1, 1, 1, 1.5, 1.5, 1, 1, 1.5, 1.5};
    assertArrayEquals(rows, weights.data());
    assertTrue(Problem.of(Shape.of(8, 8)).levels(2).build().weights().isEmpty());
    assertTrue(Problem.of(Shape.of(8, 8)).weights(null).build().weights().isEmpty());
    assertEquals(0, Problem.of(Shape.of(1, 8)).build().layout().levels());
  }

  @Test
  void backendsAreChosenWithReasons() {
    assertEquals("cuda", Backends.all().get(0).name());
    Problem custom =
        Problem.of(IMAGE).sampling(Sampling.operator(new RollOperator(IMAGE, 1, 2))).build();
    try (Plan plan = Backends.plan(custom, FirenetParameters.defaults())) {
      assertTrue(plan.description().startsWith("reference"), plan.description());
    }
    Exception e =
        assertThrows(
            BackendUnavailableException.class,
            () ->
                Backends.plan("cpu", custom, FirenetParameters.defaults(), PlanOptions.defaults()));
    assertTrue(e.getMessage().startsWith("no backend: cpu: runs Fourier"), e.getMessage());
    e =
        assertThrows(
            BackendUnavailableException.class,
            () ->
                Backends.plan(
                    "abacus", custom, FirenetParameters.defaults(), PlanOptions.defaults()));
    assertTrue(e.getMessage().contains("[cuda, cpu, reference"), e.getMessage());
  }

  @Test
  void optionsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> PlanOptions.defaults().withBatch(0));
    assertThrows(IllegalArgumentException.class, () -> PlanOptions.defaults().withThreads(-1));
  }
}
