package org.firenet.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
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
    assertEquals(List.of("Origin"), Parsing.texts(page, "h2"));
  }

  @Test
  void showsEverything() {
    Document page =
        page(
            ReconstructionReport.titled("t")
                .subtitle("s")
                .keyFigure("Layers", "6")
                .warning("w")
                .note("n")
                .images(array(3, 2))
                .zeroFilled(array(3, 2))
                .truth(array(3, 2))
                .nrmse(0.04)
                .zeroFilledNrmse(0.2)
                .mask(Mask.full(Shape.of(3, 2)))
                .maps(array(5, 3, 2))
                .history(history(true), 2)
                .parameter("lambda", 1.23456e-3)
                .parameter("softCrop", false)
                .weights(RealArray.of(Shape.of(2, 2), new double[] {3.5, 1, 1, 1.5}), 1)
                .coils(5)
                .backend("cpu")
                .command("firenet", "recon", "it's.npy")
                .time("read", 1)
                .time("run", 2)
                .totalTime(4));
    assertEquals(
        List.of(
            "Images",
            "Scan",
            "Sampling and sensitivities",
            "Convergence",
            "Wavelet weights",
            "Parameters",
            "Times",
            "Origin"),
        Parsing.texts(page, "h2"));
    assertEquals(
        List.of(
            "Reconstruction; NRMSE 0.04",
            "Zero-filled; NRMSE 0.2",
            "Truth",
            "Difference × 1",
            "Sampled points; 6 of 6 points",
            "Coil sensitivities, magnitude; 5 maps, row by row",
            "Coil sensitivities, phase; brightness: magnitude"),
        captions(page));
    assertEquals(List.of("3x2", "3x2", "3x2", "3x2", "3x2", "6x6", "6x6"), sizes(page));
    assertEquals(List.of("w", "n"), Parsing.texts(page, "li"));
    assertEquals(List.of("0.04", "100.0 %", "1.0×", "6"), Parsing.texts(page, "dd"));
    assertEquals(4, Parsing.elements(page, "svg").size());
    assertEquals(2 * 4, marks(page), "two restarts in each plot");
    assertTrue(Parsing.texts(page, "th").containsAll(List.of("Soft crop (ESPIRiT)", "other")));
    assertTrue(
        Parsing.texts(page, "td").containsAll(List.of("1.000", "25.0 %", "4.000", "0.001235")));
    assertTrue(
        Parsing.texts(page, "td").containsAll(List.of("2 × 3 (x × y)", "5", "cpu", "false")));
    assertEquals(List.of("firenet recon 'it'\\''s.npy'"), Parsing.texts(page, "code"));
  }

  private static long marks(Document page) {
    return Parsing.elements(page, "line").stream()
        .filter(line -> line.getAttribute("style").contains("--mark"))
        .filter(line -> line.getAttribute("x1").equals(line.getAttribute("x2")))
        .count();
  }

  @Test
  void imagesAreCalledWhatTheyAre() {
    String html =
        ReconstructionReport.titled("t").images(array(3, 2, 2)).slices(false).build().html();
    assertTrue(html.contains("3 images") || html.contains(">Image<"), html.substring(0, 200));
    assertFalse(html.contains(">Slice<"));
  }

  @Test
  void choosesAmongManySlices() {
    Document page = page(ReconstructionReport.titled("t").images(array(31, 2, 2)).nrmse(0.1));
    assertEquals(List.of("8x8"), sizes(page));
    assertEquals(
        "NRMSE 0.1 of all; 16 of 31 slices: "
            + "0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30",
        Parsing.texts(page, "span").get(0));
    assertEquals(
        List.of("4x4"), sizes(page(ReconstructionReport.titled("t").truth(array(3, 2, 2)))));
    String html =
        ReconstructionReport.titled("t").images(array(2, 3, 2, 2)).imageAxes(3).build().html();
    assertTrue(html.contains("6 planes") && html.contains("2 × 2 × 3 (x × y × z)"));
  }

  @Test
  void leavesOutPlotsWithoutValues() {
    Document page = page(ReconstructionReport.titled("t").history(history(false), 6));
    assertEquals(
        List.of("Objective", "Residual", "Weighted ℓ¹ norm"),
        Parsing.elements(page, "svg").stream().map(svg -> svg.getAttribute("aria-label")).toList());
    assertEquals(0, marks(page));
    History empty = History.ofLayers(3);
    assertEquals(
        List.of("Origin"),
        Parsing.texts(page(ReconstructionReport.titled("t").history(empty, 1)), "h2"));
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
        List.of("Sensitivities", "Origin"),
        Parsing.texts(page(ReconstructionReport.titled("t").maps(array(2, 2, 2))), "h2"));
    assertEquals(
        List.of("Zero-filled"),
        captions(page(ReconstructionReport.titled("t").zeroFilled(array(2, 2)))));
    Document times = page(ReconstructionReport.titled("t").time("idle", 0));
    assertEquals(
        List.of("", "0.000", "–"),
        Parsing.elements(times, "td").stream().limit(3).map(Element::getTextContent).toList());
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
