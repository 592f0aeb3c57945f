package org.firenet.selftest;

import java.util.OptionalDouble;
import org.firenet.array.Precision;

/**
 * How a backend did at one problem.
 *
 * @param problem what was solved
 * @param backend name of the backend
 * @param subject what was compared
 * @param precision of its arithmetic
 * @param route what the plan says of itself
 * @param error largest ‖x − reference‖₂ / ‖reference‖₂ of the images, or of the products with the
 *     derivative; NaN if there were none
 * @param bound largest error that passes
 * @param repeats whether repeated runs gave the same bits
 * @param oneByOne largest relative difference to the images solved one by one, where there are
 *     several
 * @param failure what else went wrong; empty if nothing did
 */
public record SelfTestRow(
    String problem,
    String backend,
    SelfTestSubject subject,
    Precision precision,
    String route,
    double error,
    double bound,
    boolean repeats,
    OptionalDouble oneByOne,
    String failure) {
  /** Whether all is as it should be. */
  public boolean passed() {
    return failure.isEmpty() && error <= bound && repeats && oneByOne.orElse(0) <= bound;
  }

  /** What is not as it should be; empty if all is. */
  public String complaint() {
    if (passed()) {
      return "";
    }
    if (!failure.isEmpty()) {
      return failure;
    }
    if (!(error <= bound)) {
      return subject == SelfTestSubject.IMAGES
          ? "not the image of the reference"
          : "not the derivative of the reference";
    }
    return repeats ? "not the images solved one by one" : "not the same bits in every run";
  }
}
