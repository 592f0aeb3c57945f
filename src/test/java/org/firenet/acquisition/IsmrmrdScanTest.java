package org.firenet.acquisition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.ismrmrd.AcquisitionFlag;
import org.firenet.mri.ReadoutOversampling;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.ImageIndex;
import org.firenet.scan.Vector3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsmrmrdScanTest {
  /** Single-precision data of order one. */
  private static final double SINGLE = 1e-5;

  @TempDir Path folder;

  /** A number for each place, none of them zero. */
  private static double[] number(int image, int coil, int line, int x) {
    return new double[] {1 + image + 0.1 * coil + 0.01 * line, -1 - x};
  }

  private Path file() {
    return folder.resolve("scan.h5");
  }

  private static Scan open(Path path) throws IOException {
    return Scan.open(path, ScanOptions.defaults());
  }

  private static Scan open(Path path, String selection) throws IOException {
    return Scan.open(path, ScanOptions.defaults().withSelection(ImageSelection.parse(selection)));
  }

  private static void add(RawScan raw, int image, ImageIndex index, int line) {
    raw.add(
        Acquisitions.line(6, 2).steps(line, 0).index(index),
        (coil, x) -> number(image, coil, line, x));
  }

  @Test
  void sortsSlicesAndRepetitions() throws IOException {
    RawScan raw = new RawScan().encoding(6, 5, 1);
    for (int line = 4; line >= 0; line--) {
      for (int image = 0; image < 6; image++) {
        add(raw, image, new ImageIndex(image % 3, image / 3, 0, 0, 0, 0), line);
      }
    }
    try (Scan scan = open(raw.write(file()))) {
      assertEquals("ISMRMRD", scan.format());
      assertEquals(Shape.of(5, 6), scan.grid());
      assertEquals(2, scan.coils());
      assertEquals(6, scan.images());
      KSpace kspace = scan.read(1, 6);
      assertEquals(Shape.of(5, 2, 5, 6), kspace.data().shape());
      assertEquals(Mask.full(Shape.of(5, 6)), kspace.masks().get(4));
      for (int i = 0; i < kspace.data().count(); i++) {
        double[] expected = number(1 + i / 60, i / 30 % 2, i / 6 % 5, i % 6);
        assertEquals(expected[0], kspace.data().re(i), SINGLE);
        assertEquals(expected[1], kspace.data().im(i), SINGLE);
      }
    }
    try (Scan scan = open(file(), "repetition=1,slice=1:3")) {
      assertEquals(List.of(4, 5), scan.numbers());
      assertEquals(6, scan.available());
      assertEquals(number(5, 0, 0, 0)[0], scan.read(1, 2).data().re(0), SINGLE);
      assertEquals(new ImageIndex(2, 1, 0, 0, 0, 0), scan.descriptions().get(1).index());
    }
  }

  @Test
  void combinesAveragesByTheirNumber() throws IOException {
    RawScan raw = new RawScan().encoding(6, 2, 1);
    for (int average = 0; average < 3; average++) {
      int number = average;
      ImageIndex index = new ImageIndex(0, 0, 0, 0, 0, average);
      raw.add(Acquisitions.line(6, 1).index(index), (coil, x) -> new double[] {number, x});
    }
    ImageIndex last = new ImageIndex(0, 0, 0, 0, 0, 2);
    raw.add(Acquisitions.line(6, 1).steps(1, 0).index(last), (coil, x) -> new double[] {7, x});
    try (Scan scan = open(raw.write(file()))) {
      ComplexArray data = scan.read(0, 1).data();
      assertEquals(1, scan.images());
      assertFalse(scan.several());
      assertEquals(1, data.re(0), SINGLE);
      assertEquals(5, data.im(5), SINGLE);
      assertEquals(7, data.re(6), SINGLE);
    }
    try (Scan scan = open(file(), "average=2")) {
      assertEquals(2, scan.read(0, 1).data().re(0), SINGLE);
    }
  }

  @Test
  void partialFourierLeavesLinesUnsampled() throws IOException {
    int[] matrix = {6, 8, 1};
    double[] field = {6, 8, 1};
    String limits =
        "<encodingLimits><kspace_encoding_step_1><minimum>0</minimum><maximum>4</maximum>"
            + "<center>1</center></kspace_encoding_step_1></encodingLimits>"
            + "<trajectory>cartesian</trajectory>";
    RawScan raw = new RawScan().encoding(matrix, field, matrix, field, limits);
    for (int line = 0; line < 5; line++) {
      add(raw, 0, ImageIndex.ofSlice(0), line);
    }
    try (Scan scan = open(raw.write(file()))) {
      KSpace kspace = scan.read(0, 1);
      for (int i = 0; i < 48; i++) {
        assertEquals(i >= 18, kspace.masks().get(0).get(i), "point " + i);
      }
      assertEquals(number(0, 0, 1, 0)[0], kspace.data().re(4 * 6), SINGLE);
    }
  }

  private static RawScan oversampled(int samples, int centre) {
    RawScan raw =
        new RawScan()
            .encoding(
                new int[] {8, 4, 1},
                new double[] {80, 40, 5},
                new int[] {4, 4, 1},
                new double[] {40, 40, 5},
                "");
    Random random = new Random(3);
    for (int line = 0; line < 4; line++) {
      raw.add(
          Acquisitions.line(samples, 2).centre(centre).steps(line, 0),
          (coil, x) -> new double[] {random.nextGaussian(), random.nextGaussian()});
    }
    return raw;
  }

  @Test
  void removesReadoutOversampling() throws IOException {
    Path path = oversampled(8, 4).write(file());
    ScanOptions keep = ScanOptions.defaults().withOversampling();
    try (Scan scan = open(path);
        Scan kept = Scan.open(path, keep)) {
      assertEquals(Shape.of(4, 4), scan.grid());
      assertEquals(Shape.of(4, 8), kept.grid());
      assertEquals(Shape.of(4, 4), kept.imageShape());
      ComplexArray expected = ReadoutOversampling.remove(kept.read(0, 1).data(), 4);
      ComplexArray actual = scan.read(0, 1).data();
      for (int i = 0; i < expected.count(); i++) {
        assertEquals(expected.re(i), actual.re(i));
      }
      ComplexArray wide = ComplexArray.zeros(Precision.SINGLE, Shape.of(1, 4, 8));
      wide.set(2 * 8 + 4, 5, 0);
      ComplexArray image = kept.finish(wide);
      assertEquals(Shape.of(1, 4, 4), image.shape());
      assertEquals(5, image.re(2 * 4 + 2));
    }
  }

  @Test
  void keepsOversamplingOfIncompleteReadouts() throws IOException {
    try (Scan scan = open(oversampled(6, 2).write(file()))) {
      assertEquals(Shape.of(4, 8), scan.grid());
      assertEquals(Shape.of(4, 4), scan.imageShape());
      assertTrue(scan.notes().get(0).contains("asymmetric echo"), scan.notes().toString());
      Mask mask = scan.read(0, 1).masks().get(0);
      for (int i = 0; i < 32; i++) {
        assertEquals(i % 8 >= 2, mask.get(i));
      }
    }
  }

  @Test
  void findsVolumes() throws IOException {
    RawScan raw = new RawScan().encoding(6, 3, 4);
    raw.add(Acquisitions.line(6, 1).steps(2, 3), (coil, x) -> new double[] {9, x});
    try (Scan scan = open(raw.write(file()))) {
      assertEquals(Shape.of(4, 3, 6), scan.grid());
      KSpace kspace = scan.read(0, 1);
      assertEquals(9, kspace.data().re((3 * 3 + 2) * 6), SINGLE);
      assertEquals(6, kspace.masks().get(0).samples());
    }
  }

  @Test
  void bringsImagesToTheMatrixOfTheHeader() throws IOException {
    RawScan raw =
        new RawScan()
            .encoding(
                new int[] {8, 6, 1},
                new double[] {160, 120, 5},
                new int[] {8, 10, 1},
                new double[] {80, 100, 5},
                "");
    raw.add(Acquisitions.line(8, 1).steps(3, 0), (coil, x) -> new double[] {1, 0});
    try (Scan scan = open(raw.write(file()))) {
      assertEquals(Shape.of(6, 4), scan.grid());
      assertEquals(Shape.of(10, 8), scan.imageShape());
      ComplexArray ones = ComplexArray.zeros(Precision.SINGLE, Shape.of(1, 6, 4));
      for (int i = 0; i < ones.count(); i++) {
        ones.set(i, 1, 0);
      }
      ComplexArray image = scan.finish(ones);
      for (int i = 0; i < image.count(); i++) {
        assertEquals(1, image.re(i), SINGLE);
      }
      ImageGeometry geometry = scan.descriptions().get(0).geometry().orElseThrow();
      assertEquals(new Vector3(10, 10, 5), geometry.voxel());
    }
  }

  @Test
  void whitensWithTheNoiseScanAndKeepsTheScale() throws IOException {
    Random random = new Random(5);
    RawScan raw = new RawScan().encoding(64, 64, 1).relativeNoiseBandwidth(0.8);
    raw.add(
        Acquisitions.line(4096, 2).flags(AcquisitionFlag.IS_NOISE_MEASUREMENT).sampleTime(2),
        new Correlated(random, 1));
    // Noise of data with a dwell time of 5 has 0.8 · 5/2 times less variance.
    double ratio = Math.sqrt(0.8 * 5 / 2);
    Correlated noise = new Correlated(random, 1 / ratio);
    for (int line = 0; line < 64; line++) {
      raw.add(Acquisitions.line(64, 2).steps(line, 0), noise);
    }
    try (Scan scan = open(raw.write(file()))) {
      ComplexArray data = scan.read(0, 1).data();
      double[] variance = new double[2];
      double correlation = 0;
      for (int i = 0; i < 4096; i++) {
        double re = data.re(i);
        double im = data.im(i);
        variance[0] += re * re + im * im;
        variance[1] += Math.pow(data.re(4096 + i), 2) + Math.pow(data.im(4096 + i), 2);
        correlation += re * data.re(4096 + i) + im * data.im(4096 + i);
      }
      // Mean of the variances before, 2 (1 + 5) / 2 / ratio²; statistics of 4096 samples.
      assertEquals(6 / (ratio * ratio), variance[0] / 4096, 0.3);
      assertEquals(6 / (ratio * ratio), variance[1] / 4096, 0.3);
      assertEquals(0, correlation / 4096, 0.2);
    }
    ScanOptions plain = ScanOptions.defaults().withoutWhitening();
    try (Scan scan = Scan.open(file(), plain)) {
      ComplexArray data = scan.read(0, 1).data();
      double variance = 0;
      for (int i = 4096; i < 8192; i++) {
        variance += data.re(i) * data.re(i) + data.im(i) * data.im(i);
      }
      assertEquals(10 / (ratio * ratio), variance / 4096, 0.5);
    }
  }

  /** Noise of two coils: the second is the first plus twice as much of its own. */
  private static final class Correlated implements RawScan.Value {
    private final Random random;
    private final double scale;
    private final double[] first = new double[2 * 4096];

    Correlated(Random random, double scale) {
      this.random = random;
      this.scale = scale;
    }

    @Override
    public double[] at(int coil, int sample) {
      double re = scale * random.nextGaussian();
      double im = scale * random.nextGaussian();
      if (coil == 0) {
        first[2 * sample] = re;
        first[2 * sample + 1] = im;
        return new double[] {re, im};
      }
      return new double[] {first[2 * sample] + 2 * re, first[2 * sample + 1] + 2 * im};
    }
  }

  @Test
  void doesNotWhitenWithOtherChannels() throws IOException {
    RawScan raw = new RawScan().encoding(6, 2, 1);
    raw.add(
        Acquisitions.line(64, 3).flags(AcquisitionFlag.IS_NOISE_MEASUREMENT),
        (coil, x) -> new double[] {x % 3 - 1, coil});
    add(raw, 0, ImageIndex.ofSlice(0), 0);
    try (Scan scan = open(raw.write(file()))) {
      assertEquals(
          "noise is not made white: the noise scan has 3 channels, the images 2",
          scan.notes().get(0));
      assertEquals(number(0, 0, 0, 0)[0], scan.read(0, 1).data().re(0), SINGLE);
    }
  }

  @Test
  void findsSeparateCalibration() throws IOException {
    int[] matrix = {16, 12, 1};
    double[] field = {32, 12, 1};
    int[] recon = {8, 12, 1};
    double[] shown = {16, 12, 1};
    RawScan raw =
        new RawScan()
            .encoding(
                matrix,
                field,
                recon,
                shown,
                "<parallelImaging><accelerationFactor><kspace_encoding_step_1>2"
                    + "</kspace_encoding_step_1><kspace_encoding_step_2>1</kspace_encoding_step_2>"
                    + "</accelerationFactor><calibrationMode>separate</calibrationMode>"
                    + "</parallelImaging>");
    for (int line = 0; line < 12; line += 2) {
      raw.add(Acquisitions.line(16, 2).steps(line, 0), (coil, x) -> new double[] {1, x});
    }
    for (int line = 3; line < 9; line++) {
      raw.add(
          Acquisitions.line(16, 2).steps(line, 0).flags(AcquisitionFlag.IS_PARALLEL_CALIBRATION),
          (coil, x) -> new double[] {1 + coil, x == 8 ? 1 : 0});
    }
    try (Scan scan = open(raw.write(file()))) {
      KSpace kspace = scan.read(0, 1);
      assertEquals(6 * 8, kspace.masks().get(0).samples());
      assertEquals(1, kspace.calibrations().size());
      assertEquals(Shape.of(2, 6, 8), kspace.calibrations().get(0).shape());
    }
  }

  @Test
  void takesGeometryFromTheAcquisition() throws IOException {
    RawScan raw = new RawScan().encoding(6, 2, 1);
    Vector3 position = new Vector3(1, 2, 3);
    raw.add(
        Acquisitions.line(6, 1)
            .geometry(position, new Vector3(0, 1, 0), new Vector3(0, 0, 1), new Vector3(1, 0, 0)),
        (coil, x) -> new double[] {1, 0});
    raw.add(Acquisitions.line(6, 1).index(ImageIndex.ofSlice(1)), (coil, x) -> new double[] {1, 0});
    try (Scan scan = open(raw.write(file()))) {
      ImageGeometry geometry = scan.descriptions().get(0).geometry().orElseThrow();
      assertEquals(position, geometry.position());
      assertEquals(new Vector3(0, 1, 0), geometry.read());
      assertEquals(new Vector3(1, 1, 1), geometry.voxel());
      ImageGeometry unknown = scan.descriptions().get(1).geometry().orElseThrow();
      assertEquals(ImageGeometry.axial(new Vector3(1, 1, 1)), unknown);
    }
  }

  private void rejects(RawScan raw, String message) throws IOException {
    Path path = raw.write(file());
    IOException e = assertThrows(IOException.class, () -> open(path).close());
    assertTrue(e.getMessage().startsWith(path + ": "), e.getMessage());
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void rejectsWhatItCanNotSort() throws IOException {
    RawScan channels = new RawScan().encoding(6, 2, 1);
    add(channels, 0, ImageIndex.ofSlice(0), 0);
    channels.add(Acquisitions.line(6, 3).steps(1, 0), (coil, x) -> new double[] {1, 0});
    rejects(channels, "acquisition 1: expected 2 channels as before, got 3");
    RawScan outside = new RawScan().encoding(6, 2, 1);
    add(outside, 0, ImageIndex.ofSlice(0), 2);
    rejects(outside, "acquisition 0: encoding steps 2 and 0");
    RawScan tooLong = new RawScan().encoding(4, 2, 1);
    add(tooLong, 0, ImageIndex.ofSlice(0), 0);
    rejects(tooLong, "acquisition 0: 6 samples");
    int[] matrix = {6, 2, 1};
    double[] field = {6, 2, 1};
    RawScan radial =
        new RawScan()
            .encoding(
                matrix, field, matrix, field, "<encodingLimits/><trajectory>radial</trajectory>");
    add(radial, 0, ImageIndex.ofSlice(0), 0);
    rejects(radial, "expected a Cartesian trajectory, got radial");
    RawScan noise = new RawScan().encoding(6, 2, 1);
    noise.add(
        Acquisitions.line(6, 2).flags(AcquisitionFlag.IS_NOISE_MEASUREMENT),
        (coil, x) -> new double[] {1, 0});
    rejects(noise, "holds no acquisition of an image");
  }

  @Test
  void noticesNanWhereItReads() throws IOException {
    RawScan raw = new RawScan().encoding(6, 2, 1);
    raw.add(Acquisitions.line(6, 1), (coil, x) -> new double[] {x == 3 ? Double.NaN : 1, 0});
    Path path = raw.write(file());
    try (Scan scan = open(path)) {
      IOException e = assertThrows(IOException.class, () -> scan.read(0, 1));
      assertTrue(e.getMessage().startsWith(path + ": "), e.getMessage());
    }
  }

  @Test
  void saysWhichEncodingsThereAre() throws IOException {
    RawScan raw = new RawScan().encoding(6, 2, 1);
    add(raw, 0, ImageIndex.ofSlice(0), 0);
    Path path = raw.write(file());
    ScanOptions second = ScanOptions.defaults().withEncoding(1);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Scan.open(path, second));
    assertEquals("encoding: the header has encodings 0:1, asked for 1", e.getMessage());
  }
}
