package org.firenet.mri;

/**
 * Parameters of {@link Espirit}.
 *
 * @param kernel extent of the k-space kernel along each axis, at most that of the axis
 * @param calibration largest extent of the calibration region along each axis
 * @param threshold eigenvalues of the calibration matrix's Gram matrix (squared singular values)
 *     above this share of the largest span the signal space
 * @param crop eigenvalue below which a pixel has no map
 * @param softCrop whether maps fade out around {@code crop} instead of ending there
 * @param sets number of map sets: eigenvectors per pixel
 * @param iterations largest number of power iterations per pixel
 */
public record EspiritParameters(
    int kernel,
    int calibration,
    double threshold,
    double crop,
    boolean softCrop,
    int sets,
    int iterations) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the parameter, what was expected and what came
   */
  public EspiritParameters {
    require(kernel >= 1, "kernel", "at least 1", kernel);
    require(calibration >= kernel, "calibration", "at least the kernel, " + kernel, calibration);
    require(threshold >= 0 && threshold < 1, "threshold", "at least 0 and below 1", threshold);
    require(crop >= 0 && crop < 1, "crop", "at least 0 and below 1", crop);
    require(sets >= 1, "sets", "at least 1", sets);
    require(iterations >= 1, "iterations", "at least 1", iterations);
  }

  /**
   * Kernel 6, calibration 24, threshold 0.001, crop 0.8 (hard), one set, at most 30 iterations.
   *
   * @return the defaults
   */
  public static EspiritParameters defaults() {
    return builder().build();
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  private static void require(boolean holds, String name, String expected, Number actual) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": expected " + expected + ", got " + actual);
    }
  }

  /** Collects parameters; everything not set has its default. */
  public static final class Builder {
    private int kernel = 6;
    private int calibration = CalibrationRegion.DEFAULT_MAXIMUM;
    private double threshold = 0.001;
    private double crop = 0.8;
    private boolean softCrop;
    private int sets = 1;
    private int iterations = 30;

    private Builder() {}

    /** Sets the extent of the kernel. */
    public Builder kernel(int value) {
      kernel = value;
      return this;
    }

    /** Sets the largest extent of the calibration region. */
    public Builder calibration(int value) {
      calibration = value;
      return this;
    }

    /** Sets the share of the largest eigenvalue that separates signal from null space. */
    public Builder threshold(double value) {
      threshold = value;
      return this;
    }

    /** Sets the eigenvalue below which a pixel has no map. */
    public Builder crop(double value) {
      crop = value;
      return this;
    }

    /** Sets whether maps fade out. */
    public Builder softCrop(boolean value) {
      softCrop = value;
      return this;
    }

    /** Sets the number of map sets. */
    public Builder sets(int value) {
      sets = value;
      return this;
    }

    /** Sets the largest number of power iterations per pixel. */
    public Builder iterations(int value) {
      iterations = value;
      return this;
    }

    /** Checks the ranges, see {@link EspiritParameters}. */
    public EspiritParameters build() {
      return new EspiritParameters(
          kernel, calibration, threshold, crop, softCrop, sets, iterations);
    }
  }
}
