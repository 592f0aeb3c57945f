package org.firenet.acquisition;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.io.fastmri.FastMriFile;
import org.firenet.io.hdf5.Hdf5File;
import org.firenet.io.ismrmrd.IsmrmrdFile;
import org.firenet.scan.ImageDescription;
import org.firenet.scan.ImageSeries;
import org.firenet.scan.ScanMetadata;

/** The k-space of a scan, image by image. Only what {@link #read} asks for is in memory. */
public interface Scan extends Closeable {
  /**
   * Opens a scan; its format follows from the content.
   *
   * @param path ISMRMRD or fastMRI HDF5, {@code .npy}, or a BART pair {@code .cfl/.hdr}
   * @throws IOException if it can not be read as k-space, one line beginning with the path
   * @throws IllegalArgumentException if options and scan do not go together
   */
  static Scan open(Path path, ScanOptions options) throws IOException {
    if (Hdf5File.isHdf5(path)) {
      return FastMriFile.isFastMri(path)
          ? FastMriScan.open(path, options)
          : IsmrmrdScan.open(
              options.group().isPresent()
                  ? IsmrmrdFile.open(path, options.group().get())
                  : IsmrmrdFile.open(path),
              options);
    }
    return ArrayScan.open(path, options);
  }

  /** Where it lies. */
  Path path();

  /** The format, a word or two. */
  String format();

  /** Shape of k-space of one image and coil: {@code [ky, kx]} or {@code [kz, ky, kx]}. */
  Shape grid();

  /** Number of coils; 0 without a coil axis. */
  int coils();

  /** Numbers of the images selected, in ascending order, counted among those of the whole file. */
  List<Integer> numbers();

  /** Number of images of the whole file. */
  int available();

  /** Whether results have an axis of images, even if it is one only. */
  boolean several();

  /**
   * Reads some images.
   *
   * @param from place of the first among the selected ones
   * @param to one after the place of the last
   * @throws IOException if the file is damaged or holds NaN or infinity
   */
  KSpace read(int from, int to) throws IOException;

  /** Shape of a finished image, {@code [y, x]} or {@code [z, y, x]}. */
  default Shape imageShape() {
    return grid();
  }

  /**
   * Brings solved images to the matrix and field of view that are to be shown.
   *
   * @param images {@code [image, y, x]} or {@code [image, z, y, x]} on the {@link #grid}. Not
   *     modified.
   */
  default ComplexArray finish(ComplexArray images) {
    return images;
  }

  /** What is known of the selected images. */
  List<ImageDescription> descriptions();

  /** What is known of the scan. */
  default ScanMetadata metadata() {
    return ScanMetadata.unknown();
  }

  /** The ISMRMRD header, if there is one. */
  default Optional<String> header() {
    return Optional.empty();
  }

  /**
   * How k-space is prepared before it is solved, in names and values: what was made white, removed,
   * combined.
   */
  default Map<String, Object> preparation() {
    return Map.of();
  }

  /** Names and values of the user parameters of an ISMRMRD header, numbers as text. */
  default Map<String, String> userParameters() {
    return Map.of();
  }

  /** What a user should know of how the data were prepared. */
  default List<String> notes() {
    return List.of();
  }

  /** Number of images selected. */
  default int images() {
    return numbers().size();
  }

  /**
   * Finished images together with what is known of them.
   *
   * @param images {@code [image, y, x]} or {@code [image, z, y, x]}; without the axis of images
   *     where there is one only
   */
  default ImageSeries series(ComplexArray images) {
    Shape shape = imageShape().prepend(images());
    return new ImageSeries(images.reshape(shape), descriptions(), metadata(), header());
  }
}
