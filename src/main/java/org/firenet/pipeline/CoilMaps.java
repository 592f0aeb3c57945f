package org.firenet.pipeline;

import org.firenet.acquisition.KSpace;
import org.firenet.array.ComplexArray;
import org.firenet.mri.Espirit;
import org.firenet.mri.EspiritParameters;

/** Where coil sensitivities come from. */
public sealed interface CoilMaps {
  /** ESPIRiT for Fourier data with several coils, none otherwise. */
  record Automatic() implements CoilMaps {}

  /** ESPIRiT from the calibration region of each slice. */
  record Espirit() implements CoilMaps {}

  /** Each coil on its own; the coil images are combined by the root sum of squares. */
  record None() implements CoilMaps {}

  /**
   * Known ones.
   *
   * @param maps {@code [coil, y, x]} or {@code [slice, coil, y, x]}, one axis more in 3-D
   */
  record Given(ComplexArray maps) implements CoilMaps {}

  /**
   * ESPIRiT of one image: from its separate calibration data if it has them, else from the fully
   * sampled middle of its own.
   *
   * @param kspace of some images with a coil axis. Not modified.
   * @param image the place of the image
   * @return {@code [coil, y, x]}, one axis more in 3-D
   * @throws IllegalArgumentException if the data do not suffice
   */
  static ComplexArray estimate(KSpace kspace, int image, EspiritParameters parameters) {
    if (kspace.calibrations().isEmpty()) {
      ComplexArray data = kspace.data().slice(image);
      return Espirit.calibrate(data, kspace.masks().get(image), parameters).maps();
    }
    ComplexArray calibration = kspace.calibrations().get(image);
    return Espirit.calibrate(calibration, kspace.grid(), parameters).maps();
  }
}
