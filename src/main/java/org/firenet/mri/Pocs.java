package org.firenet.mri;

import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.operator.FourierOperator;

/**
 * Projection onto convex sets: images from little more than one half of k-space along one axis.
 *
 * <pre>
 *   x ← max(0, Re(x exp(−iφ))) exp(iφ),   φ the phase of Φ*(h k);
 *   x ← Φ*( k where sampled, Φ x elsewhere )
 * </pre>
 *
 * <p>in turn, from zero filling, until x changes by less than the tolerance. h is a Hann window
 * over the places that were sampled on either side of DC. Unlike {@link Homodyne} the result has
 * all the samples, and so the phase of the image where it differs from φ. Every coil by itself.
 * Source: Haacke, Lindskog, Lin, J. Magn. Reson. 92:126, 1991.
 */
public final class Pocs {
  private Pocs() {}

  /**
   * When to stop.
   *
   * @param iterations largest number of iterations
   * @param tolerance change of the image over an iteration, relative to its norm
   */
  public record Parameters(int iterations, double tolerance) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the parameter, what was expected and what came
     */
    public Parameters {
      if (iterations < 1) {
        throw new IllegalArgumentException("iterations: expected at least 1, got " + iterations);
      }
      if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
        throw new IllegalArgumentException("tolerance: expected at least 0, got " + tolerance);
      }
    }

    /** At most 50 iterations, tolerance 1e-4. */
    public static Parameters defaults() {
      return new Parameters(50, 1e-4);
    }

    /** The same with another number of iterations. */
    public Parameters withIterations(int value) {
      return new Parameters(value, tolerance);
    }

    /** The same with another tolerance. */
    public Parameters withTolerance(double value) {
      return new Parameters(iterations, value);
    }
  }

  /**
   * {@link #reconstruct(ComplexArray, int, Parameters)} with the defaults.
   *
   * @param kspace partial along the axis. Not modified.
   * @param axis the partial axis
   * @return images of the same shape and precision
   */
  public static ComplexArray reconstruct(ComplexArray kspace, int axis) {
    return reconstruct(kspace, axis, Parameters.defaults());
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
  public static ComplexArray reconstruct(ComplexArray kspace, int axis, Parameters parameters) {
    PartialFourier partial = new PartialFourier(kspace, axis);
    ComplexArray out =
        ComplexArray.zeros(kspace.precision(), partial.image().prepend(partial.images()));
    IntStream.range(0, partial.images())
        .parallel()
        .forEach(c -> out.setSlice(c, image(partial, partial.coil(kspace, c), parameters)));
    return out.reshape(kspace.shape());
  }

  private static ComplexArray image(
      PartialFourier partial, ComplexArray kspace, Parameters parameters) {
    FourierOperator transform = partial.transform();
    ComplexArray phase = partial.lowResolution(kspace, transform);
    ComplexArray image = transform.adjoint(kspace);
    for (int iteration = 0; iteration < parameters.iterations(); iteration++) {
      ComplexArray filled = transform.forward(withPhase(image, phase));
      for (int i = 0; i < filled.count(); i++) {
        if (partial.isSampled(partial.place(i))) {
          filled.set(i, kspace.re(i), kspace.im(i));
        }
      }
      ComplexArray next = transform.adjoint(filled);
      double change = distance(image, next);
      image = next;
      if (change <= parameters.tolerance() * next.norm()) {
        break;
      }
    }
    return image;
  }

  private static ComplexArray withPhase(ComplexArray image, ComplexArray phase) {
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, image.shape());
    for (int r = 0; r < image.count(); r++) {
      double modulus = Math.hypot(phase.re(r), phase.im(r));
      double cos = modulus > 0 ? phase.re(r) / modulus : 1;
      double sin = modulus > 0 ? phase.im(r) / modulus : 0;
      double real = Math.max(0, image.re(r) * cos + image.im(r) * sin);
      out.set(r, real * cos, real * sin);
    }
    return out;
  }

  private static double distance(ComplexArray a, ComplexArray b) {
    double sum = 0;
    for (int i = 0; i < a.count(); i++) {
      double re = a.re(i) - b.re(i);
      double im = a.im(i) - b.im(i);
      sum += re * re + im * im;
    }
    return Math.sqrt(sum);
  }
}
