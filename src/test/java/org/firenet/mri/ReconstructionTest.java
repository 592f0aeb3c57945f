package org.firenet.mri;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.metrics.ImageMetrics;
import org.firenet.operator.CoilOperator;
import org.firenet.operator.DenseOperator;
import org.firenet.operator.FourierOperator;
import org.firenet.operator.MaskOperator;
import org.firenet.phantom.BirdcageCoils;
import org.firenet.phantom.SheppLogan;
import org.firenet.phantom.SmoothPhase;
import org.firenet.sampling.PhaseEncodeLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Zero filling, coil combination and iterative SENSE. */
class ReconstructionTest {
  /** Fourier transforms and sums over coils in double precision. */
  private static final double ROUNDING = 1e-12;

  /** Conjugate gradients end at this residual; the encoding is well conditioned. */
  private static final double CONVERGED = 1e-6;

  private static final CgSense.Parameters DEFAULTS = CgSense.Parameters.defaults();

  private record Scan(ComplexArray truth, ComplexArray maps, ComplexArray kspace) {
    static Scan of(int coils, Shape image) {
      ComplexArray truth = SmoothPhase.apply(SheppLogan.image(image), 1);
      ComplexArray maps = BirdcageCoils.maps(coils, image);
      ComplexArray kspace =
          new FourierOperator(maps.shape(), image.rank())
              .forward(new CoilOperator(maps).forward(truth));
      return new Scan(truth, maps, kspace);
    }

