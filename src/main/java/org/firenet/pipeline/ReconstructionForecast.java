package org.firenet.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.firenet.acquisition.KSpace;
import org.firenet.acquisition.Scan;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.network.Backend;
import org.firenet.network.BackendFailureException;
import org.firenet.network.Backends;
import org.firenet.network.FirenetParameters;
import org.firenet.network.ForecastConditions;
import org.firenet.network.PlanForecast;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;

/**
 * What a reconstruction will be and need, told before it runs.
 *
 * @param problem what will be solved
 * @param count how many times
 * @param parts what each of them is: {@code image}, {@code coil image}, {@code plane}
 * @param forecasts of the backend that would be taken, or was asked for, and of the processors
 * @param notes what is taken for granted, and what can not be told
 */
public record ReconstructionForecast(
    Problem problem, int count, String parts, List<PlanForecast> forecasts, List<String> notes) {
  /** The share of this process's memory that timing may take. */
  private static final long TIMED_SHARE = 8;

  /**
   * How it is to be told.
   *
   * @param batch images at a time; empty for what the backend wants
   * @param device name of a device to assume; empty for those of this machine
   * @param bandwidth bytes per second that the device copies, read plus written; empty to measure
   *     it
   * @param timed whether the processors are timed, about a second
   */
  public record Conditions(
      OptionalInt batch, Optional<String> device, OptionalDouble bandwidth, boolean timed) {
    /** On this machine, with what the backend wants. */
    public static Conditions here() {
      return new Conditions(OptionalInt.empty(), Optional.empty(), OptionalDouble.empty(), true);
    }
  }

  /** Copies the lists. */
  public ReconstructionForecast {
    forecasts = List.copyOf(forecasts);
    notes = List.copyOf(notes);
  }

  /**
   * Reads the first image of a scan and tells.
   *
   * @throws IOException if it can not be read
   * @throws IllegalArgumentException if settings, scan and conditions do not go together
   */
  public static ReconstructionForecast of(
      Scan scan, ReconstructionSettings settings, Conditions conditions) throws IOException {
    if (settings.method() != Method.FIRENET) {
      throw new IllegalArgumentException(
          "method: expected firenet, got " + settings.method().label());
    }
    KSpace first = scan.read(0, 1);
    List<String> notes = new ArrayList<>();
    Mask mask = settings.mask();
    if (mask == null) {
      mask = first.masks().get(0);
      if (scan.images() > 1) {
        notes.add("the mask of the first image is taken for that of all");
      }
    }
    boolean separable =
        mask.shape().rank() == 3
            && settings.separateReadout()
            && settings.sampling() instanceof Sampling.Fourier
            && ReadoutSeparation.possible(mask);
    int count = scan.images();
    String parts = mask.shape().rank() == 3 ? "volume" : "image";
    if (separable) {
      count *= mask.shape().extent(2);
      parts = "plane";
      mask = ReadoutSeparation.mask(mask);
    }
    int coils = first.coils() ? first.coilCount() : 0;
    if (settings.virtualCoils() > 0) {
      coils = Math.min(coils, settings.virtualCoils());
    }
    if (coils > 0 && !withMaps(settings, coils)) {
      parts = coils > 1 ? "coil image" : parts;
      count *= coils;
      coils = 0;
    }
    Problem problem = NetworkProblem.of(settings, mask, coils);
    List<PlanForecast> forecasts = forecasts(problem, count, settings, conditions, notes);
    return new ReconstructionForecast(problem, count, parts, forecasts, notes);
  }

  private static boolean withMaps(ReconstructionSettings settings, int coils) {
    if (settings.maps() instanceof CoilMaps.Automatic) {
      return coils > 1 && settings.sampling() instanceof Sampling.Fourier;
    }
    return !(settings.maps() instanceof CoilMaps.None);
  }

  private static List<PlanForecast> forecasts(
      Problem problem,
      int count,
      ReconstructionSettings settings,
      Conditions conditions,
      List<String> notes) {
    FirenetParameters parameters = settings.parameters().resolve(problem);
    PlanOptions options =
        new PlanOptions(1, settings.precision(), settings.threads(), false, settings.history());
    List<PlanForecast> forecasts = new ArrayList<>();
    for (Backend backend : backends(settings.backend(), problem, options, conditions, notes)) {
      try {
        PlanOptions batched =
            options.withBatch(batch(backend, problem, options, count, conditions));
        ForecastConditions asked =
            new ForecastConditions(count, conditions.device(), conditions.bandwidth());
        Optional<PlanForecast> told = backend.forecast(problem, parameters, batched, asked);
        if (told.isEmpty()) {
          notes.add(backend.name() + ": tells nothing before it runs");
        } else {
          forecasts.add(timed(told.get(), backend, problem, parameters, batched, conditions));
        }
      } catch (BackendFailureException e) {
        notes.add(e.getMessage());
      }
    }
    return forecasts;
  }

  /** The one that would be taken, then the processors. */
  private static List<Backend> backends(
      String name,
      Problem problem,
      PlanOptions options,
      Conditions conditions,
      List<String> notes) {
    List<Backend> backends = new ArrayList<>();
    if (conditions.device().isPresent()) {
      backends.add(Backends.named(name.equals("auto") ? "cuda" : name));
    } else if (!name.equals("auto")) {
      Backend named = Backends.named(name);
      Optional<String> reason = named.unavailable().or(() -> named.unsupported(problem, options));
      reason.ifPresent(text -> notes.add(named.name() + ": " + text));
      if (reason.isEmpty()) {
        backends.add(named);
      }
    } else {
      Backends.choice(name, problem, options).ifPresent(backends::add);
      Backend device = Backends.named("cuda");
      device.unavailable().ifPresent(reason -> notes.add("cuda: " + reason));
    }
    if (backends.stream().noneMatch(backend -> backend.name().equals("cpu"))) {
      Backend processors = Backends.named("cpu");
      if (processors.unsupported(problem, options).isEmpty()) {
        backends.add(processors);
      }
    }
    return backends;
  }

  private static int batch(
      Backend backend, Problem problem, PlanOptions options, int count, Conditions conditions) {
    boolean assumed = conditions.device().isPresent() && !backend.name().equals("cpu");
    int wanted =
        conditions
            .batch()
            .orElseGet(() -> assumed ? count : backend.preferredBatch(problem, options));
    return Math.min(count, wanted);
  }

  /** Of a backend that does not know how long it takes. */
  private static PlanForecast timed(
      PlanForecast forecast,
      Backend backend,
      Problem problem,
      FirenetParameters parameters,
      PlanOptions options,
      Conditions conditions) {
    long arrays =
        2L * options.batch() * problem.data().count() * Precision.DOUBLE.bytesPerComplex();
    boolean small =
        forecast.memory().host() + arrays < Runtime.getRuntime().maxMemory() / TIMED_SHARE;
    if (forecast.time().layers().isPresent() || !conditions.timed() || !small) {
      return forecast;
    }
    double seconds =
        LayerClock.seconds(backend, problem, parameters, options)
            * forecast.work().images()
            * forecast.work().layers();
    return forecast.withTime(
        new PlanForecast.Time(
            OptionalDouble.empty(), OptionalDouble.of(seconds), OptionalDouble.empty()));
  }
}
