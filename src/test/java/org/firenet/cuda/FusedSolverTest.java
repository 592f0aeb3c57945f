package org.firenet.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostDevices;
import org.firenet.cuda.host.HostOptions;
import org.firenet.network.FirenetParameters;
import org.firenet.network.GoldenCase;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.network.ShiftSequence;
import org.firenet.reference.ReferenceBackend;
import org.firenet.selftest.RandomProblems;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every way through the fused kernels against the reference. */
class FusedSolverTest {
  /** Rounding of some hundred operations on every number. */
  private static final double DOUBLE_TOLERANCE = 1e-11;

  /** The same in single precision. */
  private static final double SINGLE_TOLERANCE = 2e-5;

  private enum Lines {
    ALONG_X,
    ALONG_Y,
    POINTS,
    FULL
  }

  private enum Weights {
    NONE,
    DEFAULT,
    EACH
  }

  /** What is solved and how the design has to say it will be. */
  record Case(
      int ny,
      int nx,
      int coils,
      Lines lines,
      String wavelet,
      int levels,
      Weights weights,
      ShiftSequence shifts,
      String way) {}

  private static final ShiftSequence GIVEN =
      ShiftSequence.restart(List.of(new int[] {5, -3}, new int[] {0, 9}));

  static final List<Case> CASES =
      List.of(
          of(24, 20, 3, Lines.ALONG_X, "db1", 1, Weights.DEFAULT, layer(1), "lines, wavelet in th"),
          of(25, 21, 2, Lines.ALONG_X, "db1", 1, Weights.EACH, layer(1), "lines, wavelet in the"),
          of(20, 27, 0, Lines.ALONG_Y, "db1", 1, Weights.DEFAULT, layer(1), "along y, wavelet in"),
          of(36, 14, 2, Lines.ALONG_Y, "db1", 2, Weights.EACH, GIVEN, "along y, wavelet in the s"),
          of(30, 42, 4, Lines.ALONG_X, "db1", 4, Weights.NONE, restart(), "lines, wavelet in the"),
          of(24, 20, 1, Lines.POINTS, "db1", 1, Weights.DEFAULT, layer(1), "mask, wavelet in the"),
          of(15, 49, 3, Lines.POINTS, "db1", 1, Weights.EACH, layer(1), "mask, wavelet in the sam"),
          of(9, 50, 0, Lines.POINTS, "db1", 3, Weights.NONE, GIVEN, "mask, wavelet in the same k"),
          of(40, 36, 2, Lines.POINTS, "db1", 4, Weights.EACH, layer(1), "mask, wavelet in the sa"),
          of(64, 35, 2, Lines.POINTS, "db1", 5, Weights.EACH, layer(2), "mask, wavelet in tiles"),
          of(
              18,
              24,
              2,
              Lines.ALONG_Y,
              "db1",
              1,
              Weights.DEFAULT,
              layer(4),
              "along y, wavelet in t"),
          of(45, 40, 2, Lines.POINTS, "db4", 1, Weights.EACH, layer(1), "mask, wavelet in tiles"),
          of(50, 35, 1, Lines.ALONG_X, "db4", 1, Weights.DEFAULT, layer(3), "lines, wavelet in ti"),
          of(35, 50, 0, Lines.ALONG_Y, "sym3", 1, Weights.EACH, GIVEN, "along y, wavelet in tiles"),
          of(14, 10, 2, Lines.POINTS, "db20", 1, Weights.NONE, restart(), "mask, wavelet in tile"),
          of(32, 40, 2, Lines.POINTS, "db4", 3, Weights.EACH, layer(1), "mask, wavelet axis by a"),
          of(40, 24, 2, Lines.ALONG_Y, "db2", 2, Weights.NONE, layer(2), "mask, wavelet axis by a"),
          of(16, 15, 2, Lines.FULL, "db1", 0, Weights.EACH, layer(1), "lines, wavelet in tiles"),
          of(
              2,
              7,
              33,
              Lines.POINTS,
              "db1",
              1,
              Weights.DEFAULT,
              layer(1),
              "mask, wavelet in the s"));

  private static HostDevice device;

  private static ShiftSequence layer(int count) {
    return ShiftSequence.layer(count);
  }

  private static ShiftSequence restart() {
    return ShiftSequence.restart();
  }

  private static Case of(
      int ny,
      int nx,
      int coils,
      Lines lines,
      String wavelet,
      int levels,
      Weights weights,
      ShiftSequence shifts,
      String way) {
    return new Case(ny, nx, coils, lines, wavelet, levels, weights, shifts, way);
  }

  @BeforeAll
  static void open() {
    HostDevices.assumeAvailable();
    device = new HostDevice(HostOptions.standard().withSeed(7));
  }

  @AfterAll
  static void close() {
    if (device != null) {
      device.close();
    }
  }

