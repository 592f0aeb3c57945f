package org.firenet.scan;

import java.util.List;
import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;

/**
 * Images of a scan, and what is known of them.
 *
 * @param images {@code [image, y, x]} or {@code [image, z, y, x]}
 * @param descriptions one for each image
 * @param metadata of the scan
 * @param header the ISMRMRD header (XML) that came with the scan, if one did
 */
public record ImageSeries(
    ComplexArray images,
    List<ImageDescription> descriptions,
    ScanMetadata metadata,
    Optional<String> header) {
  /**
   * Checks that there is a description for each image, and copies the list.
   *
   * @throws IllegalArgumentException if numbers of axes or images do not fit
   */
  public ImageSeries {
    descriptions = List.copyOf(descriptions);
    int rank = images.shape().rank();
    if (rank < 3 || rank > 4 || images.shape().extent(0) != descriptions.size()) {
      throw new IllegalArgumentException(
          "`images`: expected [image, y, x] or [image, z, y, x] with %d images, got %s"
              .formatted(descriptions.size(), images.shape()));
    }
  }

  /** Number of images. */
  public int count() {
    return descriptions.size();
  }

  /** Shape of one image, {@code [y, x]} or {@code [z, y, x]}. */
  public Shape imageShape() {
    return images.shape().last(images.shape().rank() - 1);
  }
}
