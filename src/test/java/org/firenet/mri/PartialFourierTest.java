package org.firenet.mri;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.metrics.ImageMetrics;
import org.firenet.operator.CoilOperator;
import org.firenet.operator.FourierOperator;
import org.firenet.phantom.BirdcageCoils;
import org.firenet.phantom.SheppLogan;
import org.firenet.phantom.SmoothPhase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Homodyne detection and projection onto convex sets. */
class PartialFourierTest {
  /** Fourier transforms in double precision. */
  private static final double ROUNDING = 1e-12;

  /** Single-precision samples of order one. */
  private static final double SINGLE_ROUNDING = 1e-6;

  /** Places of one axis from {@code first} to {@code last}, zero elsewhere. */
  private static ComplexArray sampled(ComplexArray kspace, int axis, int first, int last) {
    Shape shape = kspace.shape();
    int stride = shape.last(shape.rank() - axis - 1).count();
    ComplexArray out = kspace.copy(kspace.precision());
    for (int i = 0; i < out.count(); i++) {
      int place = i / stride % shape.extent(axis);
      if (place < first || place > last) {
        out.set(i, 0, 0);
      }
    }
    return out;
  }

  private static ComplexArray fourier(ComplexArray image, int axes) {
    return new FourierOperator(image.shape(), axes).forward(image);
  }

