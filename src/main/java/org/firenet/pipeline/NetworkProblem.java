package org.firenet.pipeline;

import org.firenet.array.Mask;
import org.firenet.array.RealArray;
import org.firenet.network.Defaults;
import org.firenet.network.Problem;
import org.firenet.transform.WaveletLayout;

/** The problem that settings make of a mask and a number of coils. */
final class NetworkProblem {
  private NetworkProblem() {}

  /**
   * The problem.
   *
   * @param coils number of coils whose sensitivities come with the data; 0 for none
   */
  static Problem of(ReconstructionSettings settings, Mask mask, int coils) {
    int levels = settings.levels().orElse(Defaults.levels(mask.shape()));
    RealArray weights = settings.weights().apply(new WaveletLayout(mask.shape(), levels));
    return Problem.of(mask.shape())
        .sampling(settings.sampling())
        .mask(mask)
        .coils(coils)
        .wavelet(settings.wavelet())
        .lambda(settings.lambda())
        .levels(levels)
        .weights(weights)
        .build();
  }
}
