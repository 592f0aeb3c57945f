package org.firenet.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of numbers with a bar beside each; bars are as long as their share of the largest. */
public final class BarTable implements ReportBlock {
  private record Row(List<String> cells, double length) {}

  private final List<String> header;
  private final List<Row> rows = new ArrayList<>();

  private BarTable(List<String> header) {
    this.header = header;
  }

  /**
   * An empty table.
   *
   * @param header of its columns: what a row is, then its numbers
   */
  public static BarTable of(String... header) {
    return new BarTable(List.of(header));
  }

  /**
   * Adds a row.
   *
   * @param length of its bar, in the units of all others; none if it is not a positive number
   * @throws IllegalArgumentException if there are not as many cells as columns
   */
  public BarTable row(double length, String... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          "`cells`: expected %d, got %s".formatted(header.size(), List.of(cells)));
    }
    rows.add(new Row(List.of(cells), length));
    return this;
  }

  @Override
  public String html() {
    StringBuilder out =
        new StringBuilder("<div class=\"scroll\"><table class=\"bars\"><thead><tr>");
    for (int i = 0; i < header.size(); i++) {
      out.append(cell("th scope=\"col\"", i, header.get(i)));
    }
    out.append("<td class=\"length\"></td></tr></thead><tbody>\n");
    double longest =
        rows.stream().mapToDouble(Row::length).filter(Double::isFinite).max().orElse(0);
    rows.forEach(row -> append(out, row, longest));
    return out.append("</tbody></table></div>\n").toString();
  }

  private static void append(StringBuilder out, Row row, double longest) {
    out.append("<tr>");
    for (int i = 0; i < row.cells.size(); i++) {
      out.append(cell(i == 0 ? "th scope=\"row\"" : "td", i, row.cells.get(i)));
    }
    double share = row.length > 0 && Double.isFinite(row.length) ? row.length / longest : 0;
    String bar =
        share > 0 ? String.format(Locale.ROOT, "<i style=\"width:%.1f%%\"></i>", 100 * share) : "";
    out.append("<td class=\"length\">").append(bar).append("</td></tr>\n");
  }

  private static String cell(String element, int column, String text) {
    return "<%s%s>%s</%s>"
        .formatted(
            element,
            column == 0 ? "" : " class=\"number\"",
            Markup.escape(text),
            element.substring(0, 2));
  }
}
