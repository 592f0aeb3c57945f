package org.firenet.sampling;

import org.firenet.array.Mask;
import org.firenet.array.Shape;

/**
 * Every point of k-space.
 *
 * @param shape any number of axes
 */
public record FullSampling(Shape shape) implements SamplingPattern {
  @Override
  public Mask draw(long seed) {
    return Mask.full(shape);
  }
}
