package org.firenet.pipeline;

/** Told how far a long computation is; called from any thread. */
@FunctionalInterface
public interface Progress {
  /** Ignores everything. */
  Progress NONE = (step, done, total) -> {};

  /**
   * Some units of a step are done.
   *
   * @param step what is being done, a few words
   * @param done units done so far
   * @param total units in all
   */
  void report(String step, long done, long total);
}
