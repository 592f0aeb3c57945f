package org.firenet.network;

import org.firenet.array.Precision;

/**
 * How a plan is to run.
 *
 * @param batch the most images one run takes
 * @param precision of the arithmetic on images; norms and parameters are double in any case
 * @param threads threads to use; 0 for as many as the machine has
 * @param brief whether so little will be computed that compiling the fastest code would take longer
 *     than it saves; never changes a result
 * @param history whether objective, residual and error are recorded after every layer
 */
public record PlanOptions(
    int batch, Precision precision, int threads, boolean brief, boolean history) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if batch is below 1 or threads below 0
   */
  public PlanOptions {
    if (batch < 1) {
      throw new IllegalArgumentException("batch: expected at least 1, got " + batch);
    }
    if (threads < 0) {
      throw new IllegalArgumentException("threads: expected 0 or more, got " + threads);
    }
  }

  /** One image at a time, single precision, all processors, no history. */
  public static PlanOptions defaults() {
    return new PlanOptions(1, Precision.SINGLE, 0, false, false);
  }

  /** These options with another batch size. */
  public PlanOptions withBatch(int value) {
    return new PlanOptions(value, precision, threads, brief, history);
  }

  /** These options with another precision. */
  public PlanOptions withPrecision(Precision value) {
    return new PlanOptions(batch, value, threads, brief, history);
  }

  /** These options with another number of threads. */
  public PlanOptions withThreads(int value) {
    return new PlanOptions(batch, precision, value, brief, history);
  }

  /** These options for little or much work. */
  public PlanOptions withBrief(boolean value) {
    return new PlanOptions(batch, precision, threads, value, history);
  }

  /** These options with or without a history. */
  public PlanOptions withHistory(boolean value) {
    return new PlanOptions(batch, precision, threads, brief, value);
  }

  /** The number of threads meant by {@link #threads}. */
  public int resolvedThreads() {
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }
}
