package org.firenet.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.network.FirenetParameters;
import org.firenet.network.ForecastConditions;
import org.firenet.network.Plan;
import org.firenet.network.PlanForecast;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuForecastTest {
  /** What is made on the way and thrown away, tables, and threads' own buffers are not told. */
  private static final double MOST_BESIDE = 2.2;

  @ParameterizedTest
  @CsvSource({"SINGLE,0", "SINGLE,8", "DOUBLE,3"})
  void memoryToldIsAboutTheMemoryTaken(Precision precision, int coils) {
    Problem problem = Problem.of(Shape.of(300, 280)).coils(coils).build();
    PlanOptions options = PlanOptions.defaults().withPrecision(precision).withThreads(1);
    PlanForecast told =
        new CpuBackend()
            .forecast(problem, FirenetParameters.defaults(), options, ForecastConditions.here(5))
            .orElseThrow();
    assertEquals(5, told.work().groups());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    new CpuBackend().plan(problem, FirenetParameters.defaults(), options).close();
    long before = threads.getThreadAllocatedBytes(id);
    try (Plan plan = new CpuBackend().plan(problem, FirenetParameters.defaults(), options)) {
      long taken = threads.getThreadAllocatedBytes(id) - before;
      double share = (double) taken / told.memory().host();
      assertTrue(
          share > 0.9 && share < MOST_BESIDE,
          () -> "taken %,d, told %,d".formatted(taken, told.memory().host()));
      assertEquals(problem, plan.problem());
    }
  }
}
