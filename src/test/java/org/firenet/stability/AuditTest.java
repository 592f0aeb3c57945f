package org.firenet.stability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.mri.CgSense;
import org.firenet.network.FirenetParameters;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.junit.jupiter.api.Test;

class AuditTest {
  private static final SmallScan SCAN = new SmallScan(0.35);

  private static Audit audit(FirenetParameters network, AuditParameters parameters) {
    PlanOptions options = PlanOptions.defaults().withPrecision(Precision.DOUBLE).withThreads(1);
    return new Audit(SCAN.problem, network, "cpu", options, parameters);
  }

  @Test
  void measuresEverythingThatItPromises() {
    List<AuditCost> told = new ArrayList<>();
    TreeSet<String> steps = new TreeSet<>();
    AuditResult result =
        audit(
                FirenetParameters.builder().outer(2).inner(12).build(),
                AuditParameters.quick().withSeed(3))
            .costTo(told::add)
            .progress(
                (name, done, total) -> {
                  assertTrue(done <= total, name);
                  steps.add(name);
                })
            .run(SCAN.kspace, null, SCAN.truth);
    assertEquals(List.of(result.cost()), told);
    assertTrue(result.cost().memoryBytes() > 0);
    assertEquals(
        "[attacks, comparison with CG-SENSE, convergence, details, more samples, noise,"
            + " worst direction]",
        steps.toString());
    assertTrue(result.worstRatio() >= result.sensitivity().value());
    assertTrue(result.noise().average() > 0 && result.noise().average() < result.worstRatio());
    assertEquals(SCAN.problem.image(), result.noise().map().shape());
    assertEquals(1, result.attacks().size());
    assertEquals(0.02, result.attacks().get(0).result().worst().dataChange(), 1e-6);
    assertEquals(4, result.detail().rows().size());
    assertTrue(result.convergence().orElseThrow().remaining() < 0.2);
    assertEquals(3, result.moreSamples().orElseThrow().rows().size());
    assertTrue(result.error().orElseThrow() < 0.15, result.error().toString());
    assertTrue(result.findings().size() >= 5);
    assertTrue(result.seconds() > 0);
  }

  @Test
  void networksWithoutRestartsHaveNoRate() {
    AuditResult result =
        audit(FirenetParameters.builder().ergodic(20).build(), AuditParameters.quick())
            .run(SCAN.kspace, null, null);
    assertTrue(result.convergence().isEmpty());
    assertTrue(result.error().isEmpty());
  }

  @Test
  void dataOfZerosAreRejected() {
    ComplexArray zeros = ComplexArray.zeros(Precision.DOUBLE, SCAN.problem.data());
    Audit audit = audit(FirenetParameters.defaults(), AuditParameters.quick());
    assertThrows(IllegalArgumentException.class, () -> audit.run(zeros, null, null));
    assertThrows(IllegalArgumentException.class, () -> AuditParameters.quick().withNoiseLevel(-1));
    assertThrows(
        IllegalArgumentException.class,
        () -> AuditParameters.quick().withAttackLevels(List.of(0.0)));
  }

  @Test
  void sensitivityOfALinearMethodIsItsNorm() {
    ZeroFilledReconstruction method = new ZeroFilledReconstruction(SCAN.encoding.operator());
    method.linearise(SCAN.kspace);
    Sensitivity sensitivity = Sensitivity.of(method, SCAN.encoding, 200, 1e-9, 1, step -> {});
    assertEquals(SCAN.encoding.operator().norm(), sensitivity.value(), 0.01);
    assertEquals(1, sensitivity.direction().norm(), 1e-9);
    assertEquals(sensitivity.value(), sensitivity.image().norm(), 1e-9);
    for (int i = 1; i < sensitivity.history().size(); i++) {
      assertTrue(sensitivity.history().get(i) >= sensitivity.history().get(i - 1) - 1e-9);
    }
  }

