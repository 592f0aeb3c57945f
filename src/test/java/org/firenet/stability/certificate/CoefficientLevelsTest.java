package org.firenet.stability.certificate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.sampling.LevelWeights;
import org.firenet.transform.WaveletLayout;
import org.junit.jupiter.api.Test;

class CoefficientLevelsTest {
  @Test
  void distanceByHand() {
    CoefficientLevels levels = CoefficientLevels.ofSizes(List.of(2, 3));
    ComplexArray c = ComplexArray.of(Shape.of(5), new double[] {3, 4, 0, 1, 0, -2, 2, 0, 0.5, 0});
    LocalSparsities sparsities = new LocalSparsities(List.of(1, 2), List.of(10.0, 2.0));
    assertEquals(10 * 1 + 2 * 0.5, levels.distance(c, sparsities), 1e-12);
    assertEquals(10 * 6 + 2 * 4.5, levels.norm(c, sparsities), 1e-12);
    assertEquals(
        0, levels.distance(c, LocalSparsities.unweighted(List.of(2, 3))), "everything is kept");
  }

  @Test
  void waveletLevelsHaveTheWeightsOfLevelWeights() {
    for (int[] extents : new int[][] {{8, 8}, {13, 6}, {4, 8, 4}}) {
      WaveletLayout layout = new WaveletLayout(Shape.of(extents), 2);
      for (List<Integer> counts : List.of(List.of(3), List.of(1, 4), List.of(1, 2, 5))) {
        CoefficientLevels levels = CoefficientLevels.of(layout, counts.size());
        assertArrayEquals(
            LevelWeights.of(layout, counts.stream().mapToDouble(s -> s).toArray()).data(),
            levels.weights(layout.padded(), LocalSparsities.weighted(counts)).data(),
            1e-14);
        assertEquals(layout.padded().count(), levels.sizes().stream().mapToInt(size -> size).sum());
      }
    }
  }

  @Test
  void badArgumentsAreNamed() {
    assertMessage("level sizes", () -> CoefficientLevels.ofSizes(List.of()));
    assertMessage("level sizes", () -> CoefficientLevels.ofSizes(List.of(2, 0)));
    WaveletLayout layout = new WaveletLayout(Shape.of(8, 8), 2);
    assertMessage("expected 1 to 3", () -> CoefficientLevels.of(layout, 4));
    assertMessage("expected 1 to 3", () -> CoefficientLevels.of(layout, 0));
    CoefficientLevels levels = CoefficientLevels.of(layout, 3);
    assertMessage(
        "3 numbers of at most [4, 12, 48]",
        () -> levels.require(LocalSparsities.weighted(List.of(5, 1, 1))));
    assertMessage(
        "expected 64",
        () ->
            levels.distance(
                ComplexArray.of(Shape.of(1), new double[2]),
                LocalSparsities.weighted(List.of(1, 1, 1))));
  }

  private static void assertMessage(String part, Runnable action) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, action::run);
    assertTrue(e.getMessage().contains(part), e::getMessage);
  }
}
