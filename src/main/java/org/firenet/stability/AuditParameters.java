package org.firenet.stability;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How thorough an audit is.
 *
 * @param powerIterations iterations for the Lipschitz constant at most
 * @param attackLevels sizes ‖e‖ / ‖y‖ of the perturbations looked for
 * @param attackSteps steps of each ascent
 * @param attackRestarts random starts of each attack, beside the one from the worst direction
 * @param noiseLevel ‖e‖ / ‖y‖ of the noise; by default that of the residual of the image
 * @param noiseRepetitions reconstructions with fresh noise
 * @param detailSizes diameters of the features, pixels
 * @param detailContrasts contrasts of the features, shares of the brightness of the object
 * @param sampleShares samples of the test with fewer and more samples, shares of those measured;
 *     above 1 up to all points of the grid
 * @param seed of everything random
 */
public record AuditParameters(
    int powerIterations,
    List<Double> attackLevels,
    int attackSteps,
    int attackRestarts,
    OptionalDouble noiseLevel,
    int noiseRepetitions,
    List<Integer> detailSizes,
    List<Double> detailContrasts,
    List<Double> sampleShares,
    long seed) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the parameter, what was expected and what came
   */
  public AuditParameters {
    require(powerIterations >= 1, "power iterations", "at least 1", powerIterations);
    require(attackSteps >= 1, "attack steps", "at least 1", attackSteps);
    require(attackRestarts >= 0, "attack restarts", "at least 0", attackRestarts);
    require(noiseRepetitions >= 2, "noise repetitions", "at least 2", noiseRepetitions);
    noiseLevel.ifPresent(v -> requirePositive("noise level", v));
    attackLevels.forEach(v -> requirePositive("attack level", v));
    detailContrasts.forEach(v -> requirePositive("detail contrast", v));
    sampleShares.forEach(v -> requirePositive("share of the samples", v));
    detailSizes.forEach(v -> require(v >= 1, "detail size", "at least 1", v));
    attackLevels = List.copyOf(attackLevels);
    detailSizes = List.copyOf(detailSizes);
    detailContrasts = List.copyOf(detailContrasts);
    sampleShares = List.copyOf(sampleShares);
  }

  private static void requirePositive(String name, double value) {
    require(value > 0 && Double.isFinite(value), name, "a positive number", value);
  }

  private static void require(boolean holds, String name, String expected, Number actual) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": expected " + expected + ", got " + actual);
    }
  }

  /** What fits into a minute for one slice of 8 coils on two processors. */
  public static AuditParameters standard() {
    return new AuditParameters(
        10,
        List.of(0.01, 0.05),
        7,
        1,
        OptionalDouble.empty(),
        16,
        List.of(1, 2, 3, 5),
        List.of(0.05, 0.1, 0.2, 0.5),
        List.of(0.5, 0.7, 1.0, 1.5, 2.5),
        1);
  }

  /** About six times the work. */
  public static AuditParameters thorough() {
    return new AuditParameters(
        40,
        List.of(0.001, 0.003, 0.01, 0.03, 0.1),
        15,
        2,
        OptionalDouble.empty(),
        64,
        List.of(1, 2, 3, 4, 6, 8),
        List.of(0.02, 0.05, 0.1, 0.2, 0.5),
        List.of(0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0, 5.0),
        1);
  }

  /** A little of everything, to see that it works. */
  public static AuditParameters quick() {
    return new AuditParameters(
        4,
        List.of(0.02),
        3,
        0,
        OptionalDouble.empty(),
        4,
        List.of(2, 4),
        List.of(0.2, 0.5),
        List.of(0.6, 1.0, 1.5),
        1);
  }

  /** These parameters with another level of noise. */
  public AuditParameters withNoiseLevel(double value) {
    return new AuditParameters(
        powerIterations,
        attackLevels,
        attackSteps,
        attackRestarts,
        OptionalDouble.of(value),
        noiseRepetitions,
        detailSizes,
        detailContrasts,
        sampleShares,
        seed);
  }

  /** These parameters with other sizes of perturbations. */
  public AuditParameters withAttackLevels(List<Double> values) {
    return new AuditParameters(
        powerIterations,
        values,
        attackSteps,
        attackRestarts,
        noiseLevel,
        noiseRepetitions,
        detailSizes,
        detailContrasts,
        sampleShares,
        seed);
  }

  /** These parameters with another seed. */
  public AuditParameters withSeed(long value) {
    return new AuditParameters(
        powerIterations,
        attackLevels,
        attackSteps,
        attackRestarts,
        noiseLevel,
        noiseRepetitions,
        detailSizes,
        detailContrasts,
        sampleShares,
        value);
  }
}
