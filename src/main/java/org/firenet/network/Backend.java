package org.firenet.network;

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

  /**
   * Makes a plan.
   *
   * @throws IllegalArgumentException if problem and parameters do not go together
   */
  Plan plan(Problem problem, FirenetParameters parameters, PlanOptions options);
}
