package org.firenet.cli;

import java.util.List;
import java.util.Locale;
import org.firenet.stability.AuditParameters;
import picocli.CommandLine.Option;

/** How thorough an audit is. */
final class AuditOptions {
  @Option(
      names = "--effort",
      defaultValue = "standard",
      paramLabel = "NAME",
      description = {
        "quick, standard (default; less than a minute for a slice of 8 coils on two processors) or"
            + " thorough (six times that)."
      })
  private String effort;

  @Option(
      names = "--attack-levels",
      split = ",",
      paramLabel = "V",
      description = {
        "Sizes of the worst-case perturbations, shares of the norm of the data (default: 0.01,0.05)."
      })
  private List<Double> levels;

  @Option(
      names = "--noise-level",
      paramLabel = "V",
      description = {
        "Size of the random noise, share of the norm of the data (default: the misfit of the image)."
      })
  private Double noise;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
  private long seed;

  /**
   * The parameters meant.
   *
   * @throws IllegalArgumentException naming the option
   */
  AuditParameters parameters() {
    AuditParameters parameters = parameters(effort);
    if (levels != null) {
      parameters = parameters.withAttackLevels(levels);
    }
    if (noise != null) {
      parameters = parameters.withNoiseLevel(noise);
    }
    return parameters.withSeed(seed);
  }

  /**
   * Parameters by name.
   *
   * @throws IllegalArgumentException if there are none of this name
   */
  static AuditParameters parameters(String effort) {
    return switch (effort.toLowerCase(Locale.ROOT)) {
      case "quick" -> AuditParameters.quick();
      case "standard" -> AuditParameters.standard();
      case "thorough" -> AuditParameters.thorough();
      default ->
          throw new IllegalArgumentException(
              "effort: expected quick, standard or thorough, got " + effort);
    };
  }
}
