package org.firenet.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageMetricsTest {
  /** Double precision, sums in another order. */
  private static final double ROUNDING = 1e-12;

  private static final int NY = 23;
  private static final int NX = 31;
  private static final Shape SHAPE = Shape.of(NY, NX);

  /** {@code 1 + sin(.31 i) cos(.23 j) + .1 ((3i + 5j) mod 7)}. */
  private static RealArray reference() {
    double[] out = new double[NY * NX];
    for (int i = 0; i < NY; i++) {
      for (int j = 0; j < NX; j++) {
        out[i * NX + j] = 1 + Math.sin(.31 * i) * Math.cos(.23 * j) + .1 * ((3 * i + 5 * j) % 7);
      }
    }
    return RealArray.of(SHAPE, out);
  }

  /** The reference {@code + .05 cos(1.7 i + .9 j) + .02 (ij mod 5)}. */
  private static RealArray image() {
    double[] out = reference().data();
    for (int i = 0; i < NY; i++) {
      for (int j = 0; j < NX; j++) {
        out[i * NX + j] += .05 * Math.cos(1.7 * i + .9 * j) + .02 * (i * j % 5);
      }
    }
    return RealArray.of(SHAPE, out);
  }

  /** The values times {@code exp(i (a + b row + c column))}. */
  private static ComplexArray turned(RealArray values, double a, double b, double c) {
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, SHAPE);
    for (int i = 0; i < values.count(); i++) {
      double phase = a + b * (i / NX) + c * (i % NX);
      out.set(i, values.get(i) * Math.cos(phase), values.get(i) * Math.sin(phase));
    }
    return out;
  }

  private static Mask rowsBelow(int row) {
    boolean[] inside = new boolean[NY * NX];
    java.util.Arrays.fill(inside, 0, row * NX, true);
    return Mask.of(SHAPE, inside);
  }

  /** Expected values: NumPy 2.4 on the same formulas, sliding_window_view for the windows. */
  @Test
  void agreesWithNumpyOnRealImages() {
    RealArray x = image();
    RealArray r = reference();

    assertEquals(0.03951532446594464, ImageMetrics.nrmse(x, r), ROUNDING);
    assertEquals(
        0.033835741971253455,
        ImageMetrics.nrmseRealScaled(ComplexArray.ofReal(x), ComplexArray.ofReal(r)),
        ROUNDING);
    assertEquals(33.29638029328383, ImageMetrics.psnr(x, r), 1e-10);
    assertEquals(0.9894620866984689, ImageMetrics.ssim(x, r), ROUNDING);
    assertEquals(0.9893439698415759, ImageMetrics.ssim(x, r, Ssim.wang(), rowsBelow(12)), ROUNDING);
    assertEquals(0.9920319312747252, ImageMetrics.ssim(x, r, Ssim.fastMri()), ROUNDING);
  }

  /** Expected values: NumPy 2.4 with vdot for the scale. */
  @Test
  void agreesWithNumpyOnComplexImages() {
    ComplexArray x = turned(image(), .3, .01, 0);
    ComplexArray r = turned(reference(), 0, 0, -.02);

    assertEquals(0.7214899720939131, ImageMetrics.nrmse(x, r), ROUNDING);
    assertEquals(0.1924355261824843, ImageMetrics.nrmseComplexScaled(x, r), ROUNDING);
    assertEquals(0.6670845613045439, ImageMetrics.nrmseRealScaled(x, r), ROUNDING);
  }

  /**
   * Expected values: scipy.ndimage.convolve, mode constant, with MATLAB's fspecial('log', 15, 1.5)
   * written in NumPy.
   */
  @Test
  void highFrequencyErrorAgreesWithScipy() {
    ComplexArray x = ComplexArray.ofReal(image());
    ComplexArray r = ComplexArray.ofReal(reference());

    assertEquals(0.04860916239545638, ImageMetrics.hfen(x, r), ROUNDING);
    assertEquals(0.045403961442127626, ImageMetrics.hfen(x, r, rowsBelow(12)), ROUNDING);
    assertEquals(
        0.7323725601203744,
        ImageMetrics.hfen(turned(image(), .3, .01, 0), turned(reference(), 0, 0, -.02)),
        ROUNDING);
    assertEquals(33.42867454021237, ImageMetrics.psnr(image(), reference(), rowsBelow(12)), 1e-10);
  }

  @Test
  void figuresAreThoseOfTheRegion() {
    ComplexArray x = turned(image(), .3, .01, 0);
    ComplexArray r = turned(reference(), 0, 0, -.02);
    Mask region = rowsBelow(12);
    Map<String, Double> figures = ImageComparison.figures(x, r, region);

    assertEquals(ImageMetrics.nrmse(x, r, region), figures.get("nrmse_complex"));
    assertEquals(
        ImageMetrics.nrmseComplexScaled(x, r, region), figures.get("nrmse_complex_scaled"));
    assertEquals(0.045403961442127626, figures.get("hfen_magnitude"), ROUNDING);
    assertEquals(0.9893439698415759, figures.get("ssim"), ROUNDING);
    assertEquals(33.42867454021237, figures.get("psnr_db"), 1e-10);
    Map<String, Double> whole = ImageComparison.figures(x, r);
    assertEquals(0.7323725601203744, whole.get("hfen_complex"), ROUNDING);
    assertTrue(whole.get("largest_difference") >= figures.get("largest_difference"));
  }

  /** A region of one plane counts in every slice. */
  @Test
  void regionsOfAPlaneServeAllSlices() {
    ComplexArray x = ComplexArray.zeros(Precision.DOUBLE, SHAPE.prepend(2));
    ComplexArray r = ComplexArray.zeros(Precision.DOUBLE, SHAPE.prepend(2));
    for (int slice = 0; slice < 2; slice++) {
      x.setSlice(slice, ComplexArray.ofReal(image()));
      r.setSlice(slice, ComplexArray.ofReal(reference()));
    }
    Map<String, Double> two = ImageComparison.figures(x, r, rowsBelow(12));
    Map<String, Double> one = ImageComparison.figures(x.slice(0), r.slice(0), rowsBelow(12));
    one.forEach((name, value) -> assertEquals(value, two.get(name), ROUNDING, name));
    Map<String, Double> edge = ImageComparison.figures(x, r, rowsBelow(2));
    assertFalse(edge.containsKey("ssim"), "no window fits");
  }

  /** A dark hole belongs to the object, the background around and a bay do not. */
  @Test
  void objectsAreWhatTheBackgroundDoesNotReach() {
    double[] ring = new double[9 * 11];
    for (int i = 0; i < ring.length; i++) {
      int y = i / 11;
      int x = i % 11;
      boolean inside = y >= 2 && y <= 6 && x >= 2 && x <= 8;
      ring[i] = inside ? -1 : 0.04;
    }
    ring[4 * 11 + 5] = 0;
    ring[2 * 11 + 3] = 0.05;
    ring[3 * 11 + 3] = 0;
    Mask object = ObjectRegion.of(ComplexArray.ofReal(RealArray.of(Shape.of(9, 11), ring)));
    assertEquals(35 - 2, object.samples());
    assertTrue(object.get(4 * 11 + 5), "hole");
    assertFalse(object.get(3 * 11 + 3), "bay");
    assertEquals(0, ObjectRegion.of(ComplexArray.zeros(Precision.SINGLE, SHAPE)).samples());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 1, -3})
  void scaledErrorsForgetTheScale(double scale) {
    ComplexArray r = turned(reference(), 0, .1, .2);
    ComplexArray x = turned(reference(), 0, .1, .2);
    ComplexArray turned = turned(reference(), 1, .1, .2);
    for (int i = 0; i < x.count(); i++) {
      x.set(i, scale * x.re(i), scale * x.im(i));
      turned.set(i, scale * turned.re(i), scale * turned.im(i));
    }

    assertEquals(Math.abs(scale - 1), ImageMetrics.nrmse(x, r), ROUNDING);
    assertEquals(0, ImageMetrics.nrmseRealScaled(x, r), ROUNDING);
    assertEquals(0, ImageMetrics.nrmseComplexScaled(turned, r), ROUNDING);
    assertEquals(Math.sin(1), ImageMetrics.nrmseRealScaled(turned, r), ROUNDING);
  }

  @Test
  void regionsLimitEveryMeasure() {
    RealArray r = reference();
    RealArray x = reference();
    for (int i = 12 * NX; i < x.count(); i++) {
      x.data()[i] += 5;
    }
    Mask equal = rowsBelow(12);
    ComplexArray cx = ComplexArray.ofReal(x);
    ComplexArray cr = ComplexArray.ofReal(r);

    assertEquals(0, ImageMetrics.nrmse(x, r, equal));
    assertEquals(0, ImageMetrics.nrmseRealScaled(cx, cr, equal), ROUNDING);
    assertEquals(0, ImageMetrics.nrmseComplexScaled(cx, cr, equal), ROUNDING);
    assertEquals(Double.POSITIVE_INFINITY, ImageMetrics.psnr(x, r, equal));
    assertEquals(1, ImageMetrics.ssim(x, r, Ssim.fastMri(), rowsBelow(9)), ROUNDING);
    assertTrue(ImageMetrics.nrmse(x, r) > 1);
  }

  @Test
  void closedForms() {
    RealArray ones =
        RealArray.of(
            SHAPE, java.util.stream.DoubleStream.generate(() -> 1).limit(NY * NX).toArray());
    RealArray twos =
        RealArray.of(
            SHAPE, java.util.stream.DoubleStream.generate(() -> 2).limit(NY * NX).toArray());

    assertEquals(1, ImageMetrics.nrmse(twos, ones), ROUNDING);
    assertEquals(20 * Math.log10(2), ImageMetrics.psnr(ones, twos), ROUNDING);
    // Constant images: only the luminance term is left, C1 = (0.01 * 2)^2.
    assertEquals((2 * 1 * 2 + 4e-4) / (1 + 4 + 4e-4), ImageMetrics.ssim(ones, twos), ROUNDING);
    assertEquals(1, ImageMetrics.ssim(ones, ones, Ssim.fastMri()), ROUNDING);
    assertEquals(
        1,
        ImageMetrics.nrmseComplexScaled(
            ComplexArray.zeros(Precision.SINGLE, SHAPE), ComplexArray.ofReal(ones)),
        ROUNDING);
  }

  @Test
  void volumesAreTheMeanOverPlanes() {
    double[] x = new double[2 * NY * NX];
    double[] r = new double[2 * NY * NX];
    System.arraycopy(image().data(), 0, x, 0, NY * NX);
    System.arraycopy(reference().data(), 0, x, NY * NX, NY * NX);
    System.arraycopy(reference().data(), 0, r, 0, NY * NX);
    System.arraycopy(reference().data(), 0, r, NY * NX, NY * NX);
    Shape shape = Shape.of(2, NY, NX);

    assertEquals(
        (1 + 0.9894620866984689) / 2,
        ImageMetrics.ssim(RealArray.of(shape, x), RealArray.of(shape, r)),
        ROUNDING);
  }

  @Test
  void rejectsWrongArguments() {
    RealArray r = reference();
    RealArray other = RealArray.of(Shape.of(NX, NY), r.data());
    RealArray zeros = RealArray.of(SHAPE, new double[NY * NX]);
    RealArray tiny = RealArray.of(Shape.of(10, 12), new double[120]);
    assertMessage("`image`", () -> ImageMetrics.nrmse(other, r));
    assertMessage("`image`", () -> ImageMetrics.ssim(other, r));
    assertMessage("`region`", () -> ImageMetrics.nrmse(r, r, Mask.full(Shape.of(NX, NY))));
    assertMessage("`region`", () -> ImageMetrics.nrmse(r, r, rowsBelow(0)));
    assertMessage(
        "`region`", () -> ImageMetrics.ssim(r, r, Ssim.wang(), Mask.full(Shape.of(NX, NY))));
    assertMessage("`region`", () -> ImageMetrics.ssim(r, r, Ssim.wang(), rowsBelow(2)));
    assertMessage("`reference`", () -> ImageMetrics.nrmse(r, zeros));
    assertMessage("`reference`", () -> ImageMetrics.psnr(r, zeros));
    assertMessage("`reference`", () -> ImageMetrics.ssim(r, zeros));
    assertMessage("image", () -> ImageMetrics.ssim(tiny, tiny));
    ComplexArray cr = ComplexArray.ofReal(r);
    ComplexArray line = cr.reshape(Shape.of(NY * NX));
    assertMessage("image", () -> ImageMetrics.hfen(line, line));
    assertMessage("`reference`", () -> ImageMetrics.hfen(cr, ComplexArray.ofReal(zeros)));
    assertMessage("`region`", () -> ImageComparison.figures(cr, cr, Mask.full(Shape.of(NX, NY))));
    assertMessage("`region`", () -> ImageComparison.figures(cr, cr, rowsBelow(0)));
    assertMessage("`image`", () -> ImageComparison.figures(line, cr));
    assertMessage("`image`", () -> ObjectRegion.of(line));
  }

  private static void assertMessage(
      String start, org.junit.jupiter.api.function.Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.startsWith(start), message);
  }

  @Test
  void figuresOfTheMagnitudeDoNotSeeThePhase() {
    ComplexArray truth = ComplexArray.zeros(Precision.DOUBLE, Shape.of(16, 16));
    ComplexArray turned = ComplexArray.zeros(Precision.DOUBLE, Shape.of(16, 16));
    for (int i = 0; i < truth.count(); i++) {
      truth.set(i, i % 7, 0);
      turned.set(i, i % 7 * Math.cos(i), i % 7 * Math.sin(i));
    }
    Map<String, Double> figures = ImageComparison.figuresOfMagnitude(turned, truth);
    assertEquals(0, figures.get("nrmse_magnitude"), 1e-12);
    assertEquals(0, figures.get("largest_difference"), 1e-12);
    assertEquals(0, figures.get("hfen_magnitude"), 1e-12);
    assertFalse(figures.containsKey("nrmse_complex"));
    assertFalse(figures.containsKey("hfen_complex"));
  }
}
