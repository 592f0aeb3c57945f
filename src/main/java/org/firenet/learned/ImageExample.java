package org.firenet.learned;

import org.firenet.array.ComplexArray;

/**
 * What a network gets and what it should make of it.
 *
 * @param input {@code [y, x]}, such as a zero-filled image
 * @param truth {@code [y, x]}
 */
public record ImageExample(ComplexArray input, ComplexArray truth) {
  /**
   * Checks the shapes.
   *
   * @throws IllegalArgumentException if they differ
   */
  public ImageExample {
    ComplexArray.requireShape("truth", truth.shape(), input.shape());
  }

  /** As many examples as one likes, by number; the same number gives the same example. */
  @FunctionalInterface
  public interface Source {
    /** One example. */
    ImageExample example(long number);
  }
}
