package org.firenet.io.ismrmrd;

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
import java.util.Optional;
import java.util.OptionalDouble;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.ExternalTool;
import org.firenet.io.hdf5.Hdf5File;
import org.firenet.io.hdf5.Hdf5Fixtures;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Encoding;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Limits;
import org.firenet.io.ismrmrd.IsmrmrdHeader.Space;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.ScanMetadata;
import org.firenet.scan.Vector3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsmrmrdWriterTest {
  /** A few roundings of the tool's transform. */
  private static final double SINGLE_PRECISION = 1e-6;

  private static final int WIDTH = 16;
  private static final int LINES = 12;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 0", "3, 2, 7, 2", "1000, 1, 3, 3", "5, 3, 1021, 1", "2, 8, 40000, 0"})
  void writesAcquisitionsThatReadBack(int count, int channels, int samples, int dimensions)
      throws IOException {
    Path path = folder.resolve("a.h5");
    try (IsmrmrdWriter writer = IsmrmrdWriter.create(path, header())) {
      for (int i = 0; i < count; i++) {
        AcquisitionHeader head = head(i, channels, samples, dimensions);
        if (dimensions == 0) {
          writer.append(head, numbers(2 * channels * samples, i));
        } else {
          writer.append(
              head, numbers(2 * channels * samples, i), numbers(dimensions * samples, -i));
        }
      }
      assertEquals(count, writer.count());
      writer.commit();
    }
    try (IsmrmrdFile file = IsmrmrdFile.open(path)) {
      assertEquals(header().strip(), file.xml().strip());
      assertEquals(count, file.acquisitions());
      for (int i = 0; i < count; i++) {
        assertEquals(head(i, channels, samples, dimensions), file.table().header(i));
      }
      file.read(
          0,
          count,
          (i, data, trajectory) -> {
            assertArrayEquals(numbers(2 * channels * samples, i), data);
            assertArrayEquals(numbers(dimensions * samples, -i), trajectory);
          });
    }
  }

  @Test
  void acquisitionsMayDiffer() throws IOException {
    Path path = folder.resolve("a.h5");
    int[] samples = {5, 100_00, 1, 300};
    try (IsmrmrdWriter writer = IsmrmrdWriter.create(path, "raw", header())) {
      for (int i = 0; i < samples.length; i++) {
        writer.append(head(i, i + 1, samples[i], 0), numbers(2 * (i + 1) * samples[i], i));
      }
      writer.commit();
    }
    try (IsmrmrdFile file = IsmrmrdFile.open(path, "raw")) {
      file.read(
          0,
          samples.length,
          (i, data, trajectory) -> assertArrayEquals(numbers(2 * (i + 1) * samples[i], i), data));
    }
  }

  @Test
  void arraysOfOneNameFollowEachOther() throws IOException {
    Path path = folder.resolve("a.h5");
    ComplexArray numbers = ComplexArray.of(Shape.of(2, 3), numbers(12, 1)).to(Precision.DOUBLE);
    try (IsmrmrdWriter writer = IsmrmrdWriter.create(path, header())) {
      writer.appendArray("csm", numbers);
      writer.appendArray("csm", numbers);
      writer.appendArray("phantom", numbers);
      assertEquals(
          "`array`: expected [2, 3], got [3, 2]",
          messageOf(() -> writer.appendArray("csm", numbers.reshape(Shape.of(3, 2)))));
      assertEquals(
          "`array`: expected at most 7 axes, got [1, 1, 1, 1, 1, 1, 2, 3]",
          messageOf(
              () -> writer.appendArray("x", numbers.reshape(Shape.of(1, 1, 1, 1, 1, 1, 2, 3)))));
      writer.commit();
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      ComplexArray both = file.dataset("/dataset/csm").complex();
      assertEquals(Shape.of(2, 2, 3), both.shape());
      Hdf5Fixtures.assertSame(numbers, both.slice(1), "csm");
      assertEquals(Shape.of(1, 2, 3), file.dataset("/dataset/phantom").shape());
      assertFalse(file.hasDataset("/dataset/data"));
    }
  }

  @Test
  void refusesWhatTheFormatCanNotHold() throws IOException {
    Path path = folder.resolve("a.h5");
    try (IsmrmrdWriter writer = IsmrmrdWriter.create(path, header())) {
      assertEquals(
          "`samples`: expected 12 numbers as the header says, got 11",
          messageOf(() -> writer.append(head(0, 2, 3, 0), new float[11])));
      assertEquals(
          "`trajectory`: expected 6 numbers as the header says, got 0",
          messageOf(() -> writer.append(head(0, 2, 3, 2), new float[12])));
      assertEquals(
          "`head.number_of_samples`: expected 0 to 65535, got 65536",
          messageOf(() -> writer.append(head(0, 1, 65536, 0), new float[2 * 65536])));
      assertEquals(
          "`head.idx.slice`: expected 0 to 65535, got -1",
          messageOf(() -> writer.append(head(-1, 1, 1, 0), new float[2])));
      writer.append(head(7, 1, 1, 0), new float[2]);
      writer.commit();
      assertThrows(
          IllegalStateException.class, () -> writer.append(head(7, 1, 1, 0), new float[2]));
    }
    try (IsmrmrdFile file = IsmrmrdFile.open(path)) {
      assertEquals(List.of(head(7, 1, 1, 0)), List.of(file.table().header(0)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "xml", "data", "waveforms", ".", "..", "a b", "ä"})
  void refusesOddNamesOfArrays(String name) throws IOException {
    try (IsmrmrdWriter writer = IsmrmrdWriter.create(folder.resolve("a.h5"), header())) {
      assertThrows(
          IllegalArgumentException.class,
          () -> writer.appendArray(name, ComplexArray.zeros(Precision.SINGLE, Shape.of(1))));
    }
  }

  @Test
  void nothingIsLeftWithoutCommit() throws IOException {
    Path path = Files.writeString(folder.resolve("a.h5"), "old");
    assertThrows(IllegalArgumentException.class, () -> IsmrmrdWriter.create(path, "a/b", header()));
    assertThrows(IllegalArgumentException.class, () -> IsmrmrdWriter.create(path, "\0"));
    try (IsmrmrdWriter writer = IsmrmrdWriter.create(path, header())) {
      writer.append(head(0, 1, 1, 0), new float[2]);
    }
    assertEquals("old", Files.readString(path));
    try (var files = Files.list(folder)) {
      assertEquals(List.of(path), files.toList());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "<a b='ä'>ö</a>, <a b='&#xe4;'>&#xf6;</a>",
    "<a>\uD83D\uDE00 \uD83D</a>, <a>&#x1f600; &#xfffd;</a>",
    "<a><![CDATA[<ä>]]></a>, <a><![CDATA[<]]>&#xe4;<![CDATA[>]]></a>",
    "<a>plain &amp; simple</a>, <a>plain &amp; simple</a>",
  })
  void headersBecomeAscii(String xml, String ascii) throws IOException {
    assertEquals(ascii, AsciiXml.of(xml));
    Path path = folder.resolve("a.h5");
    try (IsmrmrdWriter writer = IsmrmrdWriter.create(path, xml)) {
      writer.commit();
    }
    try (Hdf5File file = Hdf5File.open(path)) {
      assertEquals(ascii, file.dataset("/dataset/xml").string());
    }
  }

  @Test
  void hasTheTypesOfIsmrmrdsOwnFiles() throws Exception {
    ExternalTool.assume("h5dump", "--version");
    ExternalTool.assume("sh", "-c", "command -v ismrmrd_generate_cartesian_shepp_logan");
    ExternalTool.run(
        folder,
        "ismrmrd_generate_cartesian_shepp_logan",
        "-m",
        "16",
        "-c",
        "2",
        "-C",
        "-k",
        "-o",
        "own.h5");
    try (IsmrmrdWriter writer = IsmrmrdWriter.create(folder.resolve("a.h5"), header())) {
      writer.append(head(0, 1, 1, 0), new float[2]);
      for (String name : List.of("coil_images", "csm", "phantom")) {
        writer.appendArray(name, ComplexArray.zeros(Precision.SINGLE, Shape.of(2, 3)));
      }
      writer.commit();
    }
    assertEquals(types("own.h5"), types("a.h5"));
  }

  private List<String> types(String file) throws Exception {
    return ExternalTool.run(folder, "h5dump", "-H", file)
        .lines()
        .filter(line -> !line.contains("SIMPLE") && !line.startsWith("HDF5"))
        .toList();
  }

  @Test
  void ismrmrdsOwnReconstructionReadsIt() throws Exception {
    ExternalTool.assume("sh", "-c", "command -v ismrmrd_recon_cartesian_2d");
    Path path = folder.resolve("a.h5");
    try (IsmrmrdWriter writer = IsmrmrdWriter.create(path, header())) {
      for (int line = 0; line < LINES; line++) {
        float[] samples = new float[2 * WIDTH];
        if (line == LINES / 2) {
          samples[WIDTH] = 1;
        }
        writer.append(line(line), samples);
      }
      writer.commit();
    }
    String output = ExternalTool.run(folder, "ismrmrd_recon_cartesian_2d", "a.h5");
    assertTrue(output.contains("Number of acquisitions      : " + LINES), output);
    try (Hdf5File file = Hdf5File.open(path)) {
      double[] image = file.dataset("/dataset/cpp/data").real().data();
      assertEquals(WIDTH * LINES, image.length);
      // The centre of k-space alone is a constant image.
      double[] constant = new double[image.length];
      Arrays.fill(constant, image[0]);
      assertTrue(image[0] > 0, () -> "image " + image[0]);
      assertArrayEquals(constant, image, SINGLE_PRECISION * image[0]);
    }
  }

  private static AcquisitionHeader line(int line) {
    long flags =
        line == 0
            ? AcquisitionFlag.FIRST_IN_SLICE.mask()
            : line == LINES - 1 ? AcquisitionFlag.LAST_IN_SLICE.mask() : 0;
    AcquisitionHeader head = head(0, 1, WIDTH, 0);
    return new AcquisitionHeader(
        flags,
        head.measurement(),
        line,
        head.time(),
        head.physiologyTimes(),
        WIDTH,
        1,
        0,
        0,
        WIDTH / 2,
        0,
        0,
        head.sampleTime(),
        head.position(),
        head.read(),
        head.phase(),
        head.slice(),
        head.tablePosition(),
        line,
        0,
        ImageIndex.ofSlice(0),
        0);
  }

  /** Every field with a number of its own, as far as the reader's checks let it. */
  private static AcquisitionHeader head(int i, int channels, int samples, int dimensions) {
    return new AcquisitionHeader(
        1L << 63 | i,
        0xFFFFFFFFL,
        1000 + i,
        0x80000000L,
        List.of(1L, 2L, 0xFFFFFFFEL),
        samples,
        channels,
        0,
        samples - 1,
        samples / 2,
        0,
        dimensions,
        2.5f,
        new Vector3(1, -2, 3.5),
        new Vector3(1, 0, 0),
        new Vector3(0, 1, 0),
        new Vector3(0, 0, 1),
        new Vector3(0, 0, -11),
        9,
        10,
        new ImageIndex(i, 11, 12, 13, 14, 15),
        16);
  }

  private static float[] numbers(int count, int seed) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = seed + i / 16f;
    }
    return numbers;
  }

  private static String header() {
    Space space = new Space(WIDTH, LINES, 1, new Vector3(160, 120, 5));
    Encoding encoding =
        new Encoding(
            space,
            space,
            Map.of("kspace_encoding_step_1", new Limits(0, LINES - 1, LINES / 2)),
            "cartesian",
            Optional.empty());
    return IsmrmrdHeaderWriter.write(
        new IsmrmrdHeader(
            ScanMetadata.unknown(), List.of(encoding), OptionalDouble.empty(), Map.of()));
  }

  private static String messageOf(Executable failing) {
    return assertThrows(IllegalArgumentException.class, failing).getMessage();
  }
}
