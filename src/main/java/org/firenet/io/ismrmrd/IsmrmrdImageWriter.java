package org.firenet.io.ismrmrd;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.firenet.array.Shape;
import org.firenet.io.hdf5.Hdf5Extent;
import org.firenet.io.hdf5.Hdf5Layout;
import org.firenet.io.hdf5.Hdf5Layout.Text;
import org.firenet.io.hdf5.Hdf5Output;
import org.firenet.io.hdf5.Hdf5Rows;
import org.firenet.io.hdf5.Hdf5Writer;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Encoding;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Limits;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Space;
import org.firenet.scan.ImageDescription;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.ImageSeries;
import org.firenet.scan.Vector3;

/**
 * Writes images as ISMRMRD's library does: the header {@code xml} and a group {@code image_0} with
 * {@code header}, {@code data} {@code [image, channel, z, y, x]} and {@code attributes}, in the
 * group {@code dataset}.
 *
 * <p>Images are always complex, in single precision, also where all imaginary parts are zero.
 * Without a header of the scan there is one with what the metadata and the images tell; where the
 * voxels are not known it says 1 mm, and the fixed header of the image has zeros for the geometry.
 *
 * <p>ISMRMRD's position is the centre of the image. Converters put the centre of the first voxel at
 * the position less half the field of view; so they take it, as {@link ImageGeometry} does, as the
 * point at index n/2, which for even n is the centre of a voxel. For odd n the middle voxel's
 * centre, index (n − 1)/2, is the centre of the image and the origin of the Fourier transform; that
 * is {@link ImageGeometry}'s position, and it is written as it is. Such converters then show an
 * image with odd n half a voxel off.
 */
public final class IsmrmrdImageWriter {
  private static final String IMAGES = IsmrmrdWriter.DEFAULT_GROUP + "/image_0";
  private static final int BLOCK_ROWS = 256;

  private IsmrmrdImageWriter() {}

  /**
   * Writes a file, which appears complete or not at all.
   *
   * @throws IllegalArgumentException if a number does not fit the format
   * @throws IOException beginning with the path, as {@link Hdf5Writer} says
   */
  public static void write(Path path, ImageSeries series) throws IOException {
    String header =
        series.header().orElseGet(() -> IsmrmrdHeaderWriter.write(minimalHeader(series)));
    try (Hdf5Writer file = Hdf5Writer.create(path)) {
      IsmrmrdWriter.writeHeader(file, IsmrmrdWriter.DEFAULT_GROUP, header);
      writeHeaders(file, series);
      Shape shape = shape(series).prepend(1);
      file.dataset(IMAGES + "/data", Hdf5Layout.COMPLEX, Hdf5Extent.growing(shape, 1))
          .append(series.images().reshape(shape.prepend(series.count())));
      file.commit();
    }
  }

  /** The shape of an image, {@code [z, y, x]}. */
  private static Shape shape(ImageSeries series) {
    Shape shape = series.imageShape();
    return shape.rank() == 2 ? shape.prepend(1) : shape;
  }

  private static void writeHeaders(Hdf5Writer file, ImageSeries series) throws IOException {
    Shape shape = shape(series);
    Hdf5Output headers =
        file.dataset(IMAGES + "/header", ImageRow.TYPE, Hdf5Extent.growing(Shape.of(), 1));
    Hdf5Output attributes =
        file.dataset(IMAGES + "/attributes", Text.ASCII, Hdf5Extent.growing(Shape.of(), 1));
    Hdf5Rows rows = new Hdf5Rows(ImageRow.TYPE, BLOCK_ROWS);
    for (int i = 0; i < series.count(); i++) {
      ImageDescription image = series.descriptions().get(i);
      String text = ImageAttributes.of(image, series.metadata());
      int number = i + 1;
      rows.add(row -> ImageRow.fill(row, image, shape, number, text.length()));
      attributes.append(text);
      if (rows.isFull() || number == series.count()) {
        headers.append(rows);
        rows.clear();
      }
    }
  }

  private static IsmrmrdHeader minimalHeader(ImageSeries series) {
    Shape shape = shape(series);
    Vector3 voxel =
        series.descriptions().stream()
            .flatMap(image -> image.geometry().stream())
            .map(ImageGeometry::voxel)
            .findFirst()
            .orElse(new Vector3(1, 1, 1));
    Space space =
        new Space(
            shape.extent(2),
            shape.extent(1),
            shape.extent(0),
            new Vector3(
                voxel.x() * shape.extent(2),
                voxel.y() * shape.extent(1),
                voxel.z() * shape.extent(0)));
    Encoding encoding = new Encoding(space, space, limits(series), "other", Optional.empty());
    return new IsmrmrdHeader(
        series.metadata(), List.of(encoding), OptionalDouble.empty(), Map.of());
  }

  private static Map<String, Limits> limits(ImageSeries series) {
    Map<String, Limits> limits = new LinkedHashMap<>();
    for (String name : ImageIndex.ofSlice(0).byName().keySet()) {
      int last =
          series.descriptions().stream()
              .mapToInt(image -> image.index().byName().get(name))
              .max()
              .orElse(0);
      limits.put(name, new Limits(0, last, 0));
    }
    return limits;
  }
}
