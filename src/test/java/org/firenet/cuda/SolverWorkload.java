package org.firenet.cuda;

import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostOptions;
import org.firenet.cuda.host.Workload;
import org.firenet.network.FirenetParameters;
import org.firenet.network.GoldenCase;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.reference.ReferenceBackend;
import org.firenet.selftest.RandomProblems;
import org.firenet.selftest.RandomProblems.Sample;

/** Solvers of every kind with gaps between their arrays that must not be touched. */
public final class SolverWorkload implements Workload {
  /** Single precision: 2^-24 a rounding, over some hundred dependent operations. */
  private static final double TOLERANCE = 2e-5;

  /** Fourier in 2-D and 3-D, Walsh, a matrix; with and without coils, weights and shifts. */
  private static final int[] GENERIC = {1, 3, 5, 6, 13};

  /**
   * Whole lines with the wavelet inside and in tiles; any mask with the wavelet in tiles and axis
   * by axis; with and without coils and shifts.
   */
  private static final int[] FUSED = {34, 88, 11, 83};

  @Override
  public void run(HostOptions options) {
    try (HostDevice device = new HostDevice(options)) {
      for (int seed : GENERIC) {
        Sample sample = RandomProblems.of(seed);
        run(device, sample, Precision.SINGLE, false);
      }
      for (int seed : FUSED) {
        Sample sample = RandomProblems.of(seed);
        run(device, sample, Precision.SINGLE, true);
      }
      run(device, haarInside(), Precision.SINGLE, true);
      run(device, RandomProblems.of(GENERIC[0]), Precision.DOUBLE, false);
      run(device, RandomProblems.of(FUSED[0]), Precision.DOUBLE, true);
    }
  }

  /** Any mask with the wavelet in the same kernel. */
  private static Sample haarInside() {
    Shape shape = Shape.of(16, 20);
    boolean[] sampled = new boolean[shape.count()];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] = i % 3 != 1;
    }
    Problem problem =
        Problem.of(shape).wavelet("db1").levels(2).mask(Mask.of(shape, sampled)).build();
    FirenetParameters parameters = FirenetParameters.builder().outer(2).inner(2).build();
    ComplexArray data = RandomProblems.numbers(new SplittableRandom(7), problem.data());
    return new Sample("Haar inside", problem, parameters, data);
  }

  private static void run(HostDevice device, Sample sample, Precision precision, boolean fused) {
    Problem problem = sample.problem();
    FirenetParameters parameters = sample.parameters();
    FirenetParameters resolved = parameters.resolve(problem);
    SolverDesign design =
        fused
            ? FusedDesign.of(problem, resolved, precision, 1, device.properties())
            : new GenericDesign(device, problem, resolved, precision, 1);
    PlanInput input = PlanInput.of(sample.kspace());
    GuardedDesign guarded = new GuardedDesign(design);
    try (SolverRun run = new SolverRun(device, guarded, problem, resolved, precision);
        Plan reference = new ReferenceBackend().plan(problem, parameters, PlanOptions.defaults())) {
      ComplexArray image = fused ? run.run(input) : run.measured(input);
      double difference = GoldenCase.relativeDifference(image, reference.run(input));
      if (!(difference <= TOLERANCE)) {
        throw new AssertionError(design.description() + ": relative difference " + difference);
      }
    }
  }
}
