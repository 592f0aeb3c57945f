package org.firenet.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.firenet.report.HtmlReport;
import org.firenet.report.RunRecord;
import org.firenet.selftest.SelfTest;
import org.firenet.selftest.SelfTestResult;
import org.firenet.selftest.SelfTestRow;
import org.firenet.selftest.SelfTestSubject;

/** What a self-test says: on the console, as JSON, as a report. */
final class SelfTestOutput {
  private final SelfTest.Settings settings;
  private final SelfTestResult result;

  SelfTestOutput(SelfTest.Settings settings, SelfTestResult result) {
    this.settings = settings;
    this.result = result;
  }

  /** The table, then the summary. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("pass    error  bound  problem; solved by");
    for (SelfTestRow row : result.rows()) {
      lines.add(
          "%-4s  %7.1e %6.0e  %s; %s"
              .formatted(
                  row.passed() ? "yes" : "NO",
                  row.error(),
                  row.bound(),
                  row.problem(),
                  (row.subject() == SelfTestSubject.IMAGES ? "" : row.subject().words() + ", ")
                      + solvedBy(row)));
      if (!row.passed()) {
        lines.add("      " + row.complaint());
      }
    }
    result.skipped().forEach(text -> lines.add("-     " + text));
    lines.add("");
    for (SelfTestResult.Summary summary : result.summaries()) {
      lines.add(
          "%s, %s: %s%s passed, worst error %.1e of %.0e%s"
              .formatted(
                  summary.backend(),
                  word(summary),
                  of(summary.passed(), summary.count()),
                  images(summary) ? "" : " derivatives",
                  summary.worst(),
                  summary.bound(),
                  images(summary)
                      ? ", %s batches with the bits of single images".formatted(alone(summary))
                      : ""));
    }
    lines.add(
        "%s, seed %d, %.1f s"
            .formatted(result.passed() ? "passed" : "FAILED", settings.seed(), result.seconds()));
    return lines;
  }

  private static boolean images(SelfTestResult.Summary summary) {
    return summary.subject() == SelfTestSubject.IMAGES;
  }

  private static String alone(SelfTestResult.Summary summary) {
    return of(summary.sameAlone(), summary.several());
  }

  private static String solvedBy(SelfTestRow row) {
    return row.route().isEmpty() ? row.backend() : row.route();
  }

  private static String word(SelfTestResult.Summary summary) {
    return summary.precision().name().toLowerCase(Locale.ROOT);
  }

  private static String of(int some, int all) {
    return "%d of %d".formatted(some, all);
  }

  /** Everything. */
  Map<String, Object> json() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("passed", result.passed());
    out.put("seed", settings.seed());
    out.put("full", settings.full());
    out.put("seconds", result.seconds());
    List<Object> summaries = new ArrayList<>();
    for (SelfTestResult.Summary summary : result.summaries()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("backend", summary.backend());
      one.put("precision", word(summary));
      one.put("subject", summary.subject().words());
      one.put("problems", summary.count());
      one.put("passed", summary.passed());
      one.put("worst", finite(summary.worst()));
      one.put("bound", summary.bound());
      one.put("batches", summary.several());
      one.put("batchesWithBitsOfSingleImages", summary.sameAlone());
      summaries.add(one);
    }
    out.put("summaries", summaries);
    List<Object> rows = new ArrayList<>();
    for (SelfTestRow row : result.rows()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("problem", row.problem());
      one.put("backend", row.backend());
      one.put("precision", row.precision().name().toLowerCase(Locale.ROOT));
      one.put("subject", row.subject().words());
      one.put("route", row.route());
      one.put("error", finite(row.error()));
      one.put("bound", row.bound());
      one.put("repeats", row.repeats());
      one.put("oneByOne", row.oneByOne().isPresent() ? finite(row.oneByOne().getAsDouble()) : null);
      one.put("passed", row.passed());
      one.put("complaint", row.complaint());
      rows.add(one);
    }
    out.put("problems", rows);
    out.put("skipped", result.skipped());
    return out;
  }

  private static String number(double value) {
    return "%.1e".formatted(value);
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** The report; {@code arguments} as they were given. */
  HtmlReport report(List<String> arguments) {
    HtmlReport.Builder report =
        HtmlReport.titled("Self-test")
            .subtitle(result.passed() ? "Everything passed" : "Something failed")
            .keyFigure("Result", result.passed() ? "passed" : "failed")
            .keyFigure("Time", "%.1f s".formatted(result.seconds()));
    List<List<String>> summaries = new ArrayList<>();
    for (SelfTestResult.Summary summary : result.summaries()) {
      report.keyFigure(
          "Worst error of %s, %s, %s"
              .formatted(summary.subject().words(), summary.backend(), word(summary)),
          number(summary.worst()));
      summaries.add(
          List.of(
              summary.backend(),
              word(summary),
              summary.subject().words(),
              of(summary.passed(), summary.count()),
              number(summary.worst()),
              number(summary.bound()),
              images(summary) ? alone(summary) : ""));
    }
    for (SelfTestRow row : result.rows()) {
      if (!row.passed()) {
        report.warning("%s, %s: %s".formatted(row.backend(), row.problem(), row.complaint()));
      }
    }
    report
        .section("Summary")
        .table(
            List.of(
                "Backend",
                "Precision",
                "Compared",
                "Passed",
                "Worst error",
                "Bound",
                "Batches with the bits of single images"),
            summaries)
        .paragraph(
            "Error: of the image, in the 2-norm, relative to the reference in double precision; the"
                + " largest of a batch. Every problem was solved %s times, which has to give the same"
                    .formatted(settings.full() ? "ten" : "two")
                + " bits. Derivatives: of the first image of each random problem, the largest error"
                + " of products with the Jacobian along everything that the network is given, and"
                + " with its adjoint; both have to pass the dot-product test too.");
    report
        .section("Problems")
        .table(List.of("Problem", "Solved by", "Compared", "Error", "Passed"), rows());
    if (!result.skipped().isEmpty()) {
      report.section("Not taken").paragraph(String.join("; ", result.skipped()));
    }
    List<String> words = new ArrayList<>(arguments);
    words.add(0, "firenet");
    return report
        .section("Origin")
        .code(String.join(" ", words))
        .parameters(Map.of("FIRENET", RunRecord.version(), "Seed", Long.toString(settings.seed())))
        .build();
  }

  private List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (SelfTestRow row : result.rows()) {
      rows.add(
          List.of(
              row.problem(),
              solvedBy(row),
              row.subject().words(),
              number(row.error()),
              row.passed() ? "yes" : row.complaint()));
    }
    return rows;
  }
}
