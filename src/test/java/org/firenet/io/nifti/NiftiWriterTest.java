package org.firenet.io.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
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

class NiftiWriterTest {
  /** Single precision of numbers up to a few hundred. */
  private static final double SINGLE = 1e-4;

  private static final Shape IMAGE = Shape.of(6, 5);
  private static final Vector3 VOXEL = new Vector3(1.5, 2, 3);

  @TempDir Path folder;

  @Test
  void everyFieldOfTheHeader() throws IOException {
    ImageGeometry first =
        new ImageGeometry(
            new Vector3(10, 20, 30),
            new Vector3(1, 0, 0),
            new Vector3(0, 1, 0),
            new Vector3(0, 0, 1),
            VOXEL);
    ByteBuffer file = write(series(SeriesFixtures.slices(4, 3, 2, first, 3.5)), NiftiPart.COMPLEX);
    assertEquals(348, file.getInt(0));
    assertArrayEquals(new byte[34], bytes(file, 4, 34));
    assertEquals('r', file.get(38));
    assertEquals(1 + 4 * 2 + 16 * 3, file.get(39));
    assertArrayEquals(new int[] {5, 5, 6, 4, 3, 2, 1, 1}, shorts(file, 40, 8));
    assertArrayEquals(new byte[14], bytes(file, 56, 14));
    assertArrayEquals(new int[] {32, 64, 0}, shorts(file, 70, 3));
    assertFloats(file, 76, 1, 1.5, 2, 3.5, 2.5, 1, 1, 1);
    assertFloats(file, 108, 352, 1, 0);
    assertArrayEquals(new byte[3], bytes(file, 120, 3));
    assertEquals(2 + 8, file.get(123));
    assertArrayEquals(new byte[24], bytes(file, 124, 24));
    assertEquals("FIRENET complex; dim 4 repetition, 5 contrast", text(file, 148, 80));
    assertArrayEquals(new byte[24], bytes(file, 228, 24));
    assertArrayEquals(new int[] {1, 1}, shorts(file, 252, 2));
    // x to the left and y to the back: half a turn around z; voxel 2 (of 5), 3 (of 6) at (10, 20).
    assertFloats(file, 256, 0, 0, 1, -(10 - 2 * 1.5), -(20 - 3 * 2), 30);
    assertFloats(file, 280, -1.5, 0, 0, -7, 0, -2, 0, -14, 0, 0, 3.5, 30);
    assertEquals("complex", text(file, 328, 16));
    assertEquals("n+1", text(file, 344, 4));
    assertArrayEquals(new byte[4], bytes(file, 348, 4));
    assertEquals(352 + 8 * 5 * 6 * 4 * 3 * 2, file.capacity());
  }

  @Test
  void numbersInOrderOfTheFile() throws IOException {
    ImageSeries series =
        series(SeriesFixtures.slices(2, 3, 2, SeriesFixtures.oblique(1, 1, VOXEL), 3));
    ByteBuffer file = write(series, NiftiPart.REAL);
    int at = 352;
    for (int contrast = 0; contrast < 2; contrast++) {
      for (int repetition = 0; repetition < 3; repetition++) {
        for (int slice = 0; slice < 2; slice++) {
          int image = (repetition * 2 + slice) * 2 + contrast;
          for (int i = 0; i < IMAGE.count(); i++, at += 4) {
            assertEquals(series.images().re(image * IMAGE.count() + i), file.getFloat(at));
          }
        }
      }
    }
  }

  @Test
  void partsAndWhatToShow() throws IOException {
    ImageSeries series =
        series(SeriesFixtures.slices(1, 1, 1, SeriesFixtures.oblique(1, 1, VOXEL), 3));
    double re = series.images().re(7);
    double im = series.images().im(7);
    int at = 352 + 4 * 7;
    ByteBuffer magnitude = write(series, NiftiPart.MAGNITUDE);
    assertEquals((float) Math.hypot(re, im), magnitude.getFloat(at));
    float white = magnitude.getFloat(124);
    assertTrue(white > 1 && magnitude.getFloat(128) == 0);
    ByteBuffer phase = write(series, NiftiPart.PHASE);
    assertEquals((float) Math.atan2(im, re), phase.getFloat(at));
    assertFloats(phase, 124, Math.PI, -Math.PI);
    ByteBuffer imaginary = write(series, NiftiPart.IMAGINARY);
    assertEquals((float) im, imaginary.getFloat(at));
    assertFloats(imaginary, 124, white, -white);
    assertEquals("FIRENET imaginary", text(imaginary, 148, 80));
  }

