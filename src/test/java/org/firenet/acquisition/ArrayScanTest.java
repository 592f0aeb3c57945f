package org.firenet.acquisition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.CflWriter;
import org.firenet.io.NpyWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrayScanTest {
  @TempDir Path folder;

  private static ComplexArray ramp(int... extents) {
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, Shape.of(extents));
    for (int i = 0; i < out.count(); i++) {
      out.set(i, i + 1, -i);
    }
    return out;
  }

  private static int[] numbers(String text, String separator) {
    return Arrays.stream(text.split(separator)).mapToInt(Integer::parseInt).toArray();
  }

  private Path write(String extents) throws IOException {
    Path path = folder.resolve("k.npy");
    NpyWriter.write(path, ramp(numbers(extents, "x")));
    return path;
  }

  private static ScanOptions options(String axes) {
    ScanOptions options = ScanOptions.defaults();
    return axes == null ? options : options.withAxes(List.of(axes.split(" ")));
  }

  @ParameterizedTest
  @CsvSource({
    "4x5, , 4x5, 0, 1, false",
    "3x4x5, , 4x5, 3, 1, false",
    "2x3x4x5, , 4x5, 3, 2, true",
    "2x3x6x4x5, , 6x4x5, 3, 2, true",
    "3x4x5, slice ky kx, 4x5, 0, 3, true",
    "3x4x5, kz ky kx, 3x4x5, 0, 1, false",
    "3x4x5, coil kz kx, 4x5, 3, 1, false",
    "2x3x4x5, coil kz ky kx, 3x4x5, 2, 1, false",
    "2x3x4x5, slice kz ky kx, 3x4x5, 0, 2, true",
    "1x1x4x5, slice coil ky kx, 4x5, 1, 1, true"
  })
  void understandsAxes(
      String extents, String axes, String grid, int coils, int slices, boolean sliced)
      throws IOException {
    Path path = write(extents);
    try (ArrayScan scan = ArrayScan.open(path, options(axes))) {
      assertEquals(Shape.of(numbers(grid, "x")), scan.grid());
      assertEquals(coils, scan.coils());
      assertEquals(slices, scan.images());
      assertEquals(sliced, scan.several());
      assertEquals(path, scan.path());
      ComplexArray all = scan.read(0, slices).data();
      assertEquals(slices, all.shape().extent(0));
      assertArrayEquals(ramp(numbers(extents, "x")).doubles(), all.doubles());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "20, , expected k-space with 2 to 5 axes",
    "1x1x1x1x4x5, , expected k-space with 2 to 5 axes",
    "3x4x5, ky kx, '2 axes named, the array [3, 4, 5] has 3'",
    "3x4x5, coil ky x, expected axes out of",
    "3x4x5, Coil ky kx, expected axes out of",
    "3x4x5, ky coil kx, expected axes out of",
    "3x4x5, coil kx ky, expected axes out of",
    "3x4x5, ky ky kx, expected axes out of",
    "2x3x4x5, coil slice ky kx, expected axes out of",
    "3x4x5, slice coil kx, expected k-space axes"
  })
  void rejectsOtherAxes(String extents, String axes, String message) throws IOException {
    Path path = write(extents);
    IOException e = assertThrows(IOException.class, () -> ArrayScan.open(path, options(axes)));
    assertTrue(e.getMessage().startsWith(path + ": "), e.getMessage());
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void takesTheAxesOfBartFiles() throws IOException {
    Path path = folder.resolve("k.cfl");
    CflWriter.write(path, ramp(2, 3, 4, 5), List.of("slice", "coil", "y", "x"));
    try (ArrayScan scan = ArrayScan.open(path, ScanOptions.defaults())) {
      assertEquals(3, scan.coils());
      assertEquals(2, scan.images());
      assertEquals(ramp(2, 3, 4, 5).re(70), scan.read(1, 2).data().re(10));
    }
    CflWriter.write(path, ramp(3, 6, 4, 5), List.of("coil", "z", "y", "x"));
    try (ArrayScan scan = ArrayScan.open(path, ScanOptions.defaults())) {
      assertEquals(Shape.of(6, 4, 5), scan.grid());
    }
    CflWriter.write(path, ramp(3, 4, 5), List.of("time", "y", "x"));
    try (ArrayScan scan = ArrayScan.open(path, ScanOptions.defaults())) {
      assertEquals(3, scan.images());
    }
  }

  @Test
  void rejectsWhatIsNotComplex() throws IOException {
    Path real = folder.resolve("real.npy");
    NpyWriter.write(real, RealArray.of(Shape.of(2, 2), new double[4]), Precision.SINGLE);
    IOException e =
        assertThrows(IOException.class, () -> ArrayScan.open(real, ScanOptions.defaults()));
    assertEquals(real + ": expected k-space, complex numbers, got real ones", e.getMessage());
    Path mask = folder.resolve("mask.npy");
    NpyWriter.write(mask, Mask.full(Shape.of(2, 2)));
    e = assertThrows(IOException.class, () -> ArrayScan.open(mask, ScanOptions.defaults()));
    assertTrue(e.getMessage().contains("boolean"), e.getMessage());
  }

  @Test
  void noticesNanInTheSlicesRead() throws IOException {
    ComplexArray array = ramp(2, 1, 4, 5);
    array.set(33, 0, Double.NaN);
    Path path = folder.resolve("k.npy");
    NpyWriter.write(path, array);
    try (ArrayScan scan = ArrayScan.open(path, ScanOptions.defaults())) {
      assertEquals(20, scan.read(0, 1).data().count());
      IOException e = assertThrows(IOException.class, () -> scan.read(1, 2));
      assertTrue(e.getMessage().startsWith(path + ": "), e.getMessage());
      assertTrue(e.getMessage().contains("element 13"), e.getMessage());
    }
  }
}
