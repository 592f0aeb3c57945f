package org.firenet.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.scan.ImageGeometry;

/**
 * Images of a file as the object of a simulated scan.
 *
 * @param images {@code [slice, y, x]}, or {@code [1, z, y, x]} of a volume
 * @param complex whether the file has complex numbers
 * @param geometry where the image lies, if the file tells
 */
public record ObjectFile(ComplexArray images, boolean complex, Optional<ImageGeometry> geometry) {
  /**
   * Reads a file of any kind, see {@link ArraySource}.
   *
   * @param volume whether three axes are one volume and not slices
   * @throws IOException beginning with the path, if the file can not be read, has other axes or
   *     numbers that are not finite
   */
  public static ObjectFile read(Path path, boolean volume) throws IOException {
    ArraySource source = ArraySource.read(path);
    ComplexArray array = source.array();
    try {
      array.requireFinite("array");
    } catch (IllegalArgumentException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
    return new ObjectFile(images(path, array, volume), source.complex(), source.geometry());
  }

  private static ComplexArray images(Path path, ComplexArray array, boolean volume)
      throws IOException {
    Shape shape = array.shape();
    int axes = volume ? 3 : 2;
    if (shape.rank() < axes || shape.rank() > 3) {
      throw new IOException(
          "%s: expected %s, got %s"
              .formatted(
                  path, volume ? "a volume [z, y, x]" : "images [y, x] or [slice, y, x]", shape));
    }
    Shape image = shape.last(axes);
    return array.reshape(image.prepend(shape.count() / image.count()));
  }
}