  @Test
  void complexKeepsDoublePrecision() throws IOException {
    ImageSeries series =
        SeriesFixtures.series(
            Precision.DOUBLE, IMAGE, List.of(ImageDescription.of(ImageIndex.ofSlice(0))));
    ByteBuffer file = write(series, NiftiPart.COMPLEX);
    assertArrayEquals(new int[] {1792, 128}, shorts(file, 70, 2));
    assertEquals(series.images().im(3), file.getDouble(352 + 16 * 3 + 8));
  }

  @Test
  void unknownGeometry() throws IOException {
    ByteBuffer file =
        write(
            SeriesFixtures.series(
                Precision.SINGLE, IMAGE, List.of(ImageDescription.of(ImageIndex.ofSlice(0)))),
            NiftiPart.MAGNITUDE);
    assertArrayEquals(new int[] {3, 5, 6, 1, 1, 1, 1, 1}, shorts(file, 40, 8));
    assertFloats(file, 76, 1, 1, 1, 1, 1, 1, 1, 1);
    assertEquals(0, file.get(123));
    assertEquals(0, file.get(39));
    assertArrayEquals(new byte[76], bytes(file, 252, 76));
  }

  @Test
  void leftHandedVolumes() throws IOException {
    ImageGeometry left = SeriesFixtures.oblique(3, -1, VOXEL);
    ImageSeries series =
        SeriesFixtures.series(
            Precision.SINGLE,
            Shape.of(4, 6, 5),
            List.of(SeriesFixtures.at(ImageIndex.ofSlice(0), left)));
    assertFloats(write(series, NiftiPart.MAGNITUDE), 76, -1, 1.5, 2, 3);
  }

  @Test
  void allFiveIndices() throws IOException {
    List<ImageDescription> images = new ArrayList<>();
    for (int i = 0; i < 2 * 3 * 2 * 3 * 2; i++) {
      ImageIndex index = new ImageIndex(0, i % 2, i / 2 % 3, i / 6 % 2, i / 12 % 3, i / 36);
      images.add(ImageDescription.of(index));
    }
    ImageSeries series = series(images);
    ByteBuffer file = write(series, NiftiPart.REAL);
    assertArrayEquals(new int[] {7, 5, 6, 1, 2, 2, 3, 6}, shorts(file, 40, 8));
    assertEquals(
        "FIRENET real; dim 4 repetition, 5 phase, 6 contrast, 7 set/average", text(file, 148, 80));
    // Volume 2 · 2 · 3 · (set 2 + 3 · average 1): repetition, phase and contrast 0.
    int expected = images.indexOf(ImageDescription.of(new ImageIndex(0, 0, 0, 0, 2, 1)));
    assertEquals(
        series.images().re(expected * IMAGE.count()),
        file.getFloat(352 + 4 * IMAGE.count() * 12 * 5));
  }

  @Test
  void repetitionsWithoutTimesAndContrastsAlone() throws IOException {
    List<ImageDescription> images =
        SeriesFixtures.slices(1, 1, 4, SeriesFixtures.oblique(1, 1, VOXEL), 3);
    ByteBuffer contrasts = write(series(images), NiftiPart.REAL);
    assertArrayEquals(new int[] {4, 5, 6, 1, 4, 1, 1, 1}, shorts(contrasts, 40, 8));
    assertEquals(2, contrasts.get(123));
    assertFloats(contrasts, 92, 1);
    ImageSeries unknown =
        new ImageSeries(
            SeriesFixtures.noise(Precision.SINGLE, 1, IMAGE.prepend(3)),
            SeriesFixtures.slices(1, 3, 1, SeriesFixtures.oblique(1, 1, VOXEL), 3),
            ScanMetadata.unknown(),
            Optional.empty());
    ByteBuffer repetitions = write(unknown, NiftiPart.REAL);
    assertEquals(2, repetitions.get(123));
    assertFloats(repetitions, 92, 1);
  }

  @Test
  void manyRepetitionsNeedVersionTwo() throws IOException {
    int count = 32768;
    List<ImageDescription> images = new ArrayList<>();
    ImageGeometry first = SeriesFixtures.oblique(1, 1, VOXEL);
    for (int r = 0; r < count; r++) {
      images.add(SeriesFixtures.at(new ImageIndex(0, r, 0, 0, 0, 0), first));
    }
    ImageSeries series = SeriesFixtures.series(Precision.SINGLE, Shape.of(1, 2), images);
    ByteBuffer file = write(series, NiftiPart.COMPLEX);
    assertEquals(540, file.getInt(0));
    assertEquals("n+2", text(file, 4, 8).substring(0, 3));
    assertEquals(4, file.getLong(16));
    assertEquals(count, file.getLong(16 + 4 * 8));
    NiftiImage image = NiftiReader.read(folder.resolve("a.nii"));
    assertEquals(Shape.of(count, 1, 1, 2), image.data().shape());
    assertArrayEquals(series.images().floats(), image.data().floats());
    assertEquals(2.5, image.interval().orElseThrow());
    assertEquals("FIRENET complex; dim 4 repetition", image.description());
    Vector3 difference = image.geometry().orElseThrow().position().minus(first.position());
    assertTrue(difference.norm() <= SINGLE);
  }

