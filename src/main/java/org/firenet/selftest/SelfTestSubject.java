package org.firenet.selftest;

import java.util.Locale;
import org.firenet.array.Precision;

/** What is compared with the reference. */
public enum SelfTestSubject {
  /** Reconstructed images. */
  IMAGES,
  /** Derivatives of the first image of a batch, with respect to everything, along and against. */
  DERIVATIVES;

  /** For people to read. */
  public String words() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The largest relative error that passes. */
  double bound(Precision precision) {
    if (precision == Precision.DOUBLE) {
      return SelfTest.DOUBLE_BOUND;
    }
    return this == IMAGES ? SelfTest.SINGLE_BOUND : SelfTest.SINGLE_DERIVATIVE_BOUND;
  }
}
