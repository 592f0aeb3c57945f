package org.firenet.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.ArrayFile.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "c8, COMPLEX, SINGLE, 1.401298464324817E-45, 3.4028234663852886E38",
    "c16, COMPLEX, DOUBLE, 4.9E-324, 1.7976931348623157E308",
    "f2, REAL, SINGLE, 5.960464477539063E-8, 65504",
    "f4, REAL, SINGLE, 1.401298464324817E-45, 3.4028234663852886E38",
    "f8, REAL, DOUBLE, 4.9E-324, 1.7976931348623157E308",
    "i1, INTEGER, SINGLE, -128, 127",
    "i2, INTEGER, SINGLE, -32768, 32767",
    "i4, INTEGER, DOUBLE, -2147483648, 2147483647",
    "i8, INTEGER, DOUBLE, -9.223372036854775808E18, 9.223372036854775807E18",
    "u1, INTEGER, SINGLE, 0, 255",
    "u2, INTEGER, SINGLE, 0, 65535",
    "u4, INTEGER, DOUBLE, 0, 4294967295",
    "u8, INTEGER, DOUBLE, 0, 18446744073709551615",
    "b1, BOOLEAN, SINGLE, 0, 1",
  })
  void readsEveryTypeInBothByteOrdersAndBothAxisOrders(
      String name, Kind kind, Precision precision, double first, double last) throws IOException {
    for (String order : List.of("little", "big")) {
      try (ArrayFile file = ArrayFile.open(Fixtures.numpy(name + "-" + order + ".npy"))) {
        assertEquals(kind, file.kind());
        assertEquals(precision, file.precision());
        assertEquals(Shape.of(2, 3), file.shape());
        assertEquals(List.of(), file.axes());
        ComplexArray complex = file.complex();
        ComplexArray second = file.slices(1, 2);
        assertEquals(precision, complex.precision());
        assertEquals(Shape.of(1, 3), second.shape());
        for (int k = 0; k < 6; k++) {
          double inside = kind == Kind.BOOLEAN ? k % 2 : k * k;
          double expected = k == 0 ? first : k == 5 ? last : inside;
          assertEquals(expected, complex.re(k), name);
          assertEquals(kind == Kind.COMPLEX ? k - 2 : 0, complex.im(k), name);
          if (k >= 3) {
            assertEquals(expected, second.re(k - 3), name);
          }
          assertEquals(expected != 0 || complex.im(k) != 0, file.mask().get(k), name);
          if (kind != Kind.COMPLEX) {
            assertEquals(expected, file.real().get(k), name);
          }
        }
      }
    }
  }

  @Test
  void readsHalfPrecisionOfEveryClass() throws IOException {
    try (ArrayFile file = ArrayFile.open(Fixtures.numpy("half.npy"))) {
      assertArrayEquals(
          new double[] {
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.NaN,
            0.0,
            -0.0,
            0x1p-24,
            -0x1p-14,
            0x1.554p-2,
            -65504
          },
          file.real().data());
    }
  }

  @Test
  void roundsUnsigned64BitIntegersOnce() throws IOException {
    // Just above and below the middle between two doubles 2^11 apart.
    long[] values = {0x8000000000000401L, 0x8000000000000400L, 0x80000000000003ffL};
    ByteBuffer data = ByteBuffer.allocate(24);
    data.asLongBuffer().put(values);
    Path path = write("u8.npy", Fixtures.npy(1, Fixtures.header(">u8", false, 3), data.array()));
    try (ArrayFile file = ArrayFile.open(path)) {
      assertArrayEquals(new double[] {0x1.0000000000001p63, 0x1p63, 0x1p63}, file.real().data());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void readsLaterFormatVersions(int version) throws IOException {
    try (ArrayFile file = ArrayFile.open(Fixtures.numpy("version" + version + ".npy"))) {
      assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5}, file.real().data());
    }
  }

  @Test
  void readsOneNumberWithoutAxes() throws IOException {
    try (ArrayFile file = ArrayFile.open(Fixtures.numpy("scalar.npy"))) {
      assertEquals(Shape.of(), file.shape());
      assertEquals(2.5, file.complex().re(0));
      assertEquals(2.5, file.real().get(0));
      assertTrue(file.mask().get(0));
      assertThrows(IllegalArgumentException.class, () -> file.slices(0, 1));
    }
  }

  @Test
  void acceptsWhatOtherWritersWrite() throws IOException {
    byte[] data = {1, 2, 3, 4, 99, 99};
    String header = "{\"shape\":(2L,2L),'fortran_order':\tFalse , 'descr':'<u1'}";
    try (ArrayFile file = ArrayFile.open(write("a.NPY", Fixtures.npy(3, header, data)))) {
      assertArrayEquals(new double[] {1, 2, 3, 4}, file.real().data());
    }
  }

  @Test
  void slicesAFortranOrderFile() throws IOException {
    try (ArrayFile file = ArrayFile.open(Fixtures.numpy("cube.npy"))) {
      ComplexArray all = file.complex();
      ComplexArray second = file.slices(1, 2);
      for (int k = 0; k < 24; k++) {
        assertEquals(k, all.re(k));
        assertEquals(12 + k % 12, second.re(k % 12));
      }
    }
  }

  /** Longer than the read buffer, and with runs far enough apart to be read one by one. */
  @ParameterizedTest
  @CsvSource({
    "false, 70001, 3, 1, 70000",
    "true, 70001, 3, 69990, 70001",
    "true, 3, 70001, 1, 3",
    "true, 300001, 1, 0, 300001"
  })
  void readsAcrossBuffers(boolean fortran, int rows, int columns, int from, int to)
      throws IOException {
    ByteBuffer data = ByteBuffer.allocate(16 * rows * columns);
    for (int k = 0; k < rows * columns; k++) {
      int value = fortran ? k % rows * columns + k / rows : k;
      data.putDouble(value).putDouble(-value);
    }
    String header = Fixtures.header(">c16", fortran, rows, columns);
    try (ArrayFile file = ArrayFile.open(write("a.npy", Fixtures.npy(1, header, data.array())))) {
      ComplexArray slices = file.slices(from, to);
      assertEquals(Shape.of(to - from, columns), slices.shape());
      int wrong = 0;
      for (int i = 0; i < slices.count(); i++) {
        double expected = from * columns + i;
        wrong += slices.re(i) == expected && slices.im(i) == -expected ? 0 : 1;
      }
      assertEquals(0, wrong);
    }
  }

  /** The file has a hole of 8 GiB and occupies almost nothing on the disk. */
  @Test
  void readsSlicesOfAFileLargerThanMemory() throws IOException {
    Path path =
        write(
            "big.npy", Fixtures.npy(1, Fixtures.header("<c8", false, 1024, 1 << 20), new byte[0]));
    long start = Files.size(path);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.seek(start + 8L * ((1023L << 20) + 5));
      file.write(new byte[] {0, 0, (byte) 0x80, 0x3f});
      file.setLength(start + (8L << 30));
    }
    try (ArrayFile file = ArrayFile.open(path)) {
      ComplexArray last = file.slices(1023, 1024);
      assertEquals(1, last.re(5));
      assertEquals(1, last.norm());
      assertEquals(
          "expected at most 1073741819 elements at once, got [1024, 1048576]; read fewer slices at"
              + " a time",
          Fixtures.messageOf(path, file::complex));
    }
  }

  @Test
  void realNumbersMayStandInAComplexFile() throws IOException {
    Path path = folder.resolve("a.npy");
    ComplexArray array = ComplexArray.ofReal(RealArray.of(Shape.of(3), new double[] {0, -1, 2}));
    NpyWriter.write(path, array);
    try (ArrayFile file = ArrayFile.open(path)) {
      assertArrayEquals(new double[] {0, -1, 2}, file.real().data());
    }
    array.set(1, 0, 1e-30);
    NpyWriter.write(path, array);
    try (ArrayFile file = ArrayFile.open(path)) {
      assertTrue(file.mask().get(1));
      assertEquals(
          "expected real numbers, got complex ones: element 1 of [3] has an imaginary part",
          Fixtures.messageOf(path, file::real));
    }
  }

  @ParameterizedTest
  @CsvSource({"-1, 1", "0, 3", "1, 1", "2, 1"})
  void refusesSlicesOutside(int from, int to) throws IOException {
    try (ArrayFile file = ArrayFile.open(Fixtures.numpy("c8-little.npy"))) {
      assertEquals(
          "slices: expected a range within 0:2, got " + from + ":" + to,
          assertThrows(IllegalArgumentException.class, () -> file.slices(from, to)).getMessage());
    }
  }

  @Test
  void closesOnceAndReadsNoMore() throws IOException {
    Path path = Fixtures.numpy("i2-little.npy");
    ArrayFile file = ArrayFile.open(path);
    assertEquals(path + ": integer single [2, 3]", file.toString());
    file.close();
    file.close();
    assertEquals(path, file.path());
    assertEquals(
        path + " is closed", assertThrows(IllegalStateException.class, file::complex).getMessage());
  }

  @Test
  void saysWhereAFileWasCutShortWhileOpen() throws IOException {
    Path path = write("a.npy", Files.readAllBytes(Fixtures.numpy("c8-little.npy")));
    try (ArrayFile file = ArrayFile.open(path)) {
      write("a.npy", new byte[140]);
      assertEquals(
          "expected 48 bytes at byte 128, the file ends at byte 140",
          Fixtures.messageOf(path, file::complex));
    }
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }
}
