package org.firenet.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpyWriterTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"c8", "c16", "f4", "f8", "b1", "scalar"})
  void writesTheBytesThatNumPyWrites(String name) throws IOException {
    boolean scalar = name.equals("scalar");
    Path original = Fixtures.numpy(scalar ? "scalar.npy" : name + "-little.npy");
    Path copy = folder.resolve("copy.npy");
    try (ArrayFile file = ArrayFile.open(original)) {
      switch (file.kind()) {
        case COMPLEX -> NpyWriter.write(copy, file.complex());
        case REAL -> NpyWriter.write(copy, file.real(), file.precision());
        default -> NpyWriter.write(copy, file.mask());
      }
    }
    assertArrayEquals(Files.readAllBytes(original), Files.readAllBytes(copy));
  }

  /** More numbers than one buffer holds. */
  @Test
  void readsBackWhatItWrote() throws IOException {
    Path path = folder.resolve("a.npy");
    ComplexArray array = Fixtures.ramp(Precision.DOUBLE, 3, 1, 7001);
    NpyWriter.write(path, array);
    try (ArrayFile file = ArrayFile.open(path)) {
      assertEquals(array.shape(), file.shape());
      assertArrayEquals(array.doubles(), file.complex().doubles());
    }
  }

  /** Shapes whose dictionary ends just below, on and above a multiple of 64 bytes. */
  @Test
  void alignsTheDataFor64Bytes() throws IOException {
    for (int rank = 1; rank < 30; rank++) {
      int[] extents = new int[rank];
      java.util.Arrays.fill(extents, 1);
      Path path = folder.resolve("a.npy");
      NpyWriter.write(path, RealArray.of(Shape.of(extents), new double[] {2}), Precision.DOUBLE);
      byte[] bytes = Files.readAllBytes(path);
      assertEquals(0, (bytes.length - 8) % 64);
      assertEquals('\n', bytes[bytes.length - 9]);
      String header = new String(bytes, 10, bytes.length - 18, StandardCharsets.US_ASCII);
      assertEquals(rank, header.chars().filter(c -> c == '1').count());
      try (ArrayFile file = ArrayFile.open(path)) {
        assertEquals(Shape.of(extents), file.shape());
      }
    }
  }
}
