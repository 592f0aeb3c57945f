package org.firenet.sampling;

import org.firenet.array.Shape;

/** Patterns of one kind that cover more of k-space the larger a whole number is. */
public sealed interface CurveFamily permits RadialLines.Family, Spiral.Family {
  /** Extents of k-space. */
  Shape shape();

  /** The number from which on nothing more is covered. */
  int largest();

  /** The pattern of a number, 1 to {@link #largest}. */
  SamplingPattern member(int size);
}
