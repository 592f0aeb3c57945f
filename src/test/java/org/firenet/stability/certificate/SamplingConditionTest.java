package org.firenet.stability.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.sampling.DasFourier;
import org.firenet.sampling.DasWalsh;
import org.firenet.sampling.PatternKind;
import org.firenet.sampling.PatternSettings;
import org.junit.jupiter.api.Test;

class SamplingConditionTest {
  private static final Shape SHAPE = Shape.of(64, 32);
  private static final List<Integer> SPARSITIES = List.of(8, 20, 40);
  private static final List<Double> AS_NUMBERS = List.of(8.0, 20.0, 40.0);

  @Test
  void patternsInLevelsAreBalanced() {
    Mask fourier = new DasFourier(SHAPE, 500, AS_NUMBERS, 2).draw(3);
    Mask walsh = new DasWalsh(SHAPE, 500, AS_NUMBERS).draw(3);
    for (SamplingCondition condition :
        List.of(
            SamplingCondition.fourier(fourier, SPARSITIES, 2, 1),
            SamplingCondition.walsh(walsh, SPARSITIES, 1))) {
      assertEquals(9, condition.levels().size());
      assertEquals(
          2048, condition.levels().stream().mapToInt(SamplingCondition.Level::capacity).sum());
      for (SamplingCondition.Level level : condition.levels()) {
        assertEquals(level.balanced(), level.samples(), level::toString);
        assertEquals(1, level.balance());
      }
    }
  }

  @Test
  void uniformSamplingLeavesLowFrequenciesWeakest() {
    Mask mask =
        PatternKind.UNIFORM
            .pattern(SHAPE, false, new PatternSettings().set("samples", 500))
            .draw(1);
    SamplingCondition condition = SamplingCondition.fourier(mask, SPARSITIES, 1, 1);
    SamplingCondition.Level weakest = condition.weakest().orElseThrow();
    assertTrue(weakest.ky() <= 2 && weakest.kx() <= 2, weakest::toString);
    assertTrue(weakest.balance() < 0.6, weakest::toString);
    assertFalse(condition.holds());
    assertEquals(500, condition.levels().stream().mapToInt(SamplingCondition.Level::samples).sum());
  }

  @Test
  void theLargestConstantIsWhereTheConditionStopsHolding() {
    Mask mask = new DasFourier(SHAPE, 700, AS_NUMBERS, 1).draw(5);
    double largest = SamplingCondition.fourier(mask, SPARSITIES, 1, 1).largestConstant();
    assertTrue(SamplingCondition.fourier(mask, SPARSITIES, 1, largest * 0.999).holds());
    assertFalse(SamplingCondition.fourier(mask, SPARSITIES, 1, largest * 1.2).holds());
  }

  @Test
  void fullSamplingAlwaysHolds() {
    SamplingCondition condition = SamplingCondition.walsh(Mask.full(SHAPE), SPARSITIES, 1e9);
    assertTrue(condition.holds());
    assertEquals(Double.POSITIVE_INFINITY, condition.largestConstant());
    assertTrue(condition.weakest().isEmpty());
    assertEquals(1, condition.gammaFactor());
  }

  @Test
  void anEmptyLevelMakesGammaInfinite() {
    boolean[] points = new boolean[SHAPE.count()];
    points[SHAPE.count() / 2 + 16] = true;
    SamplingCondition condition =
        SamplingCondition.fourier(Mask.of(SHAPE, points), SPARSITIES, 1, 1);
    assertEquals(Double.POSITIVE_INFINITY, condition.gammaFactor());
    assertEquals(0, condition.largestConstant());
    assertEquals(1, condition.levels().get(0).samples());
  }

  @Test
  void badArgumentsAreNamed() {
    Mask odd = Mask.full(Shape.of(12, 8));
    assertMessage("power-of-two", () -> SamplingCondition.fourier(odd, SPARSITIES, 1, 1));
    assertMessage(
        "constant: expected", () -> SamplingCondition.walsh(Mask.full(SHAPE), SPARSITIES, 0));
    assertMessage(
        "`mask`: expected [64, 32]",
        () -> new DasWalsh(SHAPE, 5, AS_NUMBERS).samplesOf(Mask.full(Shape.of(32, 64))));
  }

  private static void assertMessage(String part, Runnable action) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
    assertTrue(e.getMessage().contains(part), e::getMessage);
  }
}
