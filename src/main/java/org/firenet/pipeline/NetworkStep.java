package org.firenet.pipeline;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.firenet.acquisition.KSpace;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.network.Backend;
import org.firenet.network.BackendFailureException;
import org.firenet.network.Backends;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;
import org.firenet.pipeline.CoilStep.Coils;

/** Solves images by the network; keeps its plan as long as it fits. */
final class NetworkStep implements AutoCloseable {
  /** Images at a time where nothing else is known. */
  private static final int AT_A_TIME = 4;

  private final String backend;
  private final ReconstructionSettings settings;
  private final PerImage perImage;
  private final LinearMethods linear;
  private final RunLog log;
  private final boolean brief;
  private final Verification verification;
  private Plan plan;
  private String description;

  /**
   * A step.
   *
   * @param backend its name, or {@code auto}
   * @param brief whether there is so little to do that compiling fast code is not worth it
   */
  NetworkStep(
      String backend,
      ReconstructionSettings settings,
      PerImage perImage,
      LinearMethods linear,
      RunLog log,
      boolean brief) {
    this.backend = backend;
    this.settings = settings;
    this.perImage = perImage;
    this.linear = linear;
    this.log = log;
    this.brief = brief;
    this.verification = new Verification(settings.verify(), log);
  }

  /**
   * Images worth having in memory at a time, told before masks are known.
   *
   * @param coils number of coils, 0 without a coil axis
   */
  int batch(Shape grid, int coils) {
    Mask mask = settings.mask() == null ? Mask.full(grid) : settings.mask();
    if (grid.rank() < 3 && settings.method() == Method.FIRENET && mask.samples() > 0) {
      try {
        return batch(NetworkProblem.of(settings, mask, coils > 1 ? coils : 0));
      } catch (IllegalArgumentException e) {
        // What is wrong is told when the data are there, with the place.
        return AT_A_TIME;
      }
    }
    return Math.max(AT_A_TIME, 2 * options(1).resolvedThreads());
  }

  private int batch(Problem problem) {
    PlanOptions options = options(1);
    return Backends.choice(backend, problem, options)
        .map(chosen -> preferredBatch(chosen, problem, options))
        .orElse(AT_A_TIME);
  }

  /** A device that fails here fails again when the plan is made, where that is dealt with. */
  private static int preferredBatch(Backend chosen, Problem problem, PlanOptions options) {
    try {
      return chosen.preferredBatch(problem, options);
    } catch (BackendFailureException e) {
      return AT_A_TIME;
    }
  }

  private PlanOptions options(int batch) {
    return new PlanOptions(
        batch, settings.precision(), settings.threads(), brief, settings.history());
  }

  /** What computed the images. */
  String description() {
    return description;
  }

  /** What was solved last, if anything was. */
  Optional<Problem> problem() {
    return Optional.ofNullable(plan).map(Plan::problem);
  }

  /**
   * Images {@code [image, y, x]}.
   *
   * @param known the true ones, or null
   * @param first place of the first image among those selected
   */
  ComplexArray images(Coils coils, Mask mask, ComplexArray known, int first) {
    KSpace kspace = coils.kspace();
    boolean separable =
        mask.shape().rank() == 3
            && settings.separateReadout()
            && settings.sampling() instanceof Sampling.Fourier
            && ReadoutSeparation.possible(mask);
    if (separable) {
      return separated(coils, mask, known, first);
    }
    Verification.Places places = places(first);
    return kspace.coils() && coils.maps() == null
        ? coilByCoil(kspace.data(), mask, known, first, places)
        : network(kspace.data(), mask, coils.maps(), known, first, places);
  }

  private Verification.Places places(int first) {
    return new Verification.Places(
        first, perImage.numbers().size(), i -> "slice " + perImage.numbers().get(first + i));
  }

  /** Each position along the readout of a volume as a problem of its own. */
  private ComplexArray separated(Coils coils, Mask mask, ComplexArray known, int first) {
    if (settings.start() != null || settings.startCoefficients() != null) {
      throw new IllegalArgumentException(
          "start: not with a separated readout; solve in three dimensions");
    }
    log.note(
        "readout fully sampled: solved as %d two-dimensional problems along it"
            .formatted(mask.shape().extent(2)));
    Mask plane = ReadoutSeparation.mask(mask);
    KSpace kspace = coils.kspace();
    ComplexArray images = null;
    for (int volume = 0; volume < kspace.images(); volume++) {
      ComplexArray data = ReadoutSeparation.separate(kspace.data().slice(volume));
      ComplexArray maps = coils.maps(volume);
      ComplexArray planes =
          known == null ? null : ReadoutSeparation.moveLastAxisFirst(known.slice(volume));
      Verification.Places places = places(first).within(volume, data.shape().extent(0), "plane");
      ComplexArray solved =
          kspace.coils() && maps == null
              ? coilByCoil(data, plane, planes, 0, places)
              : network(
                  data,
                  plane,
                  maps == null ? null : ReadoutSeparation.moveLastAxisFirst(maps),
                  planes,
                  0,
                  places);
      ComplexArray image = ReadoutSeparation.moveFirstAxisLast(solved);
      if (images == null) {
        images = ComplexArray.zeros(image.precision(), image.shape().prepend(kspace.images()));
      }
      images.setSlice(volume, image);
    }
    return images;
  }

