package org.firenet.mri;

import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;

/**
 * Covariance of the receivers' noise, collected from any number of noise acquisitions.
 *
 * <pre>
 *   Ψ_{cc'} = 1/N Σ_u n_c[u] conj(n_{c'}[u])
 * </pre>
 *
 * <p>over all N complex samples; noise has mean zero, so no mean is taken off. Ψ is the covariance
 * of complex samples: real and imaginary part have half of it each. Summed in double precision in
 * the order of the acquisitions. Not safe for several threads at once. Source: Kellman, McVeigh,
 * MRM 54:1439, 2005.
 */
public final class NoiseCovariance {
  private final int coils;
  private final CoilCovariance sums;
  private long samples;

  /**
   * Starts without samples.
   *
   * @throws IllegalArgumentException if there is no coil
   */
  public NoiseCovariance(int coils) {
    if (coils < 1) {
      throw new IllegalArgumentException("coils: expected at least 1, got " + coils);
    }
    this.coils = coils;
    this.sums = new CoilCovariance(coils);
  }

  /**
   * Adds the samples of one acquisition, or of several.
   *
   * @param noise {@code [coil, sample]} or with more axes behind the coils. Not modified.
   * @return this
   * @throws IllegalArgumentException if the number of coils is another or a number is not finite;
   *     nothing was added then
   */
  public NoiseCovariance add(ComplexArray noise) {
    if (noise.shape().rank() < 2 || noise.shape().extent(0) != coils) {
      throw new IllegalArgumentException(
          "`noise`: expected [coil, sample] with %d coils, got %s".formatted(coils, noise.shape()));
    }
    noise.requireFinite("noise");
    sums.add(noise);
    samples += noise.count() / coils;
    return this;
  }

  /** Number of coils. */
  public int coils() {
    return coils;
  }

  /** Number of complex samples per coil so far. */
  public long samples() {
    return samples;
  }

  /**
   * The covariance so far, {@code [coil, coil]} in double precision, Hermitian.
   *
   * @throws IllegalStateException if there are no samples yet
   */
  public ComplexArray matrix() {
    if (samples == 0) {
      throw new IllegalStateException("covariance of noise without samples");
    }
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, Shape.of(coils, coils));
    for (int i = 0; i < coils * coils; i++) {
      out.set(
          i, sums.re()[i / coils][i % coils] / samples, sums.im()[i / coils][i % coils] / samples);
    }
    return out;
  }
}
