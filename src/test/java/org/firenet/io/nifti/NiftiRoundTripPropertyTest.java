package org.firenet.io.nifti;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.SeriesFixtures;
import org.firenet.scan.ImageDescription;
import org.firenet.scan.ImageGeometry;
import org.firenet.scan.ImageSeries;
import org.firenet.scan.SliceStack;
import org.firenet.scan.Vector3;

/** What is written is read again: numbers and places, in any direction and size. */
class NiftiRoundTripPropertyTest {
  /** Single precision of coordinates up to a few hundred millimetres. */
  private static final double PLACES = 1e-3;

  /** A quaternion in single precision whose real part is lost tells an angle to 2 √10^-7. */
  private static final double QUATERNION = 1e-3;

  private static Path folder;

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("nifti");
  }

  @AfterContainer
  static void removeFolder() throws IOException {
    for (String name : List.of("a.nii", "a.nii.gz")) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.delete(folder);
  }

  @Property(seed = "8001", tries = 300)
  void numbersAndPlaces(
      @ForAll long seed,
      @ForAll NiftiPart part,
      @ForAll Precision precision,
      @ForAll boolean leftHanded,
      @ForAll boolean backwards,
      @ForAll boolean compressed,
      @ForAll @IntRange(min = 1, max = 9) int nx,
      @ForAll @IntRange(min = 1, max = 8) int ny,
      @ForAll @IntRange(min = 0, max = 5) int nz,
      @ForAll @IntRange(min = 1, max = 5) int slices,
      @ForAll @IntRange(min = 1, max = 3) int repetitions,
      @ForAll @IntRange(min = 1, max = 2) int contrasts)
      throws IOException {
    ImageGeometry first =
        SeriesFixtures.oblique(seed, leftHanded ? -1 : 1, new Vector3(0.7, 1.3, 2.9));
    Shape image = nz == 0 ? Shape.of(ny, nx) : Shape.of(nz, ny, nx);
    double spacing = (backwards && nz == 0 ? -1 : 1) * 2.9 * Math.max(1, nz);
    List<ImageDescription> descriptions =
        SeriesFixtures.slices(slices, repetitions, contrasts, first, spacing);
    ImageSeries series = SeriesFixtures.series(precision, image, descriptions);
    Path path = folder.resolve(compressed ? "a.nii.gz" : "a.nii");
    NiftiWriter.write(path, series, part);
    NiftiImage read = NiftiReader.read(path);

    SliceStack stack = SliceStack.of(series).get(0);
    Shape volume = Shape.of(stack.planes().size(), ny, nx);
    assertShape(volume, repetitions, contrasts, read.data().shape());
    assertEquals(part == NiftiPart.COMPLEX, read.complex());
    assertNumbers(series, part, contrasts, repetitions, volume, read.data());
    assertSameBox(stack.geometry().orElseThrow(), read.geometry().orElseThrow(), volume, PLACES);
    assertEquals(repetitions > 1, read.interval().isPresent());
  }

  @Property(seed = "8002", tries = 1000)
  void quaternionAndMatrixAgree(
      @ForAll long seed, @ForAll boolean leftHanded, @ForAll @IntRange(max = 3) int turn) {
    ImageGeometry geometry =
        SeriesFixtures.oblique(seed, leftHanded ? -1 : 1, new Vector3(0.7, 1.3, 2.9));
    if (turn > 0) {
      geometry = aligned(turn, leftHanded, geometry.voxel());
    }
    Shape volume = Shape.of(20, 31, 30);
    NiftiOrientation both = NiftiOrientation.of(geometry, volume);
    NiftiOrientation rounded =
        new NiftiOrientation(1, 0, both.handedness(), rounded(both.quaternion()), new double[12]);
    Optional<ImageGeometry> read = rounded.geometry(volume, geometry.voxel(), 1);
    assertSameBox(geometry, read.orElseThrow(), volume, QUATERNION * 90);
    Optional<ImageGeometry> exact = both.geometry(volume, geometry.voxel(), 1);
    assertSameBox(geometry, exact.orElseThrow(), volume, PLACES);
  }

  /** Half turns and no turn in RAS: one of a, b, c, d of the quaternion is 1. */
  private static ImageGeometry aligned(int turn, boolean leftHanded, Vector3 voxel) {
    double x = turn == 1 ? 1 : -1;
    double y = turn == 2 ? 1 : -1;
    double z = x * y * (leftHanded ? -1 : 1);
    return new ImageGeometry(
        new Vector3(1, 2, 3),
        new Vector3(x, 0, 0),
        new Vector3(0, y, 0),
        new Vector3(0, 0, z),
        voxel);
  }

  private static double[] rounded(double[] numbers) {
    double[] out = new double[numbers.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) numbers[i];
    }
    return out;
  }

  private static void assertShape(Shape volume, int repetitions, int contrasts, Shape actual) {
    List<Integer> extents = new ArrayList<>();
    if (contrasts > 1) {
      extents.add(contrasts);
    }
    if (repetitions > 1) {
      extents.add(repetitions);
    }
    for (int extent : volume.extents()) {
      extents.add(extent);
    }
    assertEquals(Shape.of(extents.stream().mapToInt(e -> e).toArray()), actual);
  }

  /** The images lie {@code [repetition, slice, contrast]} in the series. */
  private static void assertNumbers(
      ImageSeries series,
      NiftiPart part,
      int contrasts,
      int repetitions,
      Shape volume,
      ComplexArray read) {
    int planes = series.imageShape().count();
    int slices = volume.count() / planes;
    boolean single = part != NiftiPart.COMPLEX || series.images().precision() == Precision.SINGLE;
    assertEquals(single ? Precision.SINGLE : Precision.DOUBLE, read.precision());
    double[] expected = new double[2 * read.count()];
    double[] actual = new double[2 * read.count()];
    for (int i = 0; i < read.count(); i++) {
      int slice = i / planes % slices;
      int repetition = i / volume.count() % repetitions;
      int contrast = i / volume.count() / repetitions;
      int image = (repetition * slices + slice) * contrasts + contrast;
      double re = series.images().re(image * planes + i % planes);
      double im = series.images().im(image * planes + i % planes);
      double first =
          switch (part) {
            case MAGNITUDE -> Math.hypot(re, im);
            case PHASE -> Math.atan2(im, re);
            case IMAGINARY -> im;
            default -> re;
          };
      expected[2 * i] = single ? (float) first : first;
      expected[2 * i + 1] = part == NiftiPart.COMPLEX ? im : 0;
      actual[2 * i] = read.re(i);
      actual[2 * i + 1] = read.im(i);
    }
    assertArrayEquals(expected, actual);
  }

  private static void assertSameBox(
      ImageGeometry expected, ImageGeometry actual, Shape volume, double tolerance) {
    int z = volume.extent(0) - 1;
    int y = volume.extent(1) - 1;
    int x = volume.extent(2) - 1;
    for (int[] corner : new int[][] {{0, 0, 0}, {z, 0, 0}, {0, y, 0}, {0, 0, x}, {z, y, x}}) {
      Vector3 wanted = expected.centre(volume, corner[0], corner[1], corner[2]);
      Vector3 got = actual.centre(volume, corner[0], corner[1], corner[2]);
      assertTrue(wanted.minus(got).norm() <= tolerance, () -> wanted + " and " + got);
    }
  }
}
