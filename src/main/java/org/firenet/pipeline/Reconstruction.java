package org.firenet.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.mri.CgSense;
import org.firenet.mri.CoilCombination;
import org.firenet.mri.CoilCompression;
import org.firenet.mri.Espirit;
import org.firenet.mri.ZeroFilled;
import org.firenet.network.Backends;
import org.firenet.network.History;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;
import org.firenet.transform.WaveletLayout;

/**
 * Reconstructs a scan: for each slice its mask, its coil sensitivities and its image, several
 * slices at a time, slices with the same mask by the same plan.
 */
public final class Reconstruction implements AutoCloseable {
  /** Slices of a scan read and solved at a time, at least. */
  private static final int LEAST_BATCH = 4;

  /** Coil pixels times layers that plain code does in the time that compiling vector code takes. */
  private static final double LITTLE_WORK = 1e8;

  private final ReconstructionSettings settings;
  private final Progress progress;

  /** Told of the steps within a batch. */
  private Progress steps;

  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final List<History> histories = new ArrayList<>();
  private boolean brief;
  private int firstSlice;
  private int endSlice;
  private int sliceCount;
  private ComplexArray truth;
  private Plan plan;
  private String description;
  private Mask firstMask;
  private ComplexArray firstMaps;
  private ComplexArray firstData;
  private ComplexArray zeroFilled;

  private Reconstruction(ReconstructionSettings settings, Progress progress) {
    this.settings = settings;
    this.progress = progress;
    this.steps = progress;
  }

  /**
   * Reconstructs slices of a scan.
   *
   * @param from first slice
   * @param to one after the last slice
   * @throws IOException if the scan can not be read
   * @throws IllegalArgumentException if settings and scan do not go together
   */
  public static ReconstructionResult run(
      ScanFile scan, int from, int to, ReconstructionSettings settings, Progress progress)
      throws IOException {
    try (Reconstruction reconstruction = new Reconstruction(settings, progress)) {
      return reconstruction.slices(scan, from, to);
    }
  }

  /** {@link #run(ScanFile, int, int, ReconstructionSettings, Progress)} for all slices. */
  public static ReconstructionResult run(
      ScanFile scan, ReconstructionSettings settings, Progress progress) throws IOException {
    return run(scan, 0, scan.slices(), settings, progress);
  }

  /**
   * Reconstructs data in memory.
   *
   * @param kspace {@code [slice, coil, ky, kx]}, one axis more in 3-D
   * @param coils whether there is a coil axis
   */
  public static ReconstructionResult run(
      ComplexArray kspace, boolean coils, ReconstructionSettings settings) {
    kspace.requireFinite("kspace");
    try (Reconstruction reconstruction = new Reconstruction(settings, Progress.NONE)) {
      int count = kspace.shape().extent(0);
      Shape one = kspace.shape().last(kspace.shape().rank() - 1);
      reconstruction.brief = reconstruction.work(one, 1, count) < LITTLE_WORK;
      reconstruction.range(0, count, count, coils ? one.last(one.rank() - 1) : one);
      ComplexArray images = reconstruction.chunk(kspace, 0, coils);
      return reconstruction.result(images);
    }
  }

  /** The zero-filled image of the first slice of a result, for comparison. */
  public static ComplexArray zeroFilled(ReconstructionResult result) {
    ReconstructionSettings settings =
        new ReconstructionSettings().method(Method.ZERO_FILLED).sampling(result.sampling());
    result.maps().ifPresent(maps -> settings.maps(new CoilMaps.Given(maps)));
    if (result.maps().isEmpty()) {
      settings.maps(new CoilMaps.None());
    }
    ComplexArray data = result.firstData();
    boolean coils = data.shape().rank() > result.mask().shape().rank();
    Shape one = data.shape().prepend(1);
    return run(data.reshape(one), coils, settings).images().slice(0);
  }

