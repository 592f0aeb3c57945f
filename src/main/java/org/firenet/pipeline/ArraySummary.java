package org.firenet.pipeline;

import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;

/**
 * The numbers of an array at a glance.
 *
 * @param largest largest magnitude of the finite numbers
 * @param mean mean magnitude of the finite numbers
 * @param norm Euclidean norm of the finite numbers
 * @param notFinite how many are NaN or infinite
 * @param zeroFraction share of numbers that are exactly zero
 * @param mask for complex arrays with two or more axes and some zeros, taken as k-space: where any
 *     coil of any slice is not zero
 */
public record ArraySummary(
    double largest,
    double mean,
    double norm,
    long notFinite,
    double zeroFraction,
    Optional<Mask> mask) {

  /**
   * Goes through an array.
   *
   * @param array any numbers. Not modified.
   * @param complex whether they come from complex ones
   */
  public static ArraySummary of(ComplexArray array, boolean complex) {
    double largest = 0;
    double sum = 0;
    double squares = 0;
    long notFinite = 0;
    long zeros = 0;
    for (int i = 0; i < array.count(); i++) {
      double magnitude = Math.hypot(array.re(i), array.im(i));
      if (Double.isFinite(magnitude)) {
        largest = Math.max(largest, magnitude);
        sum += magnitude;
        squares += magnitude * magnitude;
        zeros += magnitude == 0 ? 1 : 0;
      } else {
        notFinite++;
      }
    }
    long finite = array.count() - notFinite;
    Optional<Mask> mask = Optional.empty();
    if (complex && array.shape().rank() >= 2 && zeros > 0) {
      mask = Optional.of(Mask.ofNonZero(array, 2)).filter(m -> m.samples() > 0);
    }
    return new ArraySummary(
        largest,
        finite == 0 ? 0 : sum / finite,
        Math.sqrt(squares),
        notFinite,
        (double) zeros / array.count(),
        mask);
  }
}
