package org.firenet.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.firenet.array.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which a file can be refused, with its message. */
class ArrayFileErrorTest {
  private static final String TYPES =
      "dtype: expected b1, i1 to i8, u1 to u8, f2 to f8, c8 or c16 with < or >, got ";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "missing.npy, no such file",
    "missing.cfl, no such file",
    "missing.mat, 'expected a name ending in .npy, .cfl or .hdr'",
    "image.png, 'expected a name ending in .npy, .cfl or .hdr'",
    "missing, 'expected a name ending in .npy, .cfl or .hdr'",
  })
  void namesWhatIsNotThere(String name, String message) {
    Path path = folder.resolve(name);
    Path named = name.endsWith(".cfl") ? folder.resolve("missing.hdr") : path;
    assertEquals(message, Fixtures.messageOf(named, () -> ArrayFile.open(path)));
  }

  @Test
  void refusesWhatIsNotAFileWithContent() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("d.npy"));
    assertEquals("expected a file, got a directory", messageOf(directory));
    assertEquals("expected a file, got a directory", messageOf(folder.getRoot()));
    Path empty = Files.createFile(folder.resolve("e.npy"));
    assertEquals("the file is empty", messageOf(empty));
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "no /dev/null here");
    Path link = Files.createSymbolicLink(folder.resolve("l.npy"), device);
    assertEquals("expected a regular file", messageOf(link));
  }

  @Test
  void refusesWhatItMayNotRead() throws IOException {
    Path path = Files.write(folder.resolve("a.npy"), new byte[1]);
    assumeTrue(path.toFile().setReadable(false), "no read permission to take away here");
    assumeFalse(Files.isReadable(path), "this user reads everything");
    assertEquals("not permitted to read it", messageOf(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"c8-little", "f8-big", "version2", "scalar"})
  void refusesAFileTruncatedAnywhere(String name) throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.numpy(name + ".npy"));
    for (int length = 0; length < whole.length; length++) {
      Path path = Files.write(folder.resolve("a.npy"), Arrays.copyOf(whole, length));
      int start = 128;
      String expected =
          length == 0
              ? "the file is empty"
              : length < start
                  ? "expected a header up to byte "
                  : "expected %d bytes of data for %s, the file has %d"
                      .formatted(
                          whole.length - start,
                          switch (name) {
                            case "version2" -> "[6]";
                            case "scalar" -> "[]";
                            default -> "[2, 3]";
                          },
                          length - start);
      String message = messageOf(path);
      assertTrue(message.startsWith(expected), message);
      assertTrue(length == 0 || message.endsWith(length < start ? "byte " + length : ""), message);
    }
  }

  @ParameterizedTest
  @CsvSource({"structured", "object", "text", "empty"})
  void refusesOtherTypesByName(String name) {
    String message = messageOf(Fixtures.numpy(name + ".npy"));
    assertEquals(
        switch (name) {
          case "structured" ->
              "dtype: expected a simple type, got structured [('re', '<f4'), ('im', '<f4')]";
          case "object" -> TYPES + "|O";
          case "text" -> TYPES + "<U3";
          default -> "shape: expected extents of at least 1, got [0, 3]";
        },
        message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<f16", "<c4", "|i4", "=f4", "f4", "<i3", "<u16", "<b2", "<M8", "", "<f 4", "<g8"})
  void refusesTypesThatNumPyDoesNotWrite(String type) throws IOException {
    assertEquals(TYPES + type, messageOf(npy(Fixtures.header(type, false, 1))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "xx | expected '{' at byte 10, got xx",
        "{ | expected a string at byte 11, got the end",
        "{} | expected the keys descr, fortran_order and shape at byte 12, got the end",
        "{'descr: | expected a string at byte 11, got 'descr:",
        "{'descr' '<f4'} | expected ':' at byte 19, got '<f4'}",
        "{'descr': 3} | expected a string at byte 20, got 3}",
        "{'descr': '<f4\\' } | expected a short plain string at byte 20, got '<f4\\' }",
        "{'descr': '<f4', 'descr': '<f4'} | expected the keys descr, fortran_order and shape once"
            + " each at byte 27, got 'descr': '<f4'}",
        "{'order': 1} | expected the keys descr, fortran_order and shape once each at byte 11, got"
            + " 'order': 1}",
        "{'fortran_order': 0} | expected True or False at byte 28, got 0}",
        "{'shape': [3]} | expected '(' at byte 20, got [3]}",
        "{'shape': (3)} | expected ',' at byte 22, got )}",
        "{'shape': (3 4)} | expected ',' at byte 23, got 4)}",
        "{'shape': (,)} | expected an integer of at most 18 digits at byte 21, got ,)}",
        "{'shape': (1.5,)} | expected ',' at byte 22, got .5,)}",
        "{'shape': (-,)} | expected an integer of at most 18 digits at byte 21, got -,)}",
        "{'shape': (1234567890123456789,)} | expected an integer of at most 18 digits at byte 21,"
            + " got 1234567890123456789,)}",
        "{'shape': (1,) 'descr'} | expected ',' at byte 25, got 'descr'}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} + 1 | expected nothing more at"
            + " byte 66, got + 1",
      })
  void refusesABrokenHeader(String header, String message) throws IOException {
    assertEquals("header: " + message, messageOf(npy(header)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-3, 4 | expected extents of at least 1, got [-3, 4]",
        "999999999999999999, 2, 3 | too large: [999999999999999999, 2, 3]",
        "4294967296, 4294967296 | too large: [4294967296, 4294967296]",
      })
  void refusesImpossibleShapes(String extents, String message) throws IOException {
    String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + extents + ")}";
    assertEquals("shape: " + message, messageOf(npy(header)));
  }

  @Test
  void refusesTooManyAxesAndTooManyElements() throws IOException {
    int[] ones = new int[65];
    Arrays.fill(ones, 1);
    assertEquals(
        "shape: expected at most 64 axes, got 65",
        messageOf(npy(Fixtures.header("<f8", false, ones))));
    Path path = npy(Fixtures.header("|u1", false, 1 << 16, 1 << 15));
    try (java.io.RandomAccessFile file = new java.io.RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(file.length() + (1L << 31));
    }
    assertEquals("shape: expected at most 2^31 - 1 elements, got [65536, 32768]", messageOf(path));
  }

  @Test
  void refusesAWrongBeginning() throws IOException {
    byte[] bytes = Files.readAllBytes(Fixtures.numpy("version2.npy"));
    bytes[6] = 4;
    assertEquals(
        "expected .npy version 1.0, 2.0 or 3.0, got 4.0 at byte 6", messageOf(file(bytes)));
    bytes[6] = 2;
    bytes[10] = 1;
    assertEquals("expected a header of at most 65536 bytes, got 65652", messageOf(file(bytes)));
    bytes[0] = 'P';
    assertEquals("not a .npy file: it does not begin with \\x93NUMPY", messageOf(file(bytes)));
  }

  @Test
  void refusesAnOverlongString() throws IOException {
    assertTrue(
        messageOf(npy("{'" + "k".repeat(61) + "': 1}"))
            .startsWith("header: expected a short plain string at byte 11, got 'kkk"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 0 1",
        "-1 2",
        "2 x",
        "2.5",
        "1000000000",
        "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
      })
  void refusesBrokenBartDimensions(String line) throws IOException {
    Path header = bart("# Dimensions\n" + line + "\n", 8);
    assertEquals(
        "dimensions: expected up to 16 numbers between 1 and 10^9 - 1, got \"%s\""
            .formatted(line.strip()),
        messageOf(header));
  }

  @Test
  void refusesBartHeadersWithoutDimensions() throws IOException {
    String message = "expected a line \"# Dimensions\" and the dimensions below";
    assertEquals(message, messageOf(bart("# Command\n2 3\n", 48)));
    assertEquals(message, messageOf(bart("# Dimensions", 48)));
    assertEquals(
        "expected at most 1048576 bytes, got 1048577", messageOf(bart(" ".repeat(1048577), 8)));
    assertEquals("the file is empty", messageOf(bart("", 8)));
    assertEquals(
        "dimensions: expected at most 2^31 - 1 elements, got"
            + " [65536, 32768, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]",
        messageOf(bart("# Dimensions\n65536 32768\n", 8)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 47, 49})
  void refusesBartNumbersOfAnotherSize(int size) throws IOException {
    Path header = bart("# Dimensions\n2 3\n", size);
    Path data = folder.resolve("b.cfl");
    assertEquals(
        "expected 48 bytes of data for [2, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], got "
            + size,
        Fixtures.messageOf(data, () -> ArrayFile.open(header)));
    Files.delete(data);
    assertEquals("no such file", Fixtures.messageOf(data, () -> ArrayFile.open(header)));
    CflWriter.write(data, Fixtures.ramp(Precision.SINGLE, 3, 2), java.util.List.of("y", "x"));
    ArrayFile.open(header).close();
  }

  private Path bart(String header, int size) throws IOException {
    Files.write(folder.resolve("b.cfl"), new byte[size]);
    return Files.write(folder.resolve("b.hdr"), header.getBytes(StandardCharsets.US_ASCII));
  }

  private Path npy(String header) throws IOException {
    return file(Fixtures.npy(1, header, new byte[8]));
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("a.npy"), bytes);
  }

  private static String messageOf(Path path) {
    return Fixtures.messageOf(path, () -> ArrayFile.open(path).close());
  }
}
