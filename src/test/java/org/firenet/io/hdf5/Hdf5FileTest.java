package org.firenet.io.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.hdf5.Hdf5Type.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what h5py wrote: every type, layout and index, in old and new versions of the format. */
class Hdf5FileTest {
  @TempDir Path folder;

  private static Path fixture(String name) {
    return Hdf5Fixtures.file(Hdf5FileTest.class, name);
  }

  private static ComplexArray expected(String name) throws IOException {
    return Hdf5Fixtures.expected(Hdf5FileTest.class, name);
  }

  /** The numeric datasets with their expected numbers; a group is written with a dash. */
  private static List<String> datasets(String stem) throws IOException {
    try (var files = Files.list(fixture("expected"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(stem + "-"))
          .map(name -> name.substring(stem.length() + 1, name.length() - ".npy".length()))
          .sorted()
          .toList();
    }
  }

  private static String path(String name) {
    return name.startsWith("types-") || name.startsWith("chunked-")
        ? name.replaceFirst("-", "/")
        : name;
  }

  @ParameterizedTest
  @CsvSource({
    "types.h5, types",
    "types-latest.h5, types",
    "userblock.h5, types",
    "paged.h5, paged"
  })
  void readsEveryDatasetAsH5pyDoes(String name, String stem) throws IOException {
    List<String> datasets = datasets(stem);
    assertTrue(datasets.size() >= 2, datasets::toString);
    try (Hdf5File file = Hdf5File.open(fixture(name))) {
      for (String dataset : datasets) {
        ComplexArray expected = expected(stem + "-" + dataset);
        Hdf5Dataset actual = file.dataset(path(dataset));
        assertEquals(expected.shape(), actual.shape(), dataset);
        Hdf5Fixtures.assertSame(expected, actual.complex(), dataset);
        if (actual.type().isReal()) {
          Hdf5Fixtures.assertSame(expected, ComplexArray.ofReal(actual.real()), dataset);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"types.h5", "types-latest.h5"})
  void readsEveryRangeOfRows(String name) throws IOException {
    try (Hdf5File file = Hdf5File.open(fixture(name))) {
      for (String dataset : datasets("types")) {
        ComplexArray expected = expected("types-" + dataset);
        Hdf5Dataset actual = file.dataset(path(dataset));
        int rows = expected.shape().rank() == 0 ? 0 : expected.shape().extent(0);
        for (int from = 0; from < Math.min(rows, 9); from++) {
          for (int to = from + 1; to <= Math.min(rows, 9); to++) {
            ComplexArray part = Hdf5Fixtures.rows(expected, from, to);
            Hdf5Fixtures.assertSame(part, actual.complex(from, to), dataset + from + ":" + to);
          }
        }
      }
    }
  }

  @Test
  void readsAFarPageOfAnExtensibleArray() throws IOException {
    try (Hdf5File file = Hdf5File.open(fixture("paged.h5"))) {
      Hdf5Dataset dataset = file.dataset("growing");
      ComplexArray expected = expected("growing-part");
      Hdf5Fixtures.assertSame(expected, dataset.complex(140000, 140050), "written");
      double[] around = dataset.real(139999, 140051).data();
      assertEquals(5, around[0], "fill value before");
      assertEquals(5, around[51], "fill value after");
      assertEquals(5, dataset.real(149999, 150000).get(0), "fill value at the end");
    }
  }

  @Test
  void keepsThePrecisionThatIsNeeded() throws IOException {
    try (Hdf5File file = Hdf5File.open(fixture("types.h5"))) {
      for (String single : List.of("i1", "u2", "f2", "f4", "c8", "b1", "big-c8", "pair")) {
        assertEquals(Precision.SINGLE, file.dataset("types/" + single).complex().precision());
      }
      for (String twice : List.of("i4", "u8", "f8", "c16", "big-f8")) {
        assertEquals(Precision.DOUBLE, file.dataset("types/" + twice).complex().precision());
      }
    }
  }

  @Test
  void readsWholeNumbersAndTruthValues() throws IOException {
    try (Hdf5File file = Hdf5File.open(fixture("types.h5"))) {
      ComplexArray booleans = expected("types-types-b1");
      boolean[] truths = file.dataset("types/b1").booleans();
      for (int i = 0; i < truths.length; i++) {
        assertEquals(booleans.re(i) != 0, truths[i]);
      }
      assertEquals(Kind.BOOLEAN, file.dataset("types/b1").type().kind());
      ComplexArray integers = expected("types-types-big-i4");
      long[] numbers = file.dataset("types/big-i4").integers();
      for (int i = 0; i < numbers.length; i++) {
        assertEquals((long) integers.re(i), numbers[i]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"types.h5", "types-latest.h5", "userblock.h5"})
  void readsTextsAndAttributes(String name) throws IOException {
    try (Hdf5File file = Hdf5File.open(fixture(name))) {
      assertEquals(
          List.of("", "a", "zwölf", "x".repeat(300)), file.dataset("text/variable").strings());
      assertEquals(List.of("ab", "abcdef"), file.dataset("/text/fixed").strings());
      assertEquals("one text", file.dataset("text/one").string());
      Map<String, Hdf5Attribute> attributes = file.dataset("types/f4").attributes();
      assertEquals("some text", attributes.get("text").text().orElseThrow());
      assertEquals("fixed", attributes.get("fixed").text().orElseThrow());
      assertEquals(OptionalDouble.of(2.5), attributes.get("number").number());
      assertEquals(OptionalDouble.of(65535), attributes.get("whole").number());
      assertEquals(List.of(1.0, 2.0, 3.0), attributes.get("list").numbers());
      assertEquals(OptionalDouble.empty(), attributes.get("list").number());
      assertEquals(List.of("p", "q"), attributes.get("texts").texts());
      assertEquals(12, file.attributes("many").size());
      assertEquals("every type", file.attributes("/").get("title").text().orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"types.h5", "types-latest.h5"})
  void followsLinksInsideTheFile(String name) throws IOException {
    Path path = fixture(name);
    try (Hdf5File file = Hdf5File.open(path)) {
      ComplexArray expected = expected("types-types-f4");
      for (String link :
          List.of(
              "links/soft",
              "links/relative",
              "links/hard",
              "links/group/f4",
              "links/up/types/f4")) {
        Hdf5Fixtures.assertSame(expected, file.dataset(link).complex(), link);
      }
      assertFalse(file.hasDataset("links/nowhere"));
      assertFalse(file.hasDataset("types/f4/inside"));
      assertTrue(file.hasGroup("links/group"));
      assertEquals(
          "/links/circle: more than 16 links",
          Hdf5Fixtures.messageOf(path, () -> file.dataset("links/circle")));
      assertEquals(
          "/links/outside: links into other files are not followed",
          Hdf5Fixtures.messageOf(path, () -> file.dataset("links/outside")));
      assertEquals(
          "/links/nowhere: no such dataset",
          Hdf5Fixtures.messageOf(path, () -> file.dataset("links/nowhere")));
      assertEquals(
          "/types: expected a dataset, got a group",
          Hdf5Fixtures.messageOf(path, () -> file.dataset("types")));
      assertEquals(
          "/scalar: expected a group, got a dataset",
          Hdf5Fixtures.messageOf(path, () -> file.children("scalar")));
      assertEquals(
          "/other: no such group", Hdf5Fixtures.messageOf(path, () -> file.children("other")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"types.h5", "types-latest.h5", "userblock.h5"})
  void listsWhatIsInTheFile(String name) throws IOException {
    try (Hdf5File file = Hdf5File.open(fixture(name))) {
      List<Hdf5File.Entry> entries = file.entries();
      Map<String, Hdf5File.Entry> byPath =
          entries.stream().collect(java.util.stream.Collectors.toMap(Hdf5File.Entry::path, e -> e));
      assertEquals(entries.size(), byPath.size());
      assertFalse(byPath.get("/types").isDataset());
      assertEquals("complex float32", byPath.get("/types/c8").type().orElseThrow().toString());
      assertEquals(List.of(3L, 4L), byPath.get("/types/c8").extents());
      assertEquals(List.of(0L, 3L), byPath.get("/empty").extents());
      assertFalse(byPath.containsKey("/links/soft"));
      assertEquals(
          IntStream.range(0, 20).mapToObj("d%02d"::formatted).toList(),
          file.children("many").stream().sorted().toList());
    }
  }

  @Test
  void refusesWhatDoesNotFit() throws IOException {
    Path path = fixture("types.h5");
    try (Hdf5File file = Hdf5File.open(path)) {
      assertEquals(
          "/text/one: expected numbers, got string",
          Hdf5Fixtures.messageOf(path, () -> file.dataset("text/one").complex()));
      assertEquals(
          "/types/c8: expected real numbers, got complex float32",
          Hdf5Fixtures.messageOf(path, () -> file.dataset("types/c8").real()));
      assertEquals(
          "/types/f4: expected whole numbers, got float32",
          Hdf5Fixtures.messageOf(path, () -> file.dataset("types/f4").integers()));
      assertEquals(
          "/types/f4: expected texts, got float32",
          Hdf5Fixtures.messageOf(path, () -> file.dataset("types/f4").strings()));
      assertEquals(
          "/types/c8: expected truth values or numbers, got complex float32",
          Hdf5Fixtures.messageOf(path, () -> file.dataset("types/c8").booleans()));
      assertEquals(
          "/text/fixed: expected one text, got 2",
          Hdf5Fixtures.messageOf(path, () -> file.dataset("text/fixed").string()));
      assertEquals(
          "/empty: expected 1 to 2^31 - 1 elements at once, got [0, 3]",
          Hdf5Fixtures.messageOf(path, () -> file.dataset("empty").complex()));
      Hdf5Fixtures.messageOf(path, () -> file.dataset("null").complex());
      Hdf5Dataset rows = file.dataset("types/f4");
      assertEquals(
          "rows: expected a range within 0:3 of /types/f4, got 1:4",
          assertThrows(IllegalArgumentException.class, () -> rows.complex(1, 4)).getMessage());
      assertThrows(IllegalArgumentException.class, () -> rows.real(-1, 2));
      assertThrows(IllegalArgumentException.class, () -> rows.real(2, 2));
      assertThrows(IllegalArgumentException.class, () -> file.dataset("scalar").real(0, 1));
    }
  }

  @Test
  void readsRowsAsTheyAreInTheFile() throws IOException {
    try (Hdf5File file = Hdf5File.open(fixture("types.h5"))) {
      Hdf5Dataset dataset = file.dataset("types/u1");
      assertEquals(4, dataset.rowBytes());
      byte[] bytes = new byte[9];
      dataset.readRows(1, 3, bytes);
      ComplexArray expected = expected("types-types-u1");
      for (int i = 0; i < 8; i++) {
        assertEquals(expected.re(4 + i), Byte.toUnsignedInt(bytes[i]));
      }
    }
  }

  @Test
  void tellsHdf5FilesFromOthers() throws IOException {
    assertTrue(Hdf5File.isHdf5(fixture("types.h5")));
    assertTrue(Hdf5File.isHdf5(fixture("userblock.h5")));
    assertFalse(Hdf5File.isHdf5(fixture("expected/types-scalar.npy")));
    assertFalse(Hdf5File.isHdf5(folder));
    assertFalse(Hdf5File.isHdf5(folder.resolve("missing.h5")));
    assertFalse(Hdf5File.isHdf5(Files.createFile(folder.resolve("empty.h5"))));
    Path other = fixture("expected/types-scalar.npy");
    assertEquals(
        "not an HDF5 file: it has no HDF5 signature",
        Hdf5Fixtures.messageOf(other, () -> Hdf5File.open(other)));
    Path missing = folder.resolve("missing.h5");
    assertEquals("no such file", Hdf5Fixtures.messageOf(missing, () -> Hdf5File.open(missing)));
  }

  @Test
  void closesOnceAndForAll() throws IOException {
    Hdf5File file = Hdf5File.open(fixture("types.h5"));
    Hdf5Dataset dataset = file.dataset("types/f4");
    file.close();
    file.close();
    assertThrows(IllegalStateException.class, () -> file.dataset("types/f4"));
    assertThrows(IllegalStateException.class, file::entries);
    assertThrows(IllegalStateException.class, dataset::complex);
  }

  @ParameterizedTest
  @ValueSource(strings = {"types.h5", "types-latest.h5"})
  void aTruncatedFileIsRefused(String name) throws IOException {
    byte[] whole = Files.readAllBytes(fixture(name));
    Path path = Files.write(folder.resolve("t.h5"), Arrays.copyOf(whole, whole.length / 2));
    assertEquals(
        "the file is truncated: expected %d bytes, got %d"
            .formatted(whole.length, whole.length / 2),
        Hdf5Fixtures.messageOf(path, () -> Hdf5File.open(path)));
  }

  @Test
  void aFileThatShrinksIsAnError() throws IOException {
    Path path = Files.copy(fixture("types.h5"), folder.resolve("shrinks.h5"));
    try (Hdf5File file = Hdf5File.open(path)) {
      Hdf5Dataset dataset = file.dataset("chunked/deflate");
      try (var channel = Files.newByteChannel(path, java.nio.file.StandardOpenOption.WRITE)) {
        channel.truncate(5000);
      }
      Hdf5Fixtures.messageOf(path, dataset::complex);
    }
  }

  @Test
  void severalThreadsReadAtOnce() throws IOException {
    try (Hdf5File file = Hdf5File.open(fixture("types.h5"))) {
      ComplexArray expected = expected("types-chunked-deflate");
      Hdf5Dataset shared = file.dataset("chunked/deflate");
      IntStream.range(0, 32)
          .parallel()
          .forEach(
              i -> {
                try {
                  Hdf5Fixtures.assertSame(expected, shared.complex(), "shared");
                  Hdf5Fixtures.assertSame(
                      expected, file.dataset("chunked/deflate").complex(), "own");
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
    }
  }

  @Test
  void typesHaveNames() throws IOException {
    try (Hdf5File file = Hdf5File.open(fixture("types.h5"))) {
      assertEquals("/types/u2: uint16 [3, 4]", file.dataset("types/u2").toString());
      assertEquals("/types/b1: boolean [3, 4]", file.dataset("types/b1").toString());
      assertEquals(Shape.of(), file.dataset("scalar").shape());
      assertArrayEquals(new long[] {0, 3}, file.dataset("empty").extents());
      assertEquals(fixture("types.h5").toString(), file.toString());
    }
  }
}