  @Test
  void noiseOfALinearMethodIsKnown() {
    // Of x = E* y each pixel adds up noise of the samples with weights of sum of squares fraction.
    ZeroFilledReconstruction method = new ZeroFilledReconstruction(SCAN.encoding.operator());
    ComplexArray image = method.reconstruct(SCAN.kspace);
    NoiseAmplification noise =
        NoiseAmplification.of(method, SCAN.encoding, SCAN.kspace, image, 0.1, 200, 5, r -> {});
    double fraction = SCAN.problem.mask().orElseThrow().fraction();
    double sum = 0;
    for (int i = 0; i < noise.map().count(); i++) {
      sum += Math.pow(noise.map().get(i), 2);
    }
    assertEquals(fraction, sum / noise.map().count(), 0.02 * fraction);
    assertEquals(0.1, noise.level());
  }

  @Test
  void detailsComeBackFromAllSamplesAndNotFromFew() {
    Mask all = Mask.full(SmallScan.IMAGE);
    Encoding full =
        Encoding.of(
            Problem.of(SmallScan.IMAGE).mask(all).maps(SCAN.problem.maps().orElseThrow()).build(),
            null);
    ComplexArray kspace = full.operator().forward(SCAN.truth);
    DifferentiableReconstruction exact =
        new SenseReconstruction(full.operator(), CgSense.Parameters.defaults());
    RealArray silence = RealArray.of(SmallScan.IMAGE, filled(1e-3));
    DetailTest good =
        DetailTest.of(
            exact, full, kspace, SCAN.truth, silence, List.of(1, 3), List.of(0.1, 0.3), row -> {});
    assertEquals(4, good.rows().size());
    for (DetailTest.Row row : good.rows()) {
      assertEquals(1, row.median(), 1e-5);
      assertEquals(1, row.least(), 1e-5);
      assertEquals(0, row.elsewhere(), 1e-5);
      assertTrue(row.visible());
    }
    assertEquals(0.1, good.faintest(1).orElseThrow().contrast());
    assertEquals(1, good.smallest(0.3).orElseThrow().size());
    SmallScan few = new SmallScan(0);
    DetailTest bad =
        DetailTest.of(
            new ZeroFilledReconstruction(few.encoding.operator()),
            few.encoding,
            few.kspace,
            few.truth,
            RealArray.of(SmallScan.IMAGE, filled(10)),
            List.of(1),
            List.of(0.1),
            row -> {});
    assertFalse(bad.rows().get(0).kept());
    assertTrue(bad.faintest(1).isEmpty());
  }

  private static double[] filled(double value) {
    double[] numbers = new double[SmallScan.IMAGE.count()];
    Arrays.fill(numbers, value);
    return numbers;
  }

  @Test
  void masksAreNestedAndKeepTheirLines() {
    Shape shape = Shape.of(16, 12);
    boolean[] lines = new boolean[shape.count()];
    SplittableRandom random = new SplittableRandom(1);
    for (int y = 0; y < 16; y++) {
      boolean taken = Math.abs(y - 8) < 2 || random.nextDouble() < 0.4;
      for (int x = 0; x < 12; x++) {
        lines[12 * y + x] = taken;
      }
    }
    for (Mask mask : List.of(Mask.of(shape, lines), SCAN.problem.mask().orElseThrow())) {
      List<Mask> masks = MoreSamplesTest.masks(mask, true, List.of(0.5, 0.8, 1.0, 1.4, 100.0), 2);
      assertEquals(mask, masks.get(2));
      assertEquals(1.0, masks.get(4).fraction());
      for (int i = 1; i < masks.size(); i++) {
        assertTrue(masks.get(i).samples() >= masks.get(i - 1).samples());
        for (int point = 0; point < mask.shape().count(); point++) {
          assertTrue(!masks.get(i - 1).get(point) || masks.get(i).get(point));
        }
        assertEquals(mask.isFullAlong(1), masks.get(i - 1).isFullAlong(1));
      }
    }
  }

  @Test
  void ratesAreFittedAboveThePrecision() {
    Convergence convergence = Convergence.of(List.of(0.1, 0.02, 0.004, 0.0008, 1e-6), 0.25, 2);
    assertEquals(0.2, convergence.rate(), 1e-12);
    assertEquals(0.02, convergence.remaining());
    assertTrue(Double.isNaN(Convergence.of(List.of(1e-7, 1e-8), 0.1, 5).rate()));
  }
}
