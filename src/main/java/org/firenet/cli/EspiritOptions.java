package org.firenet.cli;

import org.firenet.mri.EspiritParameters;
import picocli.CommandLine.Option;

/** How ESPIRiT estimates coil sensitivities. */
final class EspiritOptions {
  @Option(
      names = "--calibration",
      defaultValue = "24",
      paramLabel = "N",
      description = "Largest extent of the calibration region (default: ${DEFAULT-VALUE}).")
  private int calibration;

  @Option(
      names = "--kernel",
      defaultValue = "6",
      paramLabel = "N",
      description = "Extent of the ESPIRiT kernel (default: ${DEFAULT-VALUE}).")
  private int kernel;

  @Option(
      names = "--crop",
      defaultValue = "0.8",
      paramLabel = "V",
      description = "Eigenvalue below which a pixel has no map (default: ${DEFAULT-VALUE}).")
  private double crop;

  @Option(names = "--soft-crop", description = "Let the maps fade out around the crop value.")
  private boolean softCrop;

  @Option(
      names = "--calibration-threshold",
      defaultValue = "0.001",
      paramLabel = "V",
      description =
          "Share of the largest eigenvalue that counts as signal (default: ${DEFAULT-VALUE}).")
  private double threshold;

  /** The parameters meant. */
  EspiritParameters parameters() {
    return EspiritParameters.builder()
        .calibration(calibration)
        .kernel(kernel)
        .crop(crop)
        .softCrop(softCrop)
        .threshold(threshold)
        .build();
  }
}