    ComplexArray sampled(Mask mask) {
      return new MaskOperator(kspace.shape(), mask).forward(kspace);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,16,16", "3,17,13", "4,30,22"})
  void everyCombinationIsExactAtFullSampling(int coils, int ny, int nx) {
    Shape image = Shape.of(ny, nx);
    Scan scan = Scan.of(coils, image);
    ComplexArray coilImages = ZeroFilled.coilImages(scan.kspace());
    RealArray magnitude = scan.truth().magnitude();

    CgSense.Result sense =
        CgSense.reconstruct(scan.kspace(), Mask.full(image), scan.maps(), DEFAULTS);

    assertEquals(
        0,
        ImageMetrics.nrmse(ZeroFilled.image(scan.kspace(), scan.maps()), scan.truth()),
        ROUNDING);
    assertEquals(
        0,
        ImageMetrics.nrmse(CoilCombination.withMaps(coilImages, scan.maps()), scan.truth()),
        ROUNDING);
    assertEquals(
        0, ImageMetrics.nrmse(CoilCombination.rootSumOfSquares(coilImages), magnitude), ROUNDING);
    assertEquals(0, ImageMetrics.nrmse(sense.image(), scan.truth()), ROUNDING);
    assertEquals(1, sense.iterations());
  }

  @Test
  void worksIn3D() {
    Shape image = Shape.of(6, 9, 8);
    Scan scan = Scan.of(4, image);
    Mask mask = new PhaseEncodeLines(image, 1, 2, 3).equispaced(0);

    CgSense.Result sense =
        CgSense.reconstruct(scan.sampled(mask), mask, scan.maps(), DEFAULTS.withIterations(200));

    assertTrue(sense.residual() <= CONVERGED);
    assertEquals(0, ImageMetrics.nrmse(sense.image(), scan.truth()), 100 * CONVERGED);
    assertEquals(
        0,
        ImageMetrics.nrmse(
            CoilCombination.rootSumOfSquares(ZeroFilled.coilImages(scan.kspace())),
            scan.truth().magnitude()),
        ROUNDING);
  }

  @Test
  void combinationWithMapsDividesByTheirPower() {
    Shape image = Shape.of(8, 8);
    Scan scan = Scan.of(3, image);
    ComplexArray maps = scan.maps().copy(Precision.DOUBLE);
    for (int i = 0; i < maps.count(); i++) {
      double factor = i % 64 == 5 ? 0 : 3;
      maps.set(i, factor * maps.re(i), factor * maps.im(i));
    }

    ComplexArray out = CoilCombination.withMaps(ZeroFilled.coilImages(scan.kspace()), maps);

    for (int r = 0; r < 64; r++) {
      assertEquals(r == 5 ? 0 : scan.truth().re(r) / 3, out.re(r), ROUNDING);
      assertEquals(r == 5 ? 0 : scan.truth().im(r) / 3, out.im(r), ROUNDING);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,5,1", "4,1,3,1", "4,1,7,3", "3,6,5,3"})
  void adaptiveCombinationIsNearTheMagnitude(int coils, int planes, int block, int smoothing) {
    Shape image = planes == 1 ? Shape.of(33, 30) : Shape.of(planes, 33, 30);
    Scan scan = Scan.of(coils, image);
    ComplexArray coilImages = ZeroFilled.coilImages(scan.kspace());

    ComplexArray out = CoilCombination.adaptive(coilImages, block, smoothing);

    // Maps that change within a block are not quite the block's principal axis.
    assertEquals(0, ImageMetrics.nrmse(out.magnitude(), scan.truth().magnitude()), 0.02);
  }

  @ParameterizedTest
  @CsvSource({"1,5,3", "1,3,1", "7,5,3", "7,1,7"})
  void adaptiveCombinationDoesNotDependOnTheBands(int planes, int block, int smoothing) {
    Shape image = planes == 1 ? Shape.of(17, 13) : Shape.of(planes, 9, 8);
    ComplexArray coilImages = ZeroFilled.coilImages(Scan.of(3, image).kspace());
    double[] expected =
        new AdaptiveCombination(coilImages, block, smoothing).run(Long.MAX_VALUE).doubles();

    for (long bytes : new long[] {0, 3000, 20000}) {
      assertArrayEquals(
          expected, new AdaptiveCombination(coilImages, block, smoothing).run(bytes).doubles());
    }
  }

  @Test
  void adaptiveCombinationOfABlockOfOnePointIsTheRootSumOfSquares() {
    Scan scan = Scan.of(4, Shape.of(21, 24));
    ComplexArray coilImages = ZeroFilled.coilImages(scan.kspace());

    assertArrayEquals(
        CoilCombination.rootSumOfSquares(coilImages).data(),
        CoilCombination.adaptive(coilImages, 1, 1).magnitude().data(),
        ROUNDING);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-2, 3})
  void regularisationAtFullSamplingScalesTheImage(double lambda) {
    Shape image = Shape.of(15, 14);
    Scan scan = Scan.of(3, image);

    ComplexArray out =
        CgSense.reconstruct(
                scan.kspace(), Mask.full(image), scan.maps(), DEFAULTS.withLambda(lambda))
            .image();

    for (int r = 0; r < out.count(); r++) {
      assertEquals(scan.truth().re(r) / (1 + lambda), out.re(r), ROUNDING);
    }
  }

  @Test
  void solvesTheNormalEquationsOfAMatrix() {
    // (A*A + 1/2) x = A*y with A = [1 i; 2 0; 0 1], y = (1, 0, 2): A*A = [5 i; -i 2],
    // A*y = (1, 2 - i); det = 5.5 * 2.5 - 1 = 12.75, x = ((2.5 - 2i - 1)/12.75, (11 - 4.5i)/12.75).
    ComplexArray matrix =
        ComplexArray.of(Shape.of(3, 2), new double[] {1, 0, 0, 1, 2, 0, 0, 0, 0, 0, 1, 0});
    ComplexArray data = ComplexArray.of(Shape.of(3), new double[] {1, 0, 0, 0, 2, 0});

    CgSense.Result result =
        CgSense.solve(
            new DenseOperator(matrix, Shape.of(2)), data, new CgSense.Parameters(20, 0, 0.5));

    assertArrayEquals(
        new double[] {1.5 / 12.75, -2 / 12.75, 11 / 12.75, -4.5 / 12.75},
        result.image().doubles(),
        ROUNDING);
  }

  @Test
  void unfoldsEverySecondLine() {
    Shape image = Shape.of(32, 24);
    Scan scan = Scan.of(6, image);
    Mask mask = new PhaseEncodeLines(image, 0, 2, 0).equispaced(1);

    CgSense.Result result =
        CgSense.reconstruct(
            scan.sampled(mask),
            mask,
            scan.maps(),
            DEFAULTS.withIterations(100).withTolerance(1e-9));

    assertTrue(result.residual() <= 1e-9 && result.iterations() < 100);
    assertEquals(0, ImageMetrics.nrmse(result.image(), scan.truth()), CONVERGED);
    assertTrue(
        ImageMetrics.nrmse(ZeroFilled.image(scan.sampled(mask), scan.maps()), scan.truth()) > 0.3);
  }

  @Test
  void dataOfZerosGiveAnImageOfZeros() {
    Scan scan = Scan.of(2, Shape.of(6, 6));
    CgSense.Result result =
        CgSense.reconstruct(
            ComplexArray.zeros(Precision.SINGLE, scan.kspace().shape()),
            Mask.full(Shape.of(6, 6)),
            scan.maps(),
            DEFAULTS);

    assertEquals(0, result.image().norm());
    assertEquals(0, result.iterations());
    assertEquals(0, result.residual());
  }

  @Test
  void rejectsWrongArguments() {
    Shape image = Shape.of(8, 6);
    Scan scan = Scan.of(2, image);
    ComplexArray flat = scan.truth();
    ComplexArray other = BirdcageCoils.maps(3, image);
    ComplexArray broken = scan.maps().copy(Precision.DOUBLE);
    broken.set(0, Double.NaN, 0);
    Mask mask = Mask.full(image);
    assertMessage("`kspace`", () -> ZeroFilled.coilImages(flat));
    assertMessage("`kspace`", () -> ZeroFilled.coilImages(broken));
    assertMessage("`maps`", () -> ZeroFilled.image(scan.kspace(), other));
    assertMessage("`maps`", () -> ZeroFilled.image(scan.kspace(), broken));
    assertMessage("`coilImages`", () -> CoilCombination.rootSumOfSquares(flat));
    assertMessage("`maps`", () -> CoilCombination.withMaps(scan.kspace(), other));
    assertMessage("block", () -> CoilCombination.adaptive(scan.kspace(), 4, 1));
    assertMessage("smoothing", () -> CoilCombination.adaptive(scan.kspace(), 3, 0));
    assertMessage("`kspace`", () -> CgSense.reconstruct(flat, mask, flat, DEFAULTS));
    assertMessage(
        "`mask`",
        () -> CgSense.reconstruct(scan.kspace(), Mask.full(Shape.of(6, 8)), scan.maps(), DEFAULTS));
    assertMessage("`maps`", () -> CgSense.reconstruct(scan.kspace(), mask, other, DEFAULTS));
    assertMessage("`maps`", () -> CgSense.reconstruct(scan.kspace(), mask, broken, DEFAULTS));
    assertMessage("`data`", () -> CgSense.reconstruct(broken, mask, scan.maps(), DEFAULTS));
    assertMessage("iterations", () -> DEFAULTS.withIterations(0));
    assertMessage("tolerance", () -> DEFAULTS.withTolerance(-1));
    assertMessage("lambda", () -> DEFAULTS.withLambda(Double.NaN));
  }

  private static void assertMessage(
      String start, org.junit.jupiter.api.function.Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.startsWith(start), message);
  }
}
