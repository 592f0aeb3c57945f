package org.firenet.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.mri.ZeroFilled;
import org.firenet.operator.CoilOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyticScanTest {
  /** Rounding of sums of products near 1. */
  private static final double ROUNDING = 1e-13;

  /** Rounding after factors of up to 1e4 outside the field of view. */
  private static final double MANY_STEPS = 1e-10;

  /** Of values below 1, by how much a fit of coils to 1e-4 or better can move them. */
  private static final double FITTED = 3e-5;

  /** Expected values: scipy.special.j1. */
  @ParameterizedTest
  @CsvSource({
    "0,0.0",
    "0.001,0.0004999999375000026",
    "0.7,0.3289957415400589",
    "5,-0.3275791375914653",
    "24.9,-0.1348556995314088",
    "25.1,-0.11463478413442246",
    "90,0.07992564670886791",
    "700.25,0.027007281080096625"
  })
  void besselFunction(double x, double expected) {
    assertEquals(expected, Bessel.orderOne(x), ROUNDING);
  }

  /**
   * Expected values: NumPy, the integral over each ellipse by quadrature in polar coordinates (120
   * Gauss points by 240 angles), coils and phase from their formulas.
   */
  @ParameterizedTest
  @CsvSource({
    "1,1,0,1,12,10,0,2.536996472865966,0",
    "1,1,0,1,3,17,0,-0.049680413866322375,0.04163321715536143",
    "4,1,1,1,12,10,2,-0.49396853586735306,0.06723498930417784",
    "4,1,1,1,5,20,3,-0.033802134832417924,0.04492087658156697",
    "4,1,1,1,0,0,1,0.026220566759642218,0.011273955632400186",
    "4,2,1,1,9,4,1,-0.016042733397484937,0.02193332015253858",
    "4,1,1,2,9,5,1,0.004646698111717963,0.01568921676744953",
    "4,1,1,2,9,41,1,0.012207103939550993,0.0360798966447451",
    "4,1,1,3,9,50,1,0.010738167483666924,0.03741287941674671"
  })
  void agreesWithQuadrature(
      int coils,
      int slices,
      double phase,
      int over,
      int ky,
      int kx,
      int coil,
      double re,
      double im) {
    PhantomScan request = new PhantomScan(Shape.of(24, 21), slices, coils, over, phase);

    ComplexArray kspace = request.analytic().kspace(slices - 1);

    assertEquals(Shape.of(coils, 24, 21 * over), kspace.shape());
    int index = (coil * 24 + ky) * 21 * over + kx;
    assertEquals(re, kspace.re(index), FITTED);
    assertEquals(im, kspace.im(index), FITTED);
  }

  /** Expected values as above, over each ellipsoid. */
  @ParameterizedTest
  @CsvSource({
    "1,0,4,6,5,0,2.0044160084022926,0",
    "1,0,1,8,2,0,-0.030540397968347226,0.009273404967068986",
    "3,1,4,6,5,1,-0.06530543968815784,0.6115568689746406",
    "3,1,6,2,9,2,-0.0018147791100592444,-0.017415810786636038"
  })
  void agreesWithQuadratureInSpace(
      int coils, double phase, int kz, int ky, int kx, int coil, double re, double im) {
    PhantomScan request = new PhantomScan(Shape.of(9, 12, 11), 1, coils, 1, phase);

    ComplexArray kspace = request.analytic().kspace(0);

    int index = ((coil * 9 + kz) * 12 + ky) * 11 + kx;
    assertEquals(re, kspace.re(index), FITTED);
    assertEquals(im, kspace.im(index), FITTED);
  }

  @Test
  void approachesTheRasterAsTheMatrixGrows() {
    double before = Double.POSITIVE_INFINITY;
    for (int n : new int[] {24, 48, 96, 192}) {
      PhantomScan request = new PhantomScan(Shape.of(n, n), 1, 2, 1, 1);
      ComplexArray raster = request.raster().kspace(0);
      ComplexArray analytic = request.analytic().kspace(0);
      double error = 0;
      double power = 0;
      for (int coil = 0; coil < 2; coil++) {
        for (int v = n / 2 - 8; v < n / 2 + 8; v++) {
          for (int u = n / 2 - 8; u < n / 2 + 8; u++) {
            int i = (coil * n + v) * n + u;
            error += Math.pow(analytic.re(i) - raster.re(i), 2);
            error += Math.pow(analytic.im(i) - raster.im(i), 2);
            power += Math.pow(analytic.re(i), 2) + Math.pow(analytic.im(i), 2);
          }
        }
      }
      double relative = Math.sqrt(error / power);
      assertTrue(relative < 0.7 * before, n + ": " + relative + " after " + before);
      before = relative;
    }
    assertTrue(before < 0.02, "low frequencies of 192 x 192: " + before);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void coilsNeverAddUpToMoreThanOne(int coils) {
    for (Shape image : new Shape[] {Shape.of(40, 33), Shape.of(2, 3), Shape.of(7, 10, 8)}) {
      FullScan scan = new PhantomScan(image, 1, coils, 1, 1).analytic();
      double norm = new CoilOperator(scan.maps()).norm();
      assertTrue(norm <= 1 + ROUNDING && norm > 1 - 1e-3, image + ": " + norm);
    }
  }

  /** The image of oversampled data, cut to the middle, is nearly that of the ordinary ones. */
  @Test
  void oversamplingOnlyWidensTheFieldOfView() {
    Shape image = Shape.of(96, 95);
    ComplexArray plain = new PhantomScan(image, 1, 2, 1, 0).analytic().kspace(0);
    ComplexArray wide = new PhantomScan(image, 1, 2, 2, 0).analytic().kspace(0);
    // Every second sample of twice as many is the same sample; 1/√2 by the unitary scaling.
    for (int i = 0; i < plain.count(); i++) {
      int row = i / 95;
      int u = 95 + 2 * (i % 95 - 47);
      if (u >= 0 && u < 190) {
        assertEquals(plain.re(i), Math.sqrt(2) * wide.re(row * 190 + u), MANY_STEPS);
        assertEquals(plain.im(i), Math.sqrt(2) * wide.im(row * 190 + u), MANY_STEPS);
      }
    }
  }

  /** The phantom in space is its own mirror image in z, so its transform without coils is too. */
  @Test
  void volumeIsSymmetric() {
    int n = 9;
    ComplexArray k = new PhantomScan(Shape.of(n, 12, 11), 1, 1, 1, 0).analytic().kspace(0);
    for (int i = 0; i < k.count(); i++) {
      int z = i / 132;
      int mirrored = (n - 1 - z) * 132 + i % 132;
      assertEquals(k.re(i), k.re(mirrored), MANY_STEPS);
      assertEquals(k.im(i), k.im(mirrored), MANY_STEPS);
    }
    assertEquals(k.magnitude().max(), k.magnitude().get(4 * 132 + 6 * 11 + 5), "DC is at n/2");
  }

  @Test
  void imageOfItLooksLikeThePhantom() {
    FullScan scan = new PhantomScan(Shape.of(128, 117), 1, 4, 1, 1).analytic();
    ComplexArray image = ZeroFilled.image(scan.kspace(0), scan.maps());
    ComplexArray truth = scan.truth(0);
    double error = 0;
    for (int i = 0; i < image.count(); i++) {
      error += Math.pow(image.re(i) - truth.re(i), 2) + Math.pow(image.im(i) - truth.im(i), 2);
    }
    assertTrue(
        Math.sqrt(error) < 0.3 * truth.norm(),
        "ringing, no more: " + Math.sqrt(error) / truth.norm());
  }

  @Test
  void rejectsWhatItCanNotDo() {
    Shape shape = Shape.of(16, 16);
    assertMessage("phase: too strong", () -> new PhantomScan(shape, 1, 4, 1, 40).analytic());
    assertMessage("phase: expected", () -> new PhantomScan(shape, 1, 4, 1, Double.NaN));
    assertMessage("slices", () -> new PhantomScan(shape, 0, 4, 1, 0));
    assertMessage("slices", () -> new PhantomScan(Shape.of(4, 4, 4), 2, 4, 1, 0));
    assertMessage("coils", () -> new PhantomScan(shape, 1, 0, 1, 0));
    assertMessage("oversampling", () -> new PhantomScan(shape, 1, 1, 0, 0));
    assertMessage("shape", () -> new PhantomScan(Shape.of(16), 1, 1, 1, 0));
    assertMessage("shape", () -> new PhantomScan(Shape.of(16, 1), 1, 1, 1, 0));
  }

  private static void assertMessage(
      String start, org.junit.jupiter.api.function.Executable executable) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.startsWith(start), message);
  }
}
