package org.firenet.experiments;

import java.nio.file.Path;
import java.util.Optional;
import org.firenet.array.Precision;
import org.firenet.network.Backends;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Plan;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;

/**
 * How an experiment is to run.
 *
 * @param size of the images, and how much is computed
 * @param backend {@code auto}, or the name of a backend
 * @param threads threads to use; 0 for as many as the machine has
 * @param seed of everything random
 * @param precision of the arithmetic on images; empty for what suits the experiment
 * @param kept directory for what is worth keeping between runs, such as trained networks; made when
 *     something is put there, empty to keep nothing
 */
public record ExperimentSettings(
    ExperimentSize size,
    String backend,
    int threads,
    long seed,
    Optional<Precision> precision,
    Optional<Path> kept) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if threads is below 0
   */
  public ExperimentSettings {
    if (threads < 0) {
      throw new IllegalArgumentException("threads: expected 0 or more, got " + threads);
    }
  }

  /** Default size, fastest backend, all processors, seed 1, nothing kept. */
  public static ExperimentSettings defaults() {
    return new ExperimentSettings(
        ExperimentSize.of(ExperimentSize.Word.DEFAULT),
        "auto",
        0,
        1,
        Optional.empty(),
        Optional.empty());
  }

  /** These settings with another size. */
  public ExperimentSettings withSize(ExperimentSize value) {
    return new ExperimentSettings(value, backend, threads, seed, precision, kept);
  }

  /** These settings with another backend. */
  public ExperimentSettings withBackend(String value) {
    return new ExperimentSettings(size, value, threads, seed, precision, kept);
  }

  /** These settings with another number of threads. */
  public ExperimentSettings withThreads(int value) {
    return new ExperimentSettings(size, backend, value, seed, precision, kept);
  }

  /** These settings with another seed. */
  public ExperimentSettings withSeed(long value) {
    return new ExperimentSettings(size, backend, threads, value, precision, kept);
  }

  /** These settings with another precision. */
  public ExperimentSettings withPrecision(Optional<Precision> value) {
    return new ExperimentSettings(size, backend, threads, seed, value, kept);
  }

  /** These settings with another place for what is kept. */
  public ExperimentSettings withKept(Optional<Path> value) {
    return new ExperimentSettings(size, backend, threads, seed, precision, value);
  }

  /** Options of a plan for one image. */
  public PlanOptions options(Precision usual) {
    return PlanOptions.defaults().withPrecision(precision.orElse(usual)).withThreads(threads);
  }

  /**
   * A plan for one image.
   *
   * @param usual precision where none was asked for
   * @param history whether the plan keeps objective and error of every layer
   */
  public Plan plan(
      Problem problem, FirenetParameters parameters, Precision usual, boolean history) {
    return Backends.plan(backend, problem, parameters, options(usual).withHistory(history));
  }
}
