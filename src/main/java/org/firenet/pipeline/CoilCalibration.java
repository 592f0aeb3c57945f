package org.firenet.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.firenet.acquisition.KSpace;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.mri.Espirit;
import org.firenet.mri.EspiritBackends;
import org.firenet.mri.EspiritKernels;
import org.firenet.mri.EspiritMaps;
import org.firenet.mri.EspiritParameters;
import org.firenet.mri.EspiritPlan;

/**
 * Coil sensitivities of the images of a scan, by ESPIRiT on a backend or, where that can not, on
 * the processor. For one thread at a time.
 */
public final class CoilCalibration implements AutoCloseable {
  private final Planner planner;
  private final EspiritParameters parameters;
  private final List<String> notes = new ArrayList<>();
  private EspiritPlan plan;
  private String description = "";
  private Shape shape;
  private Precision precision;

  /**
   * Takes no memory yet.
   *
   * @param backend name of a backend, or {@code auto}
   */
  public CoilCalibration(String backend, EspiritParameters parameters) {
    this(
        (grid, coils, precision) ->
            EspiritBackends.plan(backend, grid, coils, parameters, precision),
        parameters);
  }

  /** With plans from somewhere. */
  CoilCalibration(Planner planner, EspiritParameters parameters) {
    this.planner = planner;
    this.parameters = parameters;
  }

  /** Where plans come from. */
  interface Planner {
    /** A plan for maps of a size. */
    EspiritBackends.Choice plan(Shape grid, int coils, Precision precision);
  }

  /** The data of one image do not suffice. */
  public static final class ImageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int image;

    ImageException(int image, IllegalArgumentException cause) {
      super(cause.getMessage(), cause);
      this.image = image;
    }

    /** Place of the image in what was given. */
    public int image() {
      return image;
    }
  }

  /**
   * How many images {@link #estimate} takes together.
   *
   * @param kspace of some images with a coil axis. Not modified.
   */
  public int batch(KSpace kspace) {
    return plan(kspace).batch();
  }

  /**
   * Maps of some images: from the separate calibration data of each if it has them, else from the
   * fully sampled middle of its own.
   *
   * @param kspace of some images with a coil axis. Not modified.
   * @param first place of the first image
   * @param last place after the last one, at most {@link #batch} further
   * @return {@code [coil, y, x]} of each, one axis more in 3-D
   * @throws ImageException if the data of an image do not suffice
   */
  public List<ComplexArray> estimate(KSpace kspace, int first, int last) {
    EspiritPlan current = plan(kspace);
    List<ComplexArray> all = new ArrayList<>();
    for (EspiritMaps one : current.maps(kernels(kspace, first, last))) {
      all.add(one.maps());
    }
    return all;
  }

  /** What computed the last maps. */
  public String description() {
    return description;
  }

  /** What a user should know: why the backend that was asked for did not do it. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  private EspiritPlan plan(KSpace kspace) {
    Shape wanted = kspace.grid().prepend(kspace.coilCount());
    Precision of = kspace.data().precision();
    if (plan == null || !wanted.equals(shape) || of != precision) {
      close();
      EspiritBackends.Choice choice = planner.plan(kspace.grid(), kspace.coilCount(), of);
      for (String reason : choice.reasons()) {
        String note = "coil maps by the processor: " + reason;
        if (!notes.contains(note)) {
          notes.add(note);
        }
      }
      plan = choice.plan();
      description = plan.description();
      shape = wanted;
      precision = of;
    }
    return plan;
  }

  /** Side by side if there are several: each keeps only few processors busy. */
  private List<EspiritKernels> kernels(KSpace kspace, int first, int last) {
    if (last - first == 1) {
      return List.of(kernels(kspace, first));
    }
    List<CompletableFuture<EspiritKernels>> running = new ArrayList<>();
    for (int i = first; i < last; i++) {
      int image = i;
      running.add(CompletableFuture.supplyAsync(() -> kernels(kspace, image)));
    }
    try {
      return running.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private EspiritKernels kernels(KSpace kspace, int image) {
    try {
      if (kspace.calibrations().isEmpty()) {
        return Espirit.kernels(kspace.data().slice(image), kspace.masks().get(image), parameters);
      }
      return Espirit.kernels(List.of(kspace.calibrations().get(image)), kspace.grid(), parameters);
    } catch (IllegalArgumentException e) {
      throw new ImageException(image, e);
    }
  }

  /** Frees the memory; more than once is allowed, and it can be used again. */
  @Override
  public void close() {
    if (plan != null) {
      plan.close();
      plan = null;
    }
  }
}