  /** A real image of either sign, times a phase that is the same everywhere. */
  private static ComplexArray constantPhase(Shape shape, double phase) {
    Random random = new Random(6);
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, shape);
    for (int i = 0; i < out.count(); i++) {
      double value = random.nextGaussian();
      out.set(i, value * Math.cos(phase), value * Math.sin(phase));
    }
    return out;
  }

  @ParameterizedTest
  @CsvSource({
    "16,5,0,0,9",
    "16,5,0,6,15",
    "15,4,0,0,9",
    "15,4,0,5,14",
    "6,20,1,0,10",
    "6,21,1,8,20",
    "8,1,0,0,5",
    "1,9,1,2,8",
    "12,7,0,0,11",
    "16,3,0,0,8"
  })
  void homodyneIsExactForAnyImageOfOnePhase(int ny, int nx, int axis, int first, int last) {
    ComplexArray whole = fourier(constantPhase(Shape.of(ny, nx), 0.7), 2);
    int extent = whole.shape().extent(axis);
    // Place 0 of an even number has no mirror image to be known from.
    whole = sampled(whole, axis, first > 0 && extent % 2 == 0 ? 1 : 0, extent - 1);
    ComplexArray image = new FourierOperator(whole.shape(), 2).adjoint(whole);
    ComplexArray kspace = sampled(whole, axis, first, last);

    for (Homodyne.Weighting weighting : Homodyne.Weighting.values()) {
      ComplexArray out = Homodyne.reconstruct(kspace, axis, weighting);
      assertEquals(0, ImageMetrics.nrmse(out, image), ROUNDING, weighting.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({"96,80,0,0,59", "96,80,0,36,95", "77,91,1,0,59", "77,91,1,31,90"})
  void errorsAreWellBelowZeroFilling(int ny, int nx, int axis, int first, int last) {
    ComplexArray image = SmoothPhase.apply(SheppLogan.image(Shape.of(ny, nx)), 1);
    ComplexArray kspace = sampled(fourier(image, 2), axis, first, last);

    double zeroFilled =
        ImageMetrics.nrmse(new FourierOperator(image.shape(), 2).adjoint(kspace), image);
    double homodyne = ImageMetrics.nrmse(Homodyne.reconstruct(kspace, axis), image);
    double step =
        ImageMetrics.nrmse(Homodyne.reconstruct(kspace, axis, Homodyne.Weighting.STEP), image);
    double pocs = ImageMetrics.nrmse(Pocs.reconstruct(kspace, axis), image);

    assertTrue(homodyne < zeroFilled / 5, homodyne + " of " + zeroFilled);
    assertTrue(step < zeroFilled / 4, step + " of " + zeroFilled);
    assertTrue(pocs < zeroFilled / 20, pocs + " of " + zeroFilled);
  }

  @Test
  void everyCoilIsAnImageOfItsOwn() {
    Shape grid = Shape.of(24, 30);
    ComplexArray maps = BirdcageCoils.maps(3, grid);
    ComplexArray coils =
        new CoilOperator(maps).forward(SmoothPhase.apply(SheppLogan.image(grid), 1));
    ComplexArray kspace = sampled(fourier(coils, 2), 1, 0, 14);

    ComplexArray homodyne = Homodyne.reconstruct(kspace, 1);
    ComplexArray pocs = Pocs.reconstruct(kspace, -2);

    assertEquals(coils.shape(), pocs.shape());
    for (int c = 0; c < 3; c++) {
      ComplexArray one = kspace.slice(c);
      assertArrayEquals(Homodyne.reconstruct(one, 0).doubles(), homodyne.slice(c).doubles());
      assertArrayEquals(Pocs.reconstruct(one, -2).doubles(), pocs.slice(c).doubles());
    }
    ComplexArray single = kspace.to(Precision.SINGLE);
    assertEquals(Precision.SINGLE, Pocs.reconstruct(single, 1).precision());
    assertEquals(0, ImageMetrics.nrmse(Homodyne.reconstruct(single, 1), homodyne), SINGLE_ROUNDING);
  }

  @Test
  void worksIn3D() {
    Shape grid = Shape.of(16, 10, 9);
    ComplexArray image = constantPhase(grid, -2);
    ComplexArray kspace = sampled(fourier(image, 3).reshape(grid.prepend(1)), 1, 0, 11);

    assertEquals(0, ImageMetrics.nrmse(Homodyne.reconstruct(kspace, 1).slice(0), image), ROUNDING);
    assertTrue(ImageMetrics.nrmse(Pocs.reconstruct(kspace, -3).slice(0), image) < 1);
  }

  @Test
  void projectionKeepsTheSamples() {
    ComplexArray image = SmoothPhase.apply(SheppLogan.image(Shape.of(30, 21)), 2);
    ComplexArray kspace = sampled(fourier(image, 2), 0, 11, 29);

    ComplexArray out = fourier(Pocs.reconstruct(kspace, 0), 2);

    assertArrayEquals(kspace.doubles(), sampled(out, 0, 11, 29).doubles(), ROUNDING);
    assertTrue(out.norm() > kspace.norm());
  }

  @Test
  void toleranceEndsTheIterations() {
    ComplexArray image = SmoothPhase.apply(SheppLogan.image(Shape.of(32, 20)), 1);
    ComplexArray kspace = sampled(fourier(image, 2), 0, 0, 19);
    Pocs.Parameters defaults = Pocs.Parameters.defaults();

    ComplexArray one = Pocs.reconstruct(kspace, 0, defaults.withIterations(1));
    ComplexArray loose = Pocs.reconstruct(kspace, 0, defaults.withTolerance(10));
    ComplexArray many = Pocs.reconstruct(kspace, 0, new Pocs.Parameters(200, 0));
    ComplexArray more = Pocs.reconstruct(kspace, 0, new Pocs.Parameters(400, 0));

    assertArrayEquals(one.doubles(), loose.doubles());
    assertTrue(ImageMetrics.nrmse(many, more) < ImageMetrics.nrmse(one, more) / 10);
  }

  @Test
  void rejectsWrongArguments() {
    Shape shape = Shape.of(2, 12, 10);
    ComplexArray full = fourier(constantPhase(shape, 1), 2);
    ComplexArray half = sampled(full, 1, 0, 7);
    ComplexArray gap = half.copy(Precision.DOUBLE);
    for (int i = 0; i < gap.count(); i++) {
      if (i / 10 % 12 == 3) {
        gap.set(i, 0, 0);
      }
    }
    ComplexArray broken = half.copy(Precision.DOUBLE);
    broken.set(7, Double.NaN, 0);
    assertMessage("`kspace`", () -> Homodyne.reconstruct(full.reshape(Shape.of(240)), 0));
    assertMessage("`kspace`", () -> Pocs.reconstruct(full.reshape(Shape.of(1, 1, 2, 12, 10)), 1));
    assertMessage("axis", () -> Homodyne.reconstruct(half, 0));
    assertMessage("axis", () -> Pocs.reconstruct(half, 3));
    assertMessage("axis", () -> Homodyne.reconstruct(half, -4));
    assertMessage("`kspace`: expected samples", () -> Homodyne.reconstruct(gap, 1));
    assertMessage("`kspace`: expected samples", () -> Pocs.reconstruct(sampled(full, 1, 0, 5), 1));
    assertMessage("`kspace`: expected samples", () -> Pocs.reconstruct(sampled(full, 1, 7, 11), 1));
    assertMessage("`kspace`: expected samples", () -> Pocs.reconstruct(sampled(full, 1, 2, 9), 1));
    assertMessage(
        "`kspace`: expected samples",
        () -> Pocs.reconstruct(ComplexArray.zeros(Precision.SINGLE, shape), 1));
    assertMessage("`kspace`", () -> Homodyne.reconstruct(broken, 1));
    assertMessage("iterations", () -> Pocs.Parameters.defaults().withIterations(0));
    assertMessage("tolerance", () -> Pocs.Parameters.defaults().withTolerance(-1));
    assertMessage("tolerance", () -> Pocs.Parameters.defaults().withTolerance(Double.NaN));
  }

  private static void assertMessage(
      String start, org.junit.jupiter.api.function.Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.startsWith(start), message);
  }
}
