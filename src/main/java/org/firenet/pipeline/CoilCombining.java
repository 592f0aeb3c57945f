package org.firenet.pipeline;

/** How images of single coils become one image where sensitivities are not known. */
public enum CoilCombining {
  /** {@code √(Σ_c |x_c|²)}: the magnitude alone. */
  ROOT_SUM_OF_SQUARES,
  /** Adaptive combination after Walsh et al., MRM 43:682, 2000: with phase. */
  ADAPTIVE
}
