package org.firenet.cli;

import org.firenet.array.Precision;
import org.firenet.network.PlanOptions;
import org.firenet.pipeline.ReconstructionSettings;
import picocli.CommandLine.Option;

/** Where and how the images of a scan are solved. */
final class SolveOptions {
  private static final int MOST_THREADS = 1024;

  @Option(
      names = "--keep-volume",
      description = {
        "Solve a volume in three dimensions even if its readout is fully sampled; by default it is"
            + " solved plane by plane along the readout."
      })
  private boolean keepVolume;

  @Option(
      names = "--virtual-coils",
      defaultValue = "0",
      paramLabel = "N",
      description = "Compress the coils of each slice to N virtual ones first (default: do not).")
  private int virtualCoils;

  @Option(
      names = "--backend",
      defaultValue = "auto",
      paramLabel = "NAME",
      description = "auto (default), cuda, cpu, reference, cuda-generic; see firenet backends.")
  private String backend;

  @Option(
      names = "--precision",
      defaultValue = "single",
      paramLabel = "P",
      description = "single (default) or double.")
  private Precision precision;

  @Option(
      names = "--threads",
      defaultValue = "0",
      paramLabel = "T",
      description = "Threads; 0 (default) for all processors.")
  private int threads;

  /**
   * Sets everything.
   *
   * @throws IllegalArgumentException naming the option
   */
  void apply(ReconstructionSettings settings) {
    BackendNames.check(backend);
    if (threads < 0 || threads > MOST_THREADS) {
      throw new IllegalArgumentException(
          "threads: expected 0 to %d, got %d".formatted(MOST_THREADS, threads));
    }
    settings
        .backend(backend)
        .precision(precision)
        .threads(threads)
        .separateReadout(!keepVolume)
        .virtualCoils(virtualCoils);
  }

  /** The backend's name. */
  String backend() {
    return backend;
  }

  /** Precision and threads. */
  PlanOptions planOptions() {
    return PlanOptions.defaults().withPrecision(precision).withThreads(threads);
  }
}
