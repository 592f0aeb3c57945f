package org.firenet.network;

import java.util.List;
import java.util.Optional;
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
    UNSUPPORTED
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
}
