package org.firenet.cuda;

import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostOptions;
import org.firenet.cuda.host.Workload;
import org.firenet.network.DerivativeOptions;
import org.firenet.network.DerivativeVariable;
import org.firenet.network.FirenetParameters;
import org.firenet.network.GoldenCase;
import org.firenet.network.NetworkDerivative;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.network.Tangent;
import org.firenet.reference.ReferenceBackend;
import org.firenet.selftest.RandomProblems;
import org.firenet.selftest.RandomProblems.Sample;

/** Derivatives of every kind; each array is an allocation of its own. */
public final class DerivativeWorkload implements Workload {
  /** Single precision: 2^-24 a rounding, over some hundred dependent operations. */
  private static final double TOLERANCE = 5e-6;

  /** A matrix, 3-D, Walsh and several shifts a layer, one axis, 2-D with weights. */
  private static final int[] SEEDS = {5, 30, 24, 39, 32};

  @Override
  public void run(HostOptions options) {
    try (HostDevice device = new HostDevice(options)) {
      for (int seed : SEEDS) {
        run(device, RandomProblems.of(seed), Precision.SINGLE);
      }
      run(device, RandomProblems.of(SEEDS[1]), Precision.DOUBLE);
    }
  }

  private static void run(HostDevice device, Sample sample, Precision precision) {
    Problem problem = sample.problem();
    // Few layers: a checked access costs.
    FirenetParameters parameters =
        FirenetParameters.builder().outer(1).inner(3).shifts(sample.parameters().shifts()).build();
    PlanOptions options = PlanOptions.defaults().withPrecision(precision);
    DerivativeOptions defaults = DerivativeOptions.defaults();
    CudaBackend backend = new CudaBackend("cuda", HostProvider.of(device), Route.AUTO);
    try (NetworkDerivative mine = backend.derivative(problem, parameters, options, defaults);
        NetworkDerivative reference =
            new ReferenceBackend().derivative(problem, parameters, options, defaults)) {
      ComplexArray found = everything(mine, sample);
      double difference = GoldenCase.relativeDifference(found, everything(reference, sample));
      if (!(difference <= TOLERANCE)) {
        throw new AssertionError(sample + ": relative difference " + difference);
      }
    }
  }

  private static ComplexArray everything(NetworkDerivative derivative, Sample sample) {
    Problem problem = sample.problem();
    SplittableRandom random = new SplittableRandom(3);
    ComplexArray start = RandomProblems.numbers(random, problem.image());
    derivative.linearise(PlanInput.of(sample.kspace()).startImage(start));
    Tangent direction = Tangent.ofData(RandomProblems.numbers(random, problem.data()));
    direction.start(start).lambda(problem.lambda());
    problem.maps().ifPresent(direction::maps);
    Set<DerivativeVariable> all = EnumSet.allOf(DerivativeVariable.class);
    if (problem.coils() == 0) {
      all.remove(DerivativeVariable.MAPS);
    }
    return derivative.vjp(derivative.jvp(direction), all).data().orElseThrow();
  }
}
