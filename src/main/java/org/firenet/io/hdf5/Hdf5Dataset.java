package org.firenet.io.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.hdf5.Hdf5Type.Kind;

/**
 * A dataset of an open {@link Hdf5File}: numbers, truth values or texts, whole or by entries of the
 * first axis. Several threads that read at once wait for each other.
 *
 * <p>Errors: what is wrong with the file, or does not fit the method that was called, is an {@link
 * IOException} of one line that begins with the path and names the dataset; reading after the file
 * was closed is an {@link IllegalStateException}.
 */
public final class Hdf5Dataset {
  private static final int BLOCK_BYTES = 1 << 20;

  private final FileBytes file;
  private final String place;
  private final Hdf5Type type;
  private final long[] extents;
  private final byte[] fill;
  private final Lazy<Storage> storage;
  private final Lazy<Map<String, Hdf5Attribute>> attributes;
  private final GlobalHeap heap;
  private RowReader reader;

  /** A value that is found when it is first needed. */
  interface Lazy<T> {
    T get() throws IOException;
  }

  Hdf5Dataset(
      FileBytes file,
      String place,
      Hdf5Type type,
      long[] extents,
      byte[] fill,
      Lazy<Storage> storage,
      Lazy<Map<String, Hdf5Attribute>> attributes) {
    this.file = file;
    this.place = place;
    this.type = type;
    this.extents = extents;
    this.fill = fill;
    this.storage = storage;
    this.attributes = attributes;
    this.heap = new GlobalHeap(file);
  }

  /** The path of the dataset in the file, for example {@code /dataset/data}. */
  public String path() {
    return place;
  }

  /** What the elements are. */
  public Hdf5Type type() {
    return type;
  }

  /** A copy of the extents, outermost first, as the file has them: also 0 or beyond an int. */
  public long[] extents() {
    return extents.clone();
  }

  /** Number of axes; 0 for a single element. */
  public int rank() {
    return extents.length;
  }

  /** Number of entries of the first axis; 1 for a single element. */
  public long rows() {
    return extents.length == 0 ? 1 : extents[0];
  }

  /**
   * The extents.
   *
   * @throws IOException if an extent is 0, or there are 2^31 elements or more
   */
  public Shape shape() throws IOException {
    return shapeOf(extents);
  }

  private Shape shapeOf(long[] wanted) throws IOException {
    long count = 1;
    for (long extent : wanted) {
      if (extent < 1 || extent > Integer.MAX_VALUE || count * extent > Integer.MAX_VALUE) {
        throw file.failure(
            place,
            "expected 1 to 2^31 - 1 elements at once, got %s".formatted(Arrays.toString(wanted)));
      }
      count *= extent;
    }
    return Shape.of(Arrays.stream(wanted).mapToInt(extent -> (int) extent).toArray());
  }

  /** The attributes of the dataset by name. */
  public Map<String, Hdf5Attribute> attributes() throws IOException {
    return attributes.get();
  }

  /**
   * The precision in which {@link #complex} gives the numbers: single for floating-point numbers of
   * at most 32 bits, integers of at most 16 bits and truth values; else double.
   */
  public Precision precision() {
    return Elements.precision(type);
  }

  /** The whole dataset, as {@link #complex(int, int)} gives it. */
  public ComplexArray complex() throws IOException {
    return complexRows(0, rows());
  }

  /**
   * The entries {@code from} (inclusive) to {@code to} (exclusive) of the first axis. Complex
   * numbers are compounds of two floating-point numbers, whatever their names; real numbers get a
   * zero imaginary part.
   *
   * @throws IllegalArgumentException if the range is empty or outside the first axis
   */
  public ComplexArray complex(int from, int to) throws IOException {
    requireRange(from, to);
    return complexRows(from, to);
  }

  private ComplexArray complexRows(long from, long to) throws IOException {
    if (!type.isComplex() && !type.isReal()) {
      throw unexpected("numbers");
    }
    Shape shape = rowShape(from, to);
    if (2L * shape.count() > FileBytes.MAX_ARRAY) {
      throw tooLarge(shape);
    }
    return read(
        from,
        to,
        () -> ComplexArray.zeros(precision(), shape),
        (bytes, count, at, out) -> Elements.toComplex(type, bytes, count, at, out));
  }

  /** The whole dataset, as {@link #real(int, int)} gives it. */
  public RealArray real() throws IOException {
    return realRows(0, rows());
  }

  /**
   * The entries {@code from} (inclusive) to {@code to} (exclusive) of the first axis, which must be
   * real numbers, whole numbers or truth values.
   *
   * @throws IllegalArgumentException if the range is empty or outside the first axis
   */
  public RealArray real(int from, int to) throws IOException {
    requireRange(from, to);
    return realRows(from, to);
  }

  private RealArray realRows(long from, long to) throws IOException {
    if (!type.isReal()) {
      throw unexpected("real numbers");
    }
    Shape shape = rowShape(from, to);
    double[] data =
        read(
            from,
            to,
            () -> new double[shape.count()],
            (bytes, count, at, out) -> Elements.toReal(type, bytes, count, at, out));
    return RealArray.of(shape, data);
  }

