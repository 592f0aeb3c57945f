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
  private static final int LEVELS = 3;

  private final EllipseProblem problem;
  private final ExperimentSettings settings;
  private final Sizes sizes;
  private final int batch;

  /**
   * How large networks are and how long they are trained.
   *
   * @param alone one U-Net
   * @param aloneSteps of its training
   * @param cascade several
   * @param cascadeSteps of their training
   */
  record Sizes(UNetSettings alone, int aloneSteps, UNetSettings cascade, int cascadeSteps) {
    private UNetSettings of(TrainedUNet network) {
      return network.isCascade() ? cascade : alone;
    }

    private int steps(TrainedUNet network) {
      return network.isCascade() ? cascadeSteps : aloneSteps;
    }
  }

  /**
   * Networks of given sizes.
   *
   * @param batch examples a step of training
   */
  TrainedUNets(EllipseProblem problem, ExperimentSettings settings, Sizes sizes, int batch) {
    this.problem = problem;
    this.settings = settings;
    this.sizes = sizes;
    this.batch = batch;
  }

  /** Networks of the sizes that the settings ask for. */
  static TrainedUNets of(EllipseProblem problem, ExperimentSettings settings) {
    ExperimentSize size = settings.size();
    return new TrainedUNets(
        problem,
        settings,
        new Sizes(
            UNetSettings.alone(LEVELS, size.of(8, 16, 32)),
            size.of(300, 2000, 20000),
            new UNetSettings(LEVELS, size.of(4, 8, 16), size.of(2, 5, 5)),
            size.of(200, 4000, 20000)),
        size.of(4, 4, 8));
  }

  /** Extent of the images of an experiment. */
  static int extent(ExperimentSettings settings) {
    return settings.size().extent(32, 64, 256);
  }

  /** What they are for. */
  EllipseProblem problem() {
    return problem;
  }

  /** Says how the networks are made. */
  void describe(ExperimentOutput output) {
    output.parameter("unetLevels", sizes.alone.levels());
    output.parameter("unetWidth", sizes.alone.width());
    output.parameter("unetSteps", sizes.aloneSteps);
    output.parameter("cascadeUNets", sizes.cascade.cascades());
    output.parameter("cascadeLevels", sizes.cascade.levels());
    output.parameter("cascadeWidth", sizes.cascade.width());
    output.parameter("cascadeSteps", sizes.cascadeSteps);
    output.parameter("trainingBatch", batch);
    output.parameter("trainingNoise", NOISE);
  }

  /** A network, trained if none is kept. */
  UNetReconstruction network(TrainedUNet network, Progress progress) {
    try {
      return reconstruction(network, weights(network, progress));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A network that has been trained to the end before; empty if there is none. */
  Optional<UNetReconstruction> kept(TrainedUNet network) {
    try {
      return keptWeights(network)
          .filter(weights -> weights.steps() >= sizes.steps(network))
          .map(weights -> reconstruction(network, weights));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private UNetReconstruction reconstruction(TrainedUNet network, UNetWeights weights) {
    return new UNetReconstruction(network.title(), weights, problem.mask(), Precision.SINGLE);
  }

  private Optional<Path> file(TrainedUNet network) {
    return settings.kept().map(directory -> directory.resolve(fileName(network)));
  }

  private Optional<UNetWeights> keptWeights(TrainedUNet network) throws IOException {
    Optional<Path> file = file(network);
    return file.isPresent() && Files.exists(file.get())
        ? Optional.of(UNetFile.read(file.get(), sizes.of(network)))
        : Optional.empty();
  }

  private UNetWeights weights(TrainedUNet network, Progress progress) throws IOException {
    int steps = sizes.steps(network);
    Optional<UNetWeights> kept = keptWeights(network);
    if (kept.isPresent() && kept.get().steps() >= steps) {
      return kept.get();
    }
    UNetTraining training =
        kept.isPresent()
            ? UNetTraining.resume(kept.get(), problem.mask())
            : UNetTraining.begin(sizes.of(network), problem.mask(), settings.seed());
    return training.run(
        new UNetTraining.Schedule(steps, batch, LEARNING_RATE, settings.seed(), KEEP_EVERY),
        problem.examples(network.isNoisy() ? NOISE : 0),
        weights -> keep(file(network), weights),
        step -> progress.report("training " + network.title(), step, steps));
  }

  private static void keep(Optional<Path> file, UNetWeights weights) throws IOException {
    if (file.isPresent()) {
      Files.createDirectories(file.get().getParent());
      UNetFile.write(file.get(), weights);
    }
  }

  /** Says all that the weights depend on. */
  private String fileName(TrainedUNet network) {
    UNetSettings size = sizes.of(network);
    return "unet-ellipses-%s-%d-cascades%d-levels%d-width%d-steps%d-batch%d-noise%s-seed%d.weights"
        .formatted(
            problem.pattern().word(),
            problem.shape().extent(0),
            size.cascades(),
            size.levels(),
            size.width(),
            sizes.steps(network),
            batch,
            network.isNoisy() ? Double.toString(NOISE) : "0",
            settings.seed());
  }
}
