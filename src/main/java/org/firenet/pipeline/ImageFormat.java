package org.firenet.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The formats that images are written in. */
public enum ImageFormat {
  /** NumPy, all numbers as they are. */
  NPY(".npy"),
  /** BART. */
  CFL(".cfl", ".hdr"),
  /** The magnitude in 16 bits, several images as a mosaic. */
  PNG(".png"),
  /** NIfTI-1 with geometry. */
  NIFTI(".nii", ".nii.gz"),
  /** ISMRMRD images with headers. */
  ISMRMRD(".h5", ".hdf5", ".mrd"),
  /** Magnitudes as the fastMRI challenge wants them. */
  FASTMRI,
  /** A directory with a DICOM file for each plane; or one file. */
  DICOM(".dcm");

  private final List<String> extensions;

  ImageFormat(String... extensions) {
    this.extensions = List.of(extensions);
  }

  /** Its name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The format of a label, in any case.
   *
   * @throws IllegalArgumentException saying which there are
   */
  public static ImageFormat named(String label) {
    return Arrays.stream(values())
        .filter(format -> format.label().equals(label.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "format: expected one of %s, got %s"
                        .formatted(
                            String.join(
                                ", ", Arrays.stream(values()).map(ImageFormat::label).toList()),
                            label)));
  }

  /**
   * The format that a name means: by its extension; a directory without one is for DICOM.
   *
   * @throws IOException if it means none
   */
  public static ImageFormat of(Path path) throws IOException {
    String name = path.toString().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> format.extensions.stream().anyMatch(name::endsWith))
        .findFirst()
        .or(() -> Optional.of(DICOM).filter(format -> Files.isDirectory(path)))
        .orElseThrow(
            () ->
                new IOException(
                    path
                        + ": expected a name ending in .npy, .cfl, .hdr, .png, .nii, .nii.gz, .h5 or"
                        + " .dcm; or --format dicom and a directory"));
  }
}