  /** All elements as whole numbers, in C order; unsigned ones of 64 bits keep their bits. */
  public long[] integers() throws IOException {
    if (type.kind() != Kind.INTEGER && type.kind() != Kind.BOOLEAN) {
      throw unexpected("whole numbers");
    }
    Shape shape = shape();
    return read(
        0,
        rows(),
        () -> new long[shape.count()],
        (bytes, count, at, out) -> Elements.toIntegers(type, bytes, count, at, out));
  }

  /** Whether each element is not zero, in C order. */
  public boolean[] booleans() throws IOException {
    if (!type.isReal()) {
      throw unexpected("truth values or numbers");
    }
    Shape shape = shape();
    double[] block = new double[1];
    return read(
        0,
        rows(),
        () -> new boolean[shape.count()],
        (bytes, count, at, out) -> {
          for (int i = 0; i < count; i++) {
            Elements.toReal(type, bytes.position(i * type.size()), 1, 0, block);
            out[at + i] = block[0] != 0;
          }
        });
  }

  /** All elements as texts, in C order. */
  public List<String> strings() throws IOException {
    if (type.kind() != Kind.STRING && type.kind() != Kind.VARIABLE_STRING) {
      throw unexpected("texts");
    }
    Shape shape = shape();
    byte[] bytes =
        read(
            0,
            rows(),
            () -> new byte[Math.multiplyExact(shape.count(), type.size())],
            (block, count, at, out) -> block.get(out, at * type.size(), count * type.size()));
    synchronized (this) {
      return Failures.guard(
          file.path(),
          place,
          () -> Elements.toStrings(file, place, heap, type, ByteBuffer.wrap(bytes), shape.count()));
    }
  }

  /**
   * The text of a dataset that holds one.
   *
   * @throws IOException if it holds more
   */
  public String string() throws IOException {
    List<String> all = strings();
    if (all.size() != 1) {
      throw file.failure(place, "expected one text, got " + all.size());
    }
    return all.get(0);
  }

  /** Number of bytes of an entry of the first axis. */
  public int rowBytes() throws IOException {
    long bytes = type.size();
    for (int axis = 1; axis < extents.length; axis++) {
      bytes = extents[axis] < 1 ? -1 : bytes * extents[axis];
      if (bytes < 1 || bytes > FileBytes.MAX_ARRAY) {
        throw tooLarge(Arrays.toString(extents));
      }
    }
    return (int) bytes;
  }

  /**
   * Checks that the file can hold as many entries as the dataset says: before memory is taken for
   * all of them.
   *
   * @throws IOException if not
   */
  public synchronized void requirePlausible() throws IOException {
    Failures.guard(
        file.path(),
        place,
        () -> {
          reader().requirePlausible(0, rows());
          return null;
        });
  }

  /**
   * Reads entries of the first axis as they are in the file.
   *
   * @param out its first {@code (to - from) * rowBytes()} bytes are overwritten
   * @throws IllegalArgumentException if the range is outside the first axis
   */
  public void readRows(long from, long to, byte[] out) throws IOException {
    requireRange(from, to);
    synchronized (this) {
      Failures.guard(
          file.path(),
          place,
          () -> {
            RowReader rows = reader();
            rows.requirePlausible(from, to);
            rows.read(from, to, out);
            return null;
          });
    }
  }

  /** A reader of what is of variable length in this file; not for several threads. */
  public Hdf5Sequences sequences() {
    return new Hdf5Sequences(file, place);
  }

  private RowReader reader() throws IOException {
    if (reader == null) {
      reader = new RowReader(file, place, storage.get(), rowBytes(), fill);
    }
    return reader;
  }

  private interface Decoder<T> {
    void decode(ByteBuffer bytes, int count, int at, T out) throws IOException;
  }

  private interface Allocation<T> {
    T make();
  }

  private synchronized <T> T read(long from, long to, Allocation<T> allocation, Decoder<T> decoder)
      throws IOException {
    return Failures.guard(
        file.path(),
        place,
        () -> {
          RowReader rows = reader();
          rows.requirePlausible(from, to);
          T out = allocation.make();
          int rowBytes = rowBytes();
          int atOnce = (int) Math.min(to - from, Math.max(1, BLOCK_BYTES / rowBytes));
          byte[] block = new byte[atOnce * rowBytes];
          int perRow = rowBytes / type.size();
          for (long row = from; row < to; row += atOnce) {
            int count = (int) Math.min(atOnce, to - row);
            rows.read(row, row + count, block);
            decoder.decode(
                ByteBuffer.wrap(block), count * perRow, (int) ((row - from) * perRow), out);
          }
          return out;
        });
  }

  private Shape rowShape(long from, long to) throws IOException {
    long[] wanted = extents.clone();
    if (wanted.length > 0) {
      wanted[0] = to - from;
    }
    return shapeOf(wanted);
  }

  private void requireRange(long from, long to) {
    if (extents.length == 0 || from < 0 || to > extents[0] || from >= to) {
      throw new IllegalArgumentException(
          "rows: expected a range within 0:%d of %s, got %d:%d"
              .formatted(extents.length == 0 ? 0 : extents[0], place, from, to));
    }
  }

  private IOException unexpected(String expected) {
    return file.failure(place, "expected " + expected + ", got " + type);
  }

  private IOException tooLarge(Object shape) {
    return file.failure(
        place, "too large to be read at once: " + shape + "; read fewer entries at a time");
  }

  /** For example {@code /kspace: complex float32 [10, 8, 640, 368]}. */
  @Override
  public String toString() {
    return place + ": " + type + " " + Arrays.toString(extents);
  }
}
