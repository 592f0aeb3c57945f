package org.firenet.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.firenet.io.dicom.DicomSettings;
import org.firenet.io.nifti.NiftiPart;
import org.firenet.pipeline.ImageFormat;
import org.firenet.pipeline.ImageOutput;
import picocli.CommandLine.Option;

/** Where images go, and how. */
final class ImageArguments {
  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT",
      description = {
        "Images: .nii or .nii.gz (magnitude), .h5 (ISMRMRD), .dcm or an empty directory (DICOM),"
            + " .npy, .cfl, .png (magnitude, 16 bit)."
      })
  private Path output;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = {
        "npy, cfl, png, nifti, ismrmrd, fastmri or dicom; by default what the name of OUT says."
      })
  private String format;

  @Option(
      names = "--part",
      paramLabel = "PART",
      description =
          "What a NIfTI file gets: magnitude (default), phase, real, imaginary or complex.")
  private String part;

  @Option(
      names = "--uid-seed",
      paramLabel = "TEXT",
      description = "Makes DICOM identifiers repeatable: the same text gives the same ones.")
  private String seed;

  /** The path. */
  Path path() {
    return output;
  }

  /** What the options mean together. */
  ImageOutput output() throws IOException {
    if (format != null) {
      UsageException.check(() -> ImageFormat.named(format));
    }
    ImageFormat chosen = format == null ? ImageFormat.of(output) : ImageFormat.named(format);
    NiftiPart niftiPart =
        UsageException.check(() -> part == null ? NiftiPart.MAGNITUDE : ImageOutput.part(part));
    if (part != null && chosen != ImageFormat.NIFTI) {
      throw new UsageException("part: only for NIfTI, got " + chosen.label(), null);
    }
    if (seed != null && chosen != ImageFormat.DICOM) {
      throw new UsageException("uid-seed: only for DICOM, got " + chosen.label(), null);
    }
    DicomSettings dicom = DicomSettings.defaults();
    return new ImageOutput(output, chosen, niftiPart, seed == null ? dicom : dicom.withSeed(seed));
  }
}
