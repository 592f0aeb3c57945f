package org.firenet.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.firenet.io.OutputFile;
import org.firenet.io.PngWriter.Window;

/**
 * A report as one HTML file that needs nothing else: no network, no fonts, no scripts.
 *
 * <p>Every text is plain text. The file is well-formed XML too.
 */
public final class HtmlReport {
  private final String html;

  private HtmlReport(String html) {
    this.html = html;
  }

  /** Starts a report. */
  public static Builder titled(String title) {
    return new Builder(title);
  }

  /** The whole file. */
  public String html() {
    return html;
  }

  /**
   * Writes the file in UTF-8, complete or not at all.
   *
   * @throws IOException as {@link OutputFile#write}
   */
  public void write(Path path) throws IOException {
    OutputFile.write(path, out -> out.write(html.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Collects the content. Title, subtitle, key figures and warnings stand at the top; all else in
   * the order in which it was added.
   */
  public static final class Builder {
    private static final Pattern NUMBER =
        Pattern.compile("[-−+]?\\d[\\d.,]*(e[-+]?\\d+|·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?( ?(%|s|ms|MB|GB))?|–?");

    private static final String HEAD =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy" \
        content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"/>
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        <h1>%s</h1>
        """;

    private final String title;
    private String subtitle = "";
    private final Map<String, String> keyFigures = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();

    private Builder(String title) {
      this.title = title;
    }

    /** Sets the line below the title. */
    public Builder subtitle(String text) {
      subtitle = text;
      return this;
    }

    /** Adds a number, or a few words, that the reader should see first. */
    public Builder keyFigure(String label, String value) {
      keyFigures.put(label, value);
      return this;
    }

    /** Adds an entry to the box of warnings. */
    public Builder warning(String text) {
      warnings.add(text);
      return this;
    }

    /** Starts a section. */
    public Builder section(String heading) {
      body.append("<h2>").append(Markup.escape(heading)).append("</h2>\n");
      return this;
    }

    /** Adds a paragraph. */
    public Builder paragraph(String text) {
      body.append("<p>").append(Markup.escape(text)).append("</p>\n");
      return this;
    }

    /** Adds images side by side; those without a window of their own share that of the first. */
    public Builder images(GreyFigure... figures) {
      return images(List.of(figures));
    }

    /**
     * Adds images side by side.
     *
     * @param figures those without a window of their own share {@link Window#of} the first of them
     */
    public Builder images(List<GreyFigure> figures) {
      if (figures.isEmpty()) {
        return this;
      }
      Window shared =
          figures.stream()
              .filter(figure -> figure.window().isEmpty())
              .findFirst()
              .map(figure -> Window.of(figure.image()))
              .orElse(new Window(0, 1));
      ImageGrid grid = ImageGrid.of(figures);
      body.append(
          "<div class=\"images%s\" style=\"--columns:%d\">\n"
              .formatted(grid.isLarge() ? " large" : "", grid.columns()));
      for (GreyFigure figure : figures) {
        body.append(figure.html(shared, grid.enlarges(figure)));
      }
      body.append("</div>\n");
      return this;
    }

    /** Adds plots, two in a row where there is room. */
    public Builder plots(LinePlot... plots) {
      return plots(List.of(plots));
    }

    /** Adds plots, two in a row where there is room. */
    public Builder plots(List<LinePlot> plots) {
      if (plots.isEmpty()) {
        return this;
      }
      body.append("<div class=\"plots\">\n");
      plots.forEach(plot -> body.append("<figure>\n").append(plot.svg()).append("</figure>\n"));
      body.append("</div>\n");
      return this;
    }

    /** Adds a table of names and values. */
    public Builder parameters(Map<String, String> values) {
      body.append("<div class=\"scroll\"><table><tbody>\n");
      values.forEach(
          (name, value) ->
              body.append("<tr><th scope=\"row\">")
                  .append(Markup.escape(name))
                  .append("</th><td>")
                  .append(Markup.escape(value))
                  .append("</td></tr>\n"));
      body.append("</tbody></table></div>\n");
      return this;
    }

    /**
     * Adds a table; columns of numbers are aligned to the right.
     *
     * @throws IllegalArgumentException if a row has not as many cells as the header
     */
    public Builder table(List<String> header, List<List<String>> rows) {
      for (List<String> row : rows) {
        if (row.size() != header.size()) {
          throw new IllegalArgumentException(
              "`rows`: expected " + header.size() + " cells in every row, got " + row);
        }
      }
      body.append("<div class=\"scroll\"><table><thead>\n");
      appendRow(header, rows, "th");
      body.append("</thead><tbody>\n");
      rows.forEach(row -> appendRow(row, rows, "td"));
      body.append("</tbody></table></div>\n");
      return this;
    }

    private void appendRow(List<String> cells, List<List<String>> rows, String element) {
      body.append("<tr>");
      for (int i = 0; i < cells.size(); i++) {
        int column = i;
        boolean isNumber =
            !rows.isEmpty() && rows.stream().allMatch(r -> NUMBER.matcher(r.get(column)).matches());
        body.append(
            "<%s%s%s>%s</%s>"
                .formatted(
                    element,
                    element.equals("th") ? " scope=\"col\"" : "",
                    isNumber ? " class=\"number\"" : "",
                    Markup.escape(cells.get(i)),
                    element));
      }
      body.append("</tr>\n");
    }

    /** Puts the file together. */
    public HtmlReport build() {
      String name = Markup.escape(title);
      StringBuilder out = new StringBuilder(HEAD.formatted(name, ReportStyle.CSS, name));
      if (!subtitle.isEmpty()) {
        out.append("<p class=\"subtitle\">").append(Markup.escape(subtitle)).append("</p>\n");
      }
      appendKeyFigures(out);
      appendWarnings(out);
      return new HtmlReport(out.append(body).append("</main>\n</body>\n</html>\n").toString());
    }

    private void appendKeyFigures(StringBuilder out) {
      if (keyFigures.isEmpty()) {
        return;
      }
      out.append("<dl class=\"figures\">\n");
      keyFigures.forEach(
          (label, value) ->
              out.append("<div><dt>")
                  .append(Markup.escape(label))
                  .append("</dt><dd>")
                  .append(Markup.escape(value))
                  .append("</dd></div>\n"));
      out.append("</dl>\n");
    }

    private void appendWarnings(StringBuilder out) {
      if (warnings.isEmpty()) {
        return;
      }
      out.append("<div class=\"warnings\" role=\"note\"><strong>")
          .append(warnings.size() == 1 ? "Warning" : "Warnings")
          .append("</strong>\n<ul>\n");
      warnings.forEach(text -> out.append("<li>").append(Markup.escape(text)).append("</li>\n"));
      out.append("</ul></div>\n");
    }
  }
}
