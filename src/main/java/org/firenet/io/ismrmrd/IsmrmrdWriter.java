package org.firenet.io.ismrmrd;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.io.hdf5.Hdf5Extent;
import org.firenet.io.hdf5.Hdf5Layout;
import org.firenet.io.hdf5.Hdf5Layout.Text;
import org.firenet.io.hdf5.Hdf5Output;
import org.firenet.io.hdf5.Hdf5Rows;
import org.firenet.io.hdf5.Hdf5Writer;

/**
 * Writes raw data as ISMRMRD's library does: the header {@code xml}, the acquisitions {@code data},
 * and any arrays, in one group. A file without acquisitions has no {@code data}.
 *
 * <p>The file appears complete, on {@link #commit()}, or not at all. Memory holds a few megabytes
 * of it at a time. For one thread.
 *
 * <p>Errors: a number that the format can not hold or an array that does not fit is an {@link
 * IllegalArgumentException} and writes nothing; those of {@link Hdf5Writer} are an {@link
 * IOException}.
 */
public final class IsmrmrdWriter implements Closeable {
  /** Name of the group where nothing else is said. */
  public static final String DEFAULT_GROUP = "dataset";

  private static final int BLOCK_ROWS = 256;
  private static final int BLOCK_BYTES = 1 << 22;
  private static final int CHUNK_ROWS = 64;
  private static final int MAX_AXES = 7;
  private static final float[] NO_TRAJECTORY = {};
  private static final Pattern NAME = Pattern.compile("[!-.0-~]+");
  private static final Set<String> RESERVED = Set.of("xml", "data", "waveforms", ".", "..");

  private final Hdf5Writer file;
  private final String group;
  private final Hdf5Rows rows = new Hdf5Rows(AcquisitionRow.TYPE, BLOCK_ROWS);
  private final Map<String, Hdf5Output> arrays = new HashMap<>();
  private final Map<String, Shape> shapes = new HashMap<>();
  private Hdf5Output acquisitions;
  private long count;

  private IsmrmrdWriter(Hdf5Writer file, String group) {
    this.file = file;
    this.group = group;
  }

  /**
   * Begins a file with the group {@link #DEFAULT_GROUP}, in place of the one that may be there.
   *
   * @param xml the flexible header, as {@link IsmrmrdHeaderWriter} makes it
   */
  public static IsmrmrdWriter create(Path path, String xml) throws IOException {
    return create(path, DEFAULT_GROUP, xml);
  }

  /**
   * Begins a file, in place of the one that may be there.
   *
   * @param group name of the group that holds everything
   * @param xml the flexible header, as {@link IsmrmrdHeaderWriter} makes it; characters that are
   *     not ASCII become their numbers
   */
  public static IsmrmrdWriter create(Path path, String group, String xml) throws IOException {
    requireName("group", group);
    IsmrmrdWriter writer = new IsmrmrdWriter(Hdf5Writer.create(path), group);
    boolean whole = false;
    try {
      writeHeader(writer.file, group, xml);
      whole = true;
    } finally {
      if (!whole) {
        writer.close();
      }
    }
    return writer;
  }

  /** Adds the flexible header to a group. */
  static void writeHeader(Hdf5Writer file, String group, String xml) throws IOException {
    file.dataset(group + "/xml", Text.ASCII, Hdf5Extent.fixed(Shape.of(1)))
        .append(AsciiXml.of(xml));
  }

  private static void requireName(String argument, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "`%s`: expected printable ASCII without blanks and slashes, got '%s'"
              .formatted(argument, name));
    }
  }

  /**
   * Appends an acquisition without a trajectory.
   *
   * @param samples {@code [channel][sample]}, real and imaginary parts interleaved; copied
   */
  public void append(AcquisitionHeader head, float[] samples) throws IOException {
    append(head, samples, NO_TRAJECTORY);
  }

  /**
   * Appends an acquisition.
   *
   * @param samples {@code [channel][sample]}, real and imaginary parts interleaved; copied
   * @param trajectory {@code [sample][dimension]}; copied
   */
  public void append(AcquisitionHeader head, float[] samples, float[] trajectory)
      throws IOException {
    file.requireOpen();
    requireLength("samples", samples, 2L * head.channels() * head.samples());
    requireLength("trajectory", trajectory, (long) head.trajectoryDimensions() * head.samples());
    if (rows.isFull() || rows.payloadBytes() > BLOCK_BYTES) {
      flush();
    }
    rows.add(row -> AcquisitionRow.fill(row, head, trajectory, samples));
    count++;
  }

  private static void requireLength(String name, float[] values, long expected) {
    if (values.length != expected) {
      throw new IllegalArgumentException(
          "`%s`: expected %d numbers as the header says, got %d"
              .formatted(name, expected, values.length));
    }
  }

  private void flush() throws IOException {
    if (rows.count() == 0) {
      return;
    }
    if (acquisitions == null) {
      acquisitions =
          file.dataset(
              group + "/data", AcquisitionRow.TYPE, Hdf5Extent.growing(Shape.of(), CHUNK_ROWS));
    }
    acquisitions.append(rows);
    rows.clear();
  }

  /** Number of acquisitions appended. */
  public long count() {
    return count;
  }

  /**
   * Appends an array, in single precision; arrays of one name have one shape and follow each other.
   *
   * @param name {@code phantom}, {@code csm}, {@code coil_images} are ISMRMRD's own tools' names
   * @param array of at most seven axes
   */
  public void appendArray(String name, ComplexArray array) throws IOException {
    file.requireOpen();
    requireName("name", name);
    if (RESERVED.contains(name)) {
      throw new IllegalArgumentException("`name`: the format needs '" + name + "' itself");
    }
    if (array.shape().rank() > MAX_AXES) {
      throw new IllegalArgumentException(
          "`array`: expected at most %d axes, got %s".formatted(MAX_AXES, array.shape()));
    }
    Shape shape = shapes.getOrDefault(name, array.shape());
    ComplexArray.requireShape("array", array.shape(), shape);
    Hdf5Output dataset = arrays.get(name);
    if (dataset == null) {
      dataset = file.dataset(group + "/" + name, Hdf5Layout.COMPLEX, Hdf5Extent.growing(shape, 1));
      arrays.put(name, dataset);
      shapes.put(name, shape);
    }
    dataset.append(array);
  }

  /**
   * Ends the file and puts it in its place. Nothing can be appended afterwards.
   *
   * @throws IOException beginning with the path, if that fails, or if an earlier step did
   */
  public void commit() throws IOException {
    flush();
    file.commit();
  }

  /** Without {@link #commit()} nothing is left of the file. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
