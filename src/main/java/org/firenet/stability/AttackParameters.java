package org.firenet.stability;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How a worst-case perturbation is looked for.
 *
 * <p>Lengths are relative: all methods of interest scale the image with the data.
 *
 * @param domain where the perturbation lives
 * @param iterations steps of gradient ascent of each restart
 * @param stepLength length of a step: times the gradient, or with a size, of the unit gradient in
 *     units of the largest size
 * @param momentum Nesterov momentum in [0, 1)
 * @param penalty μ ≥ 0 of −(μ/2)‖r‖²
 * @param start size of the random start: times the largest modulus of the image and numbers uniform
 *     in [0, 1) for real and imaginary part each; or with a size, times that size
 * @param size largest ‖r‖ / ‖R(y)‖ or ‖e‖ / ‖y‖; absent for none
 * @param restarts number of random starts
 * @param seed of the random starts
 */
public record AttackParameters(
    Domain domain,
    int iterations,
    double stepLength,
    double momentum,
    double penalty,
    double start,
    OptionalDouble size,
    int restarts,
    long seed) {
  /** Where a perturbation lives. */
  public enum Domain {
    /** r is an image, the data change by A r. */
    IMAGE,
    /** e is a change of the data at the sampled points. */
    DATA
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the parameter, what was expected and what came
   */
  public AttackParameters {
    require(iterations >= 1, "iterations", "at least 1", iterations);
    require(stepLength > 0 && Double.isFinite(stepLength), "step", "a positive number", stepLength);
    require(momentum >= 0 && momentum < 1, "momentum", "a number in [0, 1)", momentum);
    require(penalty >= 0 && Double.isFinite(penalty), "penalty", "at least 0", penalty);
    require(start > 0 && Double.isFinite(start), "start", "a positive number", start);
    double limit = size.orElse(1);
    require(limit > 0 && Double.isFinite(limit), "size", "a positive number", limit);
    require(restarts >= 1, "restarts", "at least 1", restarts);
    if (domain == Domain.DATA && size.isEmpty()) {
      throw new IllegalArgumentException("size: needed for perturbations of the data");
    }
  }

  private static void require(boolean holds, String name, String expected, Number actual) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": expected " + expected + ", got " + actual);
    }
  }

  /**
   * The settings of the paper's tests of FIRENETs and of AUTOMAP: r an image, 300 steps of length
   * 0.01 with momentum 0.9, μ = 0.01, start 0.001. Source: Colbrook et al., PNAS 2022, SI, and its
   * published configuration for N = 128.
   */
  public static AttackParameters paper() {
    return new AttackParameters(
        Domain.IMAGE, 300, 0.01, 0.9, 0.01, 1e-3, OptionalDouble.empty(), 1, 1);
  }

  /** Perturbations of the data with ‖e‖ ≤ size ‖y‖: 20 steps of a quarter of the size, 3 starts. */
  public static AttackParameters ofData(double size) {
    return new AttackParameters(Domain.DATA, 20, 0.25, 0.5, 0, 0.5, OptionalDouble.of(size), 3, 1);
  }

  /** Images with ‖r‖ ≤ size ‖R(y)‖: 20 steps of a quarter of the size, 3 starts. */
  public static AttackParameters ofImage(double size) {
    return ofData(size).withDomain(Domain.IMAGE);
  }

  /** Settings by name. */
  public static Map<String, AttackParameters> named() {
    Map<String, AttackParameters> all = new TreeMap<>();
    all.put("paper", paper());
    all.put("data", ofData(0.01));
    all.put("image", ofImage(0.01));
    return all;
  }

  /** These parameters in another domain. */
  public AttackParameters withDomain(Domain value) {
    return new AttackParameters(
        value, iterations, stepLength, momentum, penalty, start, size, restarts, seed);
  }

  /** These parameters with another number of steps. */
  public AttackParameters withIterations(int value) {
    return new AttackParameters(
        domain, value, stepLength, momentum, penalty, start, size, restarts, seed);
  }

  /** These parameters with another step length. */
  public AttackParameters withStepLength(double value) {
    return new AttackParameters(
        domain, iterations, value, momentum, penalty, start, size, restarts, seed);
  }

  /** These parameters with another momentum. */
  public AttackParameters withMomentum(double value) {
    return new AttackParameters(
        domain, iterations, stepLength, value, penalty, start, size, restarts, seed);
  }

  /** These parameters with another penalty μ. */
  public AttackParameters withPenalty(double value) {
    return new AttackParameters(
        domain, iterations, stepLength, momentum, value, start, size, restarts, seed);
  }

  /** These parameters with another start. */
  public AttackParameters withStart(double value) {
    return new AttackParameters(
        domain, iterations, stepLength, momentum, penalty, value, size, restarts, seed);
  }

  /** These parameters with a largest size. */
  public AttackParameters withSize(double value) {
    return new AttackParameters(
        domain,
        iterations,
        stepLength,
        momentum,
        penalty,
        start,
        OptionalDouble.of(value),
        restarts,
        seed);
  }

  /** These parameters with another number of random starts. */
  public AttackParameters withRestarts(int value) {
    return new AttackParameters(
        domain, iterations, stepLength, momentum, penalty, start, size, value, seed);
  }

  /** These parameters with another seed. */
  public AttackParameters withSeed(long value) {
    return new AttackParameters(
        domain, iterations, stepLength, momentum, penalty, start, size, restarts, value);
  }
}
