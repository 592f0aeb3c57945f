package org.firenet.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One drawing of a plot; sizes in the units of the view box. */
final class PlotDrawing {
  private static final String[] COLOURS = {
    "#1d5fa6", "#b4530a", "#2b7a4b", "#8a3f8f", "#7a6a12", "#4d5663"
  };
  private static final String[] DASHES = {"none", "7 3", "2 3", "9 3 2 3", "4 2", "1 2"};

  private static final double WIDTH = 480;
  private static final double HEIGHT = 300;

  /** Least height of axes and labels; the drawing grows where a long legend leaves less. */
  private static final double LEAST_BODY = 200;

  private static final double TITLE_SIZE = 14;
  private static final double TEXT_SIZE = 12;
  private static final double LEGEND_ROW = 17;
  private static final double SAMPLE = 22;
  private static final double MARGIN = 8;
  private static final double LEAST_MARK_DISTANCE = 3;

  private final LinePlot plot;
  private final StringBuilder out = new StringBuilder();
  private final PlotAxis x;
  private final PlotAxis y;
  private final List<Integer> shownMarks;
  private final double left;
  private final double right = WIDTH - 2 * MARGIN;
  private double top = TITLE_SIZE + 6;
  private double bottom;

  PlotDrawing(LinePlot plot) {
    this.plot = plot;
    x = plot.xAxis();
    y = plot.yAxis();
    double labels =
        y.ticks().stream().mapToDouble(t -> Markup.width(t.label(), TEXT_SIZE)).max().orElse(0);
    left = labels + MARGIN + (plot.yLabel().isEmpty() ? 4 : 22);
    shownMarks = shownMarks();
  }

  /** Those inside the axis; none if they are too many to be told apart. */
  private List<Integer> shownMarks() {
    List<Integer> inside =
        Arrays.stream(plot.marks())
            .filter(m -> plot.hasMarks() && m >= x.low() && m <= x.high())
            .distinct()
            .boxed()
            .toList();
    return inside.size() * LEAST_MARK_DISTANCE > right - left ? List.of() : inside;
  }

  String draw() {
    drawTitle();
    drawLegend();
    top += MARGIN + 4;
    double height = Math.max(HEIGHT, top + LEAST_BODY);
    bottom = height - (plot.xLabel().isEmpty() ? 24 : 42);
    drawMarks();
    drawYAxis();
    drawXAxis();
    if (y.ticks().isEmpty()) {
      text((left + right) / 2, (top + bottom) / 2, "text-anchor=\"middle\"", "no values to show");
    }
    for (int i = 0; i < plot.series().size(); i++) {
      drawSeries(plot.series().get(i), i);
    }
    return open(height) + out + "</svg>\n";
  }

  private String open(double height) {
    return """
        <svg xmlns="http://www.w3.org/2000/svg" class="plot" viewBox="0 0 %s %s" role="img" \
        aria-label="%s" style="font-size:%spx">
        <title>%s</title>
        """
        .formatted(
            number(WIDTH),
            number(height),
            Markup.escape(plot.title()),
            number(TEXT_SIZE),
            Markup.escape(plot.title()));
  }

  private void drawTitle() {
    out.append(
        """
        <text x="0" y="%s" style="fill:var(--ink,#1c1f23);font-size:%spx;font-weight:600">%s</text>
        """
            .formatted(
                number(TITLE_SIZE),
                number(TITLE_SIZE),
                Markup.escape(Markup.fit(plot.title(), TITLE_SIZE, WIDTH))));
  }

  private void drawLegend() {
    double at = 0;
    if (plot.series().size() < 2 && shownMarks.isEmpty()) {
      return;
    }
    top += LEGEND_ROW;
    for (int i = 0; i < plot.series().size() && plot.series().size() > 1; i++) {
      LinePlot.Series line = plot.series().get(i);
      String style = line.isConnected() ? lineStyle(i) : "";
      at = legendEntry(at, line.name(), style, colour(i));
    }
    if (!shownMarks.isEmpty()) {
      legendEntry(at, plot.markName(), markStyle(), "");
    }
  }

