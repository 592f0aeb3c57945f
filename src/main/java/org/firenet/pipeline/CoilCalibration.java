package org.firenet.pipeline;

import java.util.List;
import org.firenet.acquisition.KSpace;
import org.firenet.array.ComplexArray;
import org.firenet.mri.Espirit;
import org.firenet.mri.EspiritParameters;

/** Coil sensitivities of the images of a scan. */
public final class CoilCalibration {
  private CoilCalibration() {}

  /**
   * ESPIRiT of one image: from its separate calibration data if it has them, else from the fully
   * sampled middle of its own.
   *
   * @param kspace of some images with a coil axis. Not modified.
   * @param image the place of the image
   * @return {@code [coil, y, x]}, one axis more in 3-D
   * @throws IllegalArgumentException if the data do not suffice
   */
  public static ComplexArray estimate(KSpace kspace, int image, EspiritParameters parameters) {
    if (kspace.calibrations().isEmpty()) {
      ComplexArray data = kspace.data().slice(image);
      return Espirit.calibrate(data, kspace.masks().get(image), parameters).maps();
    }
    ComplexArray calibration = kspace.calibrations().get(image);
    return Espirit.calibrate(List.of(calibration), kspace.grid(), parameters).maps();
  }
}
