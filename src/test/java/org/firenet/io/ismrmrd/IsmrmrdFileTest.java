package org.firenet.io.ismrmrd;

import static org.firenet.io.hdf5.Hdf5Fixtures.assertSame;
import static org.firenet.io.hdf5.Hdf5Fixtures.assertSameNumbers;
import static org.firenet.io.hdf5.Hdf5Fixtures.messageOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.io.hdf5.Hdf5File;
import org.firenet.io.hdf5.Hdf5Fixtures;
import org.firenet.scan.ImageDescription;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.Vector3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw data as the C++ library and h5py write them, against what h5py reads. */
class IsmrmrdFileTest {
  private static final String FILES = "generated trajectory chunks latest";

  @TempDir Path folder;

  static Path fixture(String name) {
    return Hdf5Fixtures.file(IsmrmrdFileTest.class, name);
  }

  private static ComplexArray expected(String name) throws IOException {
    return Hdf5Fixtures.expected(IsmrmrdFileTest.class, name);
  }

  private static List<String> files() {
    return List.of(FILES.split(" "));
  }

  @Test
  void readsAllHeaders() throws IOException {
    for (String name : files()) {
      ComplexArray heads = expected(name + "-heads");
      ComplexArray vectors = expected(name + "-vectors");
      try (IsmrmrdFile file = IsmrmrdFile.open(fixture(name + ".h5"))) {
        AcquisitionTable table = file.table();
        assertEquals(heads.shape().extent(0), table.count());
        assertEquals(table.count(), file.acquisitions());
        for (int i = 0; i < table.count(); i++) {
          AcquisitionHeader header = table.header(i);
          double[] numbers = numbers(header);
          for (int k = 0; k < numbers.length; k++) {
            assertEquals(heads.re(i * numbers.length + k), numbers[k], name + i + ", " + k);
          }
          double[] positions = vectors(header);
          for (int k = 0; k < positions.length; k++) {
            assertEquals(vectors.re(i * positions.length + k), positions[k], name + i + ", " + k);
          }
        }
      }
    }
  }

  private static double[] numbers(AcquisitionHeader h) {
    return new double[] {
      h.flags(),
      h.measurement(),
      h.scanCounter(),
      h.time(),
      h.samples(),
      h.channels(),
      h.discardBefore(),
      h.discardAfter(),
      h.centerSample(),
      h.encoding(),
      h.trajectoryDimensions(),
      h.physiologyTimes().get(0),
      h.physiologyTimes().get(1),
      h.physiologyTimes().get(2),
      h.step1(),
      h.step2(),
      h.index().average(),
      h.index().slice(),
      h.index().contrast(),
      h.index().phase(),
      h.index().repetition(),
      h.index().set(),
      h.segment()
    };
  }

  private static double[] vectors(AcquisitionHeader h) {
    List<Vector3> vectors =
        List.of(h.position(), h.read(), h.phase(), h.slice(), h.tablePosition());
    return IntStream.range(0, 16)
        .mapToDouble(
            k -> {
              Vector3 v = k == 0 ? null : vectors.get((k - 1) / 3);
              return k == 0
                  ? h.sampleTime()
                  : (k - 1) % 3 == 0 ? v.x() : (k - 1) % 3 == 1 ? v.y() : v.z();
            })
        .toArray();
  }

