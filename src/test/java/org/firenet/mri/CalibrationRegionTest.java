package org.firenet.mri;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationRegionTest {
  /** A mask that is true in a box of the given extents, laid like a region. */
  private static Mask box(Shape shape, int... extents) {
    boolean[] sampled = new boolean[shape.count()];
    for (int i = 0; i < sampled.length; i++) {
      int rest = i;
      boolean inside = true;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        int n = shape.extent(axis);
        int place = rest % n - (n / 2 - extents[axis] / 2);
        inside &= place >= 0 && place < extents[axis];
        rest /= n;
      }
      sampled[i] = inside;
    }
    return Mask.of(shape, sampled);
  }

  @ParameterizedTest
  @CsvSource({"16,16,6,6", "17,13,5,8", "1,20,1,9", "31,8,31,8", "12,12,1,7", "40,50,24,24"})
  void findsTheBoxItself(int ny, int nx, int by, int bx) {
    CalibrationRegion region = CalibrationRegion.find(box(Shape.of(ny, nx), by, bx), 1, 31);

    assertArrayEquals(new int[] {by, bx}, region.extent().extents());
    assertEquals(ny / 2 - by / 2, region.start(0));
    assertEquals(nx / 2 - bx / 2, region.start(1));
  }

  @Test
  void findsTheBoxIn3D() {
    Shape shape = Shape.of(9, 14, 11);
    CalibrationRegion region = CalibrationRegion.find(box(shape, 4, 7, 11), 4);

    assertArrayEquals(new int[] {4, 7, 11}, region.extent().extents());
    assertEquals(shape, region.grid());
  }

  @Test
  void stopsAtTheMaximum() {
    Mask full = Mask.full(Shape.of(40, 50));

    assertArrayEquals(new int[] {24, 24}, CalibrationRegion.find(full, 6).extent().extents());
    assertArrayEquals(new int[] {10, 10}, CalibrationRegion.find(full, 6, 10).extent().extents());
  }

  @Test
  void growsAlongTheReadoutWhereLinesAreFew() {
    Shape shape = Shape.of(32, 32);

    assertArrayEquals(
        new int[] {8, 24}, CalibrationRegion.find(box(shape, 8, 32), 6).extent().extents());
  }

  @Test
  void aMissingPointStopsBothAxesAtMostOnce() {
    Shape shape = Shape.of(20, 20);
    boolean[] sampled = new boolean[400];
    java.util.Arrays.fill(sampled, true);
    sampled[6 * 20 + 10] = false;

    CalibrationRegion region = CalibrationRegion.find(Mask.of(shape, sampled), 1);

    assertArrayEquals(new int[] {7, 20}, region.extent().extents());
  }

  @Test
  void extractsTheBlockAroundDc() {
    Shape shape = Shape.of(2, 7, 6);
    ComplexArray kspace = ComplexArray.zeros(Precision.SINGLE, shape);
    for (int i = 0; i < kspace.count(); i++) {
      kspace.set(i, i, -i);
    }
    CalibrationRegion region = CalibrationRegion.find(box(Shape.of(7, 6), 3, 2), 2);

    ComplexArray block = region.extract(kspace);

    assertEquals(Shape.of(2, 3, 2), block.shape());
    assertEquals(Precision.SINGLE, block.precision());
    int[] expected = {14, 15, 20, 21, 26, 27, 56, 57, 62, 63, 68, 69};
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], block.re(i));
      assertEquals(-expected[i], block.im(i));
    }
  }

  @Test
  void saysSoWhenThereIsNoneBigEnough() {
    String small = message(() -> CalibrationRegion.find(box(Shape.of(20, 20), 5, 9), 6));
    assertTrue(small.contains("fully sampled box of at least 6") && small.contains("[5, 9]"));

    boolean[] none = new boolean[100];
    none[0] = true;
    String dc = message(() -> CalibrationRegion.find(Mask.of(Shape.of(10, 10), none), 1));
    assertTrue(dc.contains("[0, 0]"), dc);
  }

  @Test
  void rejectsWrongArguments() {
    Mask mask = Mask.full(Shape.of(8, 8));
    assertTrue(message(() -> CalibrationRegion.find(mask, 0, 4)).startsWith("maximum"));
    assertTrue(message(() -> CalibrationRegion.find(mask, 5, 4)).startsWith("maximum"));
    assertTrue(
        message(() -> CalibrationRegion.find(Mask.full(Shape.of(8)), 1)).startsWith("`mask`"));
    CalibrationRegion region = CalibrationRegion.find(mask, 1);
    ComplexArray other = ComplexArray.zeros(Precision.DOUBLE, Shape.of(2, 8, 9));
    assertTrue(message(() -> region.extract(other)).startsWith("`kspace`"));
  }

  private static String message(org.junit.jupiter.api.function.Executable executable) {
    return assertThrows(IllegalArgumentException.class, executable).getMessage();
  }
}
