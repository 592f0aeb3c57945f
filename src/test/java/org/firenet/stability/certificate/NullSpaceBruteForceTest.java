package org.firenet.stability.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.junit.jupiter.api.Test;

class NullSpaceBruteForceTest {
  /** What the margins for rounding add. */
  private static final double MARGIN = 1e-8;

  private static ComplexArray matrix(int rows, double... real) {
    double[] interleaved = new double[2 * real.length];
    for (int i = 0; i < real.length; i++) {
      interleaved[2 * i] = real[i];
    }
    return ComplexArray.of(Shape.of(rows, real.length / rows), interleaved);
  }

  private static NullSpaceBound bound(ComplexArray a, int... sizes) {
    List<Integer> list = new ArrayList<>();
    for (int size : sizes) {
      list.add(size);
    }
    return NullSpaceBruteForce.bound(
        a,
        CoefficientLevels.ofSizes(list),
        LocalSparsities.unweighted(Collections.nCopies(sizes.length, 1)));
  }

  @Test
  void unitaryMatricesHaveRhoZeroAndGammaOne() {
    NullSpaceBound bound = bound(matrix(3, 0, 1, 0, 1, 0, 0, 0, 0, 1), 3);
    assertEquals(0, bound.rho(), MARGIN);
    assertEquals(1, bound.gamma(), MARGIN);
    assertEquals(0, bound.rhoAtLeast());
    assertEquals(1, bound.gammaAtLeast(), MARGIN);
    assertEquals(3, bound.supports());
    assertTrue(bound.property().proved());
  }

  @Test
  void threeVectorsInThePlane() {
    double h = Math.sqrt(3) / 2;
    NullSpaceBound bound = bound(matrix(2, 1, -0.5, -0.5, 0, h, -h), 3);
    assertEquals(0.5, bound.rho(), MARGIN, "v = (1, 1, 1) is in the null space");
    assertEquals(0.5, bound.rhoAtLeast(), 1e-6);
    assertEquals(1, bound.gamma(), MARGIN);
    assertEquals(1, bound.gammaAtLeast(), MARGIN);
  }

  @Test
  void complexMatricesAreThoseOfTheirRealForm() {
    double h = Math.sqrt(3) / 2;
    ComplexArray turned = matrix(2, 1, -0.5, -0.5, 0, h, -h);
    for (int i = 0; i < turned.count(); i++) {
      double phase = i % 3;
      double value = turned.re(i);
      turned.set(i, value * Math.cos(phase), value * Math.sin(phase));
    }
    NullSpaceBound bound = bound(turned, 3);
    assertEquals(0.5, bound.rho(), MARGIN);
    assertEquals(1, bound.gamma(), MARGIN);
  }

  @Test
  void oneRowIsTooFew() {
    NullSpaceBound bound = bound(matrix(1, 1, 1), 2);
    assertEquals(1, bound.rho(), MARGIN);
    assertEquals(1, bound.rhoAtLeast(), MARGIN);
    assertFalse(bound.holds());
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, bound::property);
    assertTrue(
        e.getMessage().startsWith("rho: expected below 1, the smallest proved is 1"),
        e::getMessage);
    assertTrue(e.getMessage().contains("more rows or smaller sparsities"), e::getMessage);
  }

  @Test
  void dependentColumnsInASupportProveNothing() {
    NullSpaceBound bound =
        NullSpaceBruteForce.bound(
            matrix(2, 1, 1, 0, 0, 0, 1),
            CoefficientLevels.ofSizes(List.of(3)),
            LocalSparsities.unweighted(List.of(2)));
    assertFalse(bound.holds());
    assertThrows(IllegalArgumentException.class, bound::property);
  }

  @Test
  void aSupportOfEverythingLeavesRhoZero() {
    NullSpaceBound bound = bound(matrix(2, 2, 0, 0, 4), 1, 1);
    assertEquals(0, bound.rho());
    assertEquals(0.5, bound.gamma(), MARGIN);
    assertEquals(1, bound.supports());
  }

  @Test
  void supportsAreAllAndDifferent() {
    CoefficientLevels levels = CoefficientLevels.ofSizes(List.of(3, 4));
    Supports supports = new Supports(levels, LocalSparsities.unweighted(List.of(1, 2)));
    Set<List<Integer>> seen = new HashSet<>();
    supports.forEach(s -> seen.add(List.of(s[0], s[1], s[2])));
    List<int[]> first = new ArrayList<>();
    supports.forEach(s -> !first.add(s));
    assertEquals(1, first.size());
    assertEquals(18, supports.count());
    assertEquals(18, seen.size());
    seen.forEach(
        s -> assertTrue(s.get(0) < 3 && s.get(1) >= 3 && s.get(1) < s.get(2), s::toString));
  }

  @Test
  void badArgumentsAreNamed() {
    ComplexArray wide = ComplexArray.zeros(Precision.DOUBLE, Shape.of(2, 60));
    assertMessage("all zero", () -> bound(wide, 60));
    wide.set(0, 1, 0);
    assertMessage("as many columns as the levels [4] have", () -> bound(wide, 4));
    assertMessage(
        "supports",
        () ->
            NullSpaceBruteForce.bound(
                wide,
                CoefficientLevels.ofSizes(List.of(60)),
                LocalSparsities.unweighted(List.of(20))));
    assertMessage(
        "at most [60]",
        () ->
            NullSpaceBruteForce.bound(
                wide,
                CoefficientLevels.ofSizes(List.of(60)),
                LocalSparsities.weighted(List.of(61))));
    wide.set(3, Double.NaN, 0);
    assertMessage("element 3", () -> bound(wide, 60));
  }

  private static void assertMessage(String part, Runnable action) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
    assertTrue(e.getMessage().contains(part), e::getMessage);
  }

  @Test
  void theNormIsBoundedFromAbove() {
    double norm = NullSpaceBruteForce.norm(matrix(2, 3, 0, 0, 4));
    assertTrue(norm >= 4 && norm <= 4 * (1 + MARGIN), () -> "" + norm);
  }
}