  @Test
  void columnsAreThoseOfTheHeaders() throws IOException {
    try (IsmrmrdFile file = IsmrmrdFile.open(fixture("chunks.h5"))) {
      AcquisitionTable t = file.table();
      for (int i = 0; i < t.count(); i++) {
        AcquisitionHeader h = t.header(i);
        assertEquals(h.flags(), t.flags(i));
        assertEquals(h.index(), t.index(i));
        assertEquals(h.index().average(), t.average(i));
        assertEquals(h.index().slice(), t.slice(i));
        assertEquals(h.index().contrast(), t.contrast(i));
        assertEquals(h.index().phase(), t.phase(i));
        assertEquals(h.index().repetition(), t.repetition(i));
        assertEquals(h.index().set(), t.set(i));
        assertEquals(h.step1(), t.step1(i));
        assertEquals(h.step2(), t.step2(i));
        assertEquals(h.segment(), t.segment(i));
        assertEquals(h.samples(), t.samples(i));
        assertEquals(h.channels(), t.channels(i));
        assertEquals(h.discardBefore(), t.discardBefore(i));
        assertEquals(h.discardAfter(), t.discardAfter(i));
        assertEquals(h.centerSample(), t.centerSample(i));
        assertEquals(h.encoding(), t.encoding(i));
        assertEquals(h.trajectoryDimensions(), t.trajectoryDimensions(i));
        assertEquals(h.sampleTime(), t.sampleTime(i));
        assertEquals(h.position(), t.position(i));
        assertEquals(h.read(), t.readDirection(i));
        assertEquals(h.phase(), t.phaseDirection(i));
        assertEquals(h.slice(), t.sliceDirection(i));
        assertEquals(h.tablePosition(), t.tablePosition(i));
        assertEquals(h.measurement(), t.measurement(i));
        assertEquals(h.scanCounter(), t.scanCounter(i));
        assertEquals(h.time(), t.time(i));
        assertEquals(h.physiologyTimes().get(2), t.physiologyTime(i, 2));
        for (AcquisitionFlag flag : AcquisitionFlag.values()) {
          assertEquals(h.is(flag), t.is(i, flag));
        }
      }
    }
  }

