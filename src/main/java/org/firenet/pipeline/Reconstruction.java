package org.firenet.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.firenet.acquisition.KSpace;
import org.firenet.acquisition.Scan;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.network.BackendFailureException;
import org.firenet.network.BackendUnavailableException;
import org.firenet.pipeline.CoilStep.Coils;

/**
 * Reconstructs a scan: for each image its mask, its coil sensitivities and its pixels, several
 * images at a time, those with the same mask by the same plan.
 */
public final class Reconstruction implements AutoCloseable {
  /** Coil pixels times layers that plain code does in the time that compiling vector code takes. */
  private static final double LITTLE_WORK = 1e8;

  /** Memory for an image while it is worked on, in copies of its k-space; measured. */
  private static final double COPIES = 12;

  /** Of the heap, for images that are worked on; the rest is for finished ones. */
  private static final double HEAP_SHARE = 2.0 / 3;

  private static final int BYTES_PER_SAMPLE = 2 * Float.BYTES;

  private final ReconstructionSettings settings;
  private final RunLog log;
  private final PerImage perImage;
  private final CoilStep coilStep;
  private final LinearMethods linear;
  private final NetworkStep network;
  private final Shape grid;
  private final boolean truthOnGrid;
  private final UnaryOperator<ComplexArray> finish;
  private Mask firstMask;
  private ComplexArray firstMaps;
  private ComplexArray firstData;
  private ComplexArray zeroFilled;

  private Reconstruction(
      String backend,
      ReconstructionSettings settings,
      Progress progress,
      PerImage perImage,
      int coils,
      Shape grid,
      boolean truthOnGrid,
      UnaryOperator<ComplexArray> finish) {
    this.settings = settings;
    this.perImage = perImage;
    this.grid = grid;
    this.truthOnGrid = truthOnGrid;
    this.finish = finish;
    this.log = new RunLog(progress);
    this.coilStep = new CoilStep(backend, settings, perImage, log);
    this.linear = new LinearMethods(settings, log);
    double work =
        (double) grid.count()
            * Math.max(1, coils)
            * perImage.numbers().size()
            * settings.parameters().layers();
    this.network = new NetworkStep(backend, settings, perImage, linear, log, work < LITTLE_WORK);
  }

  /**
   * Reconstructs the selected images of a scan.
   *
   * @throws IOException if the scan can not be read
   * @throws IllegalArgumentException if settings and scan do not go together
   * @throws BackendFailureException if the backend failed and there is no other to fall back to
   */
  public static ReconstructionResult run(
      Scan scan, ReconstructionSettings settings, Progress progress) throws IOException {
    try {
      return run(scan, settings, progress, settings.backend(), List.of());
    } catch (BackendFailureException | BackendUnavailableException e) {
      String other = settings.fallback().orElseThrow(() -> e);
      return run(scan, settings, progress, other, List.of(fallbackNote(e, other)));
    }
  }

  private static String fallbackNote(RuntimeException failure, String other) {
    return "everything repeated on %s: %s".formatted(other, failure.getMessage());
  }

  private static ReconstructionResult run(
      Scan scan,
      ReconstructionSettings settings,
      Progress progress,
      String backend,
      List<String> notes)
      throws IOException {
    PerImage perImage = new PerImage(scan.numbers(), scan.available());
    ComplexArray truth = null;
    if (settings.truth() != null) {
      Shape image = scan.imageShape();
      truth = perImage.of("truth", settings.truth(), image, 0, scan.images());
    }
    boolean truthOnGrid = scan.imageShape().equals(scan.grid());
    boolean withoutErrors = truth != null && settings.history() && !truthOnGrid;
    try (Reconstruction reconstruction =
        new Reconstruction(
            backend,
            settings,
            progress,
            perImage,
            scan.coils(),
            scan.grid(),
            truthOnGrid,
            scan::finish)) {
      notes.forEach(reconstruction.log::note);
      scan.notes().forEach(reconstruction.log::note);
      if (withoutErrors) {
        reconstruction.log.note(
            "no error for each layer: the truth has %s points, the grid that is solved %s"
                .formatted(scan.imageShape(), scan.grid()));
      }
      ComplexArray images = reconstruction.batches(scan);
      return reconstruction.result(scan.several() ? images : images.slice(0), truth);
    }
  }

  /**
   * Reconstructs data in memory; what is not zero counts as sampled where no mask is set.
   *
   * @param kspace {@code [image, coil, ky, kx]}, one axis more in 3-D
   * @param coils whether there is a coil axis
   * @throws BackendFailureException if the backend failed and there is no other to fall back to
   */
  public static ReconstructionResult run(
      ComplexArray kspace, boolean coils, ReconstructionSettings settings) {
    kspace.requireFinite("kspace");
    KSpace data = KSpace.ofNonZero(kspace, coils);
    try {
      return run(data, settings, settings.backend(), List.of());
    } catch (BackendFailureException | BackendUnavailableException e) {
      String other = settings.fallback().orElseThrow(() -> e);
      return run(data, settings, other, List.of(fallbackNote(e, other)));
    }
  }

