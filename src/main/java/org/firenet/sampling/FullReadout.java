package org.firenet.sampling;

import org.firenet.array.Mask;
import org.firenet.array.Shape;

/**
 * A pattern over the phase encodings, with a fully sampled readout as the last axis: {@code [ky]}
 * becomes {@code [ky, kx]}, {@code [kz, ky]} becomes {@code [kz, ky, kx]}.
 *
 * @param phaseEncodings the pattern without the readout
 * @param extent of the readout, at least 1
 */
public record FullReadout(SamplingPattern phaseEncodings, int extent) implements SamplingPattern {
  /**
   * Checks the extent.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public FullReadout {
    Requirements.require(extent >= 1, "extent", "at least 1", extent);
  }

  @Override
  public Shape shape() {
    Shape inner = phaseEncodings.shape();
    int[] extents = java.util.Arrays.copyOf(inner.extents(), inner.rank() + 1);
    extents[inner.rank()] = extent;
    return Shape.of(extents);
  }

  @Override
  public Mask draw(long seed) {
    Mask lines = phaseEncodings.draw(seed);
    boolean[] sampled = new boolean[shape().count()];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] = lines.get(i / extent);
    }
    return Mask.of(shape(), sampled);
  }
}
