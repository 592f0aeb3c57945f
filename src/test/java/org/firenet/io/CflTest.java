package org.firenet.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.ArrayFile.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CflTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 2 | y x | 2 3",
        "3 2 1 4 | coil y x | 4 2 3",
        "1 3 2 4 | coil z y | 4 2 3",
        "3 1 2 | z x | 2 3",
        "5 4 3 2 1 1 1 1 1 1 1 1 1 6 | slice coil z y x | 6 2 3 4 5",
        "3 | y x | 1 3",
        "1 3 | y x | 3 1",
        "1 1 3 | z x | 3 1",
        "1 1 1 1 | y x | 1 1",
        "1 1 1 2 1 1 1 1 1 1 1 1 1 1 1 3 | batch coil y x | 3 2 1 1",
        "2 1 1 1 2 2 2 2 2 2 2 2 2 1 2 1 | average level time2 time cshift iteration coeff2 coeff"
            + " te map y x | 2 2 2 2 2 2 2 2 2 2 1 2",
      })
  void dropsDimensionsOfOneElementButKeepsAnImage(String dimensions, String axes, String extents)
      throws IOException {
    int[] shape = Arrays.stream(extents.split(" ")).mapToInt(Integer::parseInt).toArray();
    ComplexArray array = Fixtures.ramp(Precision.SINGLE, shape);
    Path header = folder.resolve("a.hdr");
    CflWriter.write(header, array, List.of(axes.split(" ")));
    String padded = dimensions + " 1".repeat(16 - dimensions.split(" ").length);
    assertEquals("# Dimensions\n" + padded + "\n", Files.readString(header));
    Files.writeString(header, "# Creator\nx\n# Dimensions\n" + dimensions + " \n# Command\ny\n");
    for (String name : List.of("a", "a.hdr", "a.cfl")) {
      try (ArrayFile file = ArrayFile.open(folder.resolve(name))) {
        assertEquals(List.of(axes.split(" ")), file.axes());
        assertEquals(Shape.of(shape), file.shape());
        assertEquals(Kind.COMPLEX, file.kind());
        assertEquals(folder.resolve("a.cfl"), file.path());
        assertArrayEquals(array.floats(), file.complex().floats());
      }
    }
  }

  @Test
  void putsAxesIntoBartsOrder() throws IOException {
    ComplexArray array = Fixtures.ramp(Precision.DOUBLE, 2, 3, 4);
    Path path = folder.resolve("a.b.cfl");
    CflWriter.write(path, array, List.of("x", "slice", "coil"));
    try (ArrayFile file = ArrayFile.open(folder.resolve("a.b"))) {
      assertEquals(List.of("slice", "coil", "y", "x"), file.axes());
      ComplexArray read = file.complex();
      for (int i = 0; i < 24; i++) {
        int x = i / 12;
        int slice = i / 4 % 3;
        int coil = i % 4;
        assertEquals(array.re(i), read.re((slice * 4 + coil) * 2 + x));
        assertEquals(array.im(i), read.im((slice * 4 + coil) * 2 + x));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "y | expected 2 names for [2, 3], got [y]",
        "y y | got [y, y]",
        "ky kx | got [ky, kx]",
      })
  void refusesAxesBeforeWriting(String axes, String message) throws IOException {
    Path path = folder.resolve("a.cfl");
    ComplexArray array = Fixtures.ramp(Precision.SINGLE, 2, 3);
    String actual =
        assertThrows(
                IllegalArgumentException.class,
                () -> CflWriter.write(path, array, List.of(axes.split(" "))))
            .getMessage();
    assertEquals("`axes`: ", actual.substring(0, 8));
    assertEquals(message, actual.substring(actual.length() - message.length()));
    assertFalse(Files.exists(path));
  }

  @Test
  void leavesBothFilesAloneIfOneCannotBeWritten() throws IOException {
    ComplexArray array = Fixtures.ramp(Precision.SINGLE, 2, 3);
    Path header = folder.resolve("a.hdr");
    Files.writeString(header, "old");
    Path data = Files.createDirectory(folder.resolve("a.cfl"));
    assertEquals(
        "expected a file to write, got a directory",
        Fixtures.messageOf(data, () -> CflWriter.write(data, array, List.of("y", "x"))));
    assertEquals("old", Files.readString(header));
    try (var files = Files.list(folder)) {
      assertEquals(2, files.count());
    }
  }
}
