package org.firenet.network;

import java.util.OptionalDouble;

/**
 * Parameters of the network; symbols as in the paper.
 *
 * @param outer number of restarts n
 * @param inner layers p of each block
 * @param nu factor ν in (0, 1) by which the accuracy ε is lowered at each restart; by default
 *     {@link Defaults#nu}
 * @param delta absolute δ ≥ 0; by default 1e-9 ‖y‖₂, so that scaled data give a scaled image
 * @param tau primal step τ; by default 1/L
 * @param sigma dual step σ; by default 1/L
 * @param norm L ≥ ‖A‖; by default what {@link Problem#norm} says
 * @param epsilon0 absolute ε₀ > 0; by default ‖y‖₂
 * @param restarts false for plain ergodic iterations: one block, data not scaled (α = 1)
 * @param shifts shifts of the wavelet grid
 * @param unsafeSteps whether τσL² > 1 is let through
 */
public record FirenetParameters(
    int outer,
    int inner,
    double nu,
    OptionalDouble delta,
    OptionalDouble tau,
    OptionalDouble sigma,
    OptionalDouble norm,
    OptionalDouble epsilon0,
    boolean restarts,
    ShiftSequence shifts,
    boolean unsafeSteps) {

  private static final double STEP_TOLERANCE = 1e-9;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the parameter, what was expected and what came
   */
  public FirenetParameters {
    require(outer >= 1, "outer", "at least 1", outer);
    require(inner >= 1, "inner", "at least 1", inner);
    require(nu > 0 && nu < 1, "nu", "a number between 0 and 1", nu);
    require(delta.orElse(0) >= 0 && finite(delta), "delta", "at least 0", delta.orElse(0));
    require(tau.orElse(1) > 0 && finite(tau), "tau", "a positive number", tau.orElse(1));
    require(sigma.orElse(1) > 0 && finite(sigma), "sigma", "a positive number", sigma.orElse(1));
    require(norm.orElse(1) > 0 && finite(norm), "norm", "a positive number", norm.orElse(1));
    require(
        epsilon0.orElse(1) > 0 && finite(epsilon0),
        "epsilon0",
        "a positive number",
        epsilon0.orElse(1));
    require(restarts || outer == 1, "outer", "1 without restarts", outer);
  }

  /** The defaults, see {@link Defaults}. */
  public static FirenetParameters defaults() {
    return builder().build();
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Starts from the network of the paper: no shifts, ν = 1/e. */
  public static Builder paper() {
    return new Builder().nu(Defaults.PAPER_NU).shifts(ShiftSequence.none());
  }

  /** Number of layers n·p. */
  public int layers() {
    return outer * inner;
  }

  /**
   * Fills in L, τ and σ for a problem and checks the steps.
   *
   * @throws StepSizeException if τσL² > 1 and unsafe steps were not asked for
   */
  public FirenetParameters resolve(Problem problem) {
    double bound = norm.orElseGet(problem::norm);
    if (!(bound > 0)) {
      throw new IllegalArgumentException("norm: the operator is zero");
    }
    double t =
        tau.orElse(sigma.isPresent() ? 1 / (sigma.getAsDouble() * bound * bound) : 1 / bound);
    double s = sigma.orElse(tau.isPresent() ? 1 / (tau.getAsDouble() * bound * bound) : 1 / bound);
    double product = t * s * bound * bound;
    if (product > 1 + STEP_TOLERANCE && !unsafeSteps) {
      throw new StepSizeException(t, s, bound);
    }
    return new FirenetParameters(
        outer,
        inner,
        nu,
        delta,
        OptionalDouble.of(t),
        OptionalDouble.of(s),
        OptionalDouble.of(bound),
        epsilon0,
        restarts,
        shifts,
        unsafeSteps);
  }

  private static boolean finite(OptionalDouble value) {
    return value.isEmpty() || Double.isFinite(value.getAsDouble());
  }

  private static void require(boolean holds, String name, String expected, Number actual) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": expected " + expected + ", got " + actual);
    }
  }

  /** Collects parameters; everything not set has its default. */
  public static final class Builder {
    private int outer = Defaults.OUTER;
    private int inner = Defaults.INNER;
    private OptionalDouble nu = OptionalDouble.empty();
    private OptionalDouble delta = OptionalDouble.empty();
    private OptionalDouble tau = OptionalDouble.empty();
    private OptionalDouble sigma = OptionalDouble.empty();
    private OptionalDouble norm = OptionalDouble.empty();
    private OptionalDouble epsilon0 = OptionalDouble.empty();
    private boolean restarts = true;
    private ShiftSequence shifts = ShiftSequence.automatic();
    private boolean unsafeSteps;

    private Builder() {}

    /** Sets n. */
    public Builder outer(int value) {
      outer = value;
      return this;
    }

    /** Sets p. */
    public Builder inner(int value) {
      inner = value;
      return this;
    }

    /** Sets ν; without it, {@link Defaults#nu}. */
    public Builder nu(double value) {
      nu = OptionalDouble.of(value);
      return this;
    }

    /** Sets δ, absolute. */
    public Builder delta(double value) {
      delta = OptionalDouble.of(value);
      return this;
    }

    /** Sets τ. */
    public Builder tau(double value) {
      tau = OptionalDouble.of(value);
      return this;
    }

    /** Sets σ. */
    public Builder sigma(double value) {
      sigma = OptionalDouble.of(value);
      return this;
    }

    /** Sets L ≥ ‖A‖. */
    public Builder norm(double value) {
      norm = OptionalDouble.of(value);
      return this;
    }

    /** Sets ε₀, absolute. */
    public Builder epsilon0(double value) {
      epsilon0 = OptionalDouble.of(value);
      return this;
    }

    /** Plain ergodic iterations: one block of {@code layers} layers, data not scaled. */
    public Builder ergodic(int layers) {
      restarts = false;
      outer = 1;
      inner = layers;
      return this;
    }

    /** Sets the shifts of the wavelet grid. */
    public Builder shifts(ShiftSequence value) {
      shifts = value;
      return this;
    }

    /** Lets steps with τσL² > 1 through. */
    public Builder unsafeSteps(boolean value) {
      unsafeSteps = value;
      return this;
    }

    /** Checks the ranges, see {@link FirenetParameters}. */
    public FirenetParameters build() {
      return new FirenetParameters(
          outer,
          inner,
          nu.orElseGet(() -> Defaults.nu(outer, inner)),
          delta,
          tau,
          sigma,
          norm,
          epsilon0,
          restarts,
          shifts,
          unsafeSteps);
    }
  }
}
