package org.firenet.io.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.io.ArrayFile;
import org.junit.jupiter.api.function.Executable;

/** Files of the tests that read HDF5, and what is in them as h5py reads it. */
public final class Hdf5Fixtures {
  private Hdf5Fixtures() {}

  /** A file beside the class of a test. */
  public static Path file(Class<?> test, String name) {
    try {
      URL url = test.getResource(name);
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Numbers that h5py read. */
  public static ComplexArray expected(Class<?> test, String name) throws IOException {
    try (ArrayFile file = ArrayFile.open(file(test, "expected/" + name + ".npy"))) {
      return file.complex();
    }
  }

  /** Same shape, same numbers. */
  public static void assertSame(ComplexArray expected, ComplexArray actual, String what) {
    assertEquals(expected.shape(), actual.shape(), what);
    assertSameNumbers(expected, actual, what);
  }

  /** Same numbers. */
  public static void assertSameNumbers(ComplexArray expected, ComplexArray actual, String what) {
    assertEquals(expected.count(), actual.count(), what);
    for (int i = 0; i < expected.count(); i++) {
      if (expected.re(i) != actual.re(i) || expected.im(i) != actual.im(i)) {
        throw new AssertionError(
            "%s: element %d: expected %s + %si, got %s + %si"
                .formatted(what, i, expected.re(i), expected.im(i), actual.re(i), actual.im(i)));
      }
    }
  }

  /** The entries {@code from} to {@code to} of the first axis. */
  static ComplexArray rows(ComplexArray whole, int from, int to) {
    return whole.shape().rank() == 0 ? whole.reshape(Shape.of()) : whole.slices(from, to);
  }

  /** The message of the error, which must be of one line and begin with the path. */
  public static String messageOf(Path path, Executable failing) {
    String message = assertThrows(IOException.class, failing).getMessage();
    if (!message.startsWith(path + ": ") || message.lines().count() != 1) {
      throw new AssertionError("not one line beginning with the path: " + message);
    }
    return message.substring((path + ": ").length());
  }
}
