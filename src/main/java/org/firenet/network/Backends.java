package org.firenet.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The backends on the class path and the choice among them, with reasons. */
public final class Backends {
  /** Fastest first; what {@code auto} tries. */
  private static final List<String> PREFERENCE = List.of("cuda", "cpu", "reference");

  private Backends() {}

  /** All backends found, fastest first. */
  public static List<Backend> all() {
    List<Backend> found = new ArrayList<>();
    ServiceLoader.load(Backend.class, Backends.class.getClassLoader()).forEach(found::add);
    found.sort((a, b) -> Integer.compare(rank(a), rank(b)));
    return found;
  }

  private static int rank(Backend backend) {
    int rank = PREFERENCE.indexOf(backend.name());
    return rank < 0 ? PREFERENCE.size() : rank;
  }

  /**
   * Makes a plan on a backend.
   *
   * @param name {@code auto} for the fastest that works, or the name of one
   * @throws BackendUnavailableException with the reason of each backend considered, if none works
   */
  public static Plan plan(
      String name, Problem problem, FirenetParameters parameters, PlanOptions options) {
    List<String> reasons = new ArrayList<>();
    for (Backend backend : all()) {
      if (name.equals("auto") || name.equals(backend.name())) {
        Optional<String> reason = backend.unavailable();
        if (reason.isEmpty()) {
          reason = backend.unsupported(problem, options);
        }
        if (reason.isEmpty()) {
          return backend.plan(problem, parameters, options);
        }
        reasons.add(backend.name() + ": " + reason.get());
      }
    }
    if (reasons.isEmpty()) {
      reasons.add(
          name + ": no such backend here, there are " + all().stream().map(Backend::name).toList());
    }
    throw new BackendUnavailableException(reasons);
  }

  /** A plan on the fastest backend that works, with default options. */
  public static Plan plan(Problem problem, FirenetParameters parameters) {
    return plan("auto", problem, parameters, PlanOptions.defaults());
  }
}
