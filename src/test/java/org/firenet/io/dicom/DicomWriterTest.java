package org.firenet.io.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.SeriesFixtures;
import org.firenet.scan.ImageDescription;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.ImageSeries;
import org.firenet.scan.ScanMetadata;
import org.firenet.scan.Vector3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomWriterTest {
  /** A number of 16 characters, signs and exponent among them. */
  private static final double DECIMAL = 1e-10;

  private static final Shape IMAGE = Shape.of(6, 5);
  private static final Vector3 VOXEL = new Vector3(1.5, 2, 3);
  private static final ImageGeometry FIRST = SeriesFixtures.oblique(1, -1, VOXEL);
  private static final DicomSettings EXACT = DicomSettings.defaults().withScale(1);

  @TempDir Path folder;

  @Test
  void everythingKnown() throws IOException {
    ImageSeries series =
        SeriesFixtures.series(Precision.SINGLE, IMAGE, SeriesFixtures.slices(2, 2, 2, FIRST, 3.5));
    DicomSettings settings =
        EXACT.withComments("good").withDerivation("FIRENET").withAcquisitionMatrix(Shape.of(8, 7));
    DicomFile file = write(series, settings).get(5);
    assertEquals("1.2.840.10008.5.1.4.1.1.4", file.text(0x00020002));
    assertEquals("1.2.840.10008.1.2.1", file.text(0x00020010));
    assertEquals(file.text(0x00080018), file.text(0x00020003));
    assertEquals("ISO_IR 192", file.text(0x00080005));
    assertEquals("DERIVED\\PRIMARY\\OTHER\\M", file.text(0x00080008));
    assertEquals("Müller^Änne", file.text(0x00100010));
    assertEquals("19700228", file.text(0x00100030));
    assertEquals("F", file.text(0x00100040));
    assertEquals("1.68", file.text(0x00101020));
    assertEquals("20261103", file.text(0x00080020));
    assertEquals("140506", file.text(0x00080030));
    assertEquals("1.2.3.4", file.text(0x0020000d));
    assertEquals("1.2.3.4.6", file.text(0x00200052));
    assertTrue(file.text(0x0020000e).startsWith("2.25."));
    assertEquals("t2 tra FIRENET", file.text(0x0008103e));
    assertEquals("3", file.text(0x00200011));
    assertEquals("HFS", file.text(0x00185100));
    assertEquals("Acme", file.text(0x00080070));
    assertEquals("123.25", file.text(0x00180084));
    assertEquals("2500", file.text(0x00180080));
    assertEquals("900", file.text(0x00180082));
    assertEquals("RM\\IR", file.text(0x00180020));
    assertArrayEquals(new int[] {0, 7, 8, 0}, file.words(0x00181310));
    // The sixth image: repetition 1, contrast 0, slice 1.
    assertEquals("6", file.text(0x00200013));
    assertEquals("10.5", file.text(0x00180081));
    assertEquals("1", file.text(0x00180086));
    assertEquals("2", file.text(0x00200100));
    assertEquals("good; repetition 2; contrast 1", file.text(0x00204000));
    assertEquals("20.25", new DicomFile(folder.resolve("0008.dcm")).text(0x00180081));
  }

  @Test
  void nothingKnown() throws IOException {
    ImageSeries series = unknown(ImageIndex.ofSlice(0), ImageIndex.ofSlice(1));
    DicomFile file = write(series, EXACT).get(0);
    for (int tag :
        new int[] {
          0x00080020,
          0x00080030,
          0x00080050,
          0x00080070,
          0x00080090,
          0x00100010,
          0x00100020,
          0x00100030,
          0x00100040,
          0x00180081,
          0x00200010,
          0x00200060,
          0x00201040
        }) {
      assertEquals("", file.text(tag), Integer.toHexString(tag));
    }
    assertEquals("FIRENET", file.text(0x0008103e));
    assertFalse(file.has(0x00180088));
    assertFalse(file.has(0x00180082));
    // Pixel [3, 2] of [6, 5] is at 0, the second of two planes too.
    assertArrayEquals(new double[] {-2, -3, -1}, file.decimals(0x00200032));
    assertTrue(file.text(0x00204000).endsWith("not known but made up"));
  }

  @Test
  void placeOfEveryPlane() throws IOException {
    ImageSeries series =
        SeriesFixtures.series(
            Precision.SINGLE,
            Shape.of(4, 6, 5),
            List.of(SeriesFixtures.at(ImageIndex.ofSlice(0), FIRST)));
    List<DicomFile> files = write(series, EXACT);
    for (int z = 0; z < 4; z++) {
      DicomFile file = files.get(z);
      Vector3 corner = FIRST.centre(series.imageShape(), z, 0, 0);
      assertClose(new double[] {corner.x(), corner.y(), corner.z()}, file.decimals(0x00200032));
      Vector3 x = FIRST.read();
      Vector3 y = FIRST.phase();
      assertClose(
          new double[] {x.x(), x.y(), x.z(), y.x(), y.y(), y.z()}, file.decimals(0x00200037));
      assertEquals("2\\1.5", file.text(0x00280030));
      assertEquals("3", file.text(0x00180050));
      assertEquals("3", file.text(0x00180088));
      assertEquals("3D", file.text(0x00180023));
    }
  }

  @Test
  void planesThatAreNotParallel() throws IOException {
    List<ImageDescription> images = new ArrayList<>();
    for (int s = 0; s < 3; s++) {
      images.add(SeriesFixtures.at(ImageIndex.ofSlice(s), SeriesFixtures.oblique(s, 1, VOXEL)));
    }
    List<DicomFile> files = write(SeriesFixtures.series(Precision.SINGLE, IMAGE, images), EXACT);
    for (int s = 0; s < 3; s++) {
      Vector3 corner = images.get(s).geometry().orElseThrow().centre(IMAGE, 0, 0, 0);
      assertClose(
          new double[] {corner.x(), corner.y(), corner.z()}, files.get(s).decimals(0x00200032));
      assertFalse(files.get(s).has(0x00180088));
    }
  }

  @Test
  void pixelsTimesSlopeAreTheMagnitude() throws IOException {
    ImageSeries series =
        SeriesFixtures.series(Precision.DOUBLE, IMAGE, SeriesFixtures.slices(3, 1, 1, FIRST, 3));
    double max = 0;
    for (int i = 0; i < series.images().count(); i++) {
      max = Math.max(max, Math.hypot(series.images().re(i), series.images().im(i)));
    }
    int largest = 0;
    for (double scale : new double[] {1, 1e-7, 3e5}) {
      List<DicomFile> files = write(series, EXACT.withScale(scale));
      double slope = files.get(0).decimals(0x00281053)[0];
      assertEquals(scale * max / 65535, slope, 1e-7 * slope);
      for (int i = 0; i < series.images().count(); i++) {
        int stored = files.get(i / IMAGE.count()).words(0x7fe00010)[i % IMAGE.count()];
        double value = scale * Math.hypot(series.images().re(i), series.images().im(i));
        assertEquals(value, slope * stored, 0.5001 * slope);
        largest = Math.max(largest, stored);
      }
      assertEquals(65535, largest);
      double width = files.get(0).decimals(0x00281051)[0];
      assertEquals(width / 2, files.get(0).decimals(0x00281050)[0], 1e-9 * width);
      assertEquals(width < 1, files.get(0).has(0x00281056));
    }
  }

  @Test
  void valuesThatViewersCanShow() throws IOException {
    double[][] cases = {
      {0.05, 1e5}, {1, 1e3}, {999.9, 10}, {1000, 1}, {1e6, 1}, {2e6, 1e-3}, {1e-9, 1e12}, {0, 1}
    };
    for (double[] each : cases) {
      ComplexArray images = ComplexArray.zeros(Precision.DOUBLE, IMAGE.prepend(1));
      images.set(7, each[0], 0);
      ImageSeries series =
          new ImageSeries(
              images,
              List.of(SeriesFixtures.at(ImageIndex.ofSlice(0), FIRST)),
              ScanMetadata.unknown(),
              Optional.empty());
      DicomFile file = write(series, DicomSettings.defaults()).get(0);
      double value = file.words(0x7fe00010)[7] * file.decimals(0x00281053)[0];
      assertEquals(each[0] * each[1], value, 1e-4 * value, "scale of " + each[0]);
      assertEquals(each[1] != 1, file.has(0x00204000));
      if (each[1] == 1e12) {
        assertEquals("values are 1000000000000 times the magnitude", file.text(0x00204000));
      }
    }
  }

  @Test
  void identifiersRepeatWithASeedOnly() throws IOException {
    ImageSeries series = unknown(ImageIndex.ofSlice(0), ImageIndex.ofSlice(1));
    Set<String> all = new HashSet<>();
    List<String> seeded = new ArrayList<>();
    for (DicomSettings settings :
        List.of(EXACT, EXACT, EXACT.withSeed("a"), EXACT.withSeed("a"), EXACT.withSeed("b"))) {
      for (DicomFile file : write(series, settings)) {
        for (int tag : new int[] {0x00080018, 0x0020000d, 0x0020000e, 0x00200052}) {
          String uid = file.text(tag);
          assertTrue(uid.matches("2\\.25\\.[1-9][0-9]{1,38}"), uid);
          all.add(uid);
          if (settings.seed().equals(Optional.of("a"))) {
            seeded.add(uid);
          }
        }
      }
    }
    // Two images each of four different series: three shared and two own identifiers.
    assertEquals(4 * (3 + 2), all.size());
    assertEquals(seeded.subList(0, 8), seeded.subList(8, 16));
    assertNotEquals(seeded.get(0), seeded.get(4));
    DicomFile given = write(series, EXACT.withSeriesInstanceUid("1.2.3")).get(0);
    assertEquals("1.2.3", given.text(0x0020000e));
  }

  @Test
  void oneImageMayBeAFile() throws IOException {
    Path path = folder.resolve("a.DCM");
    DicomWriter.write(path, unknown(ImageIndex.ofSlice(0)), DicomSettings.defaults());
    DicomFile file = new DicomFile(path);
    assertEquals("1", file.text(0x00200013));
    // Preamble, magic and the length's own attribute, then the meta information, then the rest.
    byte[] bytes = Files.readAllBytes(path);
    int rest = 128 + 4 + 12 + file.metaLength();
    assertArrayEquals(new byte[] {8, 0, 5, 0}, Arrays.copyOfRange(bytes, rest, rest + 4));
    String message =
        assertThrows(
                IOException.class,
                () ->
                    DicomWriter.write(
                        path,
                        unknown(ImageIndex.ofSlice(0), ImageIndex.ofSlice(1)),
                        DicomSettings.defaults()))
            .getMessage();
    assertEquals(
        path + ": expected the name of a directory for 2 images, got that of a file", message);
  }

  @Test
  void refusesWhatItCanNotWrite() throws IOException {
    ImageSeries series = unknown(ImageIndex.ofSlice(0));
    Files.createFile(folder.resolve("other"));
    assertThrows(IOException.class, () -> DicomWriter.write(folder, series, EXACT));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            DicomWriter.write(
                folder.resolve("a"), unknown(ImageIndex.ofSlice(0), ImageIndex.ofSlice(0)), EXACT));
    ImageSeries wide =
        new ImageSeries(
            ComplexArray.zeros(Precision.SINGLE, Shape.of(1, 1, 65536)),
            series.descriptions(),
            series.metadata(),
            Optional.empty());
    assertThrows(
        IllegalArgumentException.class, () -> DicomWriter.write(folder.resolve("a"), wide, EXACT));
    series.images().set(0, Double.NaN, 0);
    assertThrows(
        IllegalArgumentException.class,
        () -> DicomWriter.write(folder.resolve("a"), series, EXACT));
    assertFalse(Files.exists(folder.resolve("a")));
    assertThrows(IllegalArgumentException.class, () -> EXACT.withScale(0));
    assertThrows(IllegalArgumentException.class, () -> EXACT.withScale(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> EXACT.withSeriesInstanceUid("1.02"));
    assertThrows(
        IllegalArgumentException.class, () -> EXACT.withAcquisitionMatrix(Shape.of(1, 2, 3)));
  }

  private static ImageSeries unknown(ImageIndex... indices) {
    return new ImageSeries(
        SeriesFixtures.noise(Precision.SINGLE, 1, IMAGE.prepend(indices.length)),
        List.of(indices).stream().map(ImageDescription::of).toList(),
        ScanMetadata.unknown(),
        Optional.empty());
  }

  /** Writes into the folder, emptied before; the files in order. */
  private List<DicomFile> write(ImageSeries series, DicomSettings settings) throws IOException {
    try (var old = Files.list(folder)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    DicomWriter.write(folder, series, settings);
    List<DicomFile> files = new ArrayList<>();
    try (var names = Files.list(folder)) {
      for (Path file : names.sorted().toList()) {
        files.add(new DicomFile(file));
      }
    }
    return files;
  }

  private static void assertClose(double[] expected, double[] actual) {
    assertArrayEquals(expected, actual, DECIMAL);
  }
}
