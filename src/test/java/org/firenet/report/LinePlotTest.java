package org.firenet.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class LinePlotTest {
  private static final double NAN = Double.NaN;

  private static List<String> paths(LinePlot plot) {
    return Parsing.elements(Parsing.parse(plot.svg()), "path").stream()
        .map(path -> path.getAttribute("d"))
        .toList();
  }

  @Test
  void namesWhatItShows() {
    LinePlot plot =
        LinePlot.titled("Error")
            .xLabel("layer")
            .yLabel("relative error")
            .logarithmic()
            .series("first", 1, 1, 0.1, 0.01)
            .series("second", 1, 2, 0.2, 0.02)
            .marks("restart", 2, 99);
    Document svg = Parsing.parse(plot.svg());
    assertEquals("img", svg.getDocumentElement().getAttribute("role"));
    assertEquals(
        "Error", svg.getDocumentElement().getFirstChild().getNextSibling().getTextContent());
    assertTrue(
        Parsing.texts(svg, "text")
            .containsAll(
                List.of("Error", "layer", "relative error", "first", "second", "restart", "10⁻¹")));
    assertEquals(2, paths(plot).size());
    long vertical =
        Parsing.elements(svg, "line").stream().filter(LinePlotTest::isVerticalMark).count();
    assertEquals(1, vertical, "marks outside the axis do not show");
  }

  private static boolean isVerticalMark(Element line) {
    return line.getAttribute("x1").equals(line.getAttribute("x2"))
        && line.getAttribute("style").contains("--mark");
  }

  @Test
  void breaksTheLineWhereThereIsNoValue() {
    List<String> paths = paths(LinePlot.titled("t").series("s", 0, 1, 2, NAN, 3, 4, 5));
    assertEquals(2, paths.get(0).chars().filter(c -> c == 'M').count());
    assertEquals(3, paths.get(0).chars().filter(c -> c == 'L').count());
  }

  @Test
  void leavesOutWhatALogarithmicAxisDoesNotHave() {
    List<String> paths =
        paths(LinePlot.titled("t").logarithmic().series("s", 0, 1, 2, 0, -3, 4, 5));
    assertEquals(2, paths.get(0).chars().filter(c -> c == 'M').count());
    assertEquals(2, paths.get(0).chars().filter(c -> c == 'L').count());
  }

  @Test
  void drawsALonelyValueAsADot() {
    LinePlot plot = LinePlot.titled("t").series("s", 4, NAN, 3, NAN).series("t", 9, 1);
    assertEquals(2, Parsing.elements(Parsing.parse(plot.svg()), "circle").size());
    assertTrue(paths(plot).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void saysThatThereIsNothing(boolean logarithmic) {
    for (double[] values : new double[][] {{}, {NAN, NAN}, {Double.POSITIVE_INFINITY}}) {
      LinePlot plot = LinePlot.titled("t").series("s", 0, values);
      String svg = (logarithmic ? plot.logarithmic() : plot).svg();
      assertTrue(Parsing.texts(Parsing.parse(svg), "text").contains("no values to show"));
    }
    assertTrue(LinePlot.titled("t").svg().contains("no values to show"));
  }

  @Test
  void staysInsideForAnyValues() {
    double[][] cases = {
      {3, 3, 3},
      {0, 0},
      {-1e300, 1e300},
      {1e-300, 1e300},
      {1, Math.nextUp(1)},
      {Double.MIN_VALUE, 0},
      {1e-8, -1e-8, 1e-9},
      {123456.5, 123456.7},
      {-5, -7},
      {1e-300, 2e-300}
    };
    for (double[] values : cases) {
      for (LinePlot plot :
          List.of(
              LinePlot.titled("t").series("s", -3, values),
              LinePlot.titled("t").logarithmic().series("s", -3, values))) {
        String svg = plot.svg();
        assertFalse(svg.contains("NaN"), Arrays.toString(values));
        for (String path : paths(plot)) {
          for (String point : path.substring(1).split("[ML]", -1)) {
            double y = Double.parseDouble(point.substring(point.indexOf(' ')));
            assertTrue(y >= 0 && y <= 300, Arrays.toString(values));
          }
        }
      }
    }
  }

  @Test
  void cutsLongNamesAndGrowsWithTheLegend() {
    LinePlot plot =
        LinePlot.titled("T".repeat(200)).yLabel("y".repeat(200)).xLabel("x".repeat(200));
    for (int i = 0; i < 30; i++) {
      plot.series("name ".repeat(40), 0, i, i + 1);
    }
    Document svg = Parsing.parse(plot.svg());
    assertTrue(
        Parsing.elements(svg, "text").stream().allMatch(t -> t.getTextContent().length() < 100));
    assertEquals("T".repeat(200), Parsing.texts(svg, "title").get(0));
    String[] box = svg.getDocumentElement().getAttribute("viewBox").split(" ", -1);
    assertTrue(Double.parseDouble(box[3]) > 30 * 17);
  }

  @Test
  void escapesEveryName() {
    String bad = "<script>alert('1')</script>&\"\u0001";
    LinePlot plot =
        LinePlot.titled(bad).xLabel(bad).yLabel(bad).series(bad, 0, 1, 2).series(bad, 0, 2, 3);
    Document svg = Parsing.parse(plot.marks(bad, 1).svg());
    assertTrue(Parsing.elements(svg, "script").isEmpty());
    assertEquals(bad.replace('\u0001', '\uFFFD'), Parsing.texts(svg, "title").get(0));
  }

  @Test
  void leavesOutMarksThatCanNotBeToldApart() {
    double[] values = new double[1000];
    int[] marks = new int[1000];
    Arrays.setAll(marks, i -> i);
    assertFalse(
        LinePlot.titled("t").series("s", 0, values).marks("m", marks).svg().contains("--mark"));
  }

  @Test
  void drawsLinesAndPointsOverGivenPlaces() {
    LinePlot plot =
        LinePlot.titled("t")
            .line("line", new double[] {0.5, 1, 4}, new double[] {1, 2, 3})
            .points("points", new double[] {0.5, 1, NAN}, new double[] {3, NAN, 1});
    Document svg = Parsing.parse(plot.svg());
    assertEquals(1, paths(plot).size());
    assertEquals(2, Parsing.elements(svg, "circle").size(), "one value, and one in the legend");
  }

  @Test
  void drawsOverALogarithmicHorizontalAxis() {
    LinePlot plot =
        LinePlot.titled("t")
            .logarithmicX()
            .marks("m", 10)
            .line("s", new double[] {1, 10, 100, 0, -1}, new double[] {1, 2, 3, 4, 5});
    String[] points = paths(plot).get(0).substring(1).split("L", -1);
    assertEquals(3, points.length);
    double[] x =
        Arrays.stream(points).mapToDouble(p -> Double.parseDouble(p.split(" ", -1)[0])).toArray();
    assertEquals(x[1] - x[0], x[2] - x[1], 0.2);
    assertFalse(plot.svg().contains("--mark"));
  }

  @Test
  void wantsAValueForEveryPlace() {
    LinePlot plot = LinePlot.titled("t");
    assertThrows(
        IllegalArgumentException.class,
        () -> plot.points("s", new double[] {1}, new double[] {1, 2}));
  }
}
