package org.firenet.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.PngWriter.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class HtmlReportTest {
  private static final String BAD = "<script>alert('1')</script>&\"";

  private static RealArray image(int height, int width, double value) {
    double[] data = new double[height * width];
    java.util.Arrays.fill(data, value);
    return RealArray.of(Shape.of(height, width), data);
  }

  private static int grey(Element image) throws IOException {
    String source = image.getAttribute("src");
    assertTrue(source.startsWith("data:image/png;base64,"));
    byte[] png = Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1));
    return ImageIO.read(new ByteArrayInputStream(png)).getRaster().getSample(0, 0, 0);
  }

  @Test
  void holdsEverythingInOrder() {
    HtmlReport report =
        HtmlReport.titled("Title")
            .subtitle("below")
            .section("One")
            .paragraph("text")
            .parameters(Map.of("name", "value"))
            .section("Two")
            .table(List.of("step", "s"), List.of(List.of("read", "1.5"), List.of("write", "–")))
            .plots(LinePlot.titled("plot").series("s", 1, 1, 2))
            .keyFigure("NRMSE", "0.04")
            .warning("careful")
            .build();
    Document page = Parsing.parse(report.html());
    assertEquals(List.of("Title"), Parsing.texts(page, "h1"));
    assertEquals(List.of("below", "text"), Parsing.texts(page, "p"));
    assertEquals(List.of("One", "Two"), Parsing.texts(page, "h2"));
    assertEquals(List.of("NRMSE"), Parsing.texts(page, "dt"));
    assertEquals(List.of("0.04"), Parsing.texts(page, "dd"));
    assertEquals(List.of("careful"), Parsing.texts(page, "li"));
    assertEquals(List.of("name", "step", "s"), Parsing.texts(page, "th"));
    assertEquals(List.of("value", "read", "1.5", "write", "–"), Parsing.texts(page, "td"));
    assertEquals("number", Parsing.elements(page, "td").get(2).getAttribute("class"));
    assertEquals("", Parsing.elements(page, "td").get(1).getAttribute("class"));
    assertEquals(1, Parsing.elements(page, "svg").size());
  }

  @Test
  void needsNothingFromElsewhere() {
    String html = HtmlReport.titled("t").images(GreyFigure.of(image(2, 2, 1), "i")).build().html();
    assertFalse(html.replace("http://www.w3.org/2000/svg", "").contains("//"));
    assertFalse(html.contains("<script") || html.contains("<link") || html.contains("@import"));
    assertTrue(html.contains("prefers-color-scheme: dark") && html.contains("@media print"));
  }

  @Test
  void isShortWithNothingInIt() {
    Document page =
        Parsing.parse(
            HtmlReport.titled("t").images(List.of()).plots(List.of()).warning("w").build().html());
    assertTrue(Parsing.elements(page, "dl").isEmpty());
    assertTrue(Parsing.elements(page, "figure").isEmpty());
  }

  @Test
  void escapesEveryText() {
    HtmlReport report =
        HtmlReport.titled(BAD)
            .subtitle(BAD)
            .keyFigure(BAD, BAD)
            .warning(BAD)
            .warning(BAD)
            .section(BAD)
            .paragraph(BAD)
            .parameters(Map.of(BAD, BAD))
            .table(List.of(BAD), List.of(List.of(BAD)))
            .images(GreyFigure.of(image(1, 1, 1), BAD).withNote(BAD))
            .build();
    Document page = Parsing.parse(report.html());
    assertTrue(Parsing.elements(page, "script").isEmpty());
    for (String name : List.of("title", "h1", "h2", "p", "dt", "dd", "li", "th", "td", "span")) {
      assertTrue(Parsing.texts(page, name).stream().allMatch(BAD::equals), name);
    }
    assertEquals(BAD, Parsing.elements(page, "img").get(0).getAttribute("alt"));
  }

  @Test
  void groupSharesAWindow() throws IOException {
    HtmlReport report =
        HtmlReport.titled("t")
            .images(
                GreyFigure.of(image(2, 2, 2), "own").withWindow(new Window(0, 2)),
                GreyFigure.of(image(2, 2, 4), "first"),
                GreyFigure.of(image(2, 2, 1), "second"))
            .build();
    List<Element> images = Parsing.elements(Parsing.parse(report.html()), "img");
    assertArrayEquals(
        new int[] {255, 255, 64},
        new int[] {grey(images.get(0)), grey(images.get(1)), grey(images.get(2))});
  }

  @Test
  void groupWithWindowsOfItsOwn() throws IOException {
    HtmlReport report =
        HtmlReport.titled("t")
            .images(GreyFigure.of(image(2, 2, 0), "i").withWindow(new Window(-1, 1)))
            .build();
    assertEquals(128, grey(Parsing.elements(Parsing.parse(report.html()), "img").get(0)));
  }

  @Test
  void arrangesImagesBySize() {
    assertEquals(4, grid(4, 180).columns());
    assertEquals(3, grid(5, 180).columns());
    assertEquals(2, grid(4, 400).columns());
    assertEquals(3, grid(3, 640).columns());
    assertEquals(2, grid(3, 2000).columns());
    assertTrue(grid(1, 2000).isLarge() && !grid(1, 64).isLarge());
    HtmlReport.Builder report = HtmlReport.titled("t");
    report.images(GreyFigure.of(image(3, 2, 1), "small"), GreyFigure.of(image(1, 900, 1), "large"));
    List<Element> images = Parsing.elements(Parsing.parse(report.build().html()), "img");
    assertEquals("enlarged", images.get(0).getAttribute("class"));
    assertEquals(
        "2 3", images.get(0).getAttribute("width") + " " + images.get(0).getAttribute("height"));
    assertEquals("", images.get(1).getAttribute("class"));
  }

  private static ImageGrid grid(int count, int width) {
    return ImageGrid.of(Collections.nCopies(count, GreyFigure.of(image(1, width, 1), "")));
  }

  @Test
  void rejectsWhatItCanNotShow() {
    RealArray line = RealArray.of(Shape.of(3), new double[3]);
    assertTrue(error(() -> GreyFigure.of(line, "x")).contains("expected [y, x], got [3]"));
    assertTrue(error(() -> GreyFigure.of(image(1, 2, Double.NaN), "x")).contains("element 0"));
    HtmlReport.Builder report = HtmlReport.titled("t");
    assertEquals(
        "`rows`: expected 2 cells in every row, got [c]",
        error(() -> report.table(List.of("a", "b"), List.of(List.of("c")))));
  }

  private static String error(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }

  @Test
  void writesOneFile(@TempDir Path folder) throws IOException {
    HtmlReport report = HtmlReport.titled("ψ 𝒳").build();
    report.write(folder.resolve("report.html"));
    assertEquals(report.html(), Files.readString(folder.resolve("report.html")));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }
}
