package org.firenet.mri;

import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.operator.FourierOperator;

/**
 * Coil images by the inverse Fourier transform of k-space with zeros where nothing was sampled.
 *
 * <pre>
 *   x_c = Φ* k_c,   Φ the unitary centred transform of {@link FourierOperator}.
 * </pre>
 */
public final class ZeroFilled {
  private ZeroFilled() {}

  /**
   * Transforms every coil.
   *
   * @param kspace {@code [coil, ky, kx]} or {@code [coil, kz, ky, kx]}. Not modified.
   * @return {@code [coil, y, x]} or {@code [coil, z, y, x]} in the same precision
   * @throws IllegalArgumentException if there are other axes or a number is not finite
   */
  public static ComplexArray coilImages(ComplexArray kspace) {
    CoilCombination.requireCoils("kspace", kspace);
    kspace.requireFinite("kspace");
    Shape image = kspace.shape().last(kspace.shape().rank() - 1);
    ComplexArray out = ComplexArray.zeros(kspace.precision(), kspace.shape());
    IntStream.range(0, kspace.shape().extent(0))
        .parallel()
        .forEach(
            c ->
                out.setSlice(
                    c,
                    new FourierOperator(image, image.rank())
                        .adjoint(kspace.slice(c).to(Precision.DOUBLE))));
    return out;
  }

  /**
   * The image of {@link #coilImages} combined with sensitivities, {@code S*Φ*k}; an estimate of the
   * image where {@code Σ|s|² = 1} and k-space is full.
   *
   * @param kspace {@code [coil, ky, kx]} or {@code [coil, kz, ky, kx]}. Not modified.
   * @param maps {@code [coil, y, x]} or {@code [coil, z, y, x]}. Not modified.
   * @return {@code [y, x]} or {@code [z, y, x]} in the precision of the k-space
   * @throws IllegalArgumentException if shapes do not fit or a number is not finite
   */
  public static ComplexArray image(ComplexArray kspace, ComplexArray maps) {
    ComplexArray.requireShape("maps", maps.shape(), kspace.shape());
    ComplexArray coils = coilImages(kspace);
    maps.requireFinite("maps");
    int pixels = coils.count() / coils.shape().extent(0);
    ComplexArray out =
        ComplexArray.zeros(kspace.precision(), coils.shape().last(coils.shape().rank() - 1));
    for (int r = 0; r < pixels; r++) {
      double[] sum = CoilCombination.weightedSum(maps, coils, r, pixels);
      out.set(r, sum[0], sum[1]);
    }
    return out;
  }
}
