package org.firenet.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A backend on the class path of tests that is whatever a test puts there; else it can not run. */
public final class StandInBackend implements Backend {
  private static volatile Backend current;

  /** Puts a backend there until it is closed. */
  public static Placed place(Backend backend) {
    current = backend;
    return () -> current = null;
  }

  /** What was put there; closing takes it away. */
  public interface Placed extends AutoCloseable {
    @Override
    void close();
  }

  @Override
  public String name() {
    Backend backend = current;
    return backend == null ? "stand-in" : backend.name();
  }

  @Override
  public String description() {
    return current.description();
  }

  @Override
  public Map<String, String> details() {
    return current.details();
  }

  @Override
  public Optional<String> unavailable() {
    Backend backend = current;
    return backend == null ? Optional.of("for tests") : backend.unavailable();
  }

  @Override
  public Optional<String> unsupported(Problem problem, PlanOptions options) {
    return current.unsupported(problem, options);
  }

  @Override
  public int preferredBatch(Problem problem, PlanOptions options) {
    return current.preferredBatch(problem, options);
  }

  @Override
  public List<String> assumableDevices() {
    return current == null ? List.of() : current.assumableDevices();
  }

  @Override
  public Optional<PlanForecast> forecast(
      Problem problem,
      FirenetParameters parameters,
      PlanOptions options,
      ForecastConditions conditions) {
    return current.forecast(problem, parameters, options, conditions);
  }

  @Override
  public Plan plan(Problem problem, FirenetParameters parameters, PlanOptions options) {
    return current.plan(problem, parameters, options);
  }
}
