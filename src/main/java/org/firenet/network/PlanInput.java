package org.firenet.network;

import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;

/**
 * What one run of a plan works on. A slice axis in front is for batches; one image may come without
 * it.
 */
public final class PlanInput {
  private final ComplexArray kspace;
  private ComplexArray maps;
  private ComplexArray startImage;
  private ComplexArray startCoefficients;
  private ComplexArray truth;
  private boolean comparesMagnitudes;
  private Runnable afterLayer = () -> {};

  private PlanInput(ComplexArray kspace) {
    this.kspace = kspace;
  }

  /**
   * Data alone.
   *
   * @param kspace {@code [slice, coil, ky, kx]} or as {@link Problem#data} says. Not modified.
   */
  public static PlanInput of(ComplexArray kspace) {
    return new PlanInput(kspace);
  }

  /** Sensitivities for this run: {@code [coil, y, x]} or {@code [slice, coil, y, x]}. */
  public PlanInput maps(ComplexArray value) {
    maps = value;
    return this;
  }

  /** Start as images {@code [slice, y, x]}, so that c₀ = Ψ x₀. */
  public PlanInput startImage(ComplexArray value) {
    startImage = value;
    return this;
  }

  /** Start c₀ as coefficients, shape of the padded image, with or without a slice axis. */
  public PlanInput startCoefficients(ComplexArray value) {
    startCoefficients = value;
    return this;
  }

  /** True images {@code [slice, y, x]} for the error in the history. */
  public PlanInput truth(ComplexArray value) {
    truth = value;
    comparesMagnitudes = false;
    return this;
  }

  /**
   * Images {@code [slice, y, x]} of which only the magnitude is true, for the error of the
   * magnitude in the history.
   */
  public PlanInput truthOfMagnitude(ComplexArray value) {
    truth = value;
    comparesMagnitudes = true;
    return this;
  }

  /** Called after every layer of every image, from any thread; for progress. */
  public PlanInput afterLayer(Runnable value) {
    afterLayer = value;
    return this;
  }

  /** The data. */
  public ComplexArray kspace() {
    return kspace;
  }

  /** Sensitivities that override those of the problem. */
  public Optional<ComplexArray> maps() {
    return Optional.ofNullable(maps);
  }

  /** Start as images. */
  public Optional<ComplexArray> startImage() {
    return Optional.ofNullable(startImage);
  }

  /** Start as coefficients. */
  public Optional<ComplexArray> startCoefficients() {
    return Optional.ofNullable(startCoefficients);
  }

  /** True images. */
  public Optional<ComplexArray> truth() {
    return Optional.ofNullable(truth);
  }

  /** Whether the magnitudes of image and truth are compared, not the complex numbers. */
  public boolean comparesMagnitudes() {
    return comparesMagnitudes;
  }

  /** What to call after every layer. */
  public Runnable afterLayer() {
    return afterLayer;
  }

  /**
   * Checks everything but the number of slices of the data.
   *
   * @param parameters resolved
   * @param count number of slices
   * @throws IllegalArgumentException if a shape is wrong, a number not finite, or parts do not go
   *     together
   */
  public void requireFitting(Problem problem, FirenetParameters parameters, int count) {
    kspace.requireFinite("kspace");
    checkMaps(problem, parameters, count);
    startImage().ifPresent(s -> requireInput("start", s, problem.image(), count));
    startCoefficients()
        .ifPresent(s -> requireInput("start coefficients", s, problem.layout().padded(), count));
    truth().ifPresent(t -> requireInput("truth", t, problem.image(), count));
    if (startImage != null && startCoefficients != null) {
      throw new IllegalArgumentException("start: give an image or coefficients, not both");
    }
    if (startCoefficients != null && parameters.shifts().mode() != ShiftSequence.Mode.NONE) {
      throw new IllegalArgumentException(
          "start coefficients: only without shifts, the grid of the coefficients would be unclear");
    }
  }

  private void checkMaps(Problem problem, FirenetParameters parameters, int count) {
    if (maps != null) {
      problem.checkMaps(maps, parameters.norm().orElseThrow());
      if (maps.shape().rank() > problem.data().rank() && maps.shape().extent(0) != count) {
        throw new IllegalArgumentException(
            "`maps`: expected " + count + " slices, got " + maps.shape().extent(0));
      }
    } else if (problem.coils() > 0 && problem.maps().isEmpty()) {
      throw new IllegalArgumentException(
          "`maps`: needed, the problem has " + problem.coils() + " coils and no maps of its own");
    }
  }

  private static void requireInput(String name, ComplexArray array, Shape one, int count) {
    requireSlices(name, array, one, count);
    array.requireFinite(name);
  }

  /** Checks that an array holds a number of entries of a shape. */
  static void requireSlices(String name, ComplexArray array, Shape one, int count) {
    if (slices(name, array, one) != count) {
      throw new IllegalArgumentException(
          "`%s`: expected %s, got %s".formatted(name, one.prepend(count), array.shape()));
    }
  }

  /** Number of slices of an array that holds one or more of a shape. */
  static int slices(String name, ComplexArray array, Shape one) {
    Shape shape = array.shape();
    if (shape.equals(one)) {
      return 1;
    }
    if (shape.rank() == one.rank() + 1 && shape.last(one.rank()).equals(one)) {
      return shape.extent(0);
    }
    throw new IllegalArgumentException(
        "`%s`: expected %s, with or without a slice axis in front, got %s"
            .formatted(name, one, shape));
  }
}
