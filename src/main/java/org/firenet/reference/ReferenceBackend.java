package org.firenet.reference;

import java.util.Optional;
import org.firenet.array.Precision;
import org.firenet.derivative.SweepDerivative;
import org.firenet.network.Backend;
import org.firenet.network.DerivativeOptions;
import org.firenet.network.FirenetParameters;
import org.firenet.network.NetworkDerivative;
import org.firenet.network.Plan;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;

/** Runs every problem, slowly, in double precision whatever the options say. */
public final class ReferenceBackend implements Backend {
  @Override
  public String name() {
    return "reference";
  }

  @Override
  public String description() {
    return "double precision, one thread, the definition";
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.empty();
  }

  @Override
  public Optional<String> unsupported(Problem problem, PlanOptions options) {
    return Optional.empty();
  }

  @Override
  public Plan plan(Problem problem, FirenetParameters parameters, PlanOptions options) {
    return new ReferencePlan(problem, parameters, options.withPrecision(Precision.DOUBLE));
  }

  @Override
  public Optional<String> notDifferentiable(Problem problem, PlanOptions options) {
    return Optional.empty();
  }

  @Override
  public NetworkDerivative derivative(
      Problem problem,
      FirenetParameters parameters,
      PlanOptions options,
      DerivativeOptions derivativeOptions) {
    FirenetParameters resolved = parameters.resolve(problem);
    return new SweepDerivative<>(
        problem,
        resolved,
        derivativeOptions,
        Precision.DOUBLE,
        new ReferenceArithmetic(problem, resolved));
  }
}
