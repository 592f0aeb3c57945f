package org.firenet.stability.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import org.firenet.network.Defaults;
import org.firenet.network.FirenetParameters;
import org.firenet.network.ShiftSequence;
import org.junit.jupiter.api.Test;

class CertificateTest {
  private static final double ROUNDING = 1e-12;

  private static Certificate.Builder assumed(LocalSparsities sparsities) {
    return Certificate.of(sparsities, new NullSpaceProperty(0.5, 1.5, false));
  }

  @Test
  void constantsByHand() {
    LocalSparsities sparsities = LocalSparsities.weighted(List.of(2, 6, 24, 32));
    assertEquals(4 * 64, sparsities.xi(), 256 * ROUNDING);
    assertEquals(4, sparsities.kappa(), ROUNDING * 4);
    Certificate certificate = assumed(sparsities).build();
    double a = 0.5 + 1.5 * Math.sqrt(2) / 2;
    double c1 = a * 3;
    double c2 = a * 6 + (1 + Math.sqrt(2) / 2) * 1.5;
    assertEquals(c1, certificate.c1(), c1 * ROUNDING);
    assertEquals(c2, certificate.c2(), c2 * ROUNDING);
    assertEquals(c2, certificate.c3(), c2 * ROUNDING);
    assertEquals(c1 / (c2 * 16), certificate.largestLambda(), ROUNDING);
    assertEquals((int) Math.ceil(2 * c2 * Math.E), certificate.inner());
    assertEquals(2 * c2 / (1 - Math.exp(-1)), certificate.amplification(), 1e-9);
  }

  @Test
  void constantsAreThePublishedOnesForAnExactMatrix() {
    double rho = 0.3;
    double gamma = 0.7;
    LocalSparsities sparsities = new LocalSparsities(List.of(3, 5, 11), List.of(1.0, 0.4, 2.0));
    double root = Math.pow(sparsities.kappa(), 0.25);
    double c1 = ((1 + rho) / 2 + (3 + rho) * root / 4) * (3 + rho) / (1 - rho);
    double c2 = 2 * ((3 + rho) / (1 - rho) + (7 + rho) / (1 - rho) * root / 2) * gamma;
    Certificate certificate =
        Certificate.of(sparsities, new NullSpaceProperty((1 + rho) / 2, 2 * gamma, false)).build();
    assertEquals(c1, certificate.c1(), c1 * ROUNDING);
    assertEquals(c2, certificate.c2(), c2 * ROUNDING);
  }

  @Test
  void smallerLambdaRaisesC3AndP() {
    Certificate most = assumed(LocalSparsities.weighted(List.of(4))).norm(0.5).build();
    Certificate less =
        assumed(LocalSparsities.weighted(List.of(4)))
            .norm(0.5)
            .lambda(most.largestLambda() / 3)
            .build();
    assertEquals(3 * most.c3(), less.c3(), 3 * most.c3() * ROUNDING);
    assertEquals((int) Math.ceil(3 * most.c3() * Math.E), less.inner());
    FirenetParameters parameters = less.parameters(7, 0.25);
    assertEquals(7, parameters.outer());
    assertEquals(less.inner(), parameters.inner());
    assertEquals(Defaults.PAPER_NU, parameters.nu());
    assertEquals(0.25, parameters.delta().orElseThrow());
    assertEquals(0.5, parameters.norm().orElseThrow());
    assertEquals(ShiftSequence.Mode.NONE, parameters.shifts().mode());
  }

