package org.firenet.acquisition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.fastmri.FastMriWriter;
import org.firenet.mri.CoilCombination;
import org.firenet.mri.ZeroFilled;
import org.firenet.scan.Vector3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FastMriScanTest {
  private static final int ROWS = 16;
  private static final int COLUMNS = 11;
  private static final String HEADER =
      "<?xml version=\"1.0\"?><ismrmrdHeader xmlns=\"http://www.ismrm.org/ISMRMRD\">"
          + "<experimentalConditions><H1resonanceFrequency_Hz>1</H1resonanceFrequency_Hz>"
          + "</experimentalConditions><encoding><encodedSpace><matrixSize><x>16</x><y>11</y><z>1</z>"
          + "</matrixSize><fieldOfView_mm><x>32</x><y>22</y><z>4</z></fieldOfView_mm></encodedSpace>"
          + "<reconSpace><matrixSize><x>8</x><y>8</y><z>1</z></matrixSize><fieldOfView_mm><x>16</x>"
          + "<y>16</y><z>4</z></fieldOfView_mm></reconSpace><encodingLimits/>"
          + "<trajectory>cartesian</trajectory></encoding></ismrmrdHeader>";

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("knee.h5");
  }

  /** Random numbers; the outer columns are padding. */
  private static ComplexArray kspace(int slices, int coils) {
    Random random = new Random(4);
    Shape shape = Shape.of(slices, coils, ROWS, COLUMNS);
    ComplexArray out = ComplexArray.zeros(Precision.SINGLE, shape);
    for (int i = 0; i < out.count(); i++) {
      int column = i % COLUMNS;
      if (column > 0 && column < COLUMNS - 1) {
        out.set(i, random.nextGaussian(), random.nextGaussian());
      }
    }
    return out;
  }

  private static Scan open(Path path) throws IOException {
    return Scan.open(path, ScanOptions.defaults());
  }

  @Test
  void cropsRowsBeforeAndColumnsAfterSolving() throws IOException {
    ComplexArray kspace = kspace(3, 2);
    new FastMriWriter().kspace(kspace).header(HEADER).write(file());
    try (Scan scan = open(file())) {
      assertEquals("fastMRI", scan.format());
      assertEquals(Shape.of(8, COLUMNS), scan.grid());
      assertEquals(Shape.of(8, 8), scan.imageShape());
      assertEquals(3, scan.images());
      assertEquals(2, scan.coils());
      KSpace read = scan.read(1, 3);
      Mask mask = read.masks().get(0);
      for (int i = 0; i < mask.shape().count(); i++) {
        assertEquals(i % COLUMNS > 0 && i % COLUMNS < COLUMNS - 1, mask.get(i));
      }
      // The images of the data set: transform of the whole, then the middle, then the root of the
      // sum of squares.
      ComplexArray whole = ZeroFilled.coilImages(kspace.slice(1));
      ComplexArray small = scan.finish(ZeroFilled.coilImages(read.data().slice(0)));
      RealArray expected = CoilCombination.rootSumOfSquares(whole);
      RealArray actual = CoilCombination.rootSumOfSquares(small);
      for (int y = 0; y < 8; y++) {
        for (int x = 0; x < 8; x++) {
          assertEquals(
              expected.get((y + 4) * COLUMNS + x + 1), actual.get(y * 8 + x), 1e-5, y + " " + x);
        }
      }
    }
  }

  @Test
  void takesTheExtentsOfTheReconstruction() throws IOException {
    RealArray truth = RealArray.of(Shape.of(1, 10, 6), new double[60]);
    new FastMriWriter().kspace(kspace(1, 2)).header(HEADER).reconstructionRss(truth).write(file());
    try (Scan scan = open(file())) {
      assertEquals(Shape.of(10, 6), scan.imageShape());
      assertEquals(Shape.of(10, COLUMNS), scan.grid());
    }
  }

  @Test
  void takesTheMaskOfTheFile() throws IOException {
    boolean[] sampled = new boolean[ROWS * COLUMNS];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] = i % COLUMNS % 2 == 0;
    }
    new FastMriWriter()
        .kspace(kspace(1, 2))
        .mask(Mask.of(Shape.of(ROWS, COLUMNS), sampled))
        .write(file());
    try (Scan scan = open(file())) {
      assertEquals(Shape.of(ROWS, COLUMNS), scan.imageShape());
      Mask mask = scan.read(0, 1).masks().get(0);
      for (int i = 0; i < sampled.length; i++) {
        int column = i % COLUMNS;
        assertEquals(column % 2 == 0 && column > 0 && column < COLUMNS - 1, mask.get(i));
      }
    }
  }

  @Test
  void placesSlicesOneAfterTheOther() throws IOException {
    new FastMriWriter().kspace(kspace(3, 1)).header(HEADER).write(file());
    try (Scan scan =
        Scan.open(
            file(), ScanOptions.defaults().withSelection(ImageSelection.parse("slice=1:3")))) {
      assertEquals(2, scan.images());
      assertEquals(
          new Vector3(0, 0, 4), scan.descriptions().get(1).geometry().orElseThrow().position());
      assertEquals(
          new Vector3(2, 2, 4), scan.descriptions().get(0).geometry().orElseThrow().voxel());
    }
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Scan.open(
                file(), ScanOptions.defaults().withSelection(ImageSelection.parse("slice=3"))));
  }

  @Test
  void noticesNan() throws IOException {
    ComplexArray kspace = kspace(2, 1);
    kspace.set(COLUMNS + 3, Double.NaN, 0);
    new FastMriWriter().kspace(kspace).write(file());
    try (Scan scan = open(file())) {
      assertEquals(1, scan.read(1, 2).images());
      IOException e = assertThrows(IOException.class, () -> scan.read(0, 1));
      assertTrue(e.getMessage().startsWith(file() + ": "), e.getMessage());
    }
  }
}
