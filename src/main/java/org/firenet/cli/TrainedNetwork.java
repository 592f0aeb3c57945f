package org.firenet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.learned.LearnedNetworks;
import org.firenet.learned.UNetFile;
import org.firenet.learned.UNetReconstruction;
import org.firenet.learned.UNetWeights;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;
import org.firenet.pipeline.PreparedImage;
import org.firenet.stability.DifferentiableReconstruction;

/** A trained network from a file, where ND4J is there to run it. */
final class TrainedNetwork {
  private TrainedNetwork() {}

  /**
   * Puts it behind the samples of an image.
   *
   * @throws IOException if the file does not hold one, or ND4J is missing
   * @throws IllegalArgumentException if the image has several coils or the network does not fit it
   */
  static DifferentiableReconstruction read(Path path, PreparedImage image, Precision precision)
      throws IOException {
    Optional<String> missing = LearnedNetworks.unavailable();
    if (missing.isPresent()) {
      throw new IOException(missing.get());
    }
    Problem problem = image.problem();
    if (problem.coils() > 0 || !(problem.sampling() instanceof Sampling.Fourier)) {
      throw new IllegalArgumentException(
          "the network reconstructs Fourier samples of one coil, got %s of %d coils"
              .formatted(problem.sampling(), problem.coils()));
    }
    Mask mask = problem.mask().orElseThrow();
    UNetWeights weights = UNetFile.read(path);
    String name = weights.settings().cascades() > 0 ? "U-Net cascade" : "U-Net";
    return new UNetReconstruction(name, weights, mask, precision);
  }
}
