package org.firenet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.firenet.array.Mask;
import org.firenet.network.Problem;
import org.firenet.pipeline.PreparedImage;
import org.firenet.pipeline.ReconstructionSettings;
import org.firenet.report.AuditReport;
import org.firenet.report.HtmlReport;
import org.firenet.report.RunRecord;
import org.firenet.stability.AuditCost;
import org.firenet.stability.AuditResult;

/** What an audit says: on the console, in run.json, on its pages. */
final class AuditOutput {
  private final PreparedImage prepared;
  private final AuditResult result;
  private final ReconstructionSettings settings;
  private final AuditReport pages;

  AuditOutput(PreparedImage prepared, AuditResult result, ReconstructionSettings settings) {
    this.prepared = prepared;
    this.result = result;
    this.settings = settings;
    this.pages = new AuditReport(result, fraction());
  }

  private double fraction() {
    return prepared.problem().mask().map(Mask::fraction).orElse(1.0);
  }

  /** The work ahead. */
  static String cost(AuditCost cost) {
    return String.format(
        Locale.ROOT,
        "work        %d reconstructions, %d linearisations, %d products with the Jacobian:"
            + " about %.0f s, %.0f MB",
        cost.solves(),
        cost.linearisations(),
        cost.products(),
        cost.seconds(),
        cost.memoryBytes() / 1e6);
  }

  /** For the console. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    Problem problem = prepared.problem();
    lines.add(
        "image       %d of the scan, %s%s, %.1f %% sampled"
            .formatted(
                prepared.number(),
                problem.coils() > 0 ? problem.coils() + " coils, " : "",
                ScanDescription.extents(problem.image()),
                100 * fraction()));
    lines.add(
        String.format(
            Locale.ROOT,
            "worst case  image changes by %.2f of the change of the data; random noise by %.2f",
            result.worstRatio(),
            result.noise().average()));
    result
        .findings()
        .forEach(f -> lines.add((f.good() ? "ok          " : "ATTENTION   ") + f.text()));
    prepared.notes().forEach(note -> lines.add("note        " + note));
    lines.add(String.format(Locale.ROOT, "time        %.1f s", result.seconds()));
    return lines;
  }

  /** Every number. */
  Map<String, Object> numbers() {
    Map<String, Object> numbers = pages.numbers();
    numbers.put("seconds", result.seconds());
    return numbers;
  }

  /** Writes the pages and the record beside them. */
  void write(Path path, String title, List<String> arguments, List<Path> inputs)
      throws IOException {
    record(arguments, inputs).writeBeside(path);
    report(title, arguments).write(path);
  }

  private RunRecord record(List<String> arguments, List<Path> inputs) throws IOException {
    RunRecord.Builder record =
        RunRecord.builder()
            .arguments(arguments.toArray(new String[0]))
            .parameters(settings.summary())
            .parameter("audit", result.parameters());
    for (Path input : inputs) {
      record.input(Inputs.fileOf(input));
    }
    prepared.seconds().forEach(record::time);
    record.time("audit", result.seconds());
    record.result("image", prepared.number());
    pages.numbers().forEach(record::result);
    prepared.notes().forEach(record::warning);
    return record.build();
  }

  private HtmlReport report(String title, List<String> arguments) {
    Map<String, String> facts = new LinkedHashMap<>();
    Problem problem = prepared.problem();
    facts.put("Image", Integer.toString(prepared.number()));
    facts.put("Matrix", ScanDescription.extents(problem.image()));
    facts.put("Coils", Integer.toString(Math.max(1, problem.coils())));
    facts.put("Sampled", "%.1f %%".formatted(100 * fraction()));
    facts.put(
        "Network",
        "%d × %d layers, ν = %.3g, λ = %.3g, %s, shifts %s"
            .formatted(
                settings.parameters().outer(),
                settings.parameters().inner(),
                settings.parameters().nu(),
                problem.lambda(),
                problem.wavelet(),
                settings.parameters().shifts()));
    facts.put("FIRENET", RunRecord.version());
    List<String> words = new ArrayList<>(arguments);
    words.add(0, "firenet");
    return pages.html(title, facts, prepared.notes(), String.join(" ", words));
  }
}
