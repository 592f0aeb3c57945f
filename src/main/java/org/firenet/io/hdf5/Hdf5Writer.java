package org.firenet.io.hdf5;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;
import org.firenet.io.OutputFile;
import org.firenet.io.hdf5.Hdf5Layout.Scalar;
import org.firenet.io.hdf5.Hdf5Layout.Text;
import org.firenet.io.hdf5.NativeHandles.Kind;

/**
 * Writes an HDF5 file that appears complete, on {@link #commit()}, or not at all. It uses HDF5's
 * own library, which no existing file is given to.
 *
 * <p>Names of data sets and groups are paths such as {@code dataset/data}; groups on the way are
 * made. For one thread; several files may be written at a time.
 */
public final class Hdf5Writer implements Closeable {
  /** Calls of the native library. */
  @FunctionalInterface
  interface Calls {
    /** Makes them; handles that are given to {@code handles} are closed afterwards. */
    void make(NativeHandles handles) throws IOException;
  }

  private static final Pattern NAME = Pattern.compile("[!-.0-~ ]+(/[!-.0-~ ]+)*");

  private final OutputFile output;
  private final DrivenFile driven;
  private final NativeHandles handles;
  private final List<Hdf5Output> datasets = new ArrayList<>();
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private long file;
  private boolean closed;
  private boolean failed;

  private Hdf5Writer(OutputFile output, Path written) throws IOException {
    this.output = output;
    this.driven = new DrivenFile(written);
    this.handles = new NativeHandles(output.path());
  }

  /**
   * Checks that HDF5's library loads; to be called before a long computation.
   *
   * @throws IOException if it does not, with the reason
   */
  public static void checkAvailable() throws IOException {
    NativeLibrary.require();
  }

