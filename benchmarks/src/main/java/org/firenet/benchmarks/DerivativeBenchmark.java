package org.firenet.benchmarks;

import java.util.concurrent.TimeUnit;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.network.Backends;
import org.firenet.network.DerivativeOptions;
import org.firenet.network.DerivativeOptions.Tape;
import org.firenet.network.FirenetParameters;
import org.firenet.network.NetworkDerivative;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.Tangent;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Times of the derivative of the network with default parameters beside a plain run, in single
 * precision on the backend {@code cpu}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
    value = 2,
    jvmArgsAppend = {
      JvmArguments.VECTORS,
      JvmArguments.NO_BOUNDS_CHECK,
      JvmArguments.COLLECTOR,
      JvmArguments.NO_COUNTERS
    })
@State(Scope.Benchmark)
public class DerivativeBenchmark {
  /** See {@link BenchmarkCase}. */
  @Param({"brain8"})
  public String scan;

  /** What is kept of a linearisation. */
  @Param({"EVERY_LAYER", "CHECKPOINTS"})
  public Tape tape;

  private Plan plan;
  private NetworkDerivative derivative;
  private PlanInput input;
  private ComplexArray image;
  private Tangent direction;

  /** Makes the plan and linearises once. */
  @Setup
  public void prepare() {
    BenchmarkCase data = BenchmarkCase.of(scan);
    FirenetParameters parameters = FirenetParameters.defaults();
    PlanOptions options = PlanOptions.defaults();
    plan = Backends.plan("cpu", data.problem(), parameters, options);
    derivative =
        Backends.derivative(
            "cpu",
            data.problem(),
            parameters,
            options,
            DerivativeOptions.defaults().withTape(tape));
    input = PlanInput.of(data.kspace());
    image = ComplexArray.zeros(Precision.SINGLE, data.problem().image());
    direction = Tangent.ofData(data.kspace());
    derivative.linearise(input);
  }

  /** The network alone. */
  @Benchmark
  public ComplexArray run() {
    plan.run(input, image);
    return image;
  }

  /** The network, keeping what derivatives need. */
  @Benchmark
  public ComplexArray linearise() {
    return derivative.linearise(input);
  }

  /** A Jacobian–vector product. */
  @Benchmark
  public ComplexArray jvp() {
    return derivative.jvp(direction);
  }

  /** A vector–Jacobian product. */
  @Benchmark
  public ComplexArray vjp() {
    return derivative.vjp(image);
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    derivative.close();
    plan.close();
  }
}
