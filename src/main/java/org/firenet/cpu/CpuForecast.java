package org.firenet.cpu;

import java.util.List;
import java.util.Map;
import org.firenet.array.Precision;
import org.firenet.network.FirenetParameters;
import org.firenet.network.ForecastConditions;
import org.firenet.network.PlanForecast;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;

/** What a {@link CpuPlan} will need. */
final class CpuForecast {
  private static final int LANES = 4;

  private CpuForecast() {}

  static PlanForecast of(
      CpuBackend backend,
      Problem problem,
      FirenetParameters parameters,
      PlanOptions options,
      ForecastConditions conditions) {
    int threads = options.resolvedThreads();
    int batch = Math.min(conditions.images(), options.batch());
    int solvers = Math.min(batch, threads);
    PlanForecast.Work work =
        new PlanForecast.Work(
            conditions.images(),
            1,
            batch,
            (conditions.images() + batch - 1) / batch,
            parameters.layers(),
            0,
            0);
    return new PlanForecast(
        backend.name(),
        backend.description(),
        "cpu (%s, %d threads)"
            .formatted(
                options.precision() == Precision.SINGLE ? "single" : "double",
                options.resolvedThreads()),
        new PlanForecast.Memory(
            Map.of(), 0, solvers * solverBytes(problem, parameters, options.precision())),
        work,
        PlanForecast.Time.unknown(),
        List.of());
  }

  /** Arrays of one solver: state, wavelet, sampling. */
  static long solverBytes(Problem problem, FirenetParameters parameters, Precision precision) {
    long number = precision.bytesPerComplex();
    long pixels = problem.image().count();
    long padded = problem.layout().padded().count();
    long state = 2 * padded + (parameters.shifts().perLayer() > 1 ? padded : 0) + 2 * pixels;
    long wavelet = padded * (problem.image().rank() > 1 ? 2 : 1);
    long weights = problem.weights().isPresent() ? padded * number / 2 : 0;
    return number * (state + wavelet + sampling(problem)) + weights + Integer.BYTES * pixels;
  }

  /** Complex numbers: maps, grid, data and dual variable, and a plane for transforms done once. */
  private static long sampling(Problem problem) {
    long pixels = problem.image().count();
    if (problem.sampling() instanceof Sampling.Dense dense) {
      return dense.matrix().count() + 2L * problem.data().count();
    }
    int coils = Math.max(1, problem.coils());
    long lanes = coils <= 2 ? coils : (coils + LANES - 1) / LANES * LANES;
    CartesianGeometry geometry = new CartesianGeometry(problem);
    long grid = geometry.transformed.length > 1 ? lanes * pixels : 0;
    return lanes * (pixels + 2L * problem.mask().orElseThrow().samples()) + grid + pixels;
  }
}