  /** Each coil's image on its own, then combined. */
  private ComplexArray coilByCoil(
      ComplexArray data, Mask mask, ComplexArray known, int first, Verification.Places places) {
    int coils = data.shape().extent(1);
    if (coils > 1 && (settings.start() != null || settings.startCoefficients() != null)) {
      throw new IllegalArgumentException("start: needs coil maps, or data of one coil");
    }
    ComplexArray out = null;
    for (int i = 0; i < data.shape().extent(0); i++) {
      ComplexArray one = coils > 1 || known == null ? null : known.slices(i, i + 1);
      ComplexArray images =
          network(data.slice(i), mask, null, one, first + i, places.within(i, coils, "coil"));
      ComplexArray combined = coils > 1 ? linear.combine(images) : images.slice(0);
      if (out == null) {
        out =
            ComplexArray.zeros(
                combined.precision(), combined.shape().prepend(data.shape().extent(0)));
      }
      out.setSlice(i, combined);
    }
    return out;
  }

  private ComplexArray network(
      ComplexArray data,
      Mask mask,
      ComplexArray maps,
      ComplexArray known,
      int first,
      Verification.Places places) {
    int count = data.shape().extent(0);
    preparePlan(mask, maps == null ? 0 : data.shape().extent(1), count);
    int batch = plan.options().batch();
    Shape image = mask.shape();
    ComplexArray images = ComplexArray.zeros(plan.options().precision(), image.prepend(count));
    long layers = (long) count * plan.parameters().layers();
    AtomicLong done = new AtomicLong();
    for (int from = 0; from < count; from += batch) {
      int to = Math.min(count, from + batch);
      PlanInput input =
          PlanInput.of(data.slices(from, to))
              .afterLayer(() -> log.step("layers", done.incrementAndGet(), layers));
      if (maps != null) {
        boolean shared = maps.shape().rank() < data.shape().rank();
        input.maps(shared ? maps : maps.slices(from, to));
      }
      addStarts(input, image, first + from, first + to);
      if (known != null) {
        addTruth(input, known.slices(from, to), maps != null);
      }
      ComplexArray some = ComplexArray.zeros(images.precision(), image.prepend(to - from));
      plan.run(input, some);
      for (int i = from; i < to; i++) {
        images.setSlice(i, some.slice(i - from));
      }
      log.add(plan.histories());
      verification.check(plan, input, some, from, places);
    }
    return images;
  }

  private void addTruth(PlanInput input, ComplexArray known, boolean withMaps) {
    if (settings.comparesMagnitudes(withMaps)) {
      input.truthOfMagnitude(known);
    } else {
      input.truth(known);
    }
  }

  private void addStarts(PlanInput input, Shape image, int first, int last) {
    if (settings.start() != null) {
      input.startImage(perImage.of("start", settings.start(), image, first, last));
    }
    if (settings.startCoefficients() != null) {
      Shape padded = plan.problem().layout().padded();
      ComplexArray start = settings.startCoefficients();
      input.startCoefficients(perImage.of("start coefficients", start, padded, first, last));
    }
  }

  private void preparePlan(Mask mask, int coils, int count) {
    boolean same =
        plan != null
            && plan.problem().mask().orElseThrow().equals(mask)
            && plan.problem().coils() == coils;
    if (same && plan.options().batch() >= count) {
      return;
    }
    Problem problem = same ? plan.problem() : NetworkProblem.of(settings, mask, coils);
    int batch = count == 1 ? 1 : Math.min(count, batch(problem));
    if (same && plan.options().batch() >= batch) {
      return;
    }
    close();
    plan =
        Backends.plan(
            backend,
            problem,
            settings.parameters(),
            options(batch),
            reason -> log.note("solved by another backend: " + reason));
    description = plan.description();
  }

  @Override
  public void close() {
    if (plan != null) {
      plan.close();
      plan = null;
    }
  }
}
