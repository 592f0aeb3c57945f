package org.firenet.cpu;

import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.network.AbstractPlan;
import org.firenet.network.FirenetParameters;
import org.firenet.network.History;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;

/**
 * Spreads the images of a batch over threads, a whole image to each; what is left over, and single
 * images, are worked on by all threads together. Both give the same bits.
 */
final class CpuPlan extends AbstractPlan {
  private final Team team;
  private final Team[] singles;
  private final CpuSolver[] solvers;
  private final boolean vector;

  CpuPlan(Problem problem, FirenetParameters parameters, PlanOptions options) {
    super(problem, parameters, options);
    int threads = options.resolvedThreads();
    vector = SingleLanes.VECTOR_API && !options.brief();
    team = new Team(threads);
    solvers = new CpuSolver[Math.min(options.batch(), threads)];
    singles = new Team[solvers.length];
    for (int i = 0; i < solvers.length; i++) {
      int works = i == 0 ? threads : 1;
      solvers[i] =
          options.precision() == Precision.SINGLE
              ? new SingleSolver(problem, parameters(), works, vector)
              : new DoubleSolver(problem, parameters(), works, vector);
      singles[i] = new Team(1);
    }
  }

  @Override
  public String description() {
    return "cpu (%s, %d threads, %s)"
        .formatted(
            options().precision().name().toLowerCase(java.util.Locale.ROOT),
            team.threads(),
            vector ? "vector instructions" : "plain Java");
  }

  @Override
  protected void solve(PlanInput input, int count, ComplexArray images, List<History> histories) {
    int together = solvers.length > 1 ? count / solvers.length * solvers.length : 0;
    if (together > 0) {
      team.run(
          (index, thread) -> {
            for (int slice = index; slice < together; slice += solvers.length) {
              solvers[index].solve(singles[index], input, slice, images, history(histories, slice));
            }
          },
          solvers.length);
    }
    for (int slice = together; slice < count; slice++) {
      solvers[0].solve(team, input, slice, images, history(histories, slice));
    }
  }

  private static History history(List<History> histories, int slice) {
    return histories.isEmpty() ? null : histories.get(slice);
  }

  @Override
  protected void release() {
    team.close();
  }
}
