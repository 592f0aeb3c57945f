package org.firenet.cli;

import java.util.Locale;
import org.firenet.stability.AttackParameters;
import org.firenet.stability.AttackParameters.Domain;
import picocli.CommandLine.Option;

/** How a worst-case perturbation is looked for. */
final class AttackOptions {
  @Option(
      names = "--setting",
      defaultValue = "data",
      paramLabel = "NAME",
      description = {
        "data (default): a change of the data of 1 %%; image: of an image, as large; paper: that of"
            + " the paper, a change of an image with a penalty on its size, 300 steps. The options"
            + " below change single numbers."
      })
  private String setting;

  @Option(
      names = "--domain",
      paramLabel = "data|image",
      description = "Where the perturbation lives.")
  private String domain;

  @Option(
      names = "--size",
      paramLabel = "V",
      description = "Largest size, share of the norm of the data or of the image.")
  private Double size;

  @Option(names = "--steps", paramLabel = "N", description = "Steps of gradient ascent.")
  private Integer steps;

  @Option(
      names = "--step",
      paramLabel = "V",
      description = "Length of a step: in units of the size, or times the gradient without a size.")
  private Double step;

  @Option(names = "--momentum", paramLabel = "V", description = "Nesterov momentum, in [0, 1).")
  private Double momentum;

  @Option(
      names = "--penalty",
      paramLabel = "V",
      description = "mu of the penalty (mu/2) |r|^2 on the size.")
  private Double penalty;

  @Option(
      names = "--random-start",
      paramLabel = "V",
      description = "Size of the random start, in units of the size or of the largest modulus.")
  private Double start;

  @Option(names = "--restarts", paramLabel = "N", description = "Number of random starts.")
  private Integer restarts;

  @Option(names = "--seed", paramLabel = "S", description = "Seed of the random starts.")
  private Long seed;

  /**
   * The parameters meant.
   *
   * @throws IllegalArgumentException naming the option
   */
  AttackParameters parameters() {
    AttackParameters parameters = AttackParameters.named().get(setting);
    if (parameters == null) {
      throw new IllegalArgumentException(
          "setting: expected one of %s, got %s"
              .formatted(String.join(", ", AttackParameters.named().keySet()), setting));
    }
    if (size != null) {
      parameters = parameters.withSize(size);
    }
    if (domain != null) {
      parameters = parameters.withDomain(domainNamed(domain));
    }
    if (steps != null) {
      parameters = parameters.withIterations(steps);
    }
    if (step != null) {
      parameters = parameters.withStepLength(step);
    }
    if (momentum != null) {
      parameters = parameters.withMomentum(momentum);
    }
    if (penalty != null) {
      parameters = parameters.withPenalty(penalty);
    }
    if (start != null) {
      parameters = parameters.withStart(start);
    }
    if (restarts != null) {
      parameters = parameters.withRestarts(restarts);
    }
    return seed == null ? parameters : parameters.withSeed(seed);
  }

  private static Domain domainNamed(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "data" -> Domain.DATA;
      case "image" -> Domain.IMAGE;
      default -> throw new IllegalArgumentException("domain: expected data or image, got " + name);
    };
  }
}