  @ParameterizedTest
  @FieldSource("CASES")
  void agreesWithTheReference(Case c) {
    Problem problem = problem(c, true);
    FirenetParameters parameters = parameters(c).resolve(problem);
    ComplexArray kspace = RandomProblems.numbers(new SplittableRandom(3), problem.data());
    ComplexArray start = RandomProblems.numbers(new SplittableRandom(4), problem.image());
    PlanInput input = PlanInput.of(kspace).startImage(start);
    ComplexArray expected = reference(problem, parameters, input);
    for (Precision precision : Precision.values()) {
      FusedDesign design = FusedDesign.of(problem, parameters, precision, 1, device.properties());
      assertTrue(design.description().contains(c.way()), design.description());
      assertTrue(design.bytesPerLayer() > 8.0 * problem.image().count());
      try (SolverRun run = new SolverRun(device, design, problem, parameters, precision)) {
        double difference = GoldenCase.relativeDifference(run.run(input), expected);
        double bound = precision == Precision.SINGLE ? SINGLE_TOLERANCE : DOUBLE_TOLERANCE;
        assertTrue(difference <= bound, precision + ": relative difference " + difference);
      }
    }
  }

  /** Five images with maps of their own give the bits that each gives alone. */
  @ParameterizedTest
  @FieldSource("CASES")
  void imagesOfABatchDoNotKnowOfEachOther(Case c) {
    if (c.coils() == 0 || c.coils() > 4) {
      return;
    }
    Problem problem = problem(c, false);
    FirenetParameters parameters = parameters(c).resolve(problem);
    SplittableRandom random = new SplittableRandom(11);
    ComplexArray kspace = RandomProblems.numbers(random, problem.data().prepend(3));
    ComplexArray maps = maps(random, problem.data().prepend(3));
    FusedDesign many =
        FusedDesign.of(problem, parameters, Precision.SINGLE, 3, device.properties());
    FusedDesign single =
        FusedDesign.of(problem, parameters, Precision.SINGLE, 1, device.properties());
    try (SolverRun batch = new SolverRun(device, many, problem, parameters, Precision.SINGLE);
        SolverRun one = new SolverRun(device, single, problem, parameters, Precision.SINGLE)) {
      ComplexArray images = batch.run(PlanInput.of(kspace).maps(maps));
      for (int i = 0; i < 3; i++) {
        ComplexArray alone = one.run(PlanInput.of(kspace.slice(i)).maps(maps.slice(i)));
        assertArrayEquals(alone.floats(), images.slice(i).floats(), "image " + i);
      }
    }
  }

  private static ComplexArray reference(
      Problem problem, FirenetParameters parameters, PlanInput input) {
    PlanOptions exact = PlanOptions.defaults().withPrecision(Precision.DOUBLE);
    try (Plan plan = new ReferenceBackend().plan(problem, parameters, exact)) {
      return plan.run(input);
    }
  }

  private static FirenetParameters parameters(Case c) {
    return FirenetParameters.builder().outer(2).inner(4).shifts(c.shifts()).build();
  }

  private static Problem problem(Case c, boolean withMaps) {
    SplittableRandom random = new SplittableRandom(c.ny() * 1000L + c.nx());
    Shape shape = Shape.of(c.ny(), c.nx());
    Problem.Builder builder =
        Problem.of(shape)
            .wavelet(c.wavelet())
            .levels(c.levels())
            .lambda(0.01)
            .mask(mask(random, shape, c.lines()));
    if (c.coils() > 0 && withMaps) {
      builder.maps(maps(random, shape.prepend(c.coils())));
    } else {
      builder.coils(c.coils());
    }
    if (c.weights() == Weights.NONE) {
      builder.weights(null);
    } else if (c.weights() == Weights.EACH) {
      Shape padded = builder.build().layout().padded();
      double[] weights = new double[padded.count()];
      Arrays.setAll(weights, i -> random.nextInt(4) * 0.5);
      builder.weights(RealArray.of(padded, weights));
    }
    return builder.build();
  }

  private static ComplexArray maps(SplittableRandom random, Shape shape) {
    ComplexArray maps = RandomProblems.numbers(random, shape);
    double scale = 1 / Math.sqrt(0.5 * shape.extent(-3));
    for (int i = 0; i < maps.count(); i++) {
      maps.set(i, scale * maps.re(i), scale * maps.im(i));
    }
    return maps;
  }

  private static Mask mask(SplittableRandom random, Shape shape, Lines lines) {
    boolean[] draws = new boolean[shape.count()];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = random.nextInt(5) < 2;
    }
    draws[0] = true;
    draws[1] = false;
    draws[shape.extent(1)] = false;
    boolean[] sampled = new boolean[draws.length];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] =
          switch (lines) {
            case ALONG_X -> draws[i / shape.extent(1)];
            case ALONG_Y -> draws[i % shape.extent(1)];
            case POINTS -> draws[i];
            case FULL -> true;
          };
    }
    return Mask.of(shape, sampled);
  }

  @Test
  void whatTheKernelsCanNotDoIsTold() {
    Problem prime = Problem.of(Shape.of(22, 16)).build();
    Problem volume = Problem.of(Shape.of(4, 4, 4)).build();
    FirenetParameters parameters = FirenetParameters.defaults();
    assertEquals(
        "extent 22 is not a product of 2, 3, 5 and 7 between 2 and 1024",
        FusedDesign.unsupported(prime, parameters, Precision.SINGLE, device.properties())
            .orElseThrow());
    assertEquals(
        "images have 3 axes, not 2",
        FusedDesign.unsupported(volume, parameters, Precision.SINGLE, device.properties())
            .orElseThrow());
  }
}
