package org.firenet.benchmarks.gpu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.cuda.CudaBackend;
import org.firenet.cuda.Route;
import org.firenet.cuda.device.DeviceProvider;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.ShiftSequence;
import org.firenet.reference.ReferenceBackend;

/**
 * Small problems through every kind of kernels, against the reference in double precision: quick
 * enough for tools that watch every memory access.
 */
final class SmallSolves {
  /** Single precision: 2^-24 a rounding, over some hundred dependent operations. */
  private static final double SINGLE_TOLERANCE = 2e-5;

  /** Double precision: 2^-53 a rounding, over some hundred dependent operations. */
  private static final double DOUBLE_TOLERANCE = 1e-11;

  private static final int SLICES = 3;

  /** One solve: which kernels, of what. */
  private record Solve(String name, Route route, String problem, int shifts) {}

  private static final List<Solve> SOLVES =
      List.of(
          new Solve("lines", Route.FUSED, "lines-3x40x36", 1),
          new Solve("lines, one coil", Route.FUSED, "lines-1x40x36", 1),
          new Solve("mask", Route.FUSED, "mask-3x40x36", 1),
          new Solve("mask, odd extents", Route.FUSED, "mask-2x35x27", 1),
          new Solve("tiles", Route.FUSED, "mask-2x40x36-db4", 1),
          new Solve("tiles, lines, two shifts", Route.FUSED, "lines-2x40x36", 2),
          new Solve("generic", Route.GENERIC, "mask-2x37x26-db4", 1),
          new Solve("generic volume", Route.GENERIC, "mask-2x12x10x14", 1));

  private SmallSolves() {}

  /**
   * Solves all.
   *
   * @param only part of the names that are wanted; empty for all
   * @return rows of the report with {@code passed} in each
   */
  static List<Map<String, Object>> check(DeviceProvider provider, String only) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Solve solve : SOLVES) {
      if (solve.name.contains(only)) {
        GpuCase what = GpuCase.of(solve.problem);
        for (Precision precision : Precision.values()) {
          rows.add(row(provider, solve, what, precision));
        }
      }
    }
    return rows;
  }

  private static Map<String, Object> row(
      DeviceProvider provider, Solve solve, GpuCase what, Precision precision) {
    FirenetParameters parameters =
        FirenetParameters.builder()
            .outer(2)
            .inner(4)
            .shifts(solve.shifts == 1 ? ShiftSequence.automatic() : ShiftSequence.layer(2))
            .build();
    PlanOptions options = PlanOptions.defaults().withBatch(SLICES);
    PlanInput input = PlanInput.of(what.slices(SLICES));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("solve", solve.name);
    row.put("case", what.name());
    row.put("precision", precision == Precision.SINGLE ? "single" : "double");
    try (Plan plan =
            new CudaBackend("cuda", provider, solve.route)
                .plan(what.problem(), parameters, options.withPrecision(precision));
        Plan reference =
            new ReferenceBackend()
                .plan(what.problem(), parameters, options.withPrecision(Precision.DOUBLE))) {
      ComplexArray images = plan.run(input);
      double difference = Difference.relative(images, reference.run(input));
      double tolerance = precision == Precision.SINGLE ? SINGLE_TOLERANCE : DOUBLE_TOLERANCE;
      row.put("description", plan.description());
      row.put("relative_difference", Timing.rounded(difference));
      row.put("tolerance", tolerance);
      row.put("passed", difference <= tolerance);
    }
    return row;
  }
}
