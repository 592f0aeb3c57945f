package org.firenet.network;

/**
 * How a network is differentiated.
 *
 * @param scaling whether α and ε₀ count as constants
 * @param tape what is kept of a linearisation
 */
public record DerivativeOptions(Scaling scaling, Tape tape) {
  /** What becomes of δ and ε₀ where they follow from ‖y‖₂, and with them of every α. */
  public enum Scaling {
    /** They change with the data: the derivative of the network as it is run. */
    OF_DATA,
    /** They stay as they are at the point of linearisation, as if they had been given. */
    CONSTANT
  }

  /** What is kept of N layers. */
  public enum Tape {
    /**
     * The state at every √N-th layer, and all of √N layers at a time: memory O(√N). Each product
     * runs the layers once more.
     */
    CHECKPOINTS,
    /** All of every layer: memory O(N), no layer is run again. */
    EVERY_LAYER
  }

  /** The derivative of the network as it is run, from checkpoints. */
  public static DerivativeOptions defaults() {
    return new DerivativeOptions(Scaling.OF_DATA, Tape.CHECKPOINTS);
  }

  /** These options with another scaling. */
  public DerivativeOptions withScaling(Scaling value) {
    return new DerivativeOptions(value, tape);
  }

  /** These options with another tape. */
  public DerivativeOptions withTape(Tape value) {
    return new DerivativeOptions(scaling, value);
  }
}
