package org.firenet.sampling;

import org.firenet.array.Shape;

/** Checks of arguments. */
final class Requirements {
  private Requirements() {}

  /** "{@code name}: expected …, got …" unless the condition holds. */
  static void require(boolean holds, String name, String expected, Object actual) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": expected " + expected + ", got " + actual);
    }
  }

  /** The number of samples lies between 1 and the number of points. */
  static void requireSamples(Shape shape, int samples) {
    require(
        samples >= 1 && samples <= shape.count(),
        "samples",
        "1 to %d for %s".formatted(shape.count(), shape),
        samples);
  }

  /** The number is finite and at least 0. */
  static void requireNotNegative(String name, double value) {
    require(value >= 0 && Double.isFinite(value), name, "at least 0", value);
  }

  /** The number is finite and positive. */
  static void requirePositive(String name, double value) {
    require(value > 0 && Double.isFinite(value), name, "a positive number", value);
  }
}
