package org.firenet.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.ArrayFile;
import org.firenet.io.NpyWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArraySummaryTest {
  @TempDir Path folder;

  private ArraySummary of(ComplexArray array) throws IOException {
    Path path = folder.resolve("a.npy");
    NpyWriter.write(path, array);
    try (ArrayFile file = ArrayFile.open(path)) {
      return ArraySummary.of(file.complex(), file.kind() == ArrayFile.Kind.COMPLEX);
    }
  }

  @Test
  void countsAndMeasures() throws IOException {
    double[] numbers = {3, 4, 0, 0, 0, 0, 0, -2, 0, 0, 0, 0};
    ArraySummary summary = of(ComplexArray.of(Shape.of(2, 2, 3), twice(numbers)));
    assertEquals(5, summary.largest());
    assertEquals(14.0 / 12, summary.mean());
    assertEquals(Math.sqrt(58), summary.norm(), 1e-15);
    assertEquals(0, summary.notFinite());
    assertEquals(8.0 / 12, summary.zeroFraction());
    boolean[] sampled = {true, false, false, true, false, false};
    assertEquals(Mask.of(Shape.of(2, 3), sampled), summary.mask().orElseThrow());
  }

  private static double[] twice(double[] numbers) {
    double[] out = new double[2 * numbers.length];
    System.arraycopy(numbers, 0, out, 0, numbers.length);
    System.arraycopy(numbers, 0, out, numbers.length, numbers.length);
    return out;
  }

  @Test
  void leavesOutWhatIsNotFinite() throws IOException {
    double nan = Double.NaN;
    double infinite = Double.NEGATIVE_INFINITY;
    ArraySummary summary =
        of(ComplexArray.of(Shape.of(2, 2), new double[] {nan, 0, 3, 4, 1, infinite, 0, 0}));
    assertEquals(2, summary.notFinite());
    assertEquals(5, summary.largest());
    assertEquals(2.5, summary.mean());
    assertEquals(5, summary.norm());
    assertEquals(0.25, summary.zeroFraction());
    ArraySummary nothing = of(ComplexArray.of(Shape.of(1), new double[] {nan, nan}));
    assertEquals(0, nothing.mean());
    assertEquals(1, nothing.notFinite());
  }

  @Test
  void seesAMaskOnlyWhereThereCanBeOne() throws IOException {
    Shape plane = Shape.of(2, 2);
    double[] full = {1, 0, 0, 1, 2, 0, 3, 3};
    assertFalse(of(ComplexArray.of(plane, full)).mask().isPresent(), "nothing is zero");
    assertFalse(of(ComplexArray.of(plane, new double[8])).mask().isPresent(), "all is zero");
    double[] line = {1, 0, 0, 0};
    assertFalse(of(ComplexArray.of(Shape.of(2), line)).mask().isPresent(), "one axis");
    Path path = folder.resolve("real.npy");
    NpyWriter.write(path, RealArray.of(plane, new double[] {0, 1, 2, 3}), Precision.DOUBLE);
    try (ArrayFile file = ArrayFile.open(path)) {
      ArraySummary summary = ArraySummary.of(file.complex(), file.kind() == ArrayFile.Kind.COMPLEX);
      assertFalse(summary.mask().isPresent(), "real");
      assertEquals(3, summary.largest());
    }
  }
}
