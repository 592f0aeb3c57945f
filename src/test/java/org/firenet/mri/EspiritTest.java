package org.firenet.mri;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.operator.FourierOperator;
import org.firenet.phantom.BirdcageCoils;
import org.firenet.phantom.SheppLogan;
import org.firenet.phantom.SmoothPhase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EspiritTest {
  /** Median of |⟨s, s'⟩| against another program: all but the pixels where eigenvalues cross. */
  private static final double MEDIAN_AGREEMENT = 0.9999;

  /** The first percentile of it. */
  private static final double LOW_AGREEMENT = 0.999;

  /** Rounding of single-precision maps of modulus at most 1. */
  private static final double SINGLE_ROUNDING = 1e-6;

  /** Rounding of double-precision maps, some dozens of operations. */
  private static final double DOUBLE_ROUNDING = 1e-12;

  /** Smooth maps are not exactly of the finite support that the kernel allows. */
  private static final double MODEL_ERROR = 0.99;

  /** The object of a simulated scan: the Shepp–Logan phantom above this value. */
  private static final double OBJECT = 0.05;

  private static final EspiritParameters SMALL =
      EspiritParameters.builder().kernel(4).calibration(14).build();

  /** Fully sampled k-space of the phantom with a smooth phase. */
  private static ComplexArray scan(ComplexArray maps) {
    Shape image = maps.shape().last(maps.shape().rank() - 1);
    ComplexArray object = SmoothPhase.apply(SheppLogan.image(image), 1);
    ComplexArray coils = ComplexArray.zeros(Precision.DOUBLE, maps.shape());
    for (int i = 0; i < coils.count(); i++) {
      int r = i % image.count();
      coils.set(
          i,
          maps.re(i) * object.re(r) - maps.im(i) * object.im(r),
          maps.re(i) * object.im(r) + maps.im(i) * object.re(r));
    }
    return new FourierOperator(maps.shape(), image.rank()).forward(coils);
  }

  /** |⟨a, b⟩| of the vectors over coils at every pixel. */
  private static double[] agreement(ComplexArray a, ComplexArray b) {
    int pixels = a.count() / a.shape().extent(0);
    double[] out = new double[pixels];
    for (int r = 0; r < pixels; r++) {
      double[] sum = CoilCombination.weightedSum(a, b, r, pixels);
      out[r] = Math.hypot(sum[0], sum[1]);
    }
    return out;
  }

  private static double[] power(ComplexArray maps) {
    int pixels = maps.count() / maps.shape().extent(0);
    double[] out = new double[pixels];
    for (int r = 0; r < pixels; r++) {
      out[r] = CoilCombination.weightedSum(maps, maps, r, pixels)[0];
    }
    return out;
  }

  @Test
  void agreesWithBartOnARealScan() {
    ComplexArray kspace = new NumpyResource("/org/firenet/demo/brain8/kspace.npy").complex();
    ComplexArray expected = new NumpyResource("/org/firenet/mri/espirit_brain8/maps.npy").complex();

    EspiritMaps result = Espirit.calibrate(kspace, EspiritParameters.defaults());

    assertEquals(kspace.shape(), result.maps().shape());
    assertEquals(Precision.SINGLE, result.maps().precision());
    double[] ours = power(result.maps());
    double[] theirs = power(expected);
    int differentSupport = 0;
    for (int r = 0; r < ours.length; r++) {
      differentSupport += (ours[r] > 0) == (theirs[r] > 0) ? 0 : 1;
      assertEquals(ours[r] > 0 ? 1 : 0, ours[r], SINGLE_ROUNDING);
    }
    assertTrue(differentSupport < ours.length / 1000, "support differs in " + differentSupport);
    double[] sorted =
        Arrays.stream(agreement(result.maps(), expected)).filter(v -> v > 0).sorted().toArray();
    assertTrue(sorted[sorted.length / 2] > MEDIAN_AGREEMENT, "median " + sorted[sorted.length / 2]);
    assertTrue(sorted[sorted.length / 100] > LOW_AGREEMENT, "1 % " + sorted[sorted.length / 100]);
  }

  @ParameterizedTest
  @CsvSource({"4,48,40", "3,37,41", "1,33,28", "6,30,47"})
  void recoversSimulatedCoils(int coils, int ny, int nx) {
    ComplexArray truth = BirdcageCoils.maps(coils, Shape.of(ny, nx));

    EspiritMaps result = Espirit.calibrate(scan(truth), SMALL);

    checkAgainst(truth, result);
  }

  @Test
  void recoversSimulatedCoilsIn3D() {
    ComplexArray truth = BirdcageCoils.maps(3, Shape.of(18, 22, 19));

    EspiritMaps result =
        Espirit.calibrate(
            scan(truth), EspiritParameters.builder().kernel(4).calibration(12).build());

    checkAgainst(truth, result);
  }

  private static void checkAgainst(ComplexArray truth, EspiritMaps result) {
    Shape image = truth.shape().last(truth.shape().rank() - 1);
    RealArray object = SheppLogan.image(image);
    double[] agreement = agreement(truth, result.maps());
    double[] power = power(result.maps());
    for (int r = 0; r < agreement.length; r++) {
      assertEquals(power[r] > 0 ? 1 : 0, power[r], DOUBLE_ROUNDING);
      if (object.get(r) > OBJECT) {
        assertTrue(agreement[r] > MODEL_ERROR, "pixel " + r + ": " + agreement[r]);
      }
    }
    for (double value : result.eigenvalues().data()) {
      assertTrue(value >= 0 && value <= 1 + DOUBLE_ROUNDING, "eigenvalue " + value);
    }
  }

  @Test
  void onePlaneIn3DIsTheImageIn2D() {
    ComplexArray kspace = scan(BirdcageCoils.maps(3, Shape.of(26, 31)));

    EspiritMaps flat = Espirit.calibrate(kspace, SMALL);
    EspiritMaps plane = Espirit.calibrate(kspace.reshape(Shape.of(3, 1, 26, 31)), SMALL);

    assertEquals(Shape.of(3, 1, 26, 31), plane.maps().shape());
    assertArrayEquals(flat.maps().doubles(), plane.maps().doubles());
  }

  @Test
  void oneCoilHasTheMapOne() {
    EspiritMaps result = Espirit.calibrate(scan(BirdcageCoils.maps(1, Shape.of(24, 29))), SMALL);
    for (int r = 0; r < result.maps().count(); r++) {
      boolean inside = result.maps().re(r) > 0;
      assertEquals(inside ? 1 : 0, result.maps().re(r), DOUBLE_ROUNDING);
      assertEquals(0, result.maps().im(r), DOUBLE_ROUNDING);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void doesNotDependOnTheNumberOfThreads(int threads) throws Exception {
    ComplexArray kspace = scan(BirdcageCoils.maps(4, Shape.of(45, 83)));
    EspiritParameters two = EspiritParameters.builder().kernel(4).calibration(14).sets(2).build();
    double[] expected = Espirit.calibrate(kspace, two).sets().doubles();
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      double[] actual = pool.submit(() -> Espirit.calibrate(kspace, two).sets().doubles()).get();

      assertArrayEquals(expected, actual);
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void doesNotDependOnTheScaleOfTheData() {
    ComplexArray kspace = scan(BirdcageCoils.maps(4, Shape.of(32, 36)));
    ComplexArray scaled = kspace.copy(Precision.DOUBLE);
    for (int i = 0; i < 2 * kspace.count(); i++) {
      scaled.doubles()[i] *= 1024;
    }

    assertArrayEquals(
        Espirit.calibrate(kspace, SMALL).maps().doubles(),
        Espirit.calibrate(scaled, SMALL).maps().doubles(),
        DOUBLE_ROUNDING);
  }

  @Test
  void phaseMakesTheFirstVirtualCoilRealAndPositive() {
    ComplexArray kspace = scan(BirdcageCoils.maps(5, Shape.of(32, 30)));
    EspiritMaps result = Espirit.calibrate(kspace, SMALL);
    ComplexArray block = CalibrationRegion.find(Mask.full(Shape.of(32, 30)), 4, 14).extract(kspace);

    ComplexArray virtual = CoilCompression.toCoils(block, 1).apply(result.maps());

    for (int r = 0; r < virtual.count(); r++) {
      assertTrue(virtual.re(r) >= 0);
      assertEquals(0, virtual.im(r), DOUBLE_ROUNDING);
    }
  }

  @Test
  void severalSetsAreOrthonormalEigenvectors() {
    ComplexArray kspace = scan(BirdcageCoils.maps(4, Shape.of(28, 34)));
    EspiritParameters three =
        EspiritParameters.builder().kernel(4).calibration(14).sets(3).crop(0).build();

    EspiritMaps result = Espirit.calibrate(kspace, three);

    assertEquals(Shape.of(3, 4, 28, 34), result.sets().shape());
    int pixels = 28 * 34;
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b <= a; b++) {
        for (double product : agreement(result.set(a), result.set(b))) {
          assertEquals(a == b ? 1 : 0, product, 1e-9);
        }
      }
      for (int r = 0; a > 0 && r < pixels; r++) {
        assertTrue(
            result.eigenvalues().get(a * pixels + r)
                <= result.eigenvalues().get((a - 1) * pixels + r) + 0.05,
            "eigenvalues fall");
      }
    }
  }

  @Test
  void softCropFadesOutWhereHardCropEnds() {
    ComplexArray kspace = scan(BirdcageCoils.maps(4, Shape.of(40, 40)));
    EspiritMaps hard = Espirit.calibrate(kspace, SMALL);
    EspiritMaps soft =
        Espirit.calibrate(
            kspace, EspiritParameters.builder().kernel(4).calibration(14).softCrop(true).build());
    double[] hardPower = power(hard.maps());
    double[] softPower = power(soft.maps());
    boolean fades = false;
    for (int r = 0; r < hardPower.length; r++) {
      double t = Math.max(-1, Math.min(1, (soft.eigenvalues().get(r) - 0.8) / 0.2));
      double weight = 0.5 + 0.75 * t - 0.25 * t * t * t;
      assertEquals(weight * weight, softPower[r], DOUBLE_ROUNDING);
      assertEquals(hardPower[r] > 0, weight >= 0.5);
      fades |= weight > 0.1 && weight < 0.9;
    }
    assertTrue(fades);
  }

  @Test
  void rejectsWrongArguments() {
    ComplexArray kspace = scan(BirdcageCoils.maps(2, Shape.of(20, 20)));
    Mask full = Mask.full(Shape.of(20, 20));
    EspiritParameters three = EspiritParameters.builder().sets(3).build();
    ComplexArray broken = kspace.copy(Precision.DOUBLE);
    broken.set(5, Double.NaN, 0);
    boolean[] few = new boolean[400];
    few[210] = true;
    assertMessage("`kspace`", () -> Espirit.calibrate(kspace.slice(0), SMALL));
    assertMessage("`mask`", () -> Espirit.calibrate(kspace, Mask.full(Shape.of(20, 21)), SMALL));
    assertMessage("sets", () -> Espirit.calibrate(kspace, full, three));
    assertMessage("`kspace`", () -> Espirit.calibrate(broken, full, SMALL));
    assertMessage("`mask`", () -> Espirit.calibrate(kspace, Mask.of(Shape.of(20, 20), few), SMALL));
    assertMessage(
        "`kspace`",
        () -> Espirit.calibrate(ComplexArray.zeros(Precision.DOUBLE, kspace.shape()), full, SMALL));
    assertMessage("index", () -> Espirit.calibrate(kspace, SMALL).set(1));
  }

  @Test
  void parametersRejectWhatIsOutOfRange() {
    assertMessage("kernel", () -> EspiritParameters.builder().kernel(0).build());
    assertMessage("calibration", () -> EspiritParameters.builder().calibration(5).build());
    assertMessage("threshold", () -> EspiritParameters.builder().threshold(1).build());
    assertMessage("crop", () -> EspiritParameters.builder().crop(Double.NaN).build());
    assertMessage("sets", () -> EspiritParameters.builder().sets(0).build());
    assertMessage("iterations", () -> EspiritParameters.builder().iterations(0).build());
  }

  private static void assertMessage(
      String start, org.junit.jupiter.api.function.Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.startsWith(start), message);
  }
}
