package org.firenet.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.network.History;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReconstructionReportTest {
  private static ComplexArray array(int... extents) {
    ComplexArray out = ComplexArray.zeros(Precision.SINGLE, Shape.of(extents));
    for (int i = 0; i < out.count(); i++) {
      out.set(i, i, -1);
    }
    return out;
  }

  private static Document page(ReconstructionReport report) {
    return Parsing.parse(report.build().html());
  }

  private static List<String> sizes(Document page) {
    return Parsing.elements(page, "img").stream()
        .map(image -> image.getAttribute("height") + "x" + image.getAttribute("width"))
        .toList();
  }

  private static List<String> captions(Document page) {
    return Parsing.elements(page, "img").stream().map(image -> image.getAttribute("alt")).toList();
  }

  private static History history(boolean withTruth) {
    History history = History.ofLayers(6);
    for (int i = 0; i < 6; i++) {
      history.set(i, 1e-3, Math.exp(-i), 3, withTruth ? Math.exp(-i) : Double.NaN);
    }
    return history;
  }

  @Test
  void mayBeEmpty() {
    Document page = page(ReconstructionReport.titled("t"));
    assertEquals(List.of("t"), Parsing.texts(page, "h1"));
    assertTrue(Parsing.elements(page, "h2").isEmpty());
  }

  @Test
  void showsEverything() {
    Document page =
        page(
            ReconstructionReport.titled("t")
                .subtitle("s")
                .keyFigure("Layers", "6")
                .warning("w")
                .images(array(3, 2))
                .zeroFilled(array(3, 2))
                .truth(array(3, 2))
                .nrmse(0.04)
                .zeroFilledNrmse(0.2)
                .mask(Mask.full(Shape.of(3, 2)))
                .maps(array(5, 3, 2))
                .history(history(true), 2)
                .parameter("lambda", "0.001")
                .time("read", 1)
                .time("run", 3));
    assertEquals(
        List.of("Images", "Sampling and sensitivities", "Convergence", "Parameters", "Times"),
        Parsing.texts(page, "h2"));
    assertEquals(
        List.of(
            "Reconstruction",
            "Zero-filled",
            "Truth",
            "Difference × 5",
            "Sampled points",
            "Sensitivities, magnitude",
            "Sensitivities, phase"),
        captions(page));
    assertEquals(List.of("3x2", "3x2", "3x2", "3x2", "3x2", "6x6", "6x6"), sizes(page));
    assertEquals(List.of("NRMSE 0.04", "NRMSE 0.2"), Parsing.texts(page, "span").subList(0, 2));
    assertEquals(List.of("0.04", "100.0 %", "1.0×", "6"), Parsing.texts(page, "dd"));
    assertEquals(4, Parsing.elements(page, "svg").size());
    assertEquals(2 * 4, marks(page), "two restarts in each plot");
    assertTrue(Parsing.texts(page, "td").containsAll(List.of("1.000", "25.0 %", "total", "4.000")));
  }

  private static long marks(Document page) {
    return Parsing.elements(page, "line").stream()
        .filter(line -> line.getAttribute("style").contains("--mark"))
        .filter(line -> line.getAttribute("x1").equals(line.getAttribute("x2")))
        .count();
  }

  @Test
  void choosesAmongManySlices() {
    Document page = page(ReconstructionReport.titled("t").images(array(23, 2, 2)).nrmse(0.1));
    assertEquals(List.of("6x8"), sizes(page));
    assertEquals(
        "NRMSE 0.1; 12 of 23 slices: 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22",
        Parsing.texts(page, "span").get(0));
    assertEquals(
        List.of("4x4"), sizes(page(ReconstructionReport.titled("t").truth(array(3, 2, 2)))));
  }

  @Test
  void leavesOutPlotsWithoutValues() {
    Document page = page(ReconstructionReport.titled("t").history(history(false), 6));
    assertEquals(
        List.of("Objective", "Residual", "Weighted ℓ¹ norm"),
        Parsing.elements(page, "svg").stream().map(svg -> svg.getAttribute("aria-label")).toList());
    assertEquals(0, marks(page));
    History empty = History.ofLayers(3);
    assertTrue(
        Parsing.elements(page(ReconstructionReport.titled("t").history(empty, 1)), "h2").isEmpty());
  }

  @Test
  void showsTheOnePlaneOfAVolumeMask() {
    for (int axis = 0; axis < 3; axis++) {
      int[] extents = {2, 3, 4};
      boolean[] sampled = new boolean[24];
      for (int i = 0; i < 24; i++) {
        int[] at = {i / 12, i / 4 % 3, i % 4};
        sampled[i] = at[axis == 0 ? 1 : 0] == 1 && at[axis == 2 ? 1 : 2] == 1;
      }
      Document page =
          page(ReconstructionReport.titled("t").mask(Mask.of(Shape.of(extents), sampled)));
      assertEquals(List.of(List.of("3x4", "2x4", "2x3").get(axis)), sizes(page));
      String note = Parsing.texts(page, "span").get(0);
      assertTrue(note.endsWith("the same along " + List.of("kz", "ky", "kx").get(axis)), note);
    }
    boolean[] one = new boolean[8];
    one[3] = true;
    Document page = page(ReconstructionReport.titled("t").mask(Mask.of(Shape.of(2, 2, 2), one)));
    assertEquals(List.of("2x4"), sizes(page));
    assertEquals(List.of("1 of 8 points; 2 planes, row by row"), Parsing.texts(page, "span"));
  }

  @Test
  void showsARunThatDiverged() {
    ComplexArray image = array(2, 2);
    image.set(1, Double.NaN, 0);
    ComplexArray worse = array(2, 2);
    worse.set(1, Double.NaN, 0);
    worse.set(2, Double.POSITIVE_INFINITY, 0);
    Document page = page(ReconstructionReport.titled("t").images(image).zeroFilled(worse));
    assertEquals(
        List.of(
            "Reconstruction: one pixel is not finite, shown as 0.",
            "Zero-filled: 2 pixels are not finite, shown as 0."),
        Parsing.texts(page, "li"));
  }

  @Test
  void partsStandAlone() {
    assertEquals(
        List.of("Sensitivities"),
        Parsing.texts(page(ReconstructionReport.titled("t").maps(array(2, 2, 2))), "h2"));
    assertEquals(
        List.of("Zero-filled"),
        captions(page(ReconstructionReport.titled("t").zeroFilled(array(2, 2)))));
    Document times = page(ReconstructionReport.titled("t").time("idle", 0));
    assertEquals(
        List.of("idle", "0.000", "–"),
        Parsing.elements(times, "td").stream().map(Element::getTextContent).toList());
    Mask none = Mask.of(Shape.of(1, 2), new boolean[2]);
    assertTrue(Parsing.elements(page(ReconstructionReport.titled("t").mask(none)), "dd").isEmpty());
  }

  @Test
  void rejectsWhatDoesNotFit() {
    ReconstructionReport report = ReconstructionReport.titled("t").images(array(2, 2));
    assertEquals("`truth`: expected [2, 2], got [2, 3]", error(report.truth(array(2, 3))));
    assertEquals("`zeroFilled`: expected [2, 2], got [4]", error(report.zeroFilled(array(4))));
    assertEquals(
        "`Reconstruction`: expected [..., y, x], got [4]",
        error(ReconstructionReport.titled("t").images(array(4))));
    assertThrows(IllegalArgumentException.class, () -> report.history(History.ofLayers(1), 0));
  }

  private static String error(ReconstructionReport report) {
    return assertThrows(IllegalArgumentException.class, report::build).getMessage();
  }
}
