package org.firenet.mri;

import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.operator.FourierOperator;

/**
 * Homodyne detection: images from little more than one half of k-space along one axis.
 *
 * <pre>
 *   x = Re( Φ*(w k) · exp(−iφ) ) · exp(iφ),   φ the phase of Φ*(h k)
 * </pre>
 *
 * <p>h a Hann window over the places that were sampled on either side of DC; w is 2 where only one
 * of two conjugate places was sampled, and goes to 0 over the places where both were, by a ramp or
 * a step. Right where the phase of the image is as smooth as the symmetric part of k-space can
 * show. Every coil by itself. Source: Noll, Nishimura, Macovski, IEEE Trans. Med. Imaging 10:154,
 * 1991.
 */
public final class Homodyne {
  /** How the weight goes from 0 to 2 across the symmetric part. */
  public enum Weighting {
    /** Linear: 1 at DC. Less ringing. */
    RAMP,
    /** 1 over the whole symmetric part. */
    STEP
  }

  private Homodyne() {}

  /**
   * {@link #reconstruct(ComplexArray, int, Weighting)} with a ramp.
   *
   * @param kspace partial along the axis. Not modified.
   * @param axis the partial axis
   * @return images of the same shape and precision
   */
  public static ComplexArray reconstruct(ComplexArray kspace, int axis) {
    return reconstruct(kspace, axis, Weighting.RAMP);
  }

  /**
   * Images from partial k-space.
   *
   * @param kspace {@code [ky, kx]}, {@code [coil, ky, kx]} or {@code [coil, kz, ky, kx]}, DC at
   *     n/2; zero in the places of the axis that were not sampled. Not modified.
   * @param axis the partial axis; negative numbers count from the end
   * @return images of the same shape in the same precision, in the scale of the unitary transform
   * @throws IllegalArgumentException if there are other axes, a number is not finite, or the
   *     samples along the axis do not go without a gap from one end to beyond DC
   */
  public static ComplexArray reconstruct(ComplexArray kspace, int axis, Weighting weighting) {
    PartialFourier partial = new PartialFourier(kspace, axis);
    ComplexArray out =
        ComplexArray.zeros(kspace.precision(), partial.image().prepend(partial.images()));
    IntStream.range(0, partial.images())
        .parallel()
        .forEach(c -> out.setSlice(c, image(partial, partial.coil(kspace, c), weighting)));
    return out.reshape(kspace.shape());
  }

  private static ComplexArray image(
      PartialFourier partial, ComplexArray kspace, Weighting weighting) {
    FourierOperator transform = partial.transform();
    ComplexArray phase = partial.lowResolution(kspace, transform);
    ComplexArray weighted = kspace.copy(Precision.DOUBLE);
    for (int i = 0; i < weighted.count(); i++) {
      double weight = weight(partial, partial.place(i), weighting);
      weighted.set(i, weight * weighted.re(i), weight * weighted.im(i));
    }
    ComplexArray image = transform.adjoint(weighted);
    for (int r = 0; r < image.count(); r++) {
      double modulus = Math.hypot(phase.re(r), phase.im(r));
      double cos = modulus > 0 ? phase.re(r) / modulus : 1;
      double sin = modulus > 0 ? phase.im(r) / modulus : 0;
      double real = image.re(r) * cos + image.im(r) * sin;
      image.set(r, real * cos, real * sin);
    }
    return image;
  }

  /** Weights of a place and of its mirror image add up to 2; one that is its own has 1. */
  private static double weight(PartialFourier partial, int place, Weighting weighting) {
    int steps = partial.towardsLonger(place);
    if (!partial.isSampled(place)) {
      return 0;
    }
    if (partial.isAlone(place)) {
      return 1;
    }
    if (Math.abs(steps) > partial.reach()) {
      return 2;
    }
    return weighting == Weighting.STEP ? 1 : 1 + steps / (partial.reach() + 1.0);
  }
}
