package org.firenet.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;

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
   * A backend by name.
   *
   * @throws BackendUnavailableException if there is none of this name
   */
  public static Backend named(String name) {
    List<Backend> candidates = candidates(name);
    return candidates.stream()
        .filter(backend -> backend.unavailable().isEmpty())
        .findFirst()
        .orElse(candidates.get(0));
  }

  private static List<Backend> candidates(String name) {
    List<Backend> all = all();
    List<Backend> candidates =
        name.equals("auto")
            ? all
            : all.stream().filter(backend -> name.equals(backend.name())).toList();
    if (candidates.isEmpty()) {
      throw new BackendUnavailableException(
          List.of(
              name
                  + ": no such backend here, there are "
                  + all.stream().map(Backend::name).distinct().toList()));
    }
    return candidates;
  }

  /**
   * The backend that would solve a problem; empty if none can.
   *
   * @param name {@code auto} for the fastest that works, or the name of one
   */
  public static Optional<Backend> choice(String name, Problem problem, PlanOptions options) {
    return candidates(name).stream()
        .filter(backend -> backend.unavailable().isEmpty())
        .filter(backend -> backend.unsupported(problem, options).isEmpty())
        .findFirst();
  }

  /** {@link #plan(String, Problem, FirenetParameters, PlanOptions, Consumer)}, telling nobody. */
  public static Plan plan(
      String name, Problem problem, FirenetParameters parameters, PlanOptions options) {
    return plan(name, problem, parameters, options, reason -> {});
  }

  /**
   * Makes a plan on a backend. With {@code auto} a backend that fails at it is passed over.
   *
   * @param name {@code auto} for the fastest that works, or the name of one
   * @param passedOver told why a backend that works on this machine was not taken for this problem
   * @throws BackendUnavailableException with the reason of each backend considered, if none works
   * @throws BackendFailureException if the backend named failed
   */
  public static Plan plan(
      String name,
      Problem problem,
      FirenetParameters parameters,
      PlanOptions options,
      Consumer<String> passedOver) {
    List<String> reasons = new ArrayList<>();
    for (Backend backend : candidates(name)) {
      Optional<String> absent = backend.unavailable();
      if (absent.isPresent()) {
        reasons.add(backend.name() + ": " + absent.get());
        continue;
      }
      String reason;
      Optional<String> unsupported = backend.unsupported(problem, options);
      if (unsupported.isPresent()) {
        reason = backend.name() + ": " + unsupported.get();
      } else {
        try {
          return backend.plan(problem, parameters, options);
        } catch (BackendFailureException e) {
          if (!name.equals("auto")) {
            throw e;
          }
          reason = e.getMessage();
        }
      }
      reasons.add(reason);
      passedOver.accept(reason);
    }
    throw new BackendUnavailableException(reasons);
  }

  /** A plan on the fastest backend that works, with default options. */
  public static Plan plan(Problem problem, FirenetParameters parameters) {
    return plan("auto", problem, parameters, PlanOptions.defaults());
  }

  /**
   * The derivative of a network, on the first backend that has it. With {@code auto} a backend that
   * fails at it is passed over.
   *
   * @param name {@code auto} for the fastest that works, or the name of one
   * @throws BackendUnavailableException with the reason of each backend considered, if none works
   * @throws BackendFailureException if the backend named failed
   */
  public static NetworkDerivative derivative(
      String name,
      Problem problem,
      FirenetParameters parameters,
      PlanOptions options,
      DerivativeOptions derivativeOptions) {
    List<String> reasons = new ArrayList<>();
    for (Backend backend : candidates(name)) {
      Optional<String> reason =
          backend
              .unavailable()
              .or(() -> backend.unsupported(problem, options))
              .or(() -> backend.notDifferentiable(problem, options));
      if (reason.isEmpty()) {
        try {
          return backend.derivative(problem, parameters, options, derivativeOptions);
        } catch (BackendFailureException e) {
          if (!name.equals("auto")) {
            throw e;
          }
          reason = Optional.of(e.getMessage());
        }
      }
      reasons.add(backend.name() + ": " + reason.get());
    }
    throw new BackendUnavailableException(reasons);
  }
}
