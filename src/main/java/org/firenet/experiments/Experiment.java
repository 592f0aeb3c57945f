package org.firenet.experiments;

import java.util.Optional;
import org.firenet.pipeline.Progress;

/**
 * A table or a figure that can be made again: what is computed and what its page says.
 *
 * <p>Found by {@link java.util.ServiceLoader}, see {@link Experiments}. An experiment is made
 * without arguments and holds nothing; two runs with the same settings give the same numbers.
 */
public interface Experiment {
  /** Short lower-case name, as the command line takes it. */
  String name();

  /** Heading of its page. */
  String title();

  /** One line: what is seen. */
  String summary();

  /** Why nothing of it can run here, such as a library that is missing; empty if it can. */
  default Optional<String> unavailable() {
    return Optional.empty();
  }

  /**
   * Computes and describes everything. A part that can not run here is {@link
   * ExperimentOutput#leftOut}; the rest runs.
   *
   * @param settings size, backend, seed and so on
   * @param progress told how far it is
   * @param output takes page, tables, pictures, parameters and numbers. Modified.
   * @throws IllegalArgumentException if the experiment can not have the size or the precision asked
   *     for
   */
  void run(ExperimentSettings settings, Progress progress, ExperimentOutput output);
}
