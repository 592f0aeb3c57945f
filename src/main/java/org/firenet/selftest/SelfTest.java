package org.firenet.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.network.Backend;
import org.firenet.network.BackendFailureException;
import org.firenet.network.BackendUnavailableException;
import org.firenet.network.Backends;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;

/**
 * Solves problems on backends and by the reference, in double precision, and compares: the images,
 * the bits of repeated runs, and batches with images one by one. Random problems are also
 * differentiated, where a backend can: products with the Jacobian and its adjoint are compared with
 * the reference's, and with each other by the dot-product test.
 */
public final class SelfTest {
  /** Single precision: 2^-24 a rounding, over some hundred dependent operations. */
  public static final double SINGLE_BOUND = 2e-5;

  /** Double precision: 2^-53 a rounding, over some hundred dependent operations. */
  public static final double DOUBLE_BOUND = 1e-11;

  /**
   * Single precision; a coefficient whose modulus is its threshold up to rounding may fall on the
   * other side, which changes the derivative by that coefficient's part.
   */
  public static final double SINGLE_DERIVATIVE_BOUND = 5e-2;

  private static final String REFERENCE = "reference";
  private static final int RUNS = 2;
  private static final int RUNS_OF_FULL = 10;

  /**
   * What to test.
   *
   * @param backend name of a backend, or {@code auto} for each that works
   * @param precisions of the arithmetic
   * @param problems how many random problems
   * @param seed of the random numbers
   * @param full whether every way through the kernels is taken too, and runs are repeated ten times
   */
  public record Settings(
      String backend, List<Precision> precisions, int problems, long seed, boolean full) {
    /** Copies the list and checks the ranges. */
    public Settings {
      precisions = List.copyOf(precisions);
      if (problems < 0 || (problems == 0 && !full)) {
        throw new IllegalArgumentException("problems: expected at least 1, got " + problems);
      }
      if (backend.equals(REFERENCE)) {
        throw new IllegalArgumentException(
            "backend: expected one that is judged, got reference, which judges");
      }
    }
  }

  /** Told how far it is. */
  @FunctionalInterface
  public interface Observer {
    /** So many problems are done. */
    void done(int done, int total);
  }

  private final Settings settings;
  private final List<SelfTestRow> rows = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();

  private SelfTest(Settings settings) {
    this.settings = settings;
  }

  /**
   * Runs it. Failures of a backend become rows.
   *
   * @throws BackendUnavailableException if the backend can not run here
   */
  public static SelfTestResult run(Settings settings, Observer observer) {
    return run(settings, backends(settings.backend()), observer);
  }

  /** {@link #run(Settings, Observer)} of given backends. */
  static SelfTestResult run(Settings settings, List<Backend> backends, Observer observer) {
    long begin = System.nanoTime();
    SelfTest test = new SelfTest(settings);
    List<SelfTestCase> systematic =
        settings.full() ? SystematicCases.all(settings.seed()) : List.of();
    int total = settings.problems() + systematic.size();
    for (int i = 0; i < total; i++) {
      SelfTestCase one =
          i < systematic.size()
              ? systematic.get(i)
              : RandomCases.of(settings.seed(), i - systematic.size());
      test.solve(one, backends);
      if (i >= systematic.size()) {
        test.differentiate(one, backends);
      }
      observer.done(i + 1, total);
    }
    return new SelfTestResult(test.rows, test.skipped, (System.nanoTime() - begin) / 1e9);
  }

  private static List<Backend> backends(String name) {
    if (!name.equals("auto")) {
      Backend backend = Backends.named(name);
      Optional<String> reason = backend.unavailable();
      if (reason.isPresent()) {
        throw new BackendUnavailableException(List.of(name + ": " + reason.get()));
      }
      return List.of(backend);
    }
    return Backends.all().stream()
        .filter(backend -> backend.unavailable().isEmpty())
        .filter(backend -> !backend.name().equals(REFERENCE))
        .toList();
  }

  private void solve(SelfTestCase one, List<Backend> backends) {
    List<ComplexArray> expected = new ArrayList<>();
    PlanOptions exact = PlanOptions.defaults().withPrecision(Precision.DOUBLE);
    try (Plan plan = Backends.plan(REFERENCE, one.problem(), one.parameters(), exact)) {
      for (int slice = 0; slice < one.batch(); slice++) {
        expected.add(plan.run(one.input(slice)));
      }
    }
    for (Backend backend : backends) {
      for (Precision precision : settings.precisions()) {
        PlanOptions options =
            PlanOptions.defaults().withPrecision(precision).withBatch(one.batch());
        Optional<String> reason = backend.unsupported(one.problem(), options);
        if (reason.isPresent()) {
          skipped.add("%s: %s: %s".formatted(backend.name(), one.name(), reason.get()));
        } else {
          rows.add(row(one, expected, backend, options));
        }
      }
    }
  }

  private SelfTestRow row(
      SelfTestCase one, List<ComplexArray> expected, Backend backend, PlanOptions options) {
    String route = "";
    double error = Double.NaN;
    boolean repeats = true;
    OptionalDouble oneByOne = OptionalDouble.empty();
    String failure = "";
    try (Plan plan = backend.plan(one.problem(), one.parameters(), options)) {
      route = plan.description();
      ComplexArray images = plan.run(one.input());
      error = 0;
      for (int slice = 0; slice < one.batch(); slice++) {
        error = Math.max(error, Differences.of(images.slice(slice), expected.get(slice)));
      }
      for (int run = 1; run < runs(); run++) {
        repeats &= Differences.sameBits(images, plan.run(one.input()));
      }
      if (one.batch() > 1) {
        oneByOne = OptionalDouble.of(oneByOne(one, images, backend, options));
      }
    } catch (BackendFailureException | IllegalArgumentException e) {
      failure = e.getMessage();
    }
    SelfTestSubject subject = SelfTestSubject.IMAGES;
    Precision precision = options.precision();
    return new SelfTestRow(
        one.name(),
        backend.name(),
        subject,
        precision,
        route,
        error,
        subject.bound(precision),
        repeats,
        oneByOne,
        failure);
  }

  private int runs() {
    return settings.full() ? RUNS_OF_FULL : RUNS;
  }

  private void differentiate(SelfTestCase one, List<Backend> backends) {
    DerivativeCheck check = null;
    for (Backend backend : backends) {
      for (Precision precision : settings.precisions()) {
        PlanOptions options = PlanOptions.defaults().withPrecision(precision);
        if (backend.unsupported(one.problem(), options).isPresent()) {
          continue;
        }
        Optional<String> reason = backend.notDifferentiable(one.problem(), options);
        if (reason.isPresent()) {
          String text = "%s: derivatives: %s".formatted(backend.name(), reason.get());
          if (!skipped.contains(text)) {
            skipped.add(text);
          }
          continue;
        }
        check = check == null ? new DerivativeCheck(one, Backends.named(REFERENCE)) : check;
        rows.add(check.row(backend, options, runs()));
      }
    }
  }

  private static double oneByOne(
      SelfTestCase one, ComplexArray images, Backend backend, PlanOptions options) {
    double worst = 0;
    try (Plan alone = backend.plan(one.problem(), one.parameters(), options.withBatch(1))) {
      for (int slice = 0; slice < one.batch(); slice++) {
        PlanInput input = one.input(slice);
        worst = Math.max(worst, Differences.of(images.slice(slice), alone.run(input)));
      }
    }
    return worst;
  }
}
