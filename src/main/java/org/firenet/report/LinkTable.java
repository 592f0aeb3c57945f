package org.firenet.report;

import java.util.List;

/** A table whose first column leads to files beside the page. */
public final class LinkTable implements ReportBlock {
  private final List<String> header;
  private final StringBuilder rows = new StringBuilder();

  private LinkTable(List<String> header) {
    this.header = header;
  }

  /** An empty table with the names of its columns. */
  public static LinkTable of(String... header) {
    return new LinkTable(List.of(header));
  }

  /**
   * Adds a row.
   *
   * @param path relative to the page, with slashes; empty for no link
   * @param cells text of all columns
   * @throws IllegalArgumentException if there are not as many cells as columns, or the path leads
   *     away from the page's directory
   */
  public LinkTable row(String path, String... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(
          "`cells`: expected %d, got %s".formatted(header.size(), List.of(cells)));
    }
    if (path.contains(":") || path.contains("..") || path.startsWith("/")) {
      throw new IllegalArgumentException("path: expected one below the page, got " + path);
    }
    rows.append("<tr>");
    for (int i = 0; i < cells.length; i++) {
      String text = Markup.escape(cells[i]);
      boolean links = i == 0 && !path.isEmpty();
      rows.append("<td>")
          .append(links ? "<a href=\"%s\">%s</a>".formatted(Markup.escape(path), text) : text)
          .append("</td>");
    }
    rows.append("</tr>\n");
    return this;
  }

  @Override
  public String html() {
    StringBuilder out =
        new StringBuilder("<div class=\"scroll\"><table class=\"links\"><thead><tr>");
    for (String name : header) {
      out.append("<th scope=\"col\">").append(Markup.escape(name)).append("</th>");
    }
    return out.append("</tr></thead><tbody>\n")
        .append(rows)
        .append("</tbody></table></div>\n")
        .toString();
  }
}
