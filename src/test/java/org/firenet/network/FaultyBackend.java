package org.firenet.network;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firenet.array.ComplexArray;
import org.firenet.cpu.CpuBackend;

/**
 * The processors under another name, with a fault.
 *
 * @param name of the backend
 * @param fault what is wrong with it
 */
public record FaultyBackend(String name, Fault fault) implements Backend {
  /** What can be wrong. */
  public enum Fault {
    /** Nothing. */
    NONE,
    /** There is no memory for a plan. */
    PLAN,
    /** A run fails. */
    RUN,
    /** The first number of every image is too large. */
    IMAGE,
    /** Every run has other bits. */
    BITS,
    /** It takes no problem. */
    UNSUPPORTED,
    /** Derivatives are too large, along and against alike; otherwise it has none. */
    DERIVATIVE,
    /** Derivatives along a direction are a little too large, their adjoints are right. */
    ADJOINT
  }

  @Override
  public String description() {
    return "faulty: " + fault;
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.empty();
  }

  @Override
  public Optional<String> unsupported(Problem problem, PlanOptions options) {
    return fault == Fault.UNSUPPORTED ? Optional.of("takes nothing") : Optional.empty();
  }

  @Override
  public int preferredBatch(Problem problem, PlanOptions options) {
    return 2;
  }

  @Override
  public Plan plan(Problem problem, FirenetParameters parameters, PlanOptions options) {
    if (fault == Fault.PLAN) {
      throw new BackendFailureException(
          name, new IllegalStateException("out of memory: 12 bytes asked for, 11 free"));
    }
    return new FaultyPlan(new CpuBackend().plan(problem, parameters, options));
  }

  private final class FaultyPlan extends AbstractPlan {
    private final Plan plan;
    private int runs;

    FaultyPlan(Plan plan) {
      super(plan.problem(), plan.parameters(), plan.options());
      this.plan = plan;
    }

    @Override
    public String description() {
      return "%s (%d at a time)".formatted(name, options().batch());
    }

    @Override
    protected void solve(PlanInput input, int count, ComplexArray images, List<History> histories) {
      if (fault == Fault.RUN) {
        throw new BackendFailureException(name, new IllegalStateException("fell off the bus"));
      }
      plan.run(input, images);
      int pixels = problem().image().count();
      for (int i = 0; i < count && fault == Fault.IMAGE; i++) {
        images.set(i * pixels, images.re(i * pixels) + 1 + images.norm(), 0);
      }
      if (fault == Fault.BITS) {
        images.set(0, images.re(0) * (1 + 1e-6 * runs++), images.im(0));
      }
    }

    @Override
    protected void release() {
      plan.close();
    }
  }

  @Override
  public Optional<String> notDifferentiable(Problem problem, PlanOptions options) {
    return fault == Fault.DERIVATIVE || fault == Fault.ADJOINT
        ? Optional.empty()
        : Backend.super.notDifferentiable(problem, options);
  }

  @Override
  public NetworkDerivative derivative(
      Problem problem,
      FirenetParameters parameters,
      PlanOptions options,
      DerivativeOptions derivativeOptions) {
    return new FaultyDerivative(
        new CpuBackend().derivative(problem, parameters, options, derivativeOptions));
  }

  private final class FaultyDerivative implements NetworkDerivative {
    private static final double MUCH = 1.5;
    private static final double LITTLE = 1.0001;

    private final NetworkDerivative derivative;

    FaultyDerivative(NetworkDerivative derivative) {
      this.derivative = derivative;
    }

    @Override
    public Problem problem() {
      return derivative.problem();
    }

    @Override
    public FirenetParameters parameters() {
      return derivative.parameters();
    }

    @Override
    public String description() {
      return name;
    }

    @Override
    public long memoryBytes() {
      return derivative.memoryBytes();
    }

    @Override
    public ComplexArray linearise(PlanInput input) {
      return derivative.linearise(input);
    }

    @Override
    public ComplexArray jvp(Tangent direction) {
      double factor = fault == Fault.DERIVATIVE ? MUCH : LITTLE;
      return scaled(factor, derivative.jvp(direction));
    }

    @Override
    public Tangent vjp(ComplexArray cotangent, Set<DerivativeVariable> wanted) {
      return derivative.vjp(
          fault == Fault.DERIVATIVE ? scaled(MUCH, cotangent) : cotangent, wanted);
    }

    private static ComplexArray scaled(double factor, ComplexArray numbers) {
      ComplexArray out = numbers.copy(numbers.precision());
      for (int i = 0; i < out.count(); i++) {
        out.set(i, factor * out.re(i), factor * out.im(i));
      }
      return out;
    }

    @Override
    public void close() {
      derivative.close();
    }
  }
}
