package org.firenet.phantom;

import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;

/**
 * A scan of everything there is in k-space, without noise: the same coils for all slices.
 *
 * <p>Fourier data are unitary and centred, {@code k_c = Φ(s_c x)}. With readout oversampling o the
 * field of view along x is o times as large, filled up with nothing, and Φ is the unitary transform
 * of that: the middle of its inverse transform is s_c x.
 */
public interface FullScan {
  /** Shape of an image: {@code [y, x]} or {@code [z, y, x]}. */
  Shape image();

  /** Number of slices. */
  int slices();

  /** Number of coils. */
  int coils();

  /** Readout oversampling: kx has so many times the extent of x. */
  int oversampling();

  /** The true image of a slice, {@code [y, x]} or {@code [z, y, x]}, in double precision. */
  ComplexArray truth(int slice);

  /** Coil sensitivities, {@code [coil, y, x]} or {@code [coil, z, y, x]}; Σ|s|² ≤ 1. */
  ComplexArray maps();

  /**
   * The data of a slice, {@code [coil, ky, kx]} or {@code [coil, kz, ky, kx]}, double precision.
   */
  ComplexArray kspace(int slice);

  /** Shape of the data without coils. */
  default Shape encoded() {
    int[] extents = image().extents();
    extents[extents.length - 1] *= oversampling();
    return Shape.of(extents);
  }
}