  private ReconstructionResult slices(ScanFile scan, int from, int to) throws IOException {
    brief = work(scan.grid(), scan.coils(), to - from) < LITTLE_WORK;
    range(from, to, scan.slices(), scan.grid());
    int batch = Math.max(LEAST_BATCH, 2 * options(1).resolvedThreads());
    boolean severalBatches = to - from > batch;
    if (severalBatches) {
      steps = Progress.NONE;
    }
    ComplexArray images = null;
    for (int first = from; first < to; first += batch) {
      int last = Math.min(to, first + batch);
      long begin = System.nanoTime();
      ComplexArray data = scan.read(first, last);
      spent("read", begin);
      ComplexArray some = chunk(data, first, scan.coils() > 0);
      if (images == null) {
        Shape one = some.shape().last(some.shape().rank() - 1);
        images = ComplexArray.zeros(some.precision(), one.prepend(to - from));
      }
      for (int slice = first; slice < last; slice++) {
        images.setSlice(slice - from, some.slice(slice - first));
      }
      if (severalBatches) {
        progress.report("slices", last - from, to - from);
      }
    }
    return result(scan.sliced() ? images : images.slice(0));
  }

  /** Notes which slices of how many are asked for, and checks the truth before any work. */
  private void range(int first, int last, int count, Shape image) {
    firstSlice = first;
    endSlice = last;
    sliceCount = count;
    if (settings.truth() != null) {
      truth = ofSlices("truth", settings.truth(), image, first, last);
    }
  }

  private double work(Shape grid, int coils, int slices) {
    return (double) grid.count() * Math.max(1, coils) * slices * settings.parameters().layers();
  }

  private ReconstructionResult result(ComplexArray images) {
    return new ReconstructionResult(
        images,
        description,
        firstMask,
        Optional.ofNullable(firstMaps),
        firstData,
        Optional.ofNullable(truth).map(t -> t.reshape(images.shape())),
        Optional.ofNullable(zeroFilled).map(z -> z.reshape(images.shape())),
        Optional.ofNullable(plan).map(Plan::problem),
        settings.sampling(),
        List.copyOf(histories),
        new LinkedHashMap<>(seconds),
        List.copyOf(notes));
  }

  /** Images of some slices, {@code first} the number of the first in the scan. */
  private ComplexArray chunk(ComplexArray kspace, int first, boolean coils) {
    int count = kspace.shape().extent(0);
    ComplexArray images = null;
    for (int slice = 0; slice < count; slice++) {
      Mask mask = mask(kspace.slice(slice), coils, first + slice);
      int end = slice + 1;
      while (end < count && mask.equals(mask(kspace.slice(end), coils, first + end))) {
        end++;
      }
      ComplexArray some = sameMask(kspace.slices(slice, end), mask, first + slice, coils);
      if (images == null) {
        Shape one = some.shape().last(some.shape().rank() - 1);
        images = ComplexArray.zeros(some.precision(), one.prepend(count));
      }
      for (int s = slice; s < end; s++) {
        images.setSlice(s, some.slice(s - slice));
      }
      slice = end - 1;
    }
    return images;
  }

  private Mask mask(ComplexArray slice, boolean coils, int number) {
    int axes = slice.shape().rank() - (coils ? 1 : 0);
    Mask mask = settings.mask() != null ? settings.mask() : Mask.ofNonZero(slice, axes);
    ComplexArray.requireShape("mask", mask.shape(), slice.shape().last(axes));
    if (mask.samples() == 0) {
      throw new IllegalArgumentException(
          settings.mask() != null
              ? "`mask`: selects no sample"
              : "slice " + number + " holds nothing but zeros");
    }
    return mask;
  }

