package org.firenet.cli;

import org.firenet.phantom.NoiseLevel;
import picocli.CommandLine.Option;

/** Noise of a simulated receiver. */
final class NoiseOptions {
  @Option(
      names = "--noise",
      paramLabel = "LEVEL",
      description = {
        "Expected norm of the noise relative to that of all sampled data: 2%% or 0.02 (default: no"
            + " noise)."
      })
  private String noise;

  @Option(
      names = "--snr",
      paramLabel = "V",
      description = {
        "Instead: mean magnitude over the object / standard deviation of the noise, of real and"
            + " imaginary part, in each channel of a fully sampled image."
      })
  private Double ratio;

  @Option(
      names = "--noise-correlation",
      defaultValue = "0",
      paramLabel = "R",
      description = "Correlation R^|c-d| of channels c and d (default: ${DEFAULT-VALUE}).")
  private double correlation;

  /** The level meant. */
  NoiseLevel level() {
    if (noise != null && ratio != null) {
      throw new IllegalArgumentException("noise: give --noise or --snr, not both");
    }
    NoiseLevel level = NoiseLevel.none();
    if (noise != null) {
      level = NoiseLevel.relative(share(noise));
    } else if (ratio != null) {
      level = NoiseLevel.signalToNoise(ratio);
    }
    return level.correlated(correlation);
  }

  private static double share(String text) {
    boolean percent = text.endsWith("%");
    try {
      double number = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
      return percent ? number / 100 : number;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("noise: expected 2% or 0.02, got " + text, e);
    }
  }
}
