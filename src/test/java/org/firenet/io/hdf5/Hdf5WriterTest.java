package org.firenet.io.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.ExternalTool;
import org.firenet.io.OutputFile;
import org.firenet.io.hdf5.Hdf5Layout.Scalar;
import org.firenet.io.hdf5.Hdf5Layout.Text;
import org.firenet.io.hdf5.Hdf5Layout.Truth;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Hdf5WriterTest {
  @TempDir Path folder;

  @AfterEach
  void leavesNothingBeside() throws IOException {
    try (var files = Files.list(folder)) {
      assertFalse(files.anyMatch(file -> file.toString().endsWith(".part")));
    }
  }

  @Test
  void isThereOrSaysWhyNot() throws IOException {
    Hdf5Writer.checkAvailable();
    Hdf5Writer.checkWritable(folder.resolve("a.h5"));
    assertEquals(
        "expected a file to write, got a directory",
        Hdf5Fixtures.messageOf(folder, () -> Hdf5Writer.checkWritable(folder)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "7", "1,1,1", "3,5,7", "2,1,140001", "300007", "3,2,65537"})
  void writesArraysOfAnyShape(String extents) throws IOException {
    Shape shape = shape(extents);
    ComplexArray numbers = numbers(Precision.SINGLE, shape);
    double[] reals = new double[shape.count()];
    boolean[] points = new boolean[shape.count()];
    for (int i = 0; i < reals.length; i++) {
      reals[i] = i / 8.0;
      points[i] = i % 3 == 0;
    }
    Path path = folder.resolve("ä b.h5");
    try (Hdf5Writer file = Hdf5Writer.create(path)) {
      Hdf5Extent fixed = Hdf5Extent.fixed(shape);
      file.dataset("a/b/complex", Hdf5Layout.COMPLEX, fixed).append(numbers);
      file.dataset("a/r", Hdf5Layout.NUMPY_COMPLEX, fixed).append(numbers.to(Precision.DOUBLE));
      file.dataset("real", Scalar.FLOAT32, fixed).append(RealArray.of(shape, reals));
      file.dataset("points", Truth.BOOLEAN, fixed).append(Mask.of(shape, points));
      Hdf5Output growing =
          file.dataset("growing", Hdf5Layout.COMPLEX, Hdf5Extent.growing(shape, 2));
      growing.append(numbers);
      growing.append(numbers.reshape(shape.prepend(1)));
      assertEquals(2, growing.count());
      assertFalse(Files.exists(path));
      file.commit();
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      Hdf5Fixtures.assertSame(numbers, file.dataset("/a/b/complex").complex(), "complex");
      Hdf5Fixtures.assertSame(numbers, file.dataset("/a/r").complex(), "double");
      assertArrayEquals(reals, file.dataset("/real").real().data());
      assertArrayEquals(points, file.dataset("/points").booleans());
      ComplexArray both = file.dataset("/growing").complex();
      assertEquals(shape.prepend(2), both.shape());
      Hdf5Fixtures.assertSame(numbers, both.slice(0), "first");
      Hdf5Fixtures.assertSame(numbers, both.slice(1), "second");
    }
  }

  @Test
  void h5pyReadsWhatItWouldHaveWritten() throws Exception {
    ExternalTool.assume("/usr/bin/python3", "-c", "import h5py");
    try (Hdf5Writer file = Hdf5Writer.create(folder.resolve("a.h5"))) {
      file.text("text", "größer", Text.UTF_8);
      file.text("empty", "", Text.ASCII);
      file.group("some/group");
      file.attribute("name", "größer");
      file.attribute("number", 0.1);
      file.dataset("kspace", Hdf5Layout.NUMPY_COMPLEX, Hdf5Extent.fixed(Shape.of(2, 3)))
          .append(numbers(Precision.DOUBLE, Shape.of(2, 3)));
      file.dataset("mask", Truth.BOOLEAN, Hdf5Extent.fixed(Shape.of(3)))
          .append(Mask.of(Shape.of(3), new boolean[] {true, false, true}));
      file.commit();
    }
    String script =
        """
        import h5py
        f = h5py.File('a.h5')
        print(f['text'][()].decode(), f['text'].shape, f['empty'][()], list(f['some']))
        print(f.attrs['name'], f.attrs['number'], f['kspace'].dtype, f['kspace'][1, 2])
        print(f['mask'].dtype, f['mask'][:].tolist(), f['kspace'].chunks)
        """;
    assertEquals(
        """
        größer () b'' ['group']
        größer 0.1 complex64 (5-2.5j)
        bool [True, False, True] None
        """,
        ExternalTool.run(
            folder, "/usr/bin/env", "PYTHONIOENCODING=utf-8", "/usr/bin/python3", "-c", script));
  }

  @Test
  void theSameDataMakeTheSameFile() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (String name : List.of("a.h5", "b.h5")) {
      Path path = folder.resolve(name);
      try (Hdf5Writer file = Hdf5Writer.create(path)) {
        file.text("group/text", "text", Text.ASCII);
        file.dataset("numbers", Hdf5Layout.COMPLEX, Hdf5Extent.growing(Shape.of(3), 1))
            .append(numbers(Precision.SINGLE, Shape.of(3)));
        file.commit();
      }
      files.add(Files.readAllBytes(path));
    }
    assertArrayEquals(files.get(0), files.get(1));
  }

  @Test
  void withoutCommitTheOldFileStays() throws IOException {
    Path path = Files.writeString(folder.resolve("a.h5"), "old");
    try (Hdf5Writer file = Hdf5Writer.create(path)) {
      file.text("text", "text", Text.ASCII);
      file.dataset("numbers", Scalar.FLOAT32, Hdf5Extent.fixed(Shape.of(2)));
    }
    assertEquals("old", Files.readString(path));
  }

  @Test
  void aFullDiskIsOneClearLine() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.isWritable(full), "no /dev/full here");
    Path path = Files.writeString(folder.resolve("a.h5"), "old");
    String expected = "could not be written: No space left on device";
    try (Hdf5Writer file = Hdf5Writer.create(OutputFile.open(path), full)) {
      Hdf5Output numbers =
          file.dataset("numbers", Scalar.FLOAT32, Hdf5Extent.growing(Shape.of(500, 1000), 1));
      // More than the library keeps in memory.
      RealArray large = RealArray.of(Shape.of(500, 1000), new double[500_000]);
      assertEquals(expected, Hdf5Fixtures.messageOf(path, () -> numbers.append(large)));
      assertEquals(
          "could not be written: an earlier step failed",
          Hdf5Fixtures.messageOf(path, file::commit));
    }
    try (Hdf5Writer file = Hdf5Writer.create(OutputFile.open(path), full)) {
      file.dataset("numbers", Scalar.FLOAT32, Hdf5Extent.fixed(Shape.of(1)))
          .append(RealArray.of(Shape.of(1), new double[1]));
      assertEquals(expected, Hdf5Fixtures.messageOf(path, file::commit));
    }
    assertEquals("old", Files.readString(path));
  }

  @Test
  void saysWhatHappenedToTheTarget() throws IOException {
    Path path = folder.resolve("a.h5");
    try (Hdf5Writer file = Hdf5Writer.create(path)) {
      Files.createDirectory(path);
      assertTrue(Hdf5Fixtures.messageOf(path, file::commit).startsWith("could not be written: "));
    }
    Path missing = folder.resolve("missing").resolve("a.h5");
    assertEquals(
        "no such directory: " + missing.getParent(),
        Hdf5Fixtures.messageOf(missing, () -> Hdf5Writer.create(missing)));
  }

  @Test
  void refusesAFolderThatMayNotBeWritten() throws IOException {
    assumeTrue(folder.toFile().setWritable(false), "no write permission to take away here");
    try {
      assumeFalse(Files.isWritable(folder), "this user writes everything");
      Path path = folder.resolve("a.h5");
      assertEquals(
          "not permitted to write in " + folder,
          Hdf5Fixtures.messageOf(path, () -> Hdf5Writer.create(path)));
    } finally {
      assertTrue(folder.toFile().setWritable(true));
    }
  }

  @Test
  void whatTheLibraryRefusesIsOneLine() throws IOException {
    Path path = folder.resolve("a.h5");
    try (Hdf5Writer file = Hdf5Writer.create(path)) {
      file.group("twice");
      String message = Hdf5Fixtures.messageOf(path, () -> file.group("twice"));
      assertTrue(message.startsWith("could not be written: HDF5: "), message);
      assertTrue(message.contains("name already exists"), message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/a", "a/", "a//b", "ä", "a\nb"})
  void refusesOddNames(String name) throws IOException {
    try (Hdf5Writer file = Hdf5Writer.create(folder.resolve("a.h5"))) {
      assertThrows(IllegalArgumentException.class, () -> file.group(name));
      assertThrows(IllegalArgumentException.class, () -> file.attribute(name, 1));
      assertThrows(
          IllegalArgumentException.class,
          () -> file.dataset(name, Scalar.FLOAT32, Hdf5Extent.scalar()));
      file.group("still works");
    }
  }

  @Test
  void refusesArraysThatDoNotFit() throws IOException {
    try (Hdf5Writer file = Hdf5Writer.create(folder.resolve("a.h5"))) {
      Hdf5Output fixed = file.dataset("fixed", Scalar.FLOAT32, Hdf5Extent.fixed(Shape.of(2, 3)));
      assertEquals(
          "data set fixed has entries [3], not [2]",
          messageOf(() -> fixed.append(RealArray.of(Shape.of(2), new double[2]))));
      assertEquals(
          "data set fixed: expected 2 entries, got 3",
          messageOf(() -> fixed.append(RealArray.of(Shape.of(3, 3), new double[9]))));
      assertEquals(
          "data set fixed is of FLOAT32, not complex numbers",
          messageOf(() -> fixed.append(numbers(Precision.SINGLE, Shape.of(3)))));
      assertEquals(
          "data set fixed is of FLOAT32, not truth values",
          messageOf(() -> fixed.append(Mask.full(Shape.of(3)))));
      assertEquals("data set fixed is of FLOAT32, not texts", messageOf(() -> fixed.append("a")));
      fixed.append(RealArray.of(Shape.of(3), new double[3]));
      assertEquals(
          "data set fixed: expected 2 entries, got 1",
          assertThrows(IllegalStateException.class, file::commit).getMessage());
      fixed.append(RealArray.of(Shape.of(3), new double[3]));
      file.commit();
      assertThrows(IllegalStateException.class, file::commit);
      assertThrows(IllegalStateException.class, () -> file.group("late"));
    }
  }

  @Test
  void refusesTextsThatTheFormatCanNotHold() throws IOException {
    try (Hdf5Writer file = Hdf5Writer.create(folder.resolve("a.h5"))) {
      assertEquals(
          "`text`: expected no character of code 0",
          messageOf(() -> file.text("a", "a\0b", Text.UTF_8)));
      assertEquals(
          "`text`: expected ASCII alone", messageOf(() -> file.text("a", "ä", Text.ASCII)));
      assertThrows(IllegalArgumentException.class, () -> Hdf5Extent.fixed(Shape.of()));
      assertThrows(IllegalArgumentException.class, () -> Hdf5Extent.growing(Shape.of(), 0));
      file.text("a", "ok", Text.ASCII);
      file.commit();
    }
  }

  @Test
  void severalThreadsWriteSeveralFiles() throws Exception {
    ComplexArray numbers = numbers(Precision.SINGLE, Shape.of(50, 61));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Path>> paths = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Path path = folder.resolve(i + ".h5");
        paths.add(threads.submit(() -> write(path, numbers)));
      }
      for (Future<Path> path : paths) {
        try (Hdf5File file = Hdf5File.open(path.get())) {
          Hdf5Fixtures.assertSameNumbers(numbers, file.dataset("/numbers").complex(), "numbers");
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  private static Path write(Path path, ComplexArray numbers) throws IOException {
    try (Hdf5Writer file = Hdf5Writer.create(path)) {
      Hdf5Output rows =
          file.dataset("numbers", Hdf5Layout.COMPLEX, Hdf5Extent.growing(Shape.of(61), 7));
      for (int row = 0; row < 50; row++) {
        rows.append(numbers.slice(row));
      }
      file.commit();
    }
    return path;
  }

  private static String messageOf(Executable failing) {
    return assertThrows(IllegalArgumentException.class, failing).getMessage();
  }

  private static ComplexArray numbers(Precision precision, Shape shape) {
    ComplexArray numbers = ComplexArray.zeros(precision, shape);
    for (int i = 0; i < numbers.count(); i++) {
      numbers.set(i, i, -0.5 * i);
    }
    return numbers;
  }

  private static Shape shape(String extents) {
    String[] parts = extents.split(",");
    int[] numbers = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = Integer.parseInt(parts[i]);
    }
    return Shape.of(numbers);
  }
}
