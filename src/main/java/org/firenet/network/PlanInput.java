package org.firenet.network;

import java.util.Optional;
import org.firenet.array.ComplexArray;

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
}
