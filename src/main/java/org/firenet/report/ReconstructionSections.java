package org.firenet.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.firenet.network.History;

/** Sections of a report that need no images: convergence, times, origin. */
final class ReconstructionSections {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT);

  /** Time that no step accounts for and that is not worth a row. */
  private static final double LEAST_SECONDS = 5e-4;

  private ReconstructionSections() {}

  /**
   * Plots of a history.
   *
   * @param inner layers of a block
   * @param magnitudes whether its errors are those of the magnitude
   * @param several whether there are more images than that of the history
   */
  static void convergence(
      HtmlReport.Builder report, History history, int inner, boolean magnitudes, boolean several) {
    List<LinePlot> plots = new ArrayList<>();
    addPlot(plots, inner, "Objective", "F = λ‖z‖₁,w + ‖Az − y‖₂", history.objective());
    addPlot(plots, inner, "Residual", "‖Az − y‖₂", history.residual());
    addPlot(plots, inner, "Weighted ℓ¹ norm", "‖z‖₁,w", history.norm1());
    String label = magnitudes ? "‖|x| − |truth|‖₂ / ‖truth‖₂" : "‖x − truth‖₂ / ‖truth‖₂";
    addPlot(plots, inner, "Error", label, history.error());
    if (!plots.isEmpty()) {
      report.section("Convergence").plots(plots);
      if (several) {
        report.paragraph("Of the first image.");
      }
      if (DoubleStream.of(history.error()).anyMatch(Double::isFinite)) {
        report.paragraph(
            magnitudes
                ? "Error: of the magnitude."
                : "Error: of the complex image, so that a phase other than that of the truth"
                    + " counts.");
      }
    }
  }

  private static void addPlot(
      List<LinePlot> plots, int inner, String name, String label, double[] values) {
    if (DoubleStream.of(values).noneMatch(Double::isFinite)) {
      return;
    }
    int[] restarts =
        IntStream.range(1, Math.max(1, (values.length + inner - 1) / inner))
            .map(block -> block * inner)
            .toArray();
    LinePlot plot =
        LinePlot.titled(name)
            .xLabel("layer")
            .yLabel(label)
            .series(name, 1, values)
            .marks("restart", restarts);
    plots.add(DoubleStream.of(values).anyMatch(v -> v > 0) ? plot.logarithmic() : plot);
  }

  /**
   * A table of times.
   *
   * @param seconds by step
   * @param totalSeconds of everything; NaN if unknown. What no step accounts for is called other.
   */
  static void times(HtmlReport.Builder report, Map<String, Double> seconds, double totalSeconds) {
    double sum = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    double total = Double.isNaN(totalSeconds) ? sum : Math.max(sum, totalSeconds);
    Map<String, Double> steps = new LinkedHashMap<>(seconds);
    if (total - sum > LEAST_SECONDS) {
      steps.put("other", total - sum);
    }
    if (steps.isEmpty()) {
      return;
    }
    BarTable table = BarTable.of("Step", "Seconds", "Share");
    steps.forEach(
        (step, value) ->
            table.row(value, step, fixed(value), total > 0 ? percent(value / total) : "–"));
    if (steps.size() > 1) {
      table.row(Double.NaN, "total", fixed(total), total > 0 ? percent(1) : "–");
    }
    report.section("Times").add(table);
  }

  /** How and where it was made; command and backend may be empty. */
  static void origin(HtmlReport.Builder report, String command, String backend) {
    report.section("Origin");
    if (!command.isEmpty()) {
      report.code(command);
    }
    Map<String, String> facts = new LinkedHashMap<>();
    if (!backend.isEmpty()) {
      facts.put("Backend", backend);
    }
    Map<String, Object> versions = RunRecord.versions();
    facts.put("FIRENET", versions.get("firenet").toString());
    facts.put("Java", "%s (%s)".formatted(versions.get("java"), versions.get("javaVendor")));
    facts.put("System", "%s, %s".formatted(versions.get("os"), versions.get("architecture")));
    facts.put("Processors", versions.get("processors").toString());
    facts.put("Memory limit", (Runtime.getRuntime().maxMemory() >> 20) + " MiB");
    facts.put("Written", DATE.format(Instant.now().atOffset(ZoneOffset.UTC)));
    report.parameters(facts);
  }

  private static String fixed(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
