package org.firenet.io.ismrmrd;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.io.InputFile;
import org.firenet.io.hdf5.Hdf5Dataset;
import org.firenet.io.hdf5.Hdf5File;
import org.firenet.io.hdf5.Hdf5Sequences;
import org.firenet.io.hdf5.Hdf5Type;

/**
 * An open file of ISMRM raw data: a group with the header {@code xml} and the acquisitions {@code
 * data}.
 *
 * <p>Opening reads the header, {@link #table} the headers of the acquisitions; samples are read
 * when they are asked for, in large pieces of the file, in memory that does not grow with the file.
 * Several threads that read at once wait for each other.
 *
 * <p>Errors: what is wrong with a file is an {@link IOException} of one line that begins with the
 * path and names the acquisition; reading after {@link #close} is an {@link IllegalStateException}.
 */
public final class IsmrmrdFile implements Closeable {
  private static final String DEFAULT_GROUP = "/dataset";
  private static final float[] NONE = {};

  private final Hdf5File file;
  private final String group;
  private final String xml;
  private final IsmrmrdHeader header;
  private final Hdf5Dataset data;
  private final AcquisitionLayout layout;
  private final Hdf5Sequences sequences;
  private AcquisitionTable table;

  private IsmrmrdFile(Hdf5File file, String group) throws IOException {
    this.file = file;
    this.group = group;
    this.xml = file.dataset(group + "/xml").string();
    this.header = IsmrmrdHeaderParser.parse(file.path(), group + "/xml", xml);
    this.data = file.dataset(group + "/data");
    this.layout = new AcquisitionLayout(file.path(), data);
    this.sequences = data.sequences();
    if (data.rank() != 1 || data.rows() < 1 || data.rows() > Integer.MAX_VALUE) {
      throw InputFile.failure(
          file.path(),
          "%s: expected 1 to 2^31 - 1 acquisitions, got %s"
              .formatted(data.path(), java.util.Arrays.toString(data.extents())));
    }
  }

