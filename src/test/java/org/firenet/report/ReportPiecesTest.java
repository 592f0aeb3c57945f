package org.firenet.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The small pieces of reports: choices, reductions, colours, words. */
class ReportPiecesTest {
  /** Two steps of a colour circle next to each other differ by no more than this in a channel. */
  private static final int SMOOTH = 12;

  @Test
  void choosesEvenly() {
    assertEquals(List.of(0, 1, 2), ImageChoice.of(3, 5).all());
    assertEquals(List.of(0, 5, 10), ImageChoice.of(11, 3).all());
    assertEquals(List.of(5), ImageChoice.of(11, 1).all());
    assertEquals(List.of(0), ImageChoice.of(1, 9).all());
    assertEquals(List.of(2, 3), ImageChoice.range(9, 2, 4).all());
    assertEquals("", ImageChoice.of(1, 9).note("x"));
    assertEquals("3 x, row by row", ImageChoice.of(3, 3).note("x"));
    assertEquals("2 of 9 x: 2, 3", ImageChoice.range(9, 2, 4).note("x"));
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 1", "10, 10, 100, 1", "10, 10, 99, 2", "7, 5, 0, 7", "1000, 3, 300, 4"})
  void reducesToFit(int height, int width, long most, int factor) {
    Reduction reduction = Reduction.toFit(height, width, most);
    assertEquals(factor, reduction.factor());
    assertTrue(reduction.reducedCount() <= Math.max(1, most));
  }

  @Test
  void reducesToMeans() {
    double[] values = {1, 3, 5, 1, 3, 6, 10, 20, 30};
    assertArrayEquals(
        new double[] {2, 5.5, 15, 30}, new Reduction(3, 3, 2).of(i -> values[i]), 0.0);
    assertArrayEquals(values, new Reduction(3, 3, 1).of(i -> values[i]), 0.0);
  }

  @ParameterizedTest
  @EnumSource(ColourMap.class)
  void coloursGoFromEndToEnd(ColourMap map) {
    assertEquals(map.rgb(0), map.rgb(-5));
    assertEquals(map.rgb(1), map.rgb(5));
    assertEquals(3 * ColourMap.STEPS, map.table().length);
    for (int i = 0; i < ColourMap.STEPS; i++) {
      int colour = map.rgb(i / 255.0);
      assertEquals((byte) (colour >> 8), map.table()[3 * i + 1]);
    }
  }

  @Test
  void phaseIsACircleOfOneLightness() {
    int[] first = channels(ColourMap.PHASE.rgb(0));
    assertArrayEquals(first, channels(ColourMap.PHASE.rgb(1)));
    for (int i = 1; i < ColourMap.STEPS; i++) {
      int[] next = channels(ColourMap.PHASE.rgb(i / 255.0));
      for (int c = 0; c < 3; c++) {
        assertTrue(Math.abs(next[c] - first[c]) <= SMOOTH, "step " + i);
      }
      first = next;
    }
  }

  @Test
  void heatGrowsLighter() {
    double before = -1;
    for (int i = 0; i < ColourMap.STEPS; i++) {
      int[] rgb = channels(ColourMap.HEAT.rgb(i / 255.0));
      double luma = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
      assertTrue(luma >= before - 1, "step " + i);
      before = luma;
    }
    assertEquals(0, ColourMap.HEAT.rgb(0));
    assertEquals(0x808080, ColourMap.GREY.rgb(0.5));
    assertEquals(0x402010, ColourMap.dimmed(0x804020, 0.5));
  }

  private static int[] channels(int rgb) {
    return new int[] {rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff};
  }

  @Test
  void commandsCanBeTypedAgain() {
    assertEquals(
        "firenet recon a.npy -o 'b c.npy'",
        ShellText.of("firenet", "recon", "a.npy", "-o", "b c.npy"));
    assertEquals("'it'\\''s' '' '$x'", ShellText.of("it's", "", "$x"));
  }

  @Test
  void parametersHaveNames() {
    assertEquals("Regularisation λ", ParameterNames.of("lambda"));
    assertEquals("Virtual coils", ParameterNames.of("virtualCoils"));
    assertEquals("", ParameterNames.of(""));
  }

  @Test
  void weightsAreListedByBand() {
    RealArray weights =
        RealArray.of(Shape.of(4, 4), new double[] {9, 5, 1, 1, 5, 7, 1, 2, 3, 3, 4, 4, 3, 3, 4, 4});
    String html = WaveletWeights.table(weights, 2).html();
    assertEquals(
        List.of("–", "9", "2", "5", "2", "7", "1", "1 to 3", "1", "4"),
        Parsing.elements(Parsing.parse(html), "td").stream()
            .filter(cell -> cell.getAttribute("class").equals("number"))
            .map(org.w3c.dom.Element::getTextContent)
            .toList());
    RealArray one = RealArray.of(Shape.of(1), new double[] {2});
    assertTrue(WaveletWeights.table(one, 0).html().contains("approximation"));
  }
}
