package org.firenet.io.dicom;

import java.util.Optional;
import java.util.OptionalDouble;
import org.firenet.array.Shape;

/**
 * What {@link DicomWriter} can not know from the images.
 *
 * @param seed makes the identifiers repeatable: the same seed gives the same ones. Empty for new
 *     ones each time; two series must not have the same seed.
 * @param seriesInstanceUid DICOM's UID of the new series; empty for one that is made. The images
 *     that the scanner made itself have the UID of the measured series, so that one should not be
 *     given where both may meet.
 * @param seriesDescription of the new series; empty for that of the measurement and "FIRENET"
 * @param derivation how the images came about
 * @param comments on every image
 * @param acquisitionMatrix sampled points {@code [ky, kx]}, if known
 * @param scale factor of the magnitudes, 1 to keep them. Empty for 1 if the largest is between 1000
 *     and 10^6, else for the power of ten that brings it to 1000 or above and below 10^4, since
 *     many viewers show whole numbers only; the comment on the image then tells the factor.
 */
public record DicomSettings(
    Optional<String> seed,
    Optional<String> seriesInstanceUid,
    Optional<String> seriesDescription,
    String derivation,
    Optional<String> comments,
    Optional<Shape> acquisitionMatrix,
    OptionalDouble scale) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the UID is none, the matrix has not two axes, or the scale
   *     is not positive
   */
  public DicomSettings {
    seriesInstanceUid.ifPresent(
        uid -> {
          if (!DicomUid.isValid(uid)) {
            throw new IllegalArgumentException(
                "seriesInstanceUid: expected numbers and dots, at most 64, got \"" + uid + "\"");
          }
        });
    acquisitionMatrix.ifPresent(
        matrix -> {
          if (matrix.rank() != 2) {
            throw new IllegalArgumentException(
                "acquisitionMatrix: expected [ky, kx], got " + matrix);
          }
        });
    scale.ifPresent(
        factor -> {
          if (!(factor > 0) || !Double.isFinite(factor)) {
            throw new IllegalArgumentException("scale: expected a positive number, got " + factor);
          }
        });
  }

  /** New identifiers each time, values that viewers can show, nothing else known. */
  public static DicomSettings defaults() {
    return new DicomSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "Reconstructed by FIRENET from undersampled k-space",
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty());
  }

  /** These settings with repeatable identifiers. */
  public DicomSettings withSeed(String value) {
    return new DicomSettings(
        Optional.of(value),
        seriesInstanceUid,
        seriesDescription,
        derivation,
        comments,
        acquisitionMatrix,
        scale);
  }

  /** These settings with a given UID of the series. */
  public DicomSettings withSeriesInstanceUid(String value) {
    return new DicomSettings(
        seed,
        Optional.of(value),
        seriesDescription,
        derivation,
        comments,
        acquisitionMatrix,
        scale);
  }

  /** These settings with another description of the series. */
  public DicomSettings withSeriesDescription(String value) {
    return new DicomSettings(
        seed,
        seriesInstanceUid,
        Optional.of(value),
        derivation,
        comments,
        acquisitionMatrix,
        scale);
  }

  /** These settings with another account of how the images came about. */
  public DicomSettings withDerivation(String value) {
    return new DicomSettings(
        seed, seriesInstanceUid, seriesDescription, value, comments, acquisitionMatrix, scale);
  }

  /** These settings with comments. */
  public DicomSettings withComments(String value) {
    return new DicomSettings(
        seed,
        seriesInstanceUid,
        seriesDescription,
        derivation,
        Optional.of(value),
        acquisitionMatrix,
        scale);
  }

  /** These settings with the number of sampled points {@code [ky, kx]}. */
  public DicomSettings withAcquisitionMatrix(Shape value) {
    return new DicomSettings(
        seed,
        seriesInstanceUid,
        seriesDescription,
        derivation,
        comments,
        Optional.of(value),
        scale);
  }

  /** These settings with a given factor of the magnitudes. */
  public DicomSettings withScale(double value) {
    return new DicomSettings(
        seed,
        seriesInstanceUid,
        seriesDescription,
        derivation,
        comments,
        acquisitionMatrix,
        OptionalDouble.of(value));
  }
}
