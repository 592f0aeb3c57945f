package org.firenet.io.nifti;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.zip.GZIPOutputStream;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.Vector3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NiftiReaderTest {
  private static final int[] TYPES = {2, 4, 8, 16, 32, 64, 256, 512, 768, 1024, 1280, 1792};
  private static final Shape SHAPE = Shape.of(2, 1, 3, 2);

  @TempDir Path folder;

  @Test
  void everyTypeInBothOrdersAndVersions() throws IOException {
    for (int type : TYPES) {
      for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
        for (int version = 1; version <= 2; version++) {
          NiftiHeader header = header(version, order, type, 0, 0, NiftiOrientation.unknown());
          NiftiImage image = NiftiReader.read(write("a.nii", header, numbers(type, order)));
          String name = "type " + type + ", " + order + ", version " + version;
          assertEquals(SHAPE, image.data().shape(), name);
          boolean single = Arrays.asList(2, 4, 16, 32, 256, 512).contains(type);
          assertEquals(
              single ? Precision.SINGLE : Precision.DOUBLE, image.data().precision(), name);
          assertEquals(type == 32 || type == 1792, image.complex(), name);
          for (int i = 0; i < SHAPE.count(); i++) {
            assertEquals(expected(type, i), image.data().re(i), name);
            assertEquals(image.complex() ? -i : 0, image.data().im(i), name);
          }
        }
      }
    }
  }

  /** Small numbers and one that needs the sign bit or its absence. */
  private static double expected(int type, int i) {
    if (i != 1) {
      return i;
    }
    return switch (type) {
      case 2 -> 255;
      case 512 -> 65535;
      case 768 -> 4294967295.0;
      case 1280 -> 18446744073709551615.0;
      default -> -1;
    };
  }

  private static byte[] numbers(int type, ByteOrder order) {
    ByteBuffer out = ByteBuffer.allocate(SHAPE.count() * 16).order(order);
    for (int i = 0; i < SHAPE.count(); i++) {
      int value = i == 1 ? -1 : i;
      switch (type) {
        case 2, 256 -> out.put((byte) value);
        case 4, 512 -> out.putShort((short) value);
        case 8, 768 -> out.putInt(value);
        case 16 -> out.putFloat(value);
        case 32 -> out.putFloat(value).putFloat(-i);
        case 64 -> out.putDouble(value);
        case 1792 -> out.putDouble(value).putDouble(-i);
        default -> out.putLong(value);
      }
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  @ParameterizedTest
  @CsvSource({"2, 10, 2, 10", "0, 10, 1, 0", "NaN, 0, 1, 0", "2, Infinity, 1, 0", "0.5, 0, 0.5, 0"})
  void scaling(double slope, double intercept, double factor, double summand) throws IOException {
    NiftiHeader header =
        header(1, ByteOrder.LITTLE_ENDIAN, 4, slope, intercept, NiftiOrientation.unknown());
    NiftiImage image =
        NiftiReader.read(write("a.nii", header, numbers(4, ByteOrder.LITTLE_ENDIAN)));
    assertEquals(5 * factor + summand, image.data().re(5));
    assertEquals(0, image.data().im(5));
  }

  @Test
  void headerAndDataInTwoFiles() throws IOException {
    NiftiHeader header = header(1, ByteOrder.BIG_ENDIAN, 4, 0, 0, NiftiOrientation.unknown());
    byte[] numbers = numbers(4, ByteOrder.BIG_ENDIAN);
    byte[] bytes = Arrays.copyOf(header.encode(), 348);
    ByteBuffer.wrap(bytes).putFloat(108, 16);
    bytes[345] = 'i';
    byte[] data = new byte[16 + numbers.length];
    System.arraycopy(numbers, 0, data, 16, numbers.length);
    Path path = Files.write(folder.resolve("a.hdr"), bytes);
    Files.write(folder.resolve("a.img"), data);
    assertEquals(4, NiftiReader.read(path).data().re(4));
    assertEquals(4, NiftiReader.read(folder.resolve("a.img")).data().re(4));
    Files.write(folder.resolve("B.HDR.gz"), zip(bytes));
    Files.write(folder.resolve("B.IMG.gz"), zip(data));
    assertEquals(4, NiftiReader.read(folder.resolve("B.IMG.gz")).data().re(4));
    Files.delete(folder.resolve("a.img"));
    assertEquals("no such file", messageOf(path, folder.resolve("a.img")));
  }

  @Test
  void geometryOfMatrixThenQuaternion() throws IOException {
    double[] matrix = {0, 0, 3, 10, -2, 0, 0, 20, 0, 1, 0, 30};
    double[] quaternion = {0, 0, 0, 1, 2, 3};
    NiftiOrientation both = new NiftiOrientation(2, 4, 1, quaternion, matrix);
    ImageGeometry geometry = read(both).geometry().orElseThrow();
    assertEquals(new Vector3(2, 1, 3), geometry.voxel());
    assertEquals(new Vector3(0, 1, 0), plus(geometry.read()));
    assertEquals(new Vector3(0, 0, 1), plus(geometry.phase()));
    assertEquals(new Vector3(-1, 0, 0), plus(geometry.slice()));
    // Voxel [0, 1, 1] of [1, 3, 2]: one step along x and y from (10, 20, 30) in RAS.
    assertEquals(new Vector3(-10, -18, 31), plus(geometry.position()));
    NiftiImage second = read(new NiftiOrientation(2, 0, -1, quaternion, matrix));
    assertEquals(new Vector3(0, 0, -1), plus(second.geometry().orElseThrow().slice()));
    assertEquals(new Vector3(1.5, 2, 2.5), second.voxel());
    matrix[0] = 0.5;
    assertEquals(
        second.voxel(), read(both).geometry().orElseThrow().voxel(), "a skew matrix is not used");
    assertTrue(read(new NiftiOrientation(0, 4, 1, quaternion, matrix)).geometry().isEmpty());
    assertTrue(read(NiftiOrientation.unknown()).geometry().isEmpty());
    quaternion[0] = Double.NaN;
    assertTrue(read(new NiftiOrientation(1, 0, 1, quaternion, matrix)).geometry().isEmpty());
  }

  /** Zeros without a sign. */
  private static Vector3 plus(Vector3 vector) {
    return vector.plus(Vector3.ZERO);
  }

  @Test
  void unitsAndMissingExtents() throws IOException {
    NiftiImage metres = read(1 + 16, 2000);
    assertEquals(new Vector3(1500, 2000, 2500), metres.voxel());
    assertEquals(OptionalDouble.of(2), metres.interval());
    NiftiImage micrometres = read(3 + 24, 4e6);
    assertEquals(1.5e-3, micrometres.voxel().x());
    assertEquals(4, micrometres.interval().orElseThrow());
    assertEquals(OptionalDouble.empty(), read(32, 1).interval());
    assertEquals(new Vector3(1.5, 2, 2.5), read(0, 1).voxel());
    assertEquals(OptionalDouble.empty(), read(8, -1).interval());
  }

  @Test
  void axesAreAtLeastThree() throws IOException {
    assertEquals(Shape.of(1, 1, 12), shape(12));
    assertEquals(Shape.of(1, 4, 3), shape(3, 4));
    assertEquals(Shape.of(2, 3, 2), shape(2, 3, 2, 1, 1));
    assertEquals(Shape.of(2, 1, 3, 1, 2), shape(2, 1, 3, 1, 2));
  }

  @Test
  void tellsWhatIsWrong() throws IOException {
    NiftiHeader good = header(1, ByteOrder.LITTLE_ENDIAN, 4, 0, 0, NiftiOrientation.unknown());
    byte[] bytes = file(good, numbers(4, ByteOrder.LITTLE_ENDIAN));
    assertEquals(
        "expected a name ending in .nii, .hdr or .img, perhaps with .gz", wrong("a.npy", bytes));
    assertEquals("the file is empty", wrong("a.nii", new byte[0]));
    assertEquals(
        "expected 24 bytes of data at byte 352, the file has 375 bytes",
        wrong("a.nii", Arrays.copyOf(bytes, 375)));
    assertEquals(
        "expected 249 more bytes, the data end at byte 99",
        wrong("a.nii", Arrays.copyOf(bytes, 99)));
    assertEquals("could not be decompressed: Not in GZIP format", wrong("a.nii.gz", bytes));
    assertTrue(wrong("a.nii.gz", zip(Arrays.copyOf(bytes, 370))).contains("data end at byte 370"));
    byte[] zipped = zip(bytes);
    String early = "the compressed data end too early";
    assertEquals(early, wrong("a.nii.gz", Arrays.copyOf(zipped, zipped.length / 2)));
    assertEquals(early, wrong("a.nii.gz", Arrays.copyOf(zipped, zipped.length - 3)));
    assertEquals(early, wrong("a.nii.gz", Arrays.copyOf(zipped, 5)));
    zipped[zipped.length - 8] ^= 1;
    assertEquals("could not be decompressed: Corrupt GZIP trailer", wrong("a.nii.gz", zipped));
    assertEquals(
        "expected a NIfTI header, which begins with 348 or 540",
        wrong("a.nii", changed(bytes, 0, 1)));
    assertEquals(
        "magic: expected \"n+1\" for a NIfTI file, got \"ni1\"",
        wrong("a.nii", changed(bytes, 345, 'i')));
    assertEquals(
        "magic: expected \"n+1\" for a NIfTI file, got \"?+1\"",
        wrong("a.nii", changed(bytes, 344, '\n')));
    assertEquals(
        "expected integers, floating-point or complex numbers of at most 64 bits, got RGB",
        wrong("a.nii", changed(bytes, 70, 128)));
    assertEquals(
        "expected integers, floating-point or complex numbers of at most 64 bits, got type 3",
        wrong("a.nii", changed(bytes, 70, 3)));
    assertEquals(
        "dim: expected 1 to 7 extents of at least 1, got 8 of [2, 3, 1, 2, 1, 1, 1]",
        wrong("a.nii", changed(bytes, 40, 8)));
    assertTrue(wrong("a.nii", changed(bytes, 42, 0)).endsWith("got 4 of [0, 3, 1, 2, 1, 1, 1]"));
    byte[] offset = bytes.clone();
    ByteBuffer.wrap(offset).order(ByteOrder.LITTLE_ENDIAN).putFloat(108, 347);
    assertEquals(
        "vox_offset: expected a whole number of at least 348, got 347.0", wrong("a.nii", offset));
  }

  @Test
  void claimsOfACompressedFileCostNothing() throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(
                file(
                    header(1, ByteOrder.LITTLE_ENDIAN, 4, 0, 0, NiftiOrientation.unknown()),
                    new byte[24]))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort(42, (short) 32767).putShort(44, (short) 3000);
    assertTrue(wrong("a.nii.gz", zip(bytes.array())).endsWith("bytes, compressed"));
    bytes.putShort(46, (short) 32767);
    assertTrue(
        wrong("a.nii.gz", zip(bytes.array())).startsWith("expected at most 1073741819 voxels"));
  }

  @Test
  void roomGrowsWithWhatArrives() throws IOException {
    for (int type : new int[] {16, 64}) {
      NiftiHeader header =
          new NiftiHeader(
              1,
              ByteOrder.BIG_ENDIAN,
              new long[] {311, 307},
              type,
              new double[7],
              0,
              352,
              1,
              0,
              NiftiOrientation.unknown(),
              new NiftiHeader.Text("", "", 0, 0, 0));
      ByteBuffer numbers = ByteBuffer.allocate(311 * 307 * Double.BYTES);
      for (int i = 0; i < 311 * 307; i++) {
        if (type == 16) {
          numbers.putFloat(i);
        } else {
          numbers.putDouble(i);
        }
      }
      byte[] data = Arrays.copyOf(numbers.array(), numbers.position());
      Path path = Files.write(folder.resolve("a.nii.gz"), zip(file(header, data)));
      NiftiImage image = NiftiReader.read(path);
      assertEquals(Shape.of(1, 307, 311), image.data().shape());
      for (int i = 0; i < image.data().count(); i++) {
        assertEquals(i, image.data().re(i));
      }
    }
  }

  private String wrong(String name, byte[] bytes) throws IOException {
    Path path = Files.write(folder.resolve(name), bytes);
    return messageOf(path, path);
  }

  private static String messageOf(Path path, Path named) {
    String message = assertThrows(IOException.class, () -> NiftiReader.read(path)).getMessage();
    assertTrue(message.startsWith(named + ": "), message);
    assertFalse(message.contains("\n"), message);
    return message.substring((named + ": ").length());
  }

  private static byte[] changed(byte[] bytes, int at, int value) {
    byte[] out = bytes.clone();
    out[at] = (byte) value;
    return out;
  }

  private static byte[] zip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  private Shape shape(long... extents) throws IOException {
    NiftiHeader header =
        new NiftiHeader(
            1,
            ByteOrder.LITTLE_ENDIAN,
            extents,
            4,
            new double[7],
            0,
            352,
            1,
            0,
            NiftiOrientation.unknown(),
            new NiftiHeader.Text("", "", 0, 0, 0));
    NiftiImage image = NiftiReader.read(write("a.nii", header, new byte[24]));
    assertEquals(new Vector3(1, 1, 1), image.voxel());
    return image.data().shape();
  }

  private NiftiImage read(NiftiOrientation orientation) throws IOException {
    NiftiHeader header = header(2, ByteOrder.LITTLE_ENDIAN, 4, 0, 0, orientation);
    return NiftiReader.read(write("a.nii", header, new byte[24]));
  }

  private NiftiImage read(int units, double interval) throws IOException {
    NiftiHeader header =
        new NiftiHeader(
            2,
            ByteOrder.BIG_ENDIAN,
            new long[] {2, 3, 1, 2},
            4,
            new double[] {1.5, -2, 2.5, interval, 1, 1, 1},
            units,
            544,
            1,
            0,
            NiftiOrientation.unknown(),
            new NiftiHeader.Text("", "", 0, 0, 0));
    return NiftiReader.read(write("a.nii", header, new byte[24]));
  }

  private static NiftiHeader header(
      int version,
      ByteOrder order,
      int type,
      double slope,
      double intercept,
      NiftiOrientation orientation) {
    return new NiftiHeader(
        version,
        order,
        new long[] {2, 3, 1, 2},
        type,
        new double[] {1.5, 2, 2.5, 1, 1, 1, 1},
        2,
        NiftiHeader.dataOffset(version),
        slope,
        intercept,
        orientation,
        new NiftiHeader.Text("text", "name", 0, 0, 0));
  }

  private static byte[] file(NiftiHeader header, byte[] data) {
    byte[] start = header.encode();
    byte[] out = Arrays.copyOf(start, start.length + data.length);
    System.arraycopy(data, 0, out, start.length, data.length);
    return out;
  }

  private Path write(String name, NiftiHeader header, byte[] data) throws IOException {
    return Files.write(folder.resolve(name), file(header, data));
  }
}
