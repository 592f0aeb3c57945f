package org.firenet.io.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.hdf5.Hdf5Layout.Scalar;
import org.firenet.io.hdf5.Hdf5Layout.Text;
import org.firenet.io.hdf5.Hdf5Layout.Truth;
import org.firenet.io.hdf5.NativeHandles.Kind;

/**
 * A data set of a file that is being written. Its entries, along the first axis, are written one
 * after the other; it closes with its {@link Hdf5Writer}.
 *
 * <p>Arrays to append have the shape of one entry, or one more axis in front for several.
 */
public final class Hdf5Output {
  /** Puts elements of an array into a buffer. */
  @FunctionalInterface
  private interface Elements {
    void put(int index, ByteBuffer out);
  }

  private final Hdf5Writer writer;
  private final String name;
  private final Hdf5Layout type;
  private final Hdf5Extent extent;
  private final long nativeType;
  private final long id;
  private long written;

  /** Handles that belong to the writer. */
  Hdf5Output(
      Hdf5Writer writer,
      String name,
      Hdf5Layout type,
      Hdf5Extent extent,
      long nativeType,
      long id) {
    this.writer = writer;
    this.name = name;
    this.type = type;
    this.extent = extent;
    this.nativeType = nativeType;
    this.id = id;
  }

  /** Number of entries written. */
  public long count() {
    return written;
  }

  /**
   * Appends complex numbers, rounded to single precision; to a data set of {@link
   * Hdf5Layout#COMPLEX} or {@link Hdf5Layout#NUMPY_COMPLEX}.
   */
  public void append(ComplexArray array) throws IOException {
    requireType(type == Hdf5Layout.COMPLEX || type == Hdf5Layout.NUMPY_COMPLEX, "complex numbers");
    append(
        array.shape(), (i, out) -> out.putFloat((float) array.re(i)).putFloat((float) array.im(i)));
  }

  /** Appends real numbers, rounded to single precision; to a data set of that. */
  public void append(RealArray array) throws IOException {
    requireType(type == Scalar.FLOAT32, "real numbers");
    append(array.shape(), (i, out) -> out.putFloat((float) array.get(i)));
  }

  /** Appends truth values; to a data set of {@link Truth#BOOLEAN}. */
  public void append(Mask mask) throws IOException {
    requireType(type == Truth.BOOLEAN, "truth values");
    append(mask.shape(), (i, out) -> out.put((byte) (mask.get(i) ? 1 : 0)));
  }

  /** Appends rows, which are not forgotten; to a data set of their type without other axes. */
  public void append(Hdf5Rows rows) throws IOException {
    requireType(type == rows.type(), "rows of " + rows.type());
    requireEntry(extent.row().length == 0, "single rows");
    if (rows.count() > 0) {
      long first = reserve(rows.count());
      write(new long[] {first}, new long[] {rows.count()}, rows.pointer());
    }
  }

  /**
   * Appends a text; to a data set of {@link Text}.
   *
   * @throws IllegalArgumentException if it has a character of code 0, which ends texts
   */
  public void append(String text) throws IOException {
    requireType(type instanceof Text, "texts");
    requireEntry(extent.row().length == 0, "single texts");
    ByteBuffer bytes = textBytes(text, (Text) type);
    BytePointer pointer = new BytePointer(bytes);
    long first = reserve(1);
    write(new long[] {first}, new long[] {1}, addressOf(pointer));
  }

  /** Checks a text; ASCII in name only can hold others, as C's libraries have it. */
  static ByteBuffer textBytes(String text, Text type) {
    Charset charset = StandardCharsets.UTF_8;
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("`text`: expected no character of code 0");
    }
    if (type == Text.ASCII && !StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException("`text`: expected ASCII alone");
    }
    return NativeLibrary.terminated(text, charset);
  }

  /** A place in memory that holds the address. */
  static BytePointer addressOf(Pointer pointer) {
    ByteBuffer place =
        ByteBuffer.allocateDirect(Long.BYTES).order(java.nio.ByteOrder.nativeOrder());
    return new BytePointer(place.putLong(0, pointer.address()));
  }

  private void requireType(boolean fits, String what) {
    if (!fits) {
      throw new IllegalArgumentException("data set " + name + " is of " + type + ", not " + what);
    }
  }

  private void requireEntry(boolean fits, String what) {
    if (!fits) {
      throw new IllegalArgumentException(
          "data set %s has entries %s, not %s"
              .formatted(name, Arrays.toString(extent.row()), what));
    }
  }

  private void append(Shape shape, Elements elements) throws IOException {
    int[] row = extent.row();
    int[] extents = shape.extents();
    int more = extents.length - row.length;
    boolean fits =
        more >= 0
            && more <= Math.min(1, extent.rank())
            && Arrays.equals(Arrays.copyOfRange(extents, more, extents.length), row);
    requireEntry(fits, shape.toString());
    int entries = more == 0 ? 1 : extents[0];
    long first = reserve(entries);
    ElementBlocks blocks = ElementBlocks.of(extent.dimensions(entries), type.bytes());
    ByteBuffer buffer = writer.buffer(blocks.bytes());
    for (int block = 0; block < blocks.count(); block++) {
      long[] start = blocks.start(block);
      long[] count = blocks.extent(block);
      int from = Math.toIntExact(blocks.first(block));
      int to = from + Math.toIntExact(blocks.elements(block));
      buffer.clear();
      for (int i = from; i < to; i++) {
        elements.put(i, buffer);
      }
      buffer.clear();
      if (start.length > 0) {
        start[0] += first;
      }
      write(start, count, new BytePointer(buffer));
    }
  }

  /** Makes room for further entries; the place of the first. */
  private long reserve(int entries) throws IOException {
    long first = written;
    long end = first + entries;
    if (!extent.grows() && end > extent.rows()) {
      throw new IllegalArgumentException(
          "data set %s: expected %d entries, got %d".formatted(name, extent.rows(), end));
    }
    if (extent.grows()) {
      writer.run(handles -> handles.check(hdf5.H5Dset_extent(id, extent.dimensions(end))));
    }
    written = end;
    return first;
  }

  private void write(long[] start, long[] count, Pointer elements) throws IOException {
    writer.run(
        handles -> {
          long file = hdf5.H5S_ALL;
          long memory = hdf5.H5S_ALL;
          if (start.length > 0 && extent.rank() > 0) {
            file = handles.add(Kind.SPACE, hdf5.H5Dget_space(id));
            handles.check(
                hdf5.H5Sselect_hyperslab(file, hdf5.H5S_SELECT_SET, start, null, count, null));
            memory = handles.add(Kind.SPACE, hdf5.H5Screate_simple(count.length, count, null));
          }
          handles.check(hdf5.H5Dwrite(id, nativeType, memory, file, hdf5.H5P_DEFAULT, elements));
        });
  }

  /** Fails if a fixed extent was not written to its end. */
  void requireComplete() {
    if (!extent.grows() && written < extent.rows()) {
      throw new IllegalStateException(
          "data set %s: expected %d entries, got %d".formatted(name, extent.rows(), written));
    }
  }
}
