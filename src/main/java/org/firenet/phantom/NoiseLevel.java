package org.firenet.phantom;

/**
 * How strong the noise of a receiver is, and how it is correlated between its channels.
 *
 * <p>Noise is complex Gaussian, of standard deviation σ in the real and in the imaginary part of
 * each sample of each channel; as transforms are unitary, σ is also that of the pixels of a
 * channel's image from full data. Channels c and d are correlated by {@code r^|c−d|}.
 *
 * @param measure what the value says
 * @param value 0 for none
 * @param correlation r of neighbouring channels, −1 &lt; r &lt; 1
 */
public record NoiseLevel(Measure measure, double value, double correlation) {
  /** What the value of a level says. */
  public enum Measure {
    /** σ itself. */
    DEVIATION,
    /**
     * The expected norm of all noise relative to that of all data, {@code value = σ √(2 samples) /
     * ‖M y‖₂} over all coils and slices.
     */
    RELATIVE,
    /**
     * The signal-to-noise ratio, {@code value = mean |x| / σ}, the mean over the object ({@link
     * org.firenet.metrics.ObjectRegion}) in all true images.
     */
    SIGNAL_TO_NOISE
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming what was expected and what came
   */
  public NoiseLevel {
    boolean ratio = measure == Measure.SIGNAL_TO_NOISE;
    if (!(ratio ? value > 0 : value >= 0) || !Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "noise: expected %s, got %s".formatted(ratio ? "a positive ratio" : "at least 0", value));
    }
    if (!(Math.abs(correlation) < 1)) {
      throw new IllegalArgumentException(
          "correlation: expected a number between -1 and 1, got " + correlation);
    }
  }

  /** No noise. */
  public static NoiseLevel none() {
    return new NoiseLevel(Measure.DEVIATION, 0, 0);
  }

  /** A relative norm, 0.01 for one per cent. */
  public static NoiseLevel relative(double level) {
    return new NoiseLevel(Measure.RELATIVE, level, 0);
  }

  /** A signal-to-noise ratio. */
  public static NoiseLevel signalToNoise(double ratio) {
    return new NoiseLevel(Measure.SIGNAL_TO_NOISE, ratio, 0);
  }

  /** The same with correlated channels. */
  public NoiseLevel correlated(double neighbours) {
    return new NoiseLevel(measure, value, neighbours);
  }
}