  @Test
  void theBoundFallsByNuToItsFloor() {
    Certificate certificate = assumed(LocalSparsities.weighted(List.of(4, 4))).nu(0.5).build();
    ErrorBound bound = ErrorBound.of(certificate).residual(0.01).distance(0.1).epsilon0(3).build();
    assertEquals(0.02 + 0.2 * certificate.lambda(), bound.delta(), ROUNDING);
    assertEquals(2 * certificate.c3() * bound.delta(), bound.floor(), 1e-9);
    for (int n = 0; n < 5; n++) {
      assertEquals(
          0.5 * (bound.afterBlocks(n) - bound.floor()),
          bound.afterBlocks(n + 1) - bound.floor(),
          1e-9);
    }
    int p = certificate.inner();
    double[] layers = bound.afterLayers(4, p);
    assertEquals(4 * p, layers.length);
    for (int n = 1; n <= 4; n++) {
      assertTrue(layers[n * p - 1] <= bound.afterBlocks(n), "block " + n);
      assertTrue(layers[n * p - 2] > layers[n * p - 1], "block " + n);
    }
    assertMessage("inner: expected at least " + p, () -> bound.afterLayers(4, p - 1));
  }

  @Test
  void blocksForATargetAreTheFewest() {
    Certificate certificate = assumed(LocalSparsities.unweighted(List.of(3))).build();
    ErrorBound bound = ErrorBound.of(certificate).delta(1e-6).epsilon0(1).build();
    double target = 1e-3;
    int blocks = bound.blocksFor(target).orElseThrow();
    assertTrue(bound.afterBlocks(blocks) <= target);
    assertTrue(bound.afterBlocks(blocks - 1) > target);
    assertEquals(OptionalInt.empty(), bound.blocksFor(bound.floor()));
    assertEquals(OptionalInt.of(0), bound.blocksFor(1e9));
  }

  @Test
  void noDataNoError() {
    Certificate certificate = assumed(LocalSparsities.unweighted(List.of(1))).build();
    ErrorBound bound = ErrorBound.of(certificate).build();
    assertEquals(0, bound.afterBlocks(0));
    assertEquals(OptionalInt.of(0), bound.blocksFor(1e-300));
  }

  @Test
  void assumptionsSayWhatIsProved() {
    LocalSparsities one = LocalSparsities.unweighted(List.of(1));
    assertTrue(assumed(one).build().assumptions().get(0).startsWith("Assumed"));
    assertTrue(
        Certificate.of(one, new NullSpaceProperty(0, 1, true))
            .build()
            .assumptions()
            .get(0)
            .startsWith("Proved"));
  }

  @Test
  void badArgumentsAreNamed() {
    LocalSparsities one = LocalSparsities.unweighted(List.of(1));
    assertMessage("there is no certificate", () -> new NullSpaceProperty(1, 1, false));
    assertMessage("rho: expected", () -> new NullSpaceProperty(Double.NaN, 1, false));
    assertMessage("rho: expected", () -> new NullSpaceProperty(-0.1, 1, false));
    assertMessage("gamma: expected a positive", () -> new NullSpaceProperty(0.5, 0, false));
    assertMessage("lambda: expected a positive", () -> assumed(one).lambda(1).build());
    assertMessage("lambda: expected a positive", () -> assumed(one).lambda(0).build());
    assertMessage("lambda: 1.000e-12", () -> assumed(one).lambda(1e-12).build().inner());
    assertMessage("nu: expected", () -> assumed(one).nu(1).build());
    assertMessage("norm: expected", () -> assumed(one).norm(0).build());
    assertMessage("sparsities: expected", () -> LocalSparsities.weighted(List.of()));
    assertMessage("sparsities: expected", () -> LocalSparsities.unweighted(List.of(1, 0)));
    assertMessage(
        "weights: expected 1 positive", () -> new LocalSparsities(List.of(1), List.of(1.0, 2.0)));
    assertMessage("weights: expected", () -> new LocalSparsities(List.of(1), List.of(0.0)));
    assertMessage("delta: expected", () -> ErrorBound.of(assumed(one).build()).delta(-1).build());
    assertMessage(
        "residual: expected",
        () -> ErrorBound.of(assumed(one).build()).residual(Double.NaN).build());
  }

  private static void assertMessage(String part, Runnable action) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
    assertTrue(e.getMessage().contains(part), e::getMessage);
  }
}
