package org.firenet.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
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
import org.firenet.array.ComplexArray;
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

  private static ImageFigure figure(RealArray image, String caption) {
    return ImageFigure.grey(image, caption, new Window(0, 1));
  }

  private static BufferedImage picture(Element image) throws IOException {
    String source = image.getAttribute("src");
    assertTrue(source.startsWith("data:image/png;base64,"));
    byte[] png = Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1));
    return ImageIO.read(new ByteArrayInputStream(png));
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
            .note("good to know")
            .code("firenet demo")
            .build();
    Document page = Parsing.parse(report.html());
    assertEquals(List.of("Title"), Parsing.texts(page, "h1"));
    assertEquals(List.of("below", "text"), Parsing.texts(page, "p"));
    assertEquals(List.of("One", "Two"), Parsing.texts(page, "h2"));
    assertEquals(List.of("NRMSE"), Parsing.texts(page, "dt"));
    assertEquals(List.of("0.04"), Parsing.texts(page, "dd"));
    assertEquals(List.of("careful", "good to know"), Parsing.texts(page, "li"));
    assertEquals(List.of("firenet demo"), Parsing.texts(page, "code"));
    assertEquals(List.of("name", "step", "s"), Parsing.texts(page, "th"));
    assertEquals(List.of("value", "read", "1.5", "write", "–"), Parsing.texts(page, "td"));
    assertEquals("number", Parsing.elements(page, "td").get(2).getAttribute("class"));
    assertEquals("", Parsing.elements(page, "td").get(1).getAttribute("class"));
    assertEquals(1, Parsing.elements(page, "svg").size());
  }

  @Test
  void needsNothingFromElsewhere() {
    String html = HtmlReport.titled("t").images(figure(image(2, 2, 1), "i")).build().html();
    assertFalse(html.replace("http://www.w3.org/2000/svg", "").contains("//"));
    assertFalse(html.contains("<script") || html.contains("<link") || html.contains("@import"));
    assertTrue(html.contains("script-src 'none'"), "no scripts where none is needed");
    assertTrue(html.contains("prefers-color-scheme: dark") && html.contains("@media print"));
  }

  @Test
  void blocksBringScriptsAndWarnings() {
    ReportBlock block =
        new ReportBlock() {
          @Override
          public String html() {
            return "<p>block</p>\n";
          }

          @Override
          public List<String> scripts() {
            return List.of("pixels.js");
          }

          @Override
          public List<String> warnings() {
            return List.of("odd");
          }
        };
    String html = HtmlReport.titled("t").add(block).add(block).build().html();
    Document page = Parsing.parse(html);
    assertEquals(List.of("block", "block"), Parsing.texts(page, "p"));
    assertEquals(List.of("odd"), Parsing.texts(page, "li"), "once");
    List<String> scripts = Parsing.texts(page, "script");
    assertEquals(1, scripts.size());
    assertEquals(1, scripts.get(0).split("async function unpackPixels", -1).length - 1, "once");
    String script = html.substring(html.indexOf("<script>") + 8, html.indexOf("</script>"));
    assertTrue(html.contains("script-src " + ReportResources.policySource(script)));
    assertTrue(html.contains("connect-src") || html.contains("default-src 'none'"));
  }

  @Test
  void listsItsSectionsIfThereAreMany() {
    HtmlReport.Builder report = HtmlReport.titled("t").section("a").section("b").section("c");
    assertTrue(Parsing.elements(Parsing.parse(report.build().html()), "nav").isEmpty());
    Document page = Parsing.parse(report.section("<d>").build().html());
    assertEquals(List.of("a", "b", "c", "<d>"), Parsing.texts(page, "a"));
    for (int i = 0; i < 4; i++) {
      assertEquals(
          Parsing.elements(page, "a").get(i).getAttribute("href"),
          "#" + Parsing.elements(page, "h2").get(i).getAttribute("id"));
    }
  }

  @Test
  void breaksLongListsInTwo() {
    Map<String, String> values = new java.util.TreeMap<>();
    for (int i = 0; i < 9; i++) {
      values.put("name " + i, "value " + i);
    }
    Document page = Parsing.parse(HtmlReport.titled("t").parameters(values).build().html());
    assertEquals(2, Parsing.elements(page, "table").size());
    assertEquals(List.copyOf(values.values()), Parsing.texts(page, "td"));
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
            .note(BAD)
            .code(BAD)
            .add(BarTable.of(BAD, "n").row(1, BAD, BAD))
            .images(figure(image(1, 1, 1), BAD).withNote(BAD))
            .build();
    Document page = Parsing.parse(report.html());
    assertTrue(Parsing.elements(page, "script").isEmpty());
    for (String name : List.of("title", "h1", "h2", "p", "dt", "dd", "li", "th", "td", "span")) {
      List<String> texts = Parsing.texts(page, name);
      assertTrue(texts.contains(BAD), name);
      assertTrue(texts.stream().allMatch(text -> List.of(BAD, "n", "").contains(text)), name);
    }
    assertEquals(List.of(BAD), Parsing.texts(page, "code"));
    assertEquals(BAD + "; " + BAD, Parsing.elements(page, "img").get(0).getAttribute("alt"));
  }

  @Test
  void showsGreyValuesAndColours() throws IOException {
    Window window = new Window(-1, 1);
    ComplexArray minusOne = ComplexArray.of(Shape.of(1, 1), new double[] {-1, 0});
    HtmlReport report =
        HtmlReport.titled("t")
            .images(
                ImageFigure.grey(image(2, 2, 0), "grey", window),
                ImageFigure.coloured(image(2, 2, 0.25), "heat", window, ColourMap.HEAT),
                ImageFigure.phase(minusOne, "phase", 2).withPixelAspect(0.5))
            .build();
    List<Element> images = Parsing.elements(Parsing.parse(report.html()), "img");
    assertEquals(128, picture(images.get(0)).getRaster().getSample(0, 0, 0));
    assertEquals(ColourMap.HEAT.rgb(0.625), picture(images.get(1)).getRGB(1, 1) & 0xffffff);
    assertEquals(
        ColourMap.dimmed(ColourMap.PHASE.rgb(1), 0.5),
        picture(images.get(2)).getRGB(0, 0) & 0xffffff);
    assertEquals("aspect-ratio:2.0", images.get(2).getAttribute("style"));
    assertTrue(report.html().contains("linear-gradient(90deg,#"));
  }

  @Test
  void arrangesImagesBySize() {
    assertEquals(4, row(4, 180).columns());
    assertEquals(3, row(5, 180).columns());
    assertEquals(2, row(4, 400).columns());
    assertEquals(3, row(3, 640).columns());
    assertEquals(2, row(3, 2000).columns());
    assertTrue(row(1, 2000).isLarge() && !row(1, 64).isLarge());
    HtmlReport.Builder report = HtmlReport.titled("t");
    report.images(figure(image(3, 2, 1), "small"), figure(image(1, 900, 1), "large"));
    List<Element> images = Parsing.elements(Parsing.parse(report.build().html()), "img");
    assertEquals("enlarged", images.get(0).getAttribute("class"));
    assertEquals(
        "2 3", images.get(0).getAttribute("width") + " " + images.get(0).getAttribute("height"));
    assertEquals("", images.get(1).getAttribute("class"));
  }

  private static FigureRow row(int count, int width) {
    return new FigureRow(Collections.nCopies(count, figure(image(1, width, 1), "")));
  }

  @Test
  void rejectsWhatItCanNotShow() {
    RealArray line = RealArray.of(Shape.of(3), new double[3]);
    assertTrue(error(() -> figure(line, "x")).contains("expected [y, x], got [3]"));
    assertTrue(error(() -> figure(image(1, 2, Double.NaN), "x")).contains("element 0"));
    assertEquals(
        "`figures`: expected at least one, got none", error(() -> new FigureRow(List.of())));
    HtmlReport.Builder report = HtmlReport.titled("t");
    assertEquals(
        "`rows`: expected 2 cells in every row, got [c]",
        error(() -> report.table(List.of("a", "b"), List.of(List.of("c")))));
    assertEquals("`cells`: expected 2, got [c]", error(() -> BarTable.of("a", "b").row(1, "c")));
    assertTrue(error(() -> ReportResources.text("none.js")).contains("none.js"));
  }

  private static String error(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(IllegalArgumentException.class, call).getMessage();
  }

  @Test
  void barsAreSharesOfTheLargest() {
    BarTable table =
        BarTable.of("a", "b")
            .row(2, "x", "2")
            .row(1, "y", "1")
            .row(Double.NaN, "z", "–")
            .row(0, "w", "0");
    Document page = Parsing.parse(HtmlReport.titled("t").add(table).build().html());
    assertEquals(
        List.of("width:100.0%", "width:50.0%"),
        Parsing.elements(page, "i").stream().map(bar -> bar.getAttribute("style")).toList());
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
