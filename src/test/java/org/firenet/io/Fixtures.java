package org.firenet.io;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.junit.jupiter.api.function.Executable;

/** Array files and arrays for the tests of this package. */
final class Fixtures {
  private Fixtures() {}

  /** A file written by NumPy. */
  static Path numpy(String name) {
    try {
      return Path.of(Fixtures.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Element k is k + 1 − (k/2) i. */
  static ComplexArray ramp(Precision precision, int... extents) {
    ComplexArray out = ComplexArray.zeros(precision, Shape.of(extents));
    for (int i = 0; i < out.count(); i++) {
      out.set(i, i + 1, -0.5 * i);
    }
    return out;
  }

  /** The bytes of a {@code .npy} file with any header and data. */
  static byte[] npy(int major, String header, byte[] data) {
    byte[] text =
        header.getBytes(major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    ByteBuffer out =
        ByteBuffer.allocate(12 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    out.put((byte) major).put((byte) 0);
    if (major == 1) {
      out.putShort((short) text.length);
    } else {
      out.putInt(text.length);
    }
    out.put(text).put(data);
    return Arrays.copyOf(out.array(), out.position());
  }

  /** A header with the three keys. */
  static String header(String descr, boolean fortranOrder, int... extents) {
    String shape = Arrays.stream(extents).mapToObj(e -> e + ",").collect(Collectors.joining());
    return "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }\n"
        .formatted(descr, fortranOrder ? "True" : "False", shape);
  }

  static Path write(Path path, byte[] bytes) throws IOException {
    return Files.write(path, bytes);
  }

  /** The message of the error, which must be of one line and begin with the path. */
  static String messageOf(Path path, Executable failing) {
    String message = assertThrows(IOException.class, failing).getMessage();
    if (!message.startsWith(path + ": ") || message.lines().count() != 1) {
      throw new AssertionError("not one line beginning with the path: " + message);
    }
    return message.substring((path + ": ").length());
  }
}
