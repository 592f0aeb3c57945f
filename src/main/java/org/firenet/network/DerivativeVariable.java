package org.firenet.network;

/** What the image of a network can be differentiated with respect to. */
public enum DerivativeVariable {
  /** The data y at the sampled points. */
  DATA,
  /** The regularisation parameter λ. */
  LAMBDA,
  /** The weights w. */
  WEIGHTS,
  /** The coil sensitivities. */
  MAPS,
  /** The image that the network starts from. */
  START
}
