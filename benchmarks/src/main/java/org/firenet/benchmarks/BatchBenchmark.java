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
 * Time of one layer of one image where a run takes many images and threads share them out: sixteen
 * images, five blocks of ten layers, divided by 800.
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
public class BatchBenchmark {
  private static final int IMAGES = 16;
  private static final int LAYERS = 50;

  /** See {@link BenchmarkCase}. */
  @Param({"coil320", "lines320"})
  public String scan;

  /** Threads; 0 for as many as the machine has. */
  @Param({"1", "0"})
  public int threads;

  private Plan plan;
  private PlanInput input;
  private ComplexArray images;

  /** Makes the plan. */
  @Setup
  public void prepare() {
    BenchmarkCase data = BenchmarkCase.of(scan);
    ComplexArray kspace =
        ComplexArray.zeros(Precision.SINGLE, data.kspace().shape().prepend(IMAGES));
    for (int slice = 0; slice < IMAGES; slice++) {
      kspace.setSlice(slice, data.kspace());
    }
    plan =
        Backends.plan(
            "cpu",
            data.problem(),
            FirenetParameters.builder().outer(5).inner(LAYERS / 5).build(),
            PlanOptions.defaults().withThreads(threads).withBatch(IMAGES));
    input = PlanInput.of(kspace);
    images = ComplexArray.zeros(Precision.SINGLE, data.problem().image().prepend(IMAGES));
  }

  /** Sixteen images of fifty layers. */
  @Benchmark
  @OperationsPerInvocation(IMAGES * LAYERS)
  public ComplexArray layer() {
    plan.run(input, images);
    return images;
  }

  /** Frees the plan. */
  @TearDown
  public void close() {
    plan.close();
  }
}
