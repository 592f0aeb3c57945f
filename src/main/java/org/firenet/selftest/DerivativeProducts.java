package org.firenet.selftest;

import org.firenet.array.ComplexArray;
import org.firenet.network.Tangent;

/**
 * What a derivative says at a point.
 *
 * @param image of the network
 * @param along J t
 * @param gradient J* v, all parts
 */
record DerivativeProducts(ComplexArray image, ComplexArray along, Tangent gradient) {
  /** Whether another one has the same bits. */
  boolean sameBits(DerivativeProducts other) {
    return Differences.sameBits(image, other.image)
        && Differences.sameBits(along, other.along)
        && Differences.sameBits(gradient.data().orElseThrow(), other.gradient.data().orElseThrow())
        && gradient.lambda().equals(other.gradient.lambda());
  }
}
