package org.firenet.benchmarks;

import java.util.concurrent.TimeUnit;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.mri.Espirit;
import org.firenet.mri.EspiritMaps;
import org.firenet.mri.EspiritParameters;
import org.firenet.network.Backends;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.pipeline.Reconstruction;
import org.firenet.pipeline.ReconstructionResult;
import org.firenet.pipeline.ReconstructionSettings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a warm JVM needs for the scan of the demonstration, {@code [8, 230, 180]}, at the defaults
 * and with all processors.
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
public class ReconstructionBenchmark {
  private BenchmarkCase data;
  private Plan plan;
  private ComplexArray image;
  private ComplexArray scan;

  /** Makes the plan. */
  @Setup
  public void prepare() {
    data = BenchmarkCase.of("brain8");
    plan =
        Backends.plan("cpu", data.problem(), FirenetParameters.defaults(), PlanOptions.defaults());
    image = ComplexArray.zeros(Precision.SINGLE, data.problem().image());
    scan = data.kspace().reshape(data.kspace().shape().prepend(1));
  }

  /** Coil maps: one set by ESPIRiT. */
  @Benchmark
  public EspiritMaps calibrate() {
    return Espirit.calibrate(data.kspace(), EspiritParameters.defaults());
  }

  /** All layers of a plan that is there. */
  @Benchmark
  public ComplexArray solve() {
    plan.run(PlanInput.of(data.kspace()), image);
    return image;
  }

  /** Mask, coil maps, plan, layers. */
  @Benchmark
  public ReconstructionResult reconstruct() {
    return Reconstruction.run(scan, true, new ReconstructionSettings());
  }

  /** Frees the plan. */
  @TearDown
  public void close() {
    plan.close();
  }
}