  /** Takes the samples of one acquisition after the other. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes one acquisition.
     *
     * @param acquisition its number, counting from 0
     * @param samples {@code [channel, sample]}, real and imaginary parts interleaved; exactly
     *     {@code 2 * channels * samples} numbers. The array is used again for the next acquisition:
     *     copy what is needed longer
     * @param trajectory {@code [sample, dimension]}, empty where there is none. Used again as well
     */
    void accept(int acquisition, float[] samples, float[] trajectory) throws IOException;
  }

  /**
   * Whether a file is an HDF5 file with a group of ISMRM raw data; false if there is no such file.
   *
   * @throws IOException if it can not be read, or is a damaged HDF5 file
   */
  public static boolean isIsmrmrd(Path path) throws IOException {
    if (!Hdf5File.isHdf5(path)) {
      return false;
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      return !groups(file).isEmpty();
    }
  }

  /**
   * Opens the group {@code dataset}, or the only group of raw data.
   *
   * @throws IOException if there is no such group, more than one, or something is wrong with it
   */
  public static IsmrmrdFile open(Path path) throws IOException {
    return open(path, null);
  }

  /**
   * Opens a group by its name.
   *
   * @throws IOException if there is no such group or something is wrong with it
   */
  public static IsmrmrdFile open(Path path, String group) throws IOException {
    Hdf5File file = Hdf5File.open(path);
    try {
      return new IsmrmrdFile(file, group == null ? defaultGroup(file) : named(file, group));
    } catch (Throwable e) {
      file.close();
      throw e;
    }
  }

  private static String named(Hdf5File file, String group) throws IOException {
    String path = group.startsWith("/") ? group : "/" + group;
    if (!isRawData(file, path)) {
      throw InputFile.failure(
          file.path(), path + ": expected a group with xml and data, found " + groups(file));
    }
    return path.equals("/") ? "" : path;
  }

  private static String defaultGroup(Hdf5File file) throws IOException {
    if (isRawData(file, DEFAULT_GROUP)) {
      return DEFAULT_GROUP;
    }
    List<String> groups = groups(file);
    if (groups.size() != 1) {
      throw InputFile.failure(
          file.path(),
          groups.isEmpty()
              ? "not an ISMRMRD file: it has no group with xml and data"
              : "expected the name of one of the groups " + groups);
    }
    return groups.get(0);
  }

  /** The groups of raw data at the top of the file; the root itself has the name "". */
  private static List<String> groups(Hdf5File file) throws IOException {
    List<String> groups = new ArrayList<>();
    if (isRawData(file, "")) {
      groups.add("");
    }
    for (String name : file.children("/")) {
      if (isRawData(file, "/" + name)) {
        groups.add("/" + name);
      }
    }
    return groups;
  }

  private static boolean isRawData(Hdf5File file, String group) throws IOException {
    return file.hasDataset(group + "/xml")
        && file.hasDataset(group + "/data")
        && AcquisitionLayout.isAcquisition(file.dataset(group + "/data").type());
  }

  /** The file. */
  public Path path() {
    return file.path();
  }

  /** The group, for example {@code /dataset}. */
  public String group() {
    return group;
  }

  /**
   * The names of the arrays of numbers beside the acquisitions: {@code phantom}, {@code csm} and so
   * on.
   */
  public List<String> arrays() throws IOException {
    List<String> names = new ArrayList<>();
    for (String name : file.children(group)) {
      if (file.hasDataset(group + "/" + name)) {
        Hdf5Type type = file.dataset(group + "/" + name).type();
        if (type.isComplex() || type.isReal()) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /**
   * An array beside the acquisitions, whole; its first axis counts how often something was appended
   * to it.
   *
   * @throws IOException if there is no such array, or it can not be read
   */
  public ComplexArray array(String name) throws IOException {
    return file.dataset(group + "/" + name).complex();
  }

  /** The HDF5 file, which may hold more: images, arrays. Closed with this one. */
  public Hdf5File hdf5() {
    return file;
  }

  /** The header. */
  public IsmrmrdHeader header() {
    return header;
  }

  /** The header as it is in the file. */
  public String xml() {
    return xml;
  }

  /** Number of acquisitions. */
  public int acquisitions() {
    return (int) data.rows();
  }

  /**
   * The headers of all acquisitions, read and checked when they are first asked for.
   *
   * @throws IOException if one is wrong
   */
  public synchronized AcquisitionTable table() throws IOException {
    if (table == null) {
      table =
          new AcquisitionTableReader(file.path(), data, layout, header.encodings().size()).read();
    }
    return table;
  }

  /**
   * Reads the acquisitions {@code from} (inclusive) to {@code to} (exclusive), in their order.
   *
   * @throws IllegalArgumentException if the range is outside the file
   * @throws IOException if reading fails, or a sample is not finite
   */
  public synchronized void read(int from, int to, Sink sink) throws IOException {
    if (from < 0 || to > acquisitions() || from > to) {
      throw new IllegalArgumentException(
          "acquisitions: expected a range within 0:%d, got %d:%d"
              .formatted(acquisitions(), from, to));
    }
    Samples samples = new Samples();
    for (int i = from; i < to; i++) {
      samples.read(i, sink);
    }
  }

  /**
   * Reads some acquisitions, in the given order; growing numbers are read fastest.
   *
   * @throws IllegalArgumentException if a number is outside the file
   * @throws IOException if reading fails, or a sample is not finite
   */
  public synchronized void read(int[] acquisitions, Sink sink) throws IOException {
    for (int i : acquisitions) {
      if (i < 0 || i >= acquisitions()) {
        throw new IllegalArgumentException(
            "acquisitions: expected numbers below " + acquisitions() + ", got " + i);
      }
    }
    Samples samples = new Samples();
    for (int i : acquisitions) {
      samples.read(i, sink);
    }
  }

  /** Reads acquisitions into two arrays that are used again and again. */
  private final class Samples {
    private final AcquisitionTable table = table();
    private float[] samples = NONE;
    private float[] trajectory = NONE;

    Samples() throws IOException {}

    void read(int i, Sink sink) throws IOException {
      long numbers = 2L * table.samples[i] * table.channels[i];
      long along = (long) table.samples[i] * table.trajectoryDimensions[i];
      if (along > 0) {
        ByteBuffer bytes = bytes(table.trajectoryAddress[i], table.trajectoryIndex[i], along);
        trajectory = array(trajectory, along, i);
        copy(i, "traj", bytes.order(layout.trajectory.type().order()), trajectory);
      } else {
        trajectory = NONE;
      }
      if (numbers > 0) {
        ByteBuffer bytes = bytes(table.dataAddress[i], table.dataIndex[i], numbers);
        samples = array(samples, numbers, i);
        copy(i, "data", bytes.order(layout.data.type().order()), samples);
      } else {
        samples = NONE;
      }
      sink.accept(i, samples, trajectory);
    }

    private float[] array(float[] before, long length, int i) throws IOException {
      try {
        return before.length == length ? before : new float[(int) length];
      } catch (OutOfMemoryError e) {
        throw new IOException(
            InputFile.failure(
                    file.path(),
                    "%s: acquisition %d: %d numbers do not fit into memory"
                        .formatted(data.path(), i, length))
                .getMessage(),
            e);
      }
    }

    /** The bytes of a sequence, in a buffer of its own. */
    private ByteBuffer bytes(long address, int index, long numbers) throws IOException {
      return sequences.read(address, index, Float.BYTES * numbers).slice();
    }

    private void copy(int i, String part, ByteBuffer bytes, float[] out) throws IOException {
      bytes.asFloatBuffer().get(out);
      for (int k = 0; k < out.length; k++) {
        if (!(Math.abs(out[k]) <= Float.MAX_VALUE)) {
          throw InputFile.failure(
              file.path(),
              "%s: acquisition %d: %s: expected finite numbers, got %s at %d"
                  .formatted(data.path(), i, part, out[k], k));
        }
      }
    }
  }

  /** Closes the file; again has no effect. */
  @Override
  public void close() throws IOException {
    file.close();
  }

  @Override
  public String toString() {
    return "%s: %s: %d acquisitions".formatted(file.path(), group, acquisitions());
  }
}