  /** A name and its sample: a line of a style, or a dot of a colour if there is none. */
  private double legendEntry(double at, String name, String style, String dotColour) {
    String shown = Markup.fit(name, TEXT_SIZE, WIDTH - SAMPLE - MARGIN);
    double width = SAMPLE + 6 + Markup.width(shown, TEXT_SIZE);
    boolean breaks = at > 0 && at + width > WIDTH;
    double start = breaks ? 0 : at;
    top += breaks ? LEGEND_ROW : 0;
    double middle = top - LEGEND_ROW / 2 + 2;
    if (style.isEmpty()) {
      out.append(dot(number(start + SAMPLE / 2), number(middle), dotColour));
    } else {
      line(start, middle, start + SAMPLE, middle, style);
    }
    text(start + SAMPLE + 6, middle + 4, "class=\"legend\"", shown);
    return start + width + 2 * MARGIN;
  }

  private void drawMarks() {
    for (int mark : shownMarks) {
      line(xOf(mark), top, xOf(mark), bottom, markStyle());
    }
  }

  private void drawYAxis() {
    for (PlotAxis.Tick tick : y.ticks()) {
      double at = bottom - y.place(tick.at()) * (bottom - top);
      boolean isSmall = tick.label().isEmpty();
      line(left, at, isSmall ? left + 4 : right, at, "stroke:var(--line,#dfe2e6)");
      text(left - 6, at + 4, "text-anchor=\"end\"", tick.label());
    }
    if (!plot.yLabel().isEmpty()) {
      double middle = (top + bottom) / 2;
      text(
          0,
          0,
          "text-anchor=\"middle\" transform=\"translate(12 %s) rotate(-90)\""
              .formatted(number(middle)),
          Markup.fit(plot.yLabel(), TEXT_SIZE, bottom - top));
    }
  }

  private void drawXAxis() {
    line(left, bottom, right, bottom, "stroke:var(--muted,#5c636d)");
    for (PlotAxis.Tick tick : x.ticks()) {
      line(xOf(tick.at()), bottom, xOf(tick.at()), bottom + 4, "stroke:var(--muted,#5c636d)");
      text(xOf(tick.at()), bottom + 17, "text-anchor=\"middle\"", tick.label());
    }
    text(
        (left + right) / 2,
        bottom + 34,
        "text-anchor=\"middle\"",
        Markup.fit(plot.xLabel(), TEXT_SIZE, right - left));
  }

  private void drawSeries(LinePlot.Series line, int index) {
    StringBuilder path = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      if (!plot.isDrawable(line, i)) {
        continue;
      }
      boolean starts = !line.isConnected() || i == 0 || !plot.isDrawable(line, i - 1);
      boolean ends = !line.isConnected() || i == line.length() - 1 || !plot.isDrawable(line, i + 1);
      String px = number(xOf(plot.coordinateX(line.place(i))));
      String py = number(bottom - y.place(plot.coordinate(line.value(i))) * (bottom - top));
      if (starts && ends) {
        dots.append(dot(px, py, colour(index)));
      } else {
        path.append(starts ? "M" : "L").append(px).append(' ').append(py);
      }
    }
    out.append("<g><title>%s</title>\n".formatted(Markup.escape(line.name()))).append(dots);
    if (path.length() > 0) {
      out.append(
          "<path d=\"%s\" style=\"fill:none;stroke-linejoin:round;%s\"/>\n"
              .formatted(path, lineStyle(index)));
    }
    out.append("</g>\n");
  }

  private double xOf(double coordinate) {
    return left + x.place(coordinate) * (right - left);
  }

  private void line(double x1, double y1, double x2, double y2, String style) {
    out.append(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" style=\"%s\"/>\n"
            .formatted(number(x1), number(y1), number(x2), number(y2), style));
  }

  private static String dot(String x, String y, String colour) {
    return "<circle cx=\"%s\" cy=\"%s\" r=\"3\" style=\"fill:%s\"/>\n".formatted(x, y, colour);
  }

  private void text(double atX, double atY, String attributes, String content) {
    if (!content.isEmpty()) {
      out.append(
          "<text x=\"%s\" y=\"%s\" %s style=\"fill:var(--muted,#5c636d)\">%s</text>\n"
              .formatted(number(atX), number(atY), attributes, Markup.escape(content)));
    }
  }

  private static String lineStyle(int index) {
    return "stroke-width:1.75;stroke:%s;stroke-dasharray:%s"
        .formatted(colour(index), DASHES[index % DASHES.length]);
  }

  private static String markStyle() {
    return "stroke:var(--mark,#adb4be);stroke-dasharray:2 3";
  }

  private static String colour(int index) {
    int i = index % COLOURS.length;
    return "var(--series-%d,%s)".formatted(i + 1, COLOURS[i]);
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
