package org.firenet.io.ismrmrd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.io.InputFile;
import org.firenet.io.hdf5.Hdf5Dataset;
import org.firenet.io.hdf5.Hdf5File;
import org.firenet.io.hdf5.Hdf5Type;
import org.firenet.scan.ImageDescription;

/**
 * A group of images that a reconstruction wrote: {@code header}, {@code data} and {@code
 * attributes}. Images are read when they are asked for; the group is open as long as the file.
 *
 * <p>Errors: what is wrong with a file is an {@link IOException} of one line that begins with the
 * path.
 */
public final class IsmrmrdImages {
  private static final List<String> AXES = List.of("image", "channel", "z", "y", "x");

  private final String group;
  private final Hdf5Dataset data;
  private final Shape shape;
  private final List<String> axes;
  private final List<ImageDescription> descriptions;
  private final List<String> attributes;

  private IsmrmrdImages(Hdf5File file, String group) throws IOException {
    this.group = group;
    this.data = file.dataset(group + "/data");
    Hdf5Dataset header = file.dataset(group + "/header");
    if ((!data.type().isComplex() && !data.type().isReal()) || data.rank() != AXES.size()) {
      throw InputFile.failure(
          file.path(), "expected images [image, channel, z, y, x], got " + data);
    }
    if (header.rank() != 1 || header.rows() != data.rows()) {
      throw InputFile.failure(
          file.path(), "expected %d headers, got %s".formatted(data.rows(), header));
    }
    header.requirePlausible();
    data.requirePlausible();
    List<Integer> kept = new ArrayList<>();
    int[] extents = data.shape().extents();
    for (int axis = 0; axis < extents.length; axis++) {
      if (extents[axis] > 1 || axis == 0 || axis > 2) {
        kept.add(axis);
      }
    }
    this.shape = Shape.of(kept.stream().mapToInt(axis -> extents[axis]).toArray());
    this.axes = kept.stream().map(AXES::get).toList();
    this.descriptions = descriptions(file, header);
    this.attributes =
        file.hasDataset(group + "/attributes")
            ? file.dataset(group + "/attributes").strings()
            : List.of();
  }

  private static List<ImageDescription> descriptions(Hdf5File file, Hdf5Dataset header)
      throws IOException {
    ImageLayout layout = new ImageLayout(file.path(), header);
    int rowBytes = header.rowBytes();
    byte[] row = new byte[rowBytes];
    List<ImageDescription> descriptions = new ArrayList<>();
    for (int i = 0; i < header.rows(); i++) {
      header.readRows(i, i + 1, row);
      descriptions.add(layout.description(ByteBuffer.wrap(row), 0));
    }
    return List.copyOf(descriptions);
  }

  /** The paths of all groups of images in a file, in the order of the file. */
  public static List<String> groups(Hdf5File file) throws IOException {
    List<String> groups = new ArrayList<>();
    for (Hdf5File.Entry entry : file.entries()) {
      String group = entry.path().substring(0, entry.path().lastIndexOf('/'));
      if (entry.path().endsWith("/header")
          && entry.type().flatMap(type -> type.member("matrix_size")).isPresent()
          && file.hasDataset(group + "/data")
          && !AcquisitionLayout.isAcquisition(typeOfData(file, group))) {
        groups.add(group);
      }
    }
    return groups;
  }

  private static Hdf5Type typeOfData(Hdf5File file, String group) throws IOException {
    return file.dataset(group + "/data").type();
  }

  /**
   * Opens a group and reads the headers of its images.
   *
   * @throws IOException if it is not such a group, or something is wrong with it
   */
  public static IsmrmrdImages open(Hdf5File file, String group) throws IOException {
    return new IsmrmrdImages(file, group.startsWith("/") ? group : "/" + group);
  }

  /** The path of the group in the file. */
  public String group() {
    return group;
  }

  /** Number of images. */
  public int count() {
    return shape.extent(0);
  }

  /** Extents of all images; {@code channel} and {@code z} are left out where they are 1. */
  public Shape shape() {
    return shape;
  }

  /** The names of the axes: {@code image}, {@code channel}, {@code z}, {@code y}, {@code x}. */
  public List<String> axes() {
    return axes;
  }

  /** Whether the numbers are complex in the file. */
  public boolean isComplex() {
    return data.type().isComplex();
  }

  /**
   * The images {@code from} (inclusive) to {@code to} (exclusive), with the axes {@link #axes}.
   *
   * @throws IllegalArgumentException if the range is empty or outside the group
   */
  public ComplexArray read(int from, int to) throws IOException {
    int[] extents = shape.extents();
    extents[0] = to - from;
    return data.complex(from, to).reshape(Shape.of(extents));
  }

  /** What the header of each image says; the geometry only where it has directions. */
  public List<ImageDescription> descriptions() {
    return descriptions;
  }

  /** The attributes (XML) of each image; empty if the group has none. */
  public List<String> attributes() {
    return attributes;
  }

  @Override
  public String toString() {
    return group + ": " + axes + " " + Arrays.toString(shape.extents());
  }
}
