package org.firenet.cpu;

import java.util.Optional;
import org.firenet.array.Precision;
import org.firenet.derivative.SweepDerivative;
import org.firenet.network.Backend;
import org.firenet.network.DerivativeOptions;
import org.firenet.network.FirenetParameters;
import org.firenet.network.ForecastConditions;
import org.firenet.network.NetworkDerivative;
import org.firenet.network.Plan;
import org.firenet.network.PlanForecast;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;

/** Runs on the processors of this machine, in single or double precision. */
public final class CpuBackend implements Backend {
  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public String description() {
    return "%d threads, %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            SingleLanes.VECTOR_API
                ? "vector instructions"
                : "plain Java (start Java with --add-modules jdk.incubator.vector for more speed)");
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.empty();
  }

  @Override
  public Optional<String> unsupported(Problem problem, PlanOptions options) {
    return problem.sampling() instanceof Sampling.Custom
        ? Optional.of("runs Fourier, Walsh and dense sampling, not " + problem.sampling())
        : Optional.empty();
  }

  @Override
  public Optional<PlanForecast> forecast(
      Problem problem,
      FirenetParameters parameters,
      PlanOptions options,
      ForecastConditions conditions) {
    return Optional.of(CpuForecast.of(this, problem, parameters, options, conditions));
  }

  @Override
  public Plan plan(Problem problem, FirenetParameters parameters, PlanOptions options) {
    return new CpuPlan(problem, parameters, options);
  }

  @Override
  public Optional<String> notDifferentiable(Problem problem, PlanOptions options) {
    return unsupported(problem, options);
  }

  @Override
  public NetworkDerivative derivative(
      Problem problem,
      FirenetParameters parameters,
      PlanOptions options,
      DerivativeOptions derivativeOptions) {
    FirenetParameters resolved = parameters.resolve(problem);
    return options.precision() == Precision.SINGLE
        ? new SweepDerivative<>(
            problem,
            resolved,
            derivativeOptions,
            Precision.SINGLE,
            new SingleArithmetic(problem, resolved, options))
        : new SweepDerivative<>(
            problem,
            resolved,
            derivativeOptions,
            Precision.DOUBLE,
            new DoubleArithmetic(problem, resolved, options));
  }
}
