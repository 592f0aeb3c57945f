package org.firenet.report;

import java.util.function.IntToDoubleFunction;

/** Counts the values of a picture that are not finite, and takes 0 for them. */
final class FiniteValues {
  private int bad;

  /** The value, or 0 if it is not finite. */
  double of(double value) {
    if (Double.isFinite(value)) {
      return value;
    }
    bad++;
    return 0;
  }

  /** A function with 0 in place of what is not finite. */
  IntToDoubleFunction of(IntToDoubleFunction values) {
    return i -> of(values.applyAsDouble(i));
  }

  /** Whether all values so far were finite. */
  boolean isClean() {
    return bad == 0;
  }

  /** A warning about what was not finite. */
  String warning(String name) {
    return "%s: %s not finite, shown as 0."
        .formatted(name, bad == 1 ? "one pixel is" : bad + " pixels are");
  }
}
