package org.firenet.pipeline;

import java.util.Arrays;
import java.util.Locale;

/** How an image is made of its data. */
public enum Method {
  /** The network. */
  FIRENET,
  /** Conjugate gradients on the SENSE normal equations. */
  SENSE,
  /** The adjoint: what was not sampled counts as zero. */
  ZERO_FILLED,
  /** Homodyne detection of partial Fourier data. */
  HOMODYNE,
  /** Projection onto convex sets, of partial Fourier data. */
  POCS;

  /** Its name for people, as on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The method of a label, in any case.
   *
   * @throws IllegalArgumentException saying which there are
   */
  public static Method named(String label) {
    return Arrays.stream(values())
        .filter(method -> method.label().equals(label.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "method: expected one of %s, got %s"
                        .formatted(
                            String.join(", ", Arrays.stream(values()).map(Method::label).toList()),
                            label)));
  }
}
