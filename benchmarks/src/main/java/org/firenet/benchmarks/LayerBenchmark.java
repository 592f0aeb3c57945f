package org.firenet.benchmarks;

import java.util.Locale;
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
 * Time of one layer of one image on the backend {@code cpu}: a run of ten blocks of ten layers,
 * divided by 100. A run's own set-up (checking and sorting the data) is in it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
    value = 3,
    jvmArgsAppend = {
      JvmArguments.VECTORS,
      JvmArguments.NO_BOUNDS_CHECK,
      JvmArguments.COLLECTOR,
      JvmArguments.NO_COUNTERS
    })
@State(Scope.Benchmark)
public class LayerBenchmark {
  private static final int BLOCKS = 10;
  private static final int LAYERS = 100;

  /** See {@link BenchmarkCase}. */
  @Param({"brain8", "points256", "lines256", "points320", "lines320", "coil320", "volume64"})
  public String scan;

  /** Threads; 0 for as many as the machine has. */
  @Param({"1", "0"})
  public int threads;

  /** Precision of the arithmetic. */
  @Param({"single", "double"})
  public String precision;

  private Plan plan;
  private PlanInput input;
  private ComplexArray image;

  /** Makes the plan. */
  @Setup
  public void prepare() {
    BenchmarkCase data = BenchmarkCase.of(scan);
    Precision arithmetic = Precision.valueOf(precision.toUpperCase(Locale.ROOT));
    plan =
        Backends.plan(
            "cpu",
            data.problem(),
            FirenetParameters.builder().outer(BLOCKS).inner(LAYERS / BLOCKS).build(),
            PlanOptions.defaults().withThreads(threads).withPrecision(arithmetic));
    input = PlanInput.of(data.kspace());
    image = ComplexArray.zeros(arithmetic, data.problem().image());
  }

  /** A hundred layers. */
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
