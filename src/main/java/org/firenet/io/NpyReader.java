package org.firenet.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.firenet.array.Shape;
import org.firenet.io.ArrayFile.Kind;
import org.firenet.io.ElementType.Encoding;

/**
 * Opens NumPy's {@code .npy} files of format versions 1.0, 2.0 and 3.0: booleans, integers of 8 to
 * 64 bits, float16 to float64, complex64 and complex128, in either byte order, in C or Fortran
 * order.
 *
 * <p>As in NumPy, bytes after the last element are ignored.
 */
final class NpyReader {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_HEADER = 1 << 16;
  private static final int MAX_RANK = 64;

  /** Kind letter of a NumPy type to the sizes of an element that are known. */
  private static final Map<Character, List<Integer>> SIZES =
      Map.of(
          'b', List.of(1),
          'i', List.of(1, 2, 4, 8),
          'u', List.of(1, 2, 4, 8),
          'f', List.of(2, 4, 8),
          'c', List.of(8, 16));

  private NpyReader() {}

  /** Opens the file and checks its header and size. */
  static ArrayFile open(Path path) throws IOException {
    FileChannel channel = InputFile.openChannel(path);
    try {
      return new ArrayFile(path, layout(path, channel), channel);
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  private static ElementLayout layout(Path path, FileChannel channel) throws IOException {
    byte[] prefix = read(path, channel, 0, MAGIC.length + 2);
    if (!Arrays.equals(prefix, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw InputFile.failure(path, "not a .npy file: it does not begin with \\x93NUMPY");
    }
    int major = Byte.toUnsignedInt(prefix[6]);
    int minor = Byte.toUnsignedInt(prefix[7]);
    if (major < 1 || major > 3 || minor != 0) {
      throw InputFile.failure(
          path, "expected .npy version 1.0, 2.0 or 3.0, got " + major + "." + minor + " at byte 6");
    }
    int lengthBytes = major == 1 ? Short.BYTES : Integer.BYTES;
    ByteBuffer field =
        ByteBuffer.wrap(read(path, channel, prefix.length, lengthBytes))
            .order(ByteOrder.LITTLE_ENDIAN);
    long length =
        major == 1
            ? Short.toUnsignedInt(field.getShort(0))
            : Integer.toUnsignedLong(field.getInt(0));
    if (length > MAX_HEADER) {
      throw InputFile.failure(
          path, "expected a header of at most " + MAX_HEADER + " bytes, got " + length);
    }
    int start = prefix.length + lengthBytes;
    requireBytes(path, channel, start, length);
    Charset charset = major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    String text = new String(read(path, channel, start, (int) length), charset);
    NpyHeader header = new NpyHeaderParser(path, start, text).parse();
    ElementType type = type(path, header.descr());
    long offset = start + length;
    Shape shape = shape(path, header.shape(), type, channel.size() - offset);
    return new ElementLayout(shape, List.of(), type, offset, header.fortranOrder());
  }

  private static byte[] read(Path path, FileChannel channel, long at, int bytes)
      throws IOException {
    requireBytes(path, channel, at, bytes);
    byte[] read = new byte[bytes];
    InputFile.readFully(channel, path, ByteBuffer.wrap(read), at);
    return read;
  }

  private static void requireBytes(Path path, FileChannel channel, long at, long bytes)
      throws IOException {
    if (channel.size() < at + bytes) {
      throw InputFile.failure(
          path,
          "expected a header up to byte %d, the file ends at byte %d"
              .formatted(at + bytes, channel.size()));
    }
  }

  /** The encoding that a type such as {@code <c8} names. */
  private static ElementType type(Path path, String descr) throws IOException {
    if (descr.matches("[<>|=][a-z][0-9]{1,2}")) {
      char letter = descr.charAt(1);
      int size = Integer.parseInt(descr.substring(2));
      if (SIZES.getOrDefault(letter, List.of()).contains(size)
          && (size == 1 || "<>".indexOf(descr.charAt(0)) >= 0)) {
        ByteOrder order = descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return switch (letter) {
          case 'b' -> new ElementType(Kind.BOOLEAN, Encoding.UNSIGNED, size, order);
          case 'i' -> new ElementType(Kind.INTEGER, Encoding.SIGNED, size, order);
          case 'u' -> new ElementType(Kind.INTEGER, Encoding.UNSIGNED, size, order);
          case 'f' -> new ElementType(Kind.REAL, Encoding.FLOAT, size, order);
          default -> new ElementType(Kind.COMPLEX, Encoding.FLOAT, size / 2, order);
        };
      }
    }
    throw InputFile.failure(
        path,
        "dtype: expected b1, i1 to i8, u1 to u8, f2 to f8, c8 or c16 with < or >, got " + descr);
  }

  /** The shape, once it is known that the file holds as many elements. */
  private static Shape shape(Path path, List<Long> extents, ElementType type, long available)
      throws IOException {
    String text = extents.toString();
    if (extents.size() > MAX_RANK) {
      throw InputFile.failure(
          path, "shape: expected at most " + MAX_RANK + " axes, got " + extents.size());
    }
    long bytes = type.size();
    for (long extent : extents) {
      if (extent < 1) {
        throw InputFile.failure(path, "shape: expected extents of at least 1, got " + text);
      }
      if (bytes > Long.MAX_VALUE / extent) {
        throw InputFile.failure(path, "shape: too large: " + text);
      }
      bytes *= extent;
    }
    if (bytes > available) {
      throw InputFile.failure(
          path,
          "expected %d bytes of data for %s, the file has %d".formatted(bytes, text, available));
    }
    if (bytes / type.size() > Integer.MAX_VALUE) {
      throw InputFile.failure(path, "shape: expected at most 2^31 - 1 elements, got " + text);
    }
    return Shape.of(extents.stream().mapToInt(Math::toIntExact).toArray());
  }
}