  private ComplexArray sameMask(ComplexArray kspace, Mask mask, int first, boolean coils) {
    if (settings.mask() != null) {
      kspace = sampled(kspace, mask);
    }
    List<CoilCompression> compressions = List.of();
    if (coils && settings.virtualCoils() > 0) {
      compressions = compressions(kspace);
      kspace = compress(kspace, compressions);
    }
    if (firstMask == null) {
      firstMask = mask;
      firstData = kspace.slice(0);
    }
    boolean volume = mask.shape().rank() == 3;
    ComplexArray known = null;
    if (truth != null && settings.history()) {
      known = truth.slices(first - firstSlice, first - firstSlice + kspace.shape().extent(0));
    }
    ComplexArray maps = coils ? maps(kspace, mask, first, compressions) : null;
    if (firstMaps == null && maps != null) {
      firstMaps = maps.shape().rank() == kspace.shape().rank() ? maps.slice(0) : maps;
    }
    if (settings.zeroFilled()) {
      keepZeroFilled(kspace, maps, first - firstSlice, coils);
    }
    if (settings.method() == Method.FIRENET
        && volume
        && settings.separateReadout()
        && settings.sampling() instanceof Sampling.Fourier
        && ReadoutSeparation.possible(mask)) {
      return separated(kspace, mask, maps, known, coils);
    }
    return images(kspace, mask, maps, known, first, coils);
  }

  /** Keeps the zero-filled images of some slices, where there is a way to combine the coils. */
  private void keepZeroFilled(ComplexArray kspace, ComplexArray maps, int at, boolean coils) {
    boolean fourier = settings.sampling() instanceof Sampling.Fourier;
    if (!fourier && coils && maps == null && kspace.shape().extent(1) > 1) {
      return;
    }
    String solver = description;
    ComplexArray some = zeroFilled(kspace, maps, coils);
    description = solver;
    if (zeroFilled == null) {
      Shape one = some.shape().last(some.shape().rank() - 1);
      zeroFilled = ComplexArray.zeros(some.precision(), one.prepend(endSlice - firstSlice));
    }
    for (int slice = 0; slice < some.shape().extent(0); slice++) {
      zeroFilled.setSlice(at + slice, some.slice(slice));
    }
  }

  private static ComplexArray sampled(ComplexArray kspace, Mask mask) {
    ComplexArray out = ComplexArray.zeros(kspace.precision(), kspace.shape());
    int points = mask.shape().count();
    for (int i = 0; i < kspace.count(); i++) {
      if (mask.get(i % points)) {
        out.set(i, kspace.re(i), kspace.im(i));
      }
    }
    return out;
  }

  /** Sensitivities {@code [slice, coil, y, x]}, or shared {@code [coil, y, x]}; null for none. */
  private ComplexArray maps(
      ComplexArray kspace, Mask mask, int first, List<CoilCompression> compressions) {
    int coils = kspace.shape().extent(1);
    CoilMaps choice = settings.maps();
    if (choice instanceof CoilMaps.Automatic) {
      boolean fourier = settings.sampling() instanceof Sampling.Fourier;
      choice = coils > 1 && fourier ? new CoilMaps.Espirit() : new CoilMaps.None();
    }
    if (choice instanceof CoilMaps.None) {
      return null;
    }
    if (choice instanceof CoilMaps.Given given) {
      return compressions.isEmpty()
          ? givenMaps(given.maps(), kspace.shape(), first)
          : compressedMaps(given.maps(), kspace, first, compressions);
    }
    long begin = System.nanoTime();
    int count = kspace.shape().extent(0);
    ComplexArray maps = ComplexArray.zeros(kspace.precision(), kspace.shape());
    for (int slice = 0; slice < count; slice++) {
      maps.setSlice(slice, estimatedMaps(kspace.slice(slice), mask, first + slice));
      steps.report("coil maps", slice + 1, count);
    }
    spent("coil maps", begin);
    return maps;
  }

