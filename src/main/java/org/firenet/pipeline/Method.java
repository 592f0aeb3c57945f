package org.firenet.pipeline;

/** How an image is made of its data. */
public enum Method {
  /** The network. */
  FIRENET,
  /** Conjugate gradients on the SENSE normal equations. */
  SENSE,
  /** The adjoint: what was not sampled counts as zero. */
  ZERO_FILLED
}
