package org.firenet.mri;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.operator.CoilOperator;
import org.firenet.operator.FourierOperator;
import org.firenet.phantom.BirdcageCoils;
import org.firenet.phantom.SheppLogan;
import org.firenet.phantom.SmoothPhase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sensitivities from calibration data of their own: another grid, several scans. */
class EspiritCalibrationTest {
  /** The same eigenvectors from matrices that differ in the last bits. */
  private static final double ROUNDING = 1e-9;

  /** Smooth maps are not exactly of the finite support that the kernel allows. */
  private static final double MODEL_ERROR = 0.99;

  private static final EspiritParameters SMALL =
      EspiritParameters.builder().kernel(4).calibration(14).build();

  /** K-space of the phantom, brightness to a power, seen by the coils. */
  private static ComplexArray scan(ComplexArray maps, double power, double phase) {
    Shape image = maps.shape().last(maps.shape().rank() - 1);
    ComplexArray object = SmoothPhase.apply(SheppLogan.image(image), phase);
    for (int r = 0; r < object.count(); r++) {
      double factor = Math.pow(Math.hypot(object.re(r), object.im(r)) + 1e-3, power - 1);
      object.set(r, object.re(r) * factor, object.im(r) * factor);
    }
    return new FourierOperator(maps.shape(), image.rank())
        .forward(new CoilOperator(maps).forward(object));
  }

  /** The middle of k-space as a grid of its own. */
  private static ComplexArray centre(ComplexArray kspace, Shape grid) {
    Shape from = kspace.shape();
    ComplexArray out =
        ComplexArray.zeros(kspace.precision(), grid.prepend(kspace.shape().extent(0)));
    int ny = grid.extent(0);
    int nx = grid.extent(1);
    for (int i = 0; i < out.count(); i++) {
      int y = i / nx % ny + from.extent(1) / 2 - ny / 2;
      int x = i % nx + from.extent(2) / 2 - nx / 2;
      int at = (i / nx / ny * from.extent(1) + y) * from.extent(2) + x;
      out.set(i, kspace.re(at), kspace.im(at));
    }
    return out;
  }

  private static ComplexArray rotated(ComplexArray in, double angle) {
    ComplexArray out = in.copy(in.precision());
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    for (int i = 0; i < in.count(); i++) {
      out.set(i, in.re(i) * cos - in.im(i) * sin, in.re(i) * sin + in.im(i) * cos);
    }
    return out;
  }

  @ParameterizedTest
  @CsvSource({"3,37,41,14,14", "4,40,32,15,23", "2,21,20,14,19"})
  void anotherGridWithTheSameCentreGivesTheSameMaps(int coils, int ny, int nx, int cy, int cx) {
    Shape grid = Shape.of(ny, nx);
    ComplexArray kspace = scan(BirdcageCoils.maps(coils, grid), 1, 1);
    double[] expected = Espirit.calibrate(kspace, SMALL).maps().doubles();
    ComplexArray small = centre(kspace, Shape.of(cy, cx));

    assertArrayEquals(expected, Espirit.calibrate(List.of(kspace), grid, SMALL).maps().doubles());
    assertArrayEquals(expected, Espirit.calibrate(List.of(small), grid, SMALL).maps().doubles());
    assertArrayEquals(
        expected,
        Espirit.calibrate(List.of(small), Mask.full(Shape.of(cy, cx)), grid, SMALL)
            .maps()
            .doubles());
  }

  @Test
  void repetitionsWithOtherPhasesChangeNothing() {
    Shape grid = Shape.of(32, 30);
    ComplexArray kspace = scan(BirdcageCoils.maps(4, grid), 1, 1);

    EspiritMaps one = Espirit.calibrate(kspace, SMALL);
    EspiritMaps three =
        Espirit.calibrate(List.of(kspace, rotated(kspace, 2), rotated(kspace, -1)), grid, SMALL);

    assertArrayEquals(one.maps().doubles(), three.maps().doubles(), ROUNDING);
  }

  @Test
  void contrastsOfDifferentSizesGoTogether() {
    Shape grid = Shape.of(44, 40);
    ComplexArray truth = BirdcageCoils.maps(4, grid);
    ComplexArray first = scan(truth, 1, 1);
    ComplexArray second = rotated(centre(scan(truth, 0.5, -1), Shape.of(17, 16)), 2);
    ComplexArray single = second.to(Precision.SINGLE);

    EspiritMaps maps = Espirit.calibrate(List.of(first, second), grid, SMALL);

    assertEquals(
        Precision.SINGLE,
        Espirit.calibrate(List.of(single, first), grid, SMALL).maps().precision());
    RealArray object = SheppLogan.image(grid);
    for (int r = 0; r < grid.count(); r++) {
      if (object.get(r) > 0.05) {
        double[] sum = CoilCombination.weightedSum(truth, maps.maps(), r, grid.count());
        assertTrue(Math.hypot(sum[0], sum[1]) > MODEL_ERROR, "pixel " + r);
      }
    }
  }

  @Test
  void worksIn3D() {
    Shape grid = Shape.of(9, 12, 11);
    ComplexArray kspace = scan(BirdcageCoils.maps(2, grid), 1, 1);
    EspiritParameters parameters = EspiritParameters.builder().kernel(3).calibration(8).build();

    assertArrayEquals(
        Espirit.calibrate(kspace, parameters).maps().doubles(),
        Espirit.calibrate(List.of(kspace, kspace), grid, parameters).maps().doubles(),
        ROUNDING);
  }

  @Test
  void rejectsWrongArguments() {
    Shape grid = Shape.of(20, 20);
    ComplexArray kspace = scan(BirdcageCoils.maps(2, grid), 1, 1);
    ComplexArray other = scan(BirdcageCoils.maps(3, grid), 1, 1);
    ComplexArray broken = kspace.copy(Precision.DOUBLE);
    broken.set(5, Double.NaN, 0);
    ComplexArray zeros = ComplexArray.zeros(Precision.DOUBLE, kspace.shape());
    Mask full = Mask.full(grid);
    EspiritParameters three = EspiritParameters.builder().sets(3).build();
    assertMessage("`calibrations`", () -> Espirit.calibrate(List.of(), grid, SMALL));
    assertMessage(
        "`calibrations[1]`", () -> Espirit.calibrate(List.of(kspace, other), grid, SMALL));
    assertMessage(
        "`calibrations[0]`", () -> Espirit.calibrate(List.of(kspace.slice(0)), grid, SMALL));
    assertMessage(
        "`calibrations[0]`", () -> Espirit.calibrate(List.of(kspace), Shape.of(4, 20, 20), SMALL));
    assertMessage(
        "`calibrations[1]`", () -> Espirit.calibrate(List.of(kspace, broken), grid, SMALL));
    assertMessage(
        "`mask`",
        () -> Espirit.calibrate(List.of(kspace), Mask.full(Shape.of(20, 21)), grid, SMALL));
    assertMessage("`mask`", () -> Espirit.calibrate(List.of(zeros), grid, SMALL));
    assertMessage("sets", () -> Espirit.calibrate(List.of(kspace), full, grid, three));
    assertMessage("`kspace`", () -> Espirit.calibrate(List.of(zeros), full, grid, SMALL));
  }

  private static void assertMessage(
      String start, org.junit.jupiter.api.function.Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.startsWith(start), message);
  }
}