  private static ReconstructionResult run(
      KSpace data, ReconstructionSettings settings, String backend, List<String> notes) {
    int count = data.images();
    PerImage perImage = new PerImage(IntStream.range(0, count).boxed().toList(), count);
    ComplexArray truth = null;
    if (settings.truth() != null) {
      truth = perImage.of("truth", settings.truth(), data.grid(), 0, count);
    }
    try (Reconstruction reconstruction =
        new Reconstruction(
            backend,
            settings,
            Progress.NONE,
            perImage,
            data.coilCount(),
            data.grid(),
            true,
            UnaryOperator.identity())) {
      notes.forEach(reconstruction.log::note);
      return reconstruction.result(reconstruction.batch(data, 0), truth);
    }
  }

  /** Images that the heap has room for at a time, at least one. */
  private int fitting(Scan scan) {
    double kspace = (double) Math.max(1, scan.coils()) * grid.count() * BYTES_PER_SAMPLE;
    double room = HEAP_SHARE * Runtime.getRuntime().maxMemory();
    return (int) Math.max(1, Math.min(scan.images(), room / (COPIES * kspace)));
  }

  private ComplexArray batches(Scan scan) throws IOException {
    int count = scan.images();
    int size = Math.min(network.batch(grid, scan.coils()), fitting(scan));
    if (count > size) {
      log.reportWholeBatches();
    }
    ComplexArray images = null;
    for (int first = 0; first < count; first += size) {
      int last = Math.min(count, first + size);
      long begin = System.nanoTime();
      KSpace kspace = scan.read(first, last);
      log.spent("read", begin);
      ComplexArray some = finish.apply(batch(kspace, first));
      if (images == null) {
        images = ComplexArray.zeros(some.precision(), scan.imageShape().prepend(count));
      }
      for (int i = first; i < last; i++) {
        images.setSlice(i, some.slice(i - first));
      }
      log.batchDone(last, count);
    }
    return images;
  }

  /** Images {@code [image, y, x]} of some data, {@code first} the place of the first. */
  private ComplexArray batch(KSpace kspace, int first) {
    if (settings.mask() != null) {
      kspace = masked(kspace, settings.mask());
    }
    ComplexArray images = null;
    for (int from = 0; from < kspace.images(); ) {
      Mask mask = kspace.masks().get(from);
      if (mask.samples() == 0) {
        throw new IllegalArgumentException(
            settings.mask() != null
                ? "`mask`: selects no sample"
                : "slice " + perImage.numbers().get(first + from) + " holds nothing but zeros");
      }
      int to = from + 1;
      while (to < kspace.images() && mask.equals(kspace.masks().get(to))) {
        to++;
      }
      ComplexArray some = sameMask(kspace.part(from, to), mask, first + from);
      if (images == null) {
        Shape one = some.shape().last(some.shape().rank() - 1);
        images = ComplexArray.zeros(some.precision(), one.prepend(kspace.images()));
      }
      for (int i = from; i < to; i++) {
        images.setSlice(i, some.slice(i - from));
      }
      from = to;
    }
    return images;
  }

  private ComplexArray sameMask(KSpace kspace, Mask mask, int first) {
    Coils coils = coilStep.prepare(kspace, first);
    if (firstMask == null) {
      firstMask = mask;
      firstData = coils.kspace().data().slice(0);
      firstMaps = coils.maps(0);
    }
    ComplexArray known = null;
    if (settings.truth() != null && settings.history() && truthOnGrid) {
      known = perImage.of("truth", settings.truth(), grid, first, first + kspace.images());
    }
    if (settings.zeroFilled() && linear.canZeroFill(coils)) {
      keepZeroFilled(linear.zeroFilled(coils), first);
    }
    long begin = System.nanoTime();
    ComplexArray images =
        settings.method() == Method.FIRENET
            ? network.images(coils, mask, known, first)
            : linear.images(coils, mask);
    log.spent("solve", begin + log.takePauses());
    return images;
  }

  private void keepZeroFilled(ComplexArray onGrid, int first) {
    ComplexArray some = finish.apply(onGrid);
    if (zeroFilled == null) {
      Shape one = some.shape().last(some.shape().rank() - 1);
      zeroFilled = ComplexArray.zeros(some.precision(), one.prepend(perImage.numbers().size()));
    }
    for (int i = 0; i < some.shape().extent(0); i++) {
      zeroFilled.setSlice(first + i, some.slice(i));
    }
  }

  /** The data at the points of a mask of the user's. */
  static KSpace masked(KSpace kspace, Mask mask) {
    ComplexArray.requireShape("mask", mask.shape(), kspace.grid());
    ComplexArray data = kspace.data();
    ComplexArray out = ComplexArray.zeros(data.precision(), data.shape());
    int points = mask.shape().count();
    for (int i = 0; i < data.count(); i++) {
      if (mask.get(i % points)) {
        out.set(i, data.re(i), data.im(i));
      }
    }
    List<Mask> masks = new ArrayList<>();
    for (int i = 0; i < kspace.images(); i++) {
      masks.add(mask);
    }
    return new KSpace(out, kspace.coils(), masks, kspace.calibrations());
  }

  private ReconstructionResult result(ComplexArray images, ComplexArray truth) {
    return new ReconstructionResult(
        images,
        settings.method() == Method.FIRENET ? network.description() : linear.description(),
        firstMask,
        Optional.ofNullable(firstMaps),
        firstData,
        Optional.ofNullable(truth).map(t -> t.reshape(images.shape())),
        Optional.ofNullable(zeroFilled).map(z -> z.reshape(images.shape())),
        network.problem(),
        settings.sampling(),
        log.histories(),
        log.verified(),
        log.seconds(),
        log.notes());
  }

  @Override
  public void close() {
    network.close();
  }
}