  private ComplexArray estimatedMaps(ComplexArray kspace, Mask mask, int number) {
    try {
      return Espirit.calibrate(kspace, mask, settings.espirit()).maps();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "coil maps of slice %d: %s; give maps, or none".formatted(number, e.getMessage()), e);
    }
  }

  private List<CoilCompression> compressions(ComplexArray kspace) {
    List<CoilCompression> list = new ArrayList<>();
    for (int slice = 0; slice < kspace.shape().extent(0); slice++) {
      list.add(CoilCompression.toCoils(kspace.slice(slice), settings.virtualCoils()));
    }
    note("coils compressed to " + settings.virtualCoils());
    return list;
  }

  private static ComplexArray compress(ComplexArray kspace, List<CoilCompression> compressions) {
    ComplexArray out = null;
    for (int slice = 0; slice < compressions.size(); slice++) {
      ComplexArray one = compressions.get(slice).apply(kspace.slice(slice)).to(kspace.precision());
      if (out == null) {
        out = ComplexArray.zeros(one.precision(), one.shape().prepend(compressions.size()));
      }
      out.setSlice(slice, one);
    }
    return out;
  }

  /** Given sensitivities go through the compression of each slice. */
  private ComplexArray compressedMaps(
      ComplexArray maps, ComplexArray kspace, int first, List<CoilCompression> compressions) {
    int[] extents = kspace.shape().extents();
    extents[1] = compressions.get(0).matrix().shape().extent(1);
    int count = compressions.size();
    ComplexArray given = givenMaps(maps, Shape.of(extents), first);
    if (given.shape().rank() < extents.length) {
      ComplexArray shared = given;
      given = ComplexArray.zeros(shared.precision(), shared.shape().prepend(count));
      for (int slice = 0; slice < count; slice++) {
        given.setSlice(slice, shared);
      }
    }
    return compress(given, compressions);
  }

  private ComplexArray givenMaps(ComplexArray maps, Shape kspace, int first) {
    Shape one = kspace.last(kspace.rank() - 1);
    boolean shared = maps.shape().equals(one);
    return shared ? maps : ofSlices("maps", maps, one, first, first + kspace.extent(0));
  }

  /** Each position along the readout of a volume as a problem of its own. */
  private ComplexArray separated(
      ComplexArray kspace, Mask mask, ComplexArray maps, ComplexArray known, boolean coils) {
    if (settings.start() != null || settings.startCoefficients() != null) {
      throw new IllegalArgumentException(
          "start: not with a separated readout; solve in three dimensions");
    }
    note(
        "readout fully sampled: solved as %d two-dimensional problems along it"
            .formatted(mask.shape().extent(2)));
    Mask plane = ReadoutSeparation.mask(mask);
    ComplexArray images = null;
    for (int volume = 0; volume < kspace.shape().extent(0); volume++) {
      ComplexArray data = ReadoutSeparation.separate(kspace.slice(volume));
      ComplexArray sensitivities = null;
      if (maps != null) {
        boolean shared = maps.shape().rank() < kspace.shape().rank();
        sensitivities = ReadoutSeparation.moveLastAxisFirst(shared ? maps : maps.slice(volume));
      }
      ComplexArray planes =
          known == null ? null : ReadoutSeparation.moveLastAxisFirst(known.slice(volume));
      ComplexArray solved =
          ReadoutSeparation.moveFirstAxisLast(images(data, plane, sensitivities, planes, 0, coils));
      if (images == null) {
        images =
            ComplexArray.zeros(
                solved.precision(), solved.shape().prepend(kspace.shape().extent(0)));
      }
      images.setSlice(volume, solved);
    }
    return images;
  }

  private ComplexArray images(
      ComplexArray kspace,
      Mask mask,
      ComplexArray maps,
      ComplexArray known,
      int first,
      boolean coils) {
    long begin = System.nanoTime();
    ComplexArray images =
        switch (settings.method()) {
          case FIRENET ->
              coils && maps == null
                  ? coilByCoil(kspace, mask, known, first)
                  : network(kspace, mask, maps, known, first);
          case SENSE -> sense(kspace, mask, maps);
          case ZERO_FILLED -> zeroFilled(kspace, maps, coils);
        };
    spent("solve", begin);
    return images;
  }

  private ComplexArray network(
      ComplexArray kspace, Mask mask, ComplexArray maps, ComplexArray known, int first) {
    int count = kspace.shape().extent(0);
    preparePlan(mask, maps == null ? 0 : kspace.shape().extent(1), count);
    int batch = plan.options().batch();
    Shape image = mask.shape();
    ComplexArray images = ComplexArray.zeros(plan.options().precision(), image.prepend(count));
    long layers = (long) count * plan.parameters().layers();
    AtomicLong done = new AtomicLong();
    for (int from = 0; from < count; from += batch) {
      int to = Math.min(count, from + batch);
      PlanInput input =
          PlanInput.of(kspace.slices(from, to))
              .afterLayer(() -> steps.report("layers", done.incrementAndGet(), layers));
      if (maps != null) {
        boolean shared = maps.shape().rank() < kspace.shape().rank();
        input.maps(shared ? maps : maps.slices(from, to));
      }
      addStarts(input, image, first + from, first + to);
      if (known != null) {
        input.truth(known.slices(from, to));
      }
      ComplexArray some = ComplexArray.zeros(images.precision(), image.prepend(to - from));
      plan.run(input, some);
      for (int slice = from; slice < to; slice++) {
        images.setSlice(slice, some.slice(slice - from));
      }
      histories.addAll(plan.histories());
    }
    return images;
  }

  private void addStarts(PlanInput input, Shape image, int first, int last) {
    if (settings.start() != null) {
      input.startImage(ofSlices("start", settings.start(), image, first, last));
    }
    if (settings.startCoefficients() != null) {
      Shape padded = plan.problem().layout().padded();
      ComplexArray start = settings.startCoefficients();
      input.startCoefficients(ofSlices("start coefficients", start, padded, first, last));
    }
  }

  /**
   * Slices {@code first} to {@code last} of the scan out of an array that has one entry for each
   * slice of the scan, or for each that was asked for; without a slice axis where that is one.
   */
  private ComplexArray ofSlices(String name, ComplexArray array, Shape one, int first, int last) {
    if (array.shape().equals(one) && endSlice - firstSlice == 1) {
      return array.reshape(one.prepend(1));
    }
    boolean perSlice =
        array.shape().rank() == one.rank() + 1 && array.shape().last(one.rank()).equals(one);
    int count = perSlice ? array.shape().extent(0) : 0;
    if (count == sliceCount) {
      return array.slices(first, last);
    }
    if (count == endSlice - firstSlice) {
      return array.slices(first - firstSlice, last - firstSlice);
    }
    throw new IllegalArgumentException(
        "`%s`: expected %s%s, got %s"
            .formatted(name, one, sliceCount > 1 ? " for each slice" : "", array.shape()));
  }

  private void preparePlan(Mask mask, int coils, int count) {
    int batch = Math.min(count, Math.max(LEAST_BATCH, 2 * options(1).resolvedThreads()));
    if (plan != null
        && plan.problem().mask().orElseThrow().equals(mask)
        && plan.problem().coils() == coils
        && plan.options().batch() >= Math.min(count, batch)) {
      return;
    }
    close();
    Problem.Builder builder =
        Problem.of(mask.shape())
            .sampling(settings.sampling())
            .mask(mask)
            .coils(coils)
            .wavelet(settings.wavelet())
            .lambda(settings.lambda());
    int levels = settings.levels().orElse(org.firenet.network.Defaults.levels(mask.shape()));
    RealArray weights = settings.weights().apply(new WaveletLayout(mask.shape(), levels));
    Problem problem = builder.levels(levels).weights(weights).build();
    plan = Backends.plan(settings.backend(), problem, settings.parameters(), options(batch));
    description = plan.description();
  }

  private PlanOptions options(int batch) {
    return new PlanOptions(
        batch, settings.precision(), settings.threads(), brief, settings.history());
  }

  /** Each coil's image on its own, combined by the root sum of squares. */
  private ComplexArray coilByCoil(ComplexArray kspace, Mask mask, ComplexArray known, int first) {
    int coils = kspace.shape().extent(1);
    if (coils > 1) {
      if (settings.start() != null || settings.startCoefficients() != null) {
        throw new IllegalArgumentException("start: needs coil maps, or data of one coil");
      }
      String name = settings.combining().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      note("no coil maps: each coil on its own, combined by " + name);
    }
    ComplexArray out = null;
    for (int slice = 0; slice < kspace.shape().extent(0); slice++) {
      ComplexArray one = coils > 1 || known == null ? null : known.slices(slice, slice + 1);
      ComplexArray images = network(kspace.slice(slice), mask, null, one, first + slice);
      ComplexArray combined = coils > 1 ? combine(images) : images.slice(0);
      if (out == null) {
        out =
            ComplexArray.zeros(
                combined.precision(), combined.shape().prepend(kspace.shape().extent(0)));
      }
      out.setSlice(slice, combined);
    }
    return out;
  }

  private ComplexArray combine(ComplexArray coilImages) {
    if (settings.combining() == CoilCombining.ADAPTIVE) {
      return CoilCombination.adaptive(coilImages);
    }
    return ComplexArray.ofReal(CoilCombination.rootSumOfSquares(coilImages))
        .to(coilImages.precision());
  }

  private ComplexArray sense(ComplexArray kspace, Mask mask, ComplexArray maps) {
    if (maps == null) {
      throw new IllegalArgumentException("sense: needs coil maps and data with a coil axis");
    }
    description = "CG-SENSE, at most " + settings.sense().iterations() + " iterations (double)";
    int count = kspace.shape().extent(0);
    boolean shared = maps.shape().rank() < kspace.shape().rank();
    ComplexArray images = ComplexArray.zeros(Precision.DOUBLE, mask.shape().prepend(count));
    for (int slice = 0; slice < count; slice++) {
      ComplexArray sensitivities = shared ? maps : maps.slice(slice);
      images.setSlice(
          slice,
          CgSense.reconstruct(kspace.slice(slice), mask, sensitivities, settings.sense()).image());
      steps.report("slices", slice + 1, count);
    }
    return images;
  }

  private ComplexArray zeroFilled(ComplexArray kspace, ComplexArray maps, boolean coils) {
    description = "zero-filled";
    int count = kspace.shape().extent(0);
    ComplexArray images = null;
    for (int slice = 0; slice < count; slice++) {
      ComplexArray data = kspace.slice(slice);
      ComplexArray image;
      if (!(settings.sampling() instanceof Sampling.Fourier)) {
        ComplexArray sensitivities =
            maps == null || maps.shape().rank() < kspace.shape().rank() ? maps : maps.slice(slice);
        image = adjoint(data, sensitivities, coils);
      } else if (maps != null) {
        boolean shared = maps.shape().rank() < kspace.shape().rank();
        image = ZeroFilled.image(data, shared ? maps : maps.slice(slice));
      } else {
        ComplexArray one = coils ? data : data.reshape(data.shape().prepend(1));
        ComplexArray coilImages = ZeroFilled.coilImages(one);
        image = coilImages.shape().extent(0) > 1 ? combine(coilImages) : coilImages.slice(0);
      }
      if (images == null) {
        images = ComplexArray.zeros(image.precision(), image.shape().prepend(count));
      }
      images.setSlice(slice, image);
    }
    return images;
  }

  private ComplexArray adjoint(ComplexArray data, ComplexArray maps, boolean coils) {
    if (coils && maps == null && data.shape().extent(0) > 1) {
      throw new IllegalArgumentException("zero-filled: needs coil maps for this sampling");
    }
    Shape image = data.shape().last(data.shape().rank() - (coils ? 1 : 0));
    Problem problem =
        Problem.of(image)
            .sampling(settings.sampling())
            .coils(maps == null ? 0 : data.shape().extent(0))
            .levels(0)
            .build();
    ComplexArray one = maps == null ? data.reshape(image) : data;
    return problem.samplingOperator(maps).adjoint(one);
  }

  private void spent(String step, long begin) {
    seconds.merge(step, (System.nanoTime() - begin) / 1e9, Double::sum);
  }

  private void note(String text) {
    if (!notes.contains(text)) {
      notes.add(text);
    }
  }

  @Override
  public void close() {
    if (plan != null) {
      plan.close();
      plan = null;
    }
  }
}
