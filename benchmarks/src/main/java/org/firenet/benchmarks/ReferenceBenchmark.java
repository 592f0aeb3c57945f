package org.firenet.benchmarks;

import java.util.concurrent.TimeUnit;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.network.Backends;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of one layer on the backend {@code reference}, which is written to be read: double
 * precision, one thread. For scale.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 3)
@Fork(
    value = 1,
    jvmArgsAppend = {JvmArguments.COLLECTOR, JvmArguments.NO_COUNTERS})
@State(Scope.Benchmark)
public class ReferenceBenchmark {
  private static final int LAYERS = 20;

  /** See {@link BenchmarkCase}. */
  @Param({"brain8", "lines256"})
  public String scan;

  private Plan plan;
  private PlanInput input;
  private ComplexArray image;

  /** Makes the plan. */
  @Setup
  public void prepare() {
    BenchmarkCase data = BenchmarkCase.of(scan);
    plan =
        Backends.plan(
            "reference",
            data.problem(),
            FirenetParameters.builder().outer(2).inner(LAYERS / 2).build(),
            PlanOptions.defaults().withThreads(1).withPrecision(Precision.DOUBLE));
    input = PlanInput.of(data.kspace());
    image = ComplexArray.zeros(Precision.DOUBLE, data.problem().image());
  }

  /** Twenty layers. */
  @Benchmark
  @OperationsPerInvocation(LAYERS)
  public ComplexArray layer() {
    plan.run(input, image);
    return image;
  }

  /** Frees the plan. */
  @TearDown
  public void close() {
    plan.close();
  }
}
