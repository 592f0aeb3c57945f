package org.firenet.pipeline;

import org.firenet.array.ComplexArray;

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
}
