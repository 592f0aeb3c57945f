package org.firenet.experiments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firenet.io.OutputDirectory;
import org.firenet.pipeline.Progress;

/**
 * An experiment that has run.
 *
 * @param experiment which
 * @param directory where page, numbers, tables and pictures were written
 * @param numbers by name
 * @param leftOut which parts could not run here, and why
 * @param seconds that it took
 */
public record ExperimentRun(
    Experiment experiment,
    Path directory,
    Map<String, Object> numbers,
    List<String> leftOut,
    double seconds) {
  /** Copies numbers and list. */
  public ExperimentRun {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Runs an experiment and writes its directory, complete or not at all.
   *
   * @param directory a new or an empty one
   * @throws IOException beginning with the path, before anything is computed if it can not be
   *     written
   * @throws IllegalArgumentException if the experiment can not run here or not with these settings
   */
  public static ExperimentRun of(
      Experiment experiment, ExperimentSettings settings, Path directory, Progress progress)
      throws IOException {
    OutputDirectory.check(directory);
    experiment
        .unavailable()
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(experiment.name() + ": can not run here: " + why);
            });
    long begin = System.nanoTime();
    ExperimentOutput output = new ExperimentOutput(experiment, settings);
    experiment.run(settings, progress, output);
    double seconds = (System.nanoTime() - begin) / 1e9;
    output.seconds(seconds);
    OutputDirectory.write(directory, output::writeTo);
    return new ExperimentRun(experiment, directory, output.numbers(), output.leftOut(), seconds);
  }
}
