package org.firenet.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the arithmetic happens. Found by {@link java.util.ServiceLoader}. */
public interface Backend {
  /** Short lower-case name, as {@code --backend} takes it. */
  String name();

  /** One line for people: what it runs on. */
  String description();

  /** Why it can not run on this machine; empty if it can. */
  Optional<String> unavailable();

  /** Why it can not run a problem; empty if it can. */
  Optional<String> unsupported(Problem problem, PlanOptions options);

  /** What else is known of what it runs on, by name, for people; empty if nothing. */
  default Map<String, String> details() {
    return Map.of();
  }

  /**
   * How many images it wants at a time, if there are as many: enough to be busy, no more than this
   * machine's memory holds.
   *
   * @param options those of the plan; its batch counts for nothing
   */
  default int preferredBatch(Problem problem, PlanOptions options) {
    return Math.max(4, 2 * options.resolvedThreads());
  }

  /** Names of devices that forecasts can assume; empty if it runs on none. */
  default List<String> assumableDevices() {
    return List.of();
  }

  /**
   * Tells what a plan will need, before anything is allocated; empty if this backend can not tell.
   *
   * @throws IllegalArgumentException if problem, parameters and conditions do not go together
   * @throws BackendFailureException if a device that was to be asked failed
   */
  default Optional<PlanForecast> forecast(
      Problem problem,
      FirenetParameters parameters,
      PlanOptions options,
      ForecastConditions conditions) {
    return Optional.empty();
  }

  /**
   * Makes a plan.
   *
   * @throws IllegalArgumentException if problem and parameters do not go together
   * @throws BackendFailureException if a device, its memory or its libraries failed; runs of the
   *     plan throw it too
   */
  Plan plan(Problem problem, FirenetParameters parameters, PlanOptions options);

  /** Why it can not differentiate a problem; empty if it can. */
  default Optional<String> notDifferentiable(Problem problem, PlanOptions options) {
    return Optional.of("has no derivatives");
  }

  /**
   * Makes the derivative of a network. Of the options, batch and history count for nothing.
   *
   * @throws IllegalArgumentException if problem and parameters do not go together
   * @throws UnsupportedOperationException if {@link #notDifferentiable} gives a reason
   * @throws BackendFailureException if a device, its memory or its libraries failed
   */
  default NetworkDerivative derivative(
      Problem problem,
      FirenetParameters parameters,
      PlanOptions options,
      DerivativeOptions derivativeOptions) {
    throw new UnsupportedOperationException(name() + ": has no derivatives");
  }
}