  /**
   * Checks, without writing, that an HDF5 file can be written; to be called before a long
   * computation.
   *
   * @throws IOException beginning with the path, as {@link OutputFile#check} says or if HDF5's
   *     library does not load
   */
  public static void checkWritable(Path path) throws IOException {
    OutputFile.check(path);
    try {
      checkAvailable();
    } catch (IOException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Begins a file, in place of the one that may be there.
   *
   * @throws IOException beginning with the path, as {@link #checkWritable} says or if writing fails
   */
  public static Hdf5Writer create(Path path) throws IOException {
    checkWritable(path);
    OutputFile output = OutputFile.open(path);
    return create(output, output.part());
  }

  /** Begins a file with its content going to a file that exists. */
  static Hdf5Writer create(OutputFile output, Path written) throws IOException {
    Hdf5Writer writer = null;
    boolean whole = false;
    try {
      writer = new Hdf5Writer(output, written);
      OpenWriters.add(writer);
      writer.run(writer::open);
      whole = true;
      return writer;
    } finally {
      if (!whole) {
        (writer == null ? output : writer).close();
      }
    }
  }

  private void open(NativeHandles scope) throws IOException {
    long access = scope.add(Kind.PROPERTIES, hdf5.H5Pcreate(hdf5.H5P_CLS_FILE_ACCESS_ID_g()));
    scope.check(hdf5.H5Pset_driver(access, ChannelDriver.handle(), null));
    ChannelDriver.expect(driven);
    long id = hdf5.H5Fcreate("part", hdf5.H5F_ACC_TRUNC, hdf5.H5P_DEFAULT, access);
    file = handles.add(Kind.FILE, id);
  }

  /** The file as the caller named it. */
  public Path path() {
    return output.path();
  }

  /**
   * Adds a group, with those above it.
   *
   * @throws IllegalArgumentException if the name is not printable ASCII between slashes
   */
  public void group(String name) throws IOException {
    requireName(name);
    run(
        scope ->
            scope.add(
                Kind.GROUP,
                hdf5.H5Gcreate2(
                    file, name, linkProperties(scope), hdf5.H5P_DEFAULT, hdf5.H5P_DEFAULT)));
  }

  /**
   * Adds a data set.
   *
   * @throws IllegalArgumentException if the name is not printable ASCII between slashes
   */
  public Hdf5Output dataset(String name, Hdf5Layout type, Hdf5Extent extent) throws IOException {
    requireName(name);
    Hdf5Output[] made = new Hdf5Output[1];
    run(
        scope -> {
          long nativeType = NativeTypes.of(type, handles);
          long id =
              hdf5.H5Dcreate2(
                  file,
                  name,
                  nativeType,
                  space(extent, scope),
                  linkProperties(scope),
                  layout(type, extent, scope),
                  hdf5.H5P_DEFAULT);
          handles.add(Kind.DATASET, id);
          made[0] = new Hdf5Output(this, name, type, extent, nativeType, id);
        });
    datasets.add(made[0]);
    return made[0];
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "`name`: expected printable ASCII between slashes, got '" + name + "'");
    }
  }

  private static long space(Hdf5Extent extent, NativeHandles scope) throws IOException {
    if (extent.rank() == 0) {
      return scope.add(Kind.SPACE, hdf5.H5Screate(hdf5.H5S_SCALAR));
    }
    long[] most = extent.dimensions(extent.grows() ? hdf5.H5S_UNLIMITED : extent.rows());
    return scope.add(
        Kind.SPACE, hdf5.H5Screate_simple(extent.rank(), extent.dimensions(extent.rows()), most));
  }

  private static long linkProperties(NativeHandles scope) throws IOException {
    long links = scope.add(Kind.PROPERTIES, hdf5.H5Pcreate(hdf5.H5P_CLS_LINK_CREATE_ID_g()));
    scope.check(hdf5.H5Pset_create_intermediate_group(links, 1));
    return links;
  }

  private static long layout(Hdf5Layout type, Hdf5Extent extent, NativeHandles scope)
      throws IOException {
    long layout = scope.add(Kind.PROPERTIES, hdf5.H5Pcreate(hdf5.H5P_CLS_DATASET_CREATE_ID_g()));
    // No times, so that the same data make the same file.
    scope.check(hdf5.H5Pset_obj_track_times(layout, false));
    if (extent.grows()) {
      scope.check(hdf5.H5Pset_chunk(layout, extent.rank(), extent.chunk(type.bytes())));
    }
    return layout;
  }

  /** Adds a data set of one text without axes. */
  public void text(String name, String text, Text encoding) throws IOException {
    Hdf5Output.textBytes(text, encoding);
    dataset(name, encoding, Hdf5Extent.scalar()).append(text);
  }

  /** Gives the whole file an attribute, a text as h5py writes it. */
  public void attribute(String name, String text) throws IOException {
    BytePointer bytes = new BytePointer(Hdf5Output.textBytes(text, Text.UTF_8));
    attribute(name, Text.UTF_8, Hdf5Output.addressOf(bytes));
  }

  /** Gives the whole file an attribute, a number in double precision. */
  public void attribute(String name, double value) throws IOException {
    ByteBuffer place = ByteBuffer.allocateDirect(Double.BYTES).order(ByteOrder.nativeOrder());
    attribute(name, Scalar.FLOAT64, new BytePointer(place.putDouble(0, value)));
  }

  private void attribute(String name, Hdf5Layout type, BytePointer value) throws IOException {
    requireName(name);
    run(
        scope -> {
          long nativeType = NativeTypes.of(type, scope);
          long id =
              hdf5.H5Acreate2(
                  file,
                  name,
                  nativeType,
                  space(Hdf5Extent.scalar(), scope),
                  hdf5.H5P_DEFAULT,
                  hdf5.H5P_DEFAULT);
          scope.add(Kind.ATTRIBUTE, id);
          scope.check(hdf5.H5Awrite(id, nativeType, value));
        });
  }

  /** Memory outside of the heap for elements on their way. */
  ByteBuffer buffer(int bytes) {
    if (buffer.capacity() < bytes) {
      buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
    return buffer;
  }

  /** Makes calls of the native library; if they fail, nothing more can be written. */
  void run(Calls calls) throws IOException {
    boolean whole = false;
    synchronized (NativeLibrary.LOCK) {
      requireOpen();
      try (NativeHandles scope = new NativeHandles(output.path())) {
        calls.make(scope);
        requireWritten();
        whole = true;
      } finally {
        failed |= !whole;
      }
    }
  }

  private void requireWritten() throws IOException {
    if (driven.failure() != null) {
      throw output.failure(driven.failure());
    }
  }

  /**
   * Checks that something can still be written.
   *
   * @throws IllegalStateException after {@link #commit()} or {@link #close()}
   * @throws IOException after a step that failed
   */
  public void requireOpen() throws IOException {
    OpenWriters.requireRunning(output.path());
    if (closed) {
      throw new IllegalStateException(output.path() + " is closed");
    }
    if (failed) {
      throw new IOException(output.path() + ": could not be written: an earlier step failed");
    }
  }

  /**
   * Ends the file and puts it in its place. Nothing can be written afterwards.
   *
   * @throws IllegalStateException if a data set of fixed extent is not complete
   * @throws IOException beginning with the path, if that fails, or if an earlier step did
   */
  public void commit() throws IOException {
    requireOpen();
    datasets.forEach(Hdf5Output::requireComplete);
    try (OutputFile ending = output) {
      end();
      requireWritten();
      ending.commit();
    }
  }

  /** Without {@link #commit()} nothing is left of the file. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      try (OutputFile ending = output) {
        discard();
      }
    }
  }

  private void discard() {
    try {
      end();
    } catch (IOException e) {
      // What could not be written is thrown away.
    }
  }

  /** Closes every handle, the file's last, and with it the file. */
  private void end() throws IOException {
    synchronized (NativeLibrary.LOCK) {
      closed = true;
      OpenWriters.remove(this);
      try {
        handles.close();
      } finally {
        driven.close();
      }
    }
  }
}
