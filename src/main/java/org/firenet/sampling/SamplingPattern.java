package org.firenet.sampling;

import org.firenet.array.Mask;
import org.firenet.array.Shape;

/**
 * A rule by which points of k-space are chosen.
 *
 * <p>Every pattern is a record with its parameters; {@link PatternKind} makes them by name.
 */
public sealed interface SamplingPattern
    permits DasFourier,
        DasWalsh,
        ExactSamples,
        FullReadout,
        FullSampling,
        PhaseEncodePattern,
        PoissonDisc,
        RadialLines,
        RandomPoints,
        Spiral,
        TwoLevelPoints {
  /** Extents of k-space, outermost first. */
  Shape shape();

  /**
   * Draws a mask; the same seed gives the same mask, whatever the machine.
   *
   * @throws IllegalArgumentException if the pattern can not have as many points as it should
   */
  Mask draw(long seed);
}
