package org.firenet.phantom;

import java.util.Random;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;

/** White complex Gaussian noise on the sampled points, with an exact relative norm. */
public final class Noise {
  private Noise() {}

  /**
   * Adds noise, {@code y + z · level · ‖M y‖₂/‖z‖₂}, z standard normal in real and imaginary part
   * on the sampled points of every coil, and 0 elsewhere.
   *
   * @param kspace {@code [..., ky, kx]} or {@code [..., kz, ky, kx]}. Not modified.
   * @param mask which points were sampled: the last axes of the k-space
   * @param level relative level, at least 0; 0.01 is one per cent
   * @param seed the same seed gives the same noise
   * @return a new array in the same precision
   * @throws IllegalArgumentException if the mask does not fit or is empty, or the level is negative
   *     or not finite
   */
  public static ComplexArray add(ComplexArray kspace, Mask mask, double level, long seed) {
    Shape shape = kspace.shape();
    int axes = mask.shape().rank();
    if (axes > shape.rank() || !shape.last(axes).equals(mask.shape())) {
      throw new IllegalArgumentException(
          "`mask`: expected the last axes of " + shape + ", got " + mask.shape());
    }
    if (mask.samples() == 0) {
      throw new IllegalArgumentException("`mask`: selects no sample");
    }
    if (!(level >= 0) || Double.isInfinite(level)) {
      throw new IllegalArgumentException("level: expected at least 0, got " + level);
    }
    Random random = new Random(seed);
    ComplexArray noise = ComplexArray.zeros(Precision.DOUBLE, shape);
    double signal = 0;
    int points = mask.shape().count();
    for (int i = 0; i < kspace.count(); i++) {
      if (mask.get(i % points)) {
        noise.set(i, random.nextGaussian(), random.nextGaussian());
        signal += kspace.re(i) * kspace.re(i) + kspace.im(i) * kspace.im(i);
      }
    }
    double scale = level * Math.sqrt(signal) / noise.norm();
    ComplexArray out = kspace.copy(kspace.precision());
    for (int i = 0; i < kspace.count(); i++) {
      out.set(i, kspace.re(i) + scale * noise.re(i), kspace.im(i) + scale * noise.im(i));
    }
    return out;
  }
}