  @Test
  void readsAllSamplesInOrder() throws IOException {
    for (String name : files()) {
      ComplexArray data = expected(name + "-data");
      ComplexArray trajectory = expected(name + "-traj");
      try (IsmrmrdFile file = IsmrmrdFile.open(fixture(name + ".h5"))) {
        List<Integer> numbers = new ArrayList<>();
        int[] at = new int[2];
        file.read(
            0,
            file.acquisitions(),
            (number, samples, path) -> {
              numbers.add(number);
              for (int k = 0; k < samples.length; k += 2, at[0]++) {
                assertEquals(data.re(at[0]), samples[k]);
                assertEquals(data.im(at[0]), samples[k + 1]);
              }
              for (float coordinate : path) {
                assertEquals(trajectory.re(at[1]++), coordinate);
              }
            });
        assertEquals(IntStream.range(0, file.acquisitions()).boxed().toList(), numbers);
        assertEquals(data.count(), at[0]);
        assertEquals(trajectory.count() - 1, at[1]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"generated", "trajectory", "chunks", "latest"})
  void readsRangesAndSelections(String name) throws IOException {
    try (IsmrmrdFile file = IsmrmrdFile.open(fixture(name + ".h5"))) {
      List<float[]> all = new ArrayList<>();
      file.read(0, file.acquisitions(), (number, samples, path) -> all.add(samples.clone()));
      file.read(7, 12, (number, samples, path) -> assertArrayEquals(all.get(number), samples));
      file.read(7, 7, (number, samples, path) -> assertEquals("nothing", "something"));
      int[] chosen = {15, 0, 3, 4, 5, 14, 14};
      List<Integer> numbers = new ArrayList<>();
      file.read(
          chosen,
          (number, samples, path) -> {
            numbers.add(number);
            assertArrayEquals(all.get(number), samples);
          });
      assertEquals(IntStream.of(chosen).boxed().toList(), numbers);
    }
  }

  @Test
  void usesItsArraysAgain() throws IOException {
    try (IsmrmrdFile file = IsmrmrdFile.open(fixture("trajectory.h5"))) {
      List<float[]> seen = new ArrayList<>();
      file.read(0, 3, (number, samples, path) -> seen.add(samples));
      assertTrue(seen.get(0) == seen.get(1) && seen.get(1) == seen.get(2));
      file.read(0, 1, (number, samples, path) -> assertNotSame(seen.get(0), samples));
    }
  }

  @Test
  void readsTheHeaderAndTheArraysBeside() throws IOException {
    try (IsmrmrdFile file = IsmrmrdFile.open(fixture("generated.h5"))) {
      assertEquals("/dataset", file.group());
      assertTrue(file.xml().startsWith("<?xml"));
      assertEquals(32, file.header().encodings().get(0).encoded().x());
      assertEquals(16, file.header().encodings().get(0).recon().x());
      assertEquals(List.of("coil_images", "csm", "phantom"), file.arrays());
      assertEquals(Shape.of(1, 16, 16), file.array("phantom").shape());
      assertEquals(Shape.of(1, 2, 16, 16), file.array("csm").shape());
      assertEquals(Shape.of(1, 2, 16, 32), file.array("coil_images").shape());
      messageOf(file.path(), () -> file.array("other"));
      try (Hdf5File again = Hdf5File.open(file.path())) {
        assertSame(again.dataset("dataset/csm").complex(), file.array("csm"), "csm");
      }
    }
  }

  @Test
  void findsTheGroup() throws IOException {
    try (IsmrmrdFile file = IsmrmrdFile.open(fixture("chunks.h5"))) {
      assertEquals("/scan 1", file.group());
    }
    Path path = fixture("generated.h5");
    try (IsmrmrdFile file = IsmrmrdFile.open(path, "dataset")) {
      assertEquals("/dataset", file.group());
    }
    assertEquals(
        "/other: expected a group with xml and data, found [/dataset]",
        messageOf(path, () -> IsmrmrdFile.open(path, "other")));
    Path none = Hdf5Fixtures.file(Hdf5Fixtures.class, "types.h5");
    assertEquals(
        "not an ISMRMRD file: it has no group with xml and data",
        messageOf(none, () -> IsmrmrdFile.open(none)));
  }

  @Test
  void tellsRawDataFromOthers() throws IOException {
    assertTrue(IsmrmrdFile.isIsmrmrd(fixture("generated.h5")));
    assertTrue(IsmrmrdFile.isIsmrmrd(fixture("latest.h5")));
    assertFalse(IsmrmrdFile.isIsmrmrd(Hdf5Fixtures.file(Hdf5Fixtures.class, "types.h5")));
    assertFalse(IsmrmrdFile.isIsmrmrd(folder.resolve("missing.h5")));
  }

  @Test
  void refusesNumbersOutside() throws IOException {
    try (IsmrmrdFile file = IsmrmrdFile.open(fixture("trajectory.h5"))) {
      IsmrmrdFile.Sink sink = (number, samples, path) -> {};
      assertEquals(
          "acquisitions: expected a range within 0:16, got 3:17",
          assertThrows(IllegalArgumentException.class, () -> file.read(3, 17, sink)).getMessage());
      assertThrows(IllegalArgumentException.class, () -> file.read(-1, 2, sink));
      assertThrows(IllegalArgumentException.class, () -> file.read(3, 2, sink));
      assertEquals(
          "acquisitions: expected numbers below 16, got 16",
          assertThrows(IllegalArgumentException.class, () -> file.read(new int[] {2, 16}, sink))
              .getMessage());
    }
  }

  @Test
  void closesOnceAndForAll() throws IOException {
    IsmrmrdFile file = IsmrmrdFile.open(fixture("trajectory.h5"));
    file.table();
    file.close();
    file.close();
    assertThrows(IllegalStateException.class, () -> file.read(0, 1, (number, samples, path) -> {}));
  }

  /** What is wrong with an acquisition is told with its number. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "34 | 3 | data: expected 2 x 2 channels x 3 samples, got 128 numbers",
        "38 | 5 | data: expected 2 x 5 channels x 32 samples, got 128 numbers",
        "168 | 33 | discard_pre and discard_post: expected at most 32 samples, got 33",
        "174 | 1 | encoding_space_ref: expected one of the 1 encodings of the header, got 1",
        "176 | 1 | traj: expected 32 samples x 1 dimensions, got 64 numbers",
      })
  void refusesHeadersThatDoNotFit(int offset, int value, String message) throws IOException {
    byte[] bytes = Files.readAllBytes(fixture("trajectory.h5"));
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putShort(row(buffer, 0) + offset, (short) value);
    Path path = Files.write(folder.resolve("wrong.h5"), bytes);
    try (IsmrmrdFile file = IsmrmrdFile.open(path)) {
      assertEquals("/dataset/data: acquisition 0: " + message, messageOf(path, file::table));
    }
  }

  @Test
  void refusesWhatIsNotFinite() throws IOException {
    byte[] bytes = Files.readAllBytes(fixture("trajectory.h5"));
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int row = row(buffer, 0);
    long heap = buffer.getLong(row + 344 + 4);
    int at = (int) heap + 16 + 16;
    assertEquals(256, buffer.getLong(at - 8), "the trajectory comes first");
    buffer.putFloat(at + 4 * 7, Float.NaN);
    Path path = Files.write(folder.resolve("nan.h5"), bytes);
    try (IsmrmrdFile file = IsmrmrdFile.open(path)) {
      assertEquals(
          "/dataset/data: acquisition 0: traj: expected finite numbers, got NaN at 7",
          messageOf(path, () -> file.read(0, 1, (number, samples, trajectory) -> {})));
    }
    buffer.putFloat(row + 178, Float.POSITIVE_INFINITY);
    Files.write(path, bytes);
    try (IsmrmrdFile file = IsmrmrdFile.open(path)) {
      assertEquals(
          "/dataset/data: acquisition 0: sample_time_us: expected a finite number of at least 0,"
              + " got Infinity",
          messageOf(path, file::table));
    }
  }

  /** Where the element of an acquisition is: 32 samples in 2 channels with a centre of 16. */
  private static int row(ByteBuffer bytes, int skip) {
    int skipped = 0;
    for (int at = 0; at < bytes.capacity() - 376; at++) {
      if (bytes.getShort(at + 34) == 32
          && bytes.getShort(at + 38) == 2
          && bytes.getShort(at + 172) == 16
          && bytes.getShort(at) == 1
          && skipped++ == skip) {
        return at;
      }
    }
    throw new AssertionError("no acquisition");
  }

  @Test
  void readsImages() throws IOException {
    try (Hdf5File file = Hdf5File.open(fixture("trajectory.h5"))) {
      assertEquals(List.of("/dataset/cpp"), IsmrmrdImages.groups(file));
      IsmrmrdImages images = IsmrmrdImages.open(file, "/dataset/cpp");
      assertEquals(1, images.count());
      assertEquals(Shape.of(1, 16, 16), images.shape());
      assertEquals(List.of("image", "y", "x"), images.axes());
      assertFalse(images.isComplex());
      assertEquals(1, images.attributes().size());
      ImageDescription description = images.descriptions().get(0);
      assertEquals(ImageIndex.ofSlice(0), description.index());
      assertTrue(description.geometry().isEmpty(), "the generator writes no directions");
      assertSameNumbers(file.dataset("dataset/cpp/data").complex(), images.read(0, 1), "images");
    }
  }

  @Test
  void readsImagesWithChannelsAndDirections() throws IOException {
    ComplexArray expected = expected("images-data");
    Path path = fixture("images.h5");
    try (Hdf5File file = Hdf5File.open(path)) {
      List<String> groups = IsmrmrdImages.groups(file);
      assertEquals(List.of("/2024-02-03 10:11:12/image_1"), groups);
      IsmrmrdImages images = IsmrmrdImages.open(file, groups.get(0).substring(1));
      assertEquals(List.of("image", "channel", "y", "x"), images.axes());
      assertTrue(images.isComplex());
      assertSame(expected, images.read(0, 3), "all");
      assertSame(expected.slices(1, 2), images.read(1, 2), "second");
      assertEquals(List.of("<ismrmrdMeta/>", "", "<x/>"), images.attributes());
      assertEquals(
          new ImageDescription(
              new ImageIndex(11, 14, 12, 13, 15, 10),
              Optional.of(
                  new ImageGeometry(
                      new Vector3(1, 2, 13),
                      new Vector3(0, 1, 0),
                      new Vector3(0, 0, 1),
                      new Vector3(1, 0, 0),
                      new Vector3(50, 25, 6))),
              12,
              4000000000L,
              List.of(7L, 8L, 9L),
              new Vector3(0, 0, -5)),
          images.descriptions().get(1));
      assertTrue(images.descriptions().get(2).geometry().isEmpty());
      assertThrows(IllegalArgumentException.class, () -> images.read(2, 4));
      messageOf(path, () -> IsmrmrdImages.open(file, "/other"));
    }
    assertFalse(IsmrmrdFile.isIsmrmrd(path));
  }
}
