package org.firenet.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.ArrayFile.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayWriterTest {
  private static final List<String> IMAGE = List.of("y", "x");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"a.npy, COMPLEX, REAL, BOOLEAN", "a.cfl, COMPLEX, COMPLEX, COMPLEX"})
  void writesArraysThatReadBack(String name, Kind complex, Kind real, Kind mask)
      throws IOException {
    Path path = folder.resolve(name);
    ComplexArray numbers = Fixtures.ramp(Precision.SINGLE, 2, 2);
    ArrayWriter.write(path, numbers, IMAGE);
    try (ArrayFile file = ArrayFile.open(path)) {
      assertEquals(complex, file.kind());
      assertArrayEquals(numbers.floats(), file.complex().floats());
    }
    double[] values = {0, 1, -2, 0.5};
    ArrayWriter.write(path, RealArray.of(Shape.of(2, 2), values), IMAGE);
    try (ArrayFile file = ArrayFile.open(path)) {
      assertEquals(real, file.kind());
      assertArrayEquals(values, file.real().data());
    }
    Mask points = Mask.of(Shape.of(2, 2), new boolean[] {true, false, false, true});
    ArrayWriter.write(path, points, IMAGE);
    try (ArrayFile file = ArrayFile.open(path)) {
      assertEquals(mask, file.kind());
      assertEquals(points, file.mask());
    }
  }

  @Test
  void showsMagnitudesIn16Bits() throws IOException {
    Path path = folder.resolve("a.png");
    ArrayWriter.write(
        path, ComplexArray.of(Shape.of(1, 3), new double[] {0, 0, 0, 2, -4, 0}), List.of());
    assertArrayEquals(new int[] {0, 32768, 65535}, grey(path));
    ArrayWriter.write(path, RealArray.of(Shape.of(1, 3), new double[] {-1, 0, 1}), List.of());
    assertArrayEquals(new int[] {0, 0, 65535}, grey(path));
    ArrayWriter.write(path, Mask.of(Shape.of(1, 2), new boolean[] {true, false}), List.of());
    assertArrayEquals(new int[] {65535, 0}, grey(path));
    ArrayWriter.write(path, Fixtures.ramp(Precision.SINGLE, 2, 2, 1, 3), List.of());
    assertEquals(12, grey(path).length);
  }

  private static int[] grey(Path path) throws IOException {
    var raster = ImageIO.read(path.toFile()).getRaster();
    return raster.getPixels(0, 0, raster.getWidth(), raster.getHeight(), (int[]) null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.mat", "a", "npy"})
  void namesTheKnownExtensions(String name) {
    Path path = folder.resolve(name);
    String expected = "expected a name ending in .npy, .cfl, .hdr or .png";
    assertEquals(expected, Fixtures.messageOf(path, () -> ArrayWriter.checkWritable(path)));
    assertEquals(
        expected,
        Fixtures.messageOf(
            path, () -> ArrayWriter.write(path, Fixtures.ramp(Precision.SINGLE, 1, 1), IMAGE)));
  }

  @Test
  void checksWithoutWriting() throws IOException {
    for (String name : List.of("a.npy", "a.png", "a.PNG", "a.cfl", "a.hdr")) {
      ArrayWriter.checkWritable(folder.resolve(name));
    }
    try (var files = Files.list(folder)) {
      assertTrue(files.findAny().isEmpty());
    }
    Path missing = folder.resolve("missing").resolve("a.npy");
    assertEquals(
        "no such directory: " + missing.getParent(),
        Fixtures.messageOf(missing, () -> ArrayWriter.checkWritable(missing)));
    Path header = Files.createDirectory(folder.resolve("a.hdr"));
    assertEquals(
        "expected a file to write, got a directory",
        Fixtures.messageOf(header, () -> ArrayWriter.checkWritable(folder.resolve("a.cfl"))));
  }

  @Test
  void aFailedWriteLeavesNoFile() {
    Path path = folder.resolve("a.png");
    assertThrows(
        IllegalArgumentException.class,
        () -> ArrayWriter.write(path, Fixtures.ramp(Precision.SINGLE, 3), List.of()));
    assertTrue(Files.notExists(path));
  }
}
