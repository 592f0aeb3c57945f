package org.firenet.stability;

import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.network.Backends;
import org.firenet.network.DerivativeOptions;
import org.firenet.network.DerivativeOptions.Tape;
import org.firenet.network.FirenetParameters;
import org.firenet.network.NetworkDerivative;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.network.Tangent;

/** FIRENET, or plain ergodic iterations, as a differentiable map from data to images. */
public final class NetworkReconstruction implements DifferentiableReconstruction {
  /** Of the heap, for a linearisation that keeps every layer. */
  private static final double HEAP_SHARE = 0.3;

  private final String name;
  private final Plan plan;
  private final NetworkDerivative derivative;
  private final ComplexArray maps;
  private final ComplexArray start;

  private NetworkReconstruction(
      String name, Plan plan, NetworkDerivative derivative, ComplexArray maps, ComplexArray start) {
    this.name = name;
    this.plan = plan;
    this.derivative = derivative;
    this.maps = maps;
    this.start = start;
  }

  /** What may be left to choose. */
  public static final class Builder {
    private final Problem problem;
    private final FirenetParameters parameters;
    private String backend = "auto";
    private PlanOptions options = PlanOptions.defaults();
    private DerivativeOptions derivatives;
    private ComplexArray maps;
    private ComplexArray start;
    private String name;

    private Builder(Problem problem, FirenetParameters parameters) {
      this.problem = problem;
      this.parameters = parameters;
      name = parameters.restarts() ? "FIRENET" : "ergodic";
    }

    /** Sets the backend, {@code auto} for the fastest that works. */
    public Builder backend(String value) {
      backend = value;
      return this;
    }

    /** Sets precision and threads. */
    public Builder options(PlanOptions value) {
      options = value.withBatch(1).withHistory(false);
      return this;
    }

    /**
     * Sets how the network is differentiated; by default as it is run, every layer kept where that
     * takes less than a third of the heap.
     */
    public Builder derivatives(DerivativeOptions value) {
      derivatives = value;
      return this;
    }

    /** Sets the sensitivities {@code [coil, y, x]} where the problem has none of its own. */
    public Builder maps(ComplexArray value) {
      maps = value;
      return this;
    }

    /** Sets an image {@code [y, x]} to start every reconstruction from. */
    public Builder start(ComplexArray value) {
      start = value;
      return this;
    }

    /** Sets the name for tables. */
    public Builder name(String value) {
      name = value;
      return this;
    }

    /**
     * Makes it.
     *
     * @throws IllegalArgumentException if problem and parameters do not go together
     * @throws org.firenet.network.BackendUnavailableException if no backend works
     */
    public NetworkReconstruction build() {
      Plan plan = Backends.plan(backend, problem, parameters, options);
      try {
        NetworkDerivative derivative =
            Backends.derivative(
                backend,
                problem,
                parameters,
                options,
                derivatives != null ? derivatives : fitting(problem, parameters));
        return new NetworkReconstruction(name, plan, derivative, maps, start);
      } catch (RuntimeException e) {
        plan.close();
        throw e;
      }
    }
  }

  /** Every layer where that fits. */
  private static DerivativeOptions fitting(Problem problem, FirenetParameters parameters) {
    long numbers = 2L * (problem.layout().padded().count() + problem.data().count());
    double bytes = (double) Double.BYTES * numbers * parameters.layers();
    boolean fits = bytes < HEAP_SHARE * Runtime.getRuntime().maxMemory();
    return DerivativeOptions.defaults().withTape(fits ? Tape.EVERY_LAYER : Tape.CHECKPOINTS);
  }

  /** The network of a problem. */
  public static Builder of(Problem problem, FirenetParameters parameters) {
    return new Builder(problem, parameters);
  }

  /** The derivative behind it. */
  public NetworkDerivative derivative() {
    return derivative;
  }

  private PlanInput input(ComplexArray kspace) {
    PlanInput input = PlanInput.of(kspace);
    Optional.ofNullable(maps).ifPresent(input::maps);
    Optional.ofNullable(start).ifPresent(input::startImage);
    return input;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Shape data() {
    return plan.problem().data();
  }

  @Override
  public Shape image() {
    return plan.problem().image();
  }

  @Override
  public ComplexArray reconstruct(ComplexArray kspace) {
    return plan.run(input(kspace));
  }

  @Override
  public ComplexArray linearise(ComplexArray kspace) {
    return derivative.linearise(input(kspace));
  }

  @Override
  public ComplexArray vjp(ComplexArray cotangent) {
    return derivative.vjp(cotangent);
  }

  @Override
  public ComplexArray jvp(ComplexArray direction) {
    return derivative.jvp(Tangent.ofData(direction));
  }

  @Override
  public void close() {
    try {
      derivative.close();
    } finally {
      plan.close();
    }
  }
}
