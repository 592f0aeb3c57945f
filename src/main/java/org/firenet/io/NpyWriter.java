package org.firenet.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * Writes NumPy's {@code .npy}, format version 1.0, little endian, C order: the same bytes that
 * {@code numpy.save} writes.
 *
 * <p>Errors: those of {@link OutputFile#write}; the file appears complete or not at all.
 */
public final class NpyWriter {
  private static final int PREFIX = 10;
  private static final int ALIGNMENT = 64;

  /** NumPy leaves room for an extent of this many digits. */
  private static final int ROOM_TO_GROW = 21;

  private NpyWriter() {}

  /** Writes complex64 or complex128, by the array's precision. */
  public static void write(Path path, ComplexArray array) throws IOException {
    boolean single = array.precision() == Precision.SINGLE;
    write(
        path,
        single ? "<c8" : "<c16",
        array.shape(),
        out -> {
          for (int i = 0; i < array.count(); i++) {
            write(out, single, array.re(i));
            write(out, single, array.im(i));
          }
        });
  }

  /** Writes float32 or float64, by the given precision. */
  public static void write(Path path, RealArray array, Precision precision) throws IOException {
    boolean single = precision == Precision.SINGLE;
    write(
        path,
        single ? "<f4" : "<f8",
        array.shape(),
        out -> {
          for (double value : array.data()) {
            write(out, single, value);
          }
        });
  }

  /** Writes booleans, true where sampled. */
  public static void write(Path path, Mask mask) throws IOException {
    write(
        path,
        "|b1",
        mask.shape(),
        out -> {
          for (int i = 0; i < mask.shape().count(); i++) {
            out.writeByte(mask.get(i) ? 1 : 0);
          }
        });
  }

  private interface Elements {
    void writeTo(ElementOutput out) throws IOException;
  }

  private static void write(Path path, String descr, Shape shape, Elements elements)
      throws IOException {
    OutputFile.write(
        path,
        out -> {
          writeHeader(out, descr, shape);
          ElementOutput buffered = new ElementOutput(out);
          elements.writeTo(buffered);
          buffered.flush();
        });
  }

  private static void write(ElementOutput out, boolean single, double value) throws IOException {
    if (single) {
      out.writeFloat((float) value);
    } else {
      out.writeDouble(value);
    }
  }

  private static void writeHeader(OutputStream out, String descr, Shape shape) throws IOException {
    String extents =
        Arrays.stream(shape.extents())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    String dictionary =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }"
            .formatted(descr, shape.rank() == 1 ? extents + "," : extents);
    int length = dictionary.length();
    if (shape.rank() > 0) {
      length += ROOM_TO_GROW - Integer.toString(shape.extent(0)).length();
    }
    length += 1 + ALIGNMENT - (PREFIX + length + 1) % ALIGNMENT;
    byte[] header = new byte[PREFIX + length];
    Arrays.fill(header, (byte) ' ');
    header[header.length - 1] = '\n';
    ByteBuffer buffer = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put((byte) 0x93).put("NUMPY\1\0".getBytes(StandardCharsets.US_ASCII));
    buffer.putShort((short) length).put(dictionary.getBytes(StandardCharsets.US_ASCII));
    out.write(header);
  }
}
