package org.firenet.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.firenet.io.OutputFile;

/**
 * A report as one HTML file that needs nothing else: no network, no fonts; scripts only its own.
 *
 * <p>Every text is plain text. The file is well-formed XML too. Without scripts, and printed, it is
 * complete. It stays below {@link #MOST_BYTES} bytes if it has at most one {@link ImageViewer}.
 */
public final class HtmlReport {
  /** Bytes of a report with one viewer at most: 16 MiB of pixels, and pictures. */
  public static final int MOST_BYTES = 24 << 20;

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
        content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src %s"/>
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <main>
        <h1>%s</h1>
        """;

    private static final int LONG_LIST = 8;
    private static final int LEAST_SECTIONS_FOR_CONTENTS = 4;

    private final String title;
    private String subtitle = "";
    private final Map<String, String> keyFigures = new LinkedHashMap<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> sections = new ArrayList<>();
    private final Set<String> scripts = new LinkedHashSet<>();
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

    /** Adds an entry to the box of what is worth knowing, below the warnings. */
    public Builder note(String text) {
      notes.add(text);
      return this;
    }

    /** Starts a section. */
    public Builder section(String heading) {
      sections.add(heading);
      body.append(
          "<h2 id=\"section-%d\">%s</h2>\n".formatted(sections.size(), Markup.escape(heading)));
      return this;
    }

    /** Adds a block, and its warnings to the others. */
    public Builder add(ReportBlock block) {
      body.append(block.html());
      scripts.addAll(block.scripts());
      warnings.addAll(block.warnings());
      return this;
    }

    /** Adds a paragraph. */
    public Builder paragraph(String text) {
      body.append("<p>").append(Markup.escape(text)).append("</p>\n");
      return this;
    }

    /** Adds pictures side by side; nothing if there are none. */
    public Builder images(List<ImageFigure> figures) {
      return figures.isEmpty() ? this : add(new FigureRow(figures));
    }

    /** Adds pictures side by side. */
    public Builder images(ImageFigure... figures) {
      return images(List.of(figures));
    }

    /** Adds what is to be read character by character, such as a command. */
    public Builder code(String text) {
      body.append("<pre><code>").append(Markup.escape(text)).append("</code></pre>\n");
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

    /** Adds a table of names and values; a long one in two parts beside each other. */
    public Builder parameters(Map<String, String> values) {
      List<Map.Entry<String, String>> rows = List.copyOf(values.entrySet());
      if (rows.size() <= LONG_LIST) {
        appendPairs(rows);
        return this;
      }
      int half = (rows.size() + 1) / 2;
      body.append("<div class=\"halves\">\n");
      appendPairs(rows.subList(0, half));
      appendPairs(rows.subList(half, rows.size()));
      body.append("</div>\n");
      return this;
    }

    private void appendPairs(List<Map.Entry<String, String>> rows) {
      body.append("<div class=\"scroll\"><table class=\"pairs\"><tbody>\n");
      for (Map.Entry<String, String> row : rows) {
        body.append("<tr><th scope=\"row\">")
            .append(Markup.escape(row.getKey()))
            .append("</th><td>")
            .append(Markup.escape(row.getValue()))
            .append("</td></tr>\n");
      }
      body.append("</tbody></table></div>\n");
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
      String script = scripts.isEmpty() ? "" : ReportResources.script(scripts);
      String policy = script.isEmpty() ? "'none'" : ReportResources.policySource(script);
      String style = ReportResources.text(ReportResources.STYLE);
      StringBuilder out = new StringBuilder(HEAD.formatted(policy, name, style, name));
      if (!subtitle.isEmpty()) {
        out.append("<p class=\"subtitle\">").append(Markup.escape(subtitle)).append("</p>\n");
      }
      appendKeyFigures(out);
      appendBox(out, "warnings", warnings.size() == 1 ? "Warning" : "Warnings", warnings);
      appendBox(out, "notes", notes.size() == 1 ? "Note" : "Notes", notes);
      appendContents(out);
      out.append(body).append("</main>\n");
      if (!script.isEmpty()) {
        out.append("<script>").append(script).append("</script>\n");
      }
      return new HtmlReport(out.append("</body>\n</html>\n").toString());
    }

    private void appendContents(StringBuilder out) {
      if (sections.size() < LEAST_SECTIONS_FOR_CONTENTS) {
        return;
      }
      out.append("<nav aria-label=\"Sections\">\n");
      for (int i = 0; i < sections.size(); i++) {
        out.append(
            "<a href=\"#section-%d\">%s</a>\n".formatted(i + 1, Markup.escape(sections.get(i))));
      }
      out.append("</nav>\n");
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

    private static void appendBox(
        StringBuilder out, String kind, String heading, Collection<String> texts) {
      if (texts.isEmpty()) {
        return;
      }
      out.append(
          "<div class=\"%s\" role=\"note\"><strong>%s</strong>\n<ul>\n".formatted(kind, heading));
      texts.forEach(text -> out.append("<li>").append(Markup.escape(text)).append("</li>\n"));
      out.append("</ul></div>\n");
    }
  }
}