  @Test
  void compressedHoldsTheSame() throws IOException {
    ImageSeries series =
        series(SeriesFixtures.slices(3, 1, 1, SeriesFixtures.oblique(1, 1, VOXEL), 3));
    byte[] plain = write(series, NiftiPart.PHASE).array();
    Path zipped = folder.resolve("a.NII.GZ");
    NiftiWriter.write(zipped, series, NiftiPart.PHASE);
    byte[] bytes = Files.readAllBytes(zipped);
    assertArrayEquals(plain, new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes());
  }

  @Test
  void refusesWhatIsNotAGrid() {
    ImageGeometry first = SeriesFixtures.oblique(1, 1, VOXEL);
    List<ImageDescription> whole = SeriesFixtures.slices(2, 3, 2, first, 3);
    List<ImageDescription> images = new ArrayList<>(whole);
    images.removeIf(d -> d.index().repetition() == 2 && d.index().contrast() == 1);
    assertRefused("expected 2 volumes of every repetition, got 1 of repetition 2", images);
    images = new ArrayList<>(whole);
    images.remove(0);
    assertRefused("expected 1 planes in every volume, got 2 in {slice=0", images);
    images = new ArrayList<>(SeriesFixtures.slices(1, 2, 1, first, 3));
    ImageGeometry larger =
        new ImageGeometry(
            first.position(), first.read(), first.phase(), first.slice(), VOXEL.times(2));
    images.set(1, SeriesFixtures.at(images.get(1).index(), larger));
    assertRefused("expected the same voxels in every volume", images);
    images = new ArrayList<>(SeriesFixtures.slices(2, 1, 1, first, 3));
    images.set(1, SeriesFixtures.at(images.get(1).index(), SeriesFixtures.oblique(2, 1, VOXEL)));
    assertRefused("are not parallel", images);
    List<ImageDescription> diagonal = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      diagonal.add(ImageDescription.of(new ImageIndex(0, i, i, 0, 0, 0)));
    }
    assertRefused("every combination of repetition, contrast, 4 volumes, got 2", diagonal);
  }

  @Test
  void refusesNumbersThatAreNot() {
    ComplexArray images = ComplexArray.zeros(Precision.SINGLE, IMAGE.prepend(1));
    images.set(3, Double.NaN, 0);
    ImageSeries series =
        new ImageSeries(
            images,
            List.of(ImageDescription.of(ImageIndex.ofSlice(0))),
            ScanMetadata.unknown(),
            Optional.empty());
    assertThrows(
        IllegalArgumentException.class,
        () -> NiftiWriter.write(folder.resolve("a.nii"), series, NiftiPart.MAGNITUDE));
    assertFalse(Files.exists(folder.resolve("a.nii")));
  }

  @Test
  void refusesPlacesThatCanNotBeWritten() {
    for (String name : List.of("a.img", "nii", "a.gz", "missing/a.nii")) {
      Path path = folder.resolve(name);
      String message =
          assertThrows(IOException.class, () -> NiftiWriter.checkWritable(path)).getMessage();
      assertTrue(message.startsWith(path + ": "), message);
    }
  }

  private void assertRefused(String words, List<ImageDescription> images) {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> NiftiWriter.checkArrangement(images, IMAGE))
            .getMessage();
    assertTrue(message.startsWith("`images`: ") && message.contains(words), message);
  }

  private static ImageSeries series(List<ImageDescription> descriptions) {
    return SeriesFixtures.series(Precision.SINGLE, IMAGE, descriptions);
  }

  private ByteBuffer write(ImageSeries series, NiftiPart part) throws IOException {
    Path path = folder.resolve("a.nii");
    NiftiWriter.write(path, series, part);
    return ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] bytes(ByteBuffer file, int at, int count) {
    byte[] out = new byte[count];
    file.get(at, out);
    return out;
  }

  private static int[] shorts(ByteBuffer file, int at, int count) {
    int[] out = new int[count];
    for (int i = 0; i < count; i++) {
      out[i] = file.getShort(at + 2 * i);
    }
    return out;
  }

  private static String text(ByteBuffer file, int at, int room) {
    String all = new String(bytes(file, at, room), StandardCharsets.ISO_8859_1);
    return all.substring(0, all.indexOf('\0') < 0 ? room : all.indexOf('\0'));
  }

  private static void assertFloats(ByteBuffer file, int at, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], file.getFloat(at + 4 * i), SINGLE, "float " + i + " at " + at);
    }
  }
}
