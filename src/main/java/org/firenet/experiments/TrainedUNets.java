package org.firenet.experiments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.firenet.array.Precision;
import org.firenet.learned.UNetFile;
import org.firenet.learned.UNetReconstruction;
import org.firenet.learned.UNetSettings;
import org.firenet.learned.UNetTraining;
import org.firenet.learned.UNetWeights;
import org.firenet.pipeline.Progress;

/**
 * U-Nets for an {@link EllipseProblem}, trained when they are asked for, kept between runs, and
 * trained on from where an earlier run was stopped.
 */
final class TrainedUNets {
  /** Largest relative noise of the examples of the network trained with noise. */
  static final double NOISE = 0.1;

  private static final double LEARNING_RATE = 3e-3;
  private static final int KEEP_EVERY = 50;

  private final EllipseProblem problem;
  private final ExperimentSettings settings;
  private final UNetSettings size;
  private final UNetTraining.Schedule schedule;

  /** Networks of a size, trained as the schedule says. */
  TrainedUNets(
      EllipseProblem problem,
      ExperimentSettings settings,
      UNetSettings size,
      UNetTraining.Schedule schedule) {
    this.problem = problem;
    this.settings = settings;
    this.size = size;
    this.schedule = schedule;
  }

  /** Networks of the size that the settings ask for. */
  static TrainedUNets of(EllipseProblem problem, ExperimentSettings settings) {
    return new TrainedUNets(
        problem,
        settings,
        new UNetSettings(3, settings.size().of(8, 16, 32)),
        new UNetTraining.Schedule(
            settings.size().of(300, 2000, 20000),
            settings.size().of(4, 4, 8),
            LEARNING_RATE,
            settings.seed(),
            KEEP_EVERY));
  }

  /** Extent of the images of an experiment. */
  static int extent(ExperimentSettings settings) {
    return settings.size().extent(32, 64, 256);
  }

  /** Says how the networks are made. */
  void describe(ExperimentOutput output) {
    output.parameter("unetLevels", size.levels());
    output.parameter("unetWidth", size.width());
    output.parameter("unetSteps", schedule.steps());
    output.parameter("unetBatch", schedule.batch());
    output.parameter("unetTrainingNoise", NOISE);
  }

  /**
   * A network.
   *
   * @param isNoisy whether it is trained with noise
   */
  UNetReconstruction network(boolean isNoisy, Progress progress) {
    String name = name(isNoisy);
    try {
      return new UNetReconstruction(
          name, weights(isNoisy, name, progress), problem.mask(), Precision.SINGLE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a network is called. */
  static String name(boolean isNoisy) {
    return isNoisy ? "U-Net, trained with noise" : "U-Net";
  }

  /** A network that has been trained to the end before; empty if there is none. */
  Optional<UNetReconstruction> kept(boolean isNoisy) {
    Optional<Path> file = settings.kept().map(directory -> directory.resolve(fileName(isNoisy)));
    if (file.isEmpty() || !Files.exists(file.get())) {
      return Optional.empty();
    }
    try {
      UNetWeights weights = UNetFile.read(file.get(), size);
      return weights.steps() < schedule.steps()
          ? Optional.empty()
          : Optional.of(
              new UNetReconstruction(name(isNoisy), weights, problem.mask(), Precision.SINGLE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private UNetWeights weights(boolean isNoisy, String name, Progress progress) throws IOException {
    Optional<Path> file = settings.kept().map(directory -> directory.resolve(fileName(isNoisy)));
    UNetTraining training = UNetTraining.begin(size, schedule.seed());
    if (file.isPresent() && Files.exists(file.get())) {
      UNetWeights kept = UNetFile.read(file.get(), size);
      if (kept.steps() >= schedule.steps()) {
        return kept;
      }
      training = UNetTraining.resume(kept);
    }
    return training.run(
        schedule,
        problem.examples(isNoisy ? NOISE : 0),
        weights -> keep(file, weights),
        step -> progress.report("training " + name, step, schedule.steps()));
  }

  private static void keep(Optional<Path> file, UNetWeights weights) throws IOException {
    if (file.isPresent()) {
      Files.createDirectories(file.get().getParent());
      UNetFile.write(file.get(), weights);
    }
  }

  /** Says all that the weights depend on. */
  private String fileName(boolean isNoisy) {
    return "unet-ellipses-%d-levels%d-width%d-steps%d-batch%d-noise%s-seed%d.weights"
        .formatted(
            problem.shape().extent(0),
            size.levels(),
            size.width(),
            schedule.steps(),
            schedule.batch(),
            isNoisy ? Double.toString(NOISE) : "0",
            settings.seed());
  }
}
