package org.firenet.scan;

import java.util.List;
import java.util.Optional;

/**
 * What is known of one image.
 *
 * @param index which image of the scan it is
 * @param geometry where it lies, if known
 * @param measurement the scanner's number of the measurement, 0 if unknown
 * @param acquisitionTime the scanner's clock at the first acquisition, in its own ticks; 0 if
 *     unknown
 * @param physiologyTimes the scanner's clocks of heart, breath and so on; three, 0 if unknown
 * @param tablePosition of the patient table, in millimetres
 */
public record ImageDescription(
    ImageIndex index,
    Optional<ImageGeometry> geometry,
    long measurement,
    long acquisitionTime,
    List<Long> physiologyTimes,
    Vector3 tablePosition) {
  /** Copies the list. */
  public ImageDescription {
    physiologyTimes = List.copyOf(physiologyTimes);
  }

  /** An image of which only the index is known. */
  public static ImageDescription of(ImageIndex index) {
    return new ImageDescription(index, Optional.empty(), 0, 0, List.of(0L, 0L, 0L), Vector3.ZERO);
  }
}
