package org.firenet.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;
import org.firenet.io.PngWriter.Window;
import org.firenet.stability.AttackResult;
import org.firenet.stability.AuditResult;
import org.firenet.stability.AuditResult.Attack;
import org.firenet.stability.AuditResult.Finding;
import org.firenet.stability.Convergence;
import org.firenet.stability.DetailTest;
import org.firenet.stability.MoreSamplesTest;

/** Two pages on how far an image can be trusted, and the same as numbers. */
public final class AuditReport {
  private final AuditResult result;
  private final double sampled;
  private final Window window;

  /**
   * For a result.
   *
   * @param sampledFraction share of the grid that was sampled, in (0, 1]
   */
  public AuditReport(AuditResult result, double sampledFraction) {
    this.result = result;
    this.sampled = sampledFraction;
    this.window = StabilityFigures.window(result.image());
  }

  /**
   * Puts the pages together.
   *
   * @param facts of the scan and the network, for the table at the end
   * @param notes what a user should know
   * @param command as it was given
   */
  public HtmlReport html(
      String title, Map<String, String> facts, List<String> notes, String command) {
    HtmlReport.Builder report =
        HtmlReport.titled(title)
            .subtitle("How far this image can be trusted")
            .keyFigure("Worst change, image over data", number(result.worstRatio()))
            .keyFigure("Random noise, image over data", number(result.noise().average()))
            .keyFigure("Misfit to the data", AttackReport.percent(result.residual()));
    result.error().ifPresent(e -> report.keyFigure("Error", AttackReport.percent(e)));
    smallestDetail(report);
    for (Finding finding : result.findings()) {
      if (!finding.good()) {
        report.warning(finding.text());
      }
    }
    report.section("What was found");
    for (Finding finding : result.findings()) {
      if (finding.good()) {
        report.paragraph("✓ " + finding.text());
      }
    }
    notes.forEach(report::note);
    images(report);
    attacks(report);
    details(report);
    samples(report);
    convergence(report);
    origin(report, facts, command);
    return report.build();
  }

  private void smallestDetail(HtmlReport.Builder report) {
    result.detail().rows().stream()
        .filter(DetailTest.Row::visible)
        .min(
            (a, b) ->
                a.size() != b.size()
                    ? Integer.compare(a.size(), b.size())
                    : Double.compare(a.contrast(), b.contrast()))
        .ifPresent(
            row ->
                report.keyFigure(
                    "Smallest detail that comes back",
                    "%d px at %s".formatted(row.size(), AttackReport.percent(row.contrast()))));
  }

  private void images(HtmlReport.Builder report) {
    List<ImageFigure> figures = new ArrayList<>();
    figures.add(StabilityFigures.magnitude(result.image(), "The image audited", window));
    figures.add(
        StabilityFigures.map(result.noise().map(), "Noise amplification of each pixel")
            .withNote("1: noise of the fully sampled image"));
    ComplexArray worst = result.sensitivity().image();
    figures.add(
        StabilityFigures.map(worst.magnitude(), "Where the worst small change shows")
            .withNote("largest singular vector, magnitude"));
    Attack last = result.attacks().isEmpty() ? null : largest();
    if (last != null) {
      figures.add(
          StabilityFigures.magnitude(
              last.result().perturbedImage(),
              "After the worst change of %s of the data".formatted(percent(last.level())),
              window));
    }
    report.section("Images").images(figures);
  }

  private Attack largest() {
    return result.attacks().get(result.attacks().size() - 1);
  }

  private void attacks(HtmlReport.Builder report) {
    report.section("Worst case against random noise");
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "smallest changes (power iteration)", "–", "–", number(result.sensitivity().value())));
    for (Attack attack : result.attacks()) {
      AttackResult.Step step = attack.result().worst();
      rows.add(
          List.of(
              "attack",
              percent(step.dataChange()),
              percent(step.imageChange()),
              number(attack.result().largestRatio())));
    }
    rows.add(
        List.of(
            "random noise, %d repetitions".formatted(result.noise().repetitions()),
            percent(result.noise().level()),
            percent(result.noise().average() * result.noise().level() * dataOverImage()),
            number(result.noise().average())));
    result
        .senseSensitivity()
        .ifPresent(
            value ->
                rows.add(
                    List.of("CG-SENSE, 10 iterations, smallest changes", "–", "–", number(value))));
    report.table(
        List.of("", "Change of the data", "Change of the image", "‖Δimage‖ / ‖Δdata‖"), rows);
    report.paragraph(
        "Data are perturbed in every direction that gradient ascent finds worst, so that real"
            + " disturbances of the same size do less. 1 in the last column is a fully sampled scan;"
            + " undersampled by a factor of "
            + number(1 / sampled)
            + ", noise of each sample is in the image "
            + number(Math.sqrt(result.noise().map().data().length == 0 ? 0 : meanSquare()))
            + " times what it would be there, on average. Attacks and power iteration find the worst"
            + " case from below.");
  }

  /** ‖y‖ / ‖R(y)‖, from a step that knows both. */
  private double dataOverImage() {
    if (result.attacks().isEmpty()) {
      return 1;
    }
    AttackResult.Step step = result.attacks().get(0).result().worst();
    return step.imageChange() / step.dataChange() / step.ratio();
  }

  private double meanSquare() {
    RealArray map = result.noise().map();
    double sum = 0;
    for (int i = 0; i < map.count(); i++) {
      sum += map.get(i) * map.get(i);
    }
    return sum / map.count();
  }

  private void details(HtmlReport.Builder report) {
    DetailTest detail = result.detail();
    report.section("Do details come back?");
    List<String> header = new ArrayList<>(List.of("Diameter"));
    List<Double> contrasts =
        detail.rows().stream().map(DetailTest.Row::contrast).distinct().sorted().toList();
    contrasts.forEach(c -> header.add("contrast " + percent(c)));
    List<List<String>> rows = new ArrayList<>();
    for (int size : detail.rows().stream().map(DetailTest.Row::size).distinct().sorted().toList()) {
      List<String> row = new ArrayList<>(List.of(size == 1 ? "1 pixel" : size + " pixels"));
      for (double contrast : contrasts) {
        detail.rows().stream()
            .filter(r -> r.size() == size && r.contrast() == contrast)
            .forEach(
                r ->
                    row.add(
                        "%s%.0f %%, %.1f σ"
                            .formatted(
                                r.visible() ? "✓ " : r.kept() ? "~ " : "✗ ",
                                100 * r.least(),
                                r.contrastToNoise())));
      }
      rows.add(row);
    }
    report.table(header, rows);
    report.paragraph(
        ("Discs that the object does not have were put into it at %d places, measured with the scan's"
                + " own samples and reconstructed. In the table, for the worst place: the share of the"
                + " contrast that came back, and how far the disc's mean then stands out of the noise,"
                + " in standard deviations. ✓: at least half came back and 3 σ; ~: it came back but"
                + " drowns in noise; ✗: it did not. Contrast: share of the brightness of the object.")
            .formatted(detail.places().size()));
  }

  private void samples(HtmlReport.Builder report) {
    if (result.moreSamples().isEmpty()) {
      return;
    }
    MoreSamplesTest test = result.moreSamples().get();
    double[] places = test.rows().stream().mapToDouble(r -> 100 * r.fraction()).toArray();
    double[] errors = test.rows().stream().mapToDouble(MoreSamplesTest.Row::error).toArray();
    LinePlot plot =
        LinePlot.titled("Error against sampling")
            .xLabel("sampled, % of the grid")
            .yLabel("relative error")
            .line("simulated scans of this image", places, errors)
            .points("number of samples", places, errors);
    report.section("Do more samples help?");
    if (result.convergence().isPresent()) {
      report.plots(plot, convergencePlot(result.convergence().get()));
    } else {
      report.plots(plot);
    }
    report.paragraph(
        "The image itself was taken for the truth and measured anew, with the scan's noise, by fewer"
            + " and by more samples than the scan has ("
            + percent(sampled)
            + ").");
  }

  private LinePlot convergencePlot(Convergence convergence) {
    double[] distance = convergence.distance().stream().mapToDouble(d -> d).toArray();
    double[] planned = new double[distance.length];
    for (int k = 0; k < planned.length; k++) {
      planned[k] = distance[0] * Math.pow(convergence.nu(), k);
    }
    return LinePlot.titled("Convergence from restart to restart")
        .xLabel("restart")
        .yLabel("distance to the limit")
        .logarithmic()
        .series("measured", 1, distance)
        .series("planned, νⁿ", 1, planned);
  }

  private void convergence(HtmlReport.Builder report) {
    if (result.convergence().isEmpty()) {
      return;
    }
    Convergence c = result.convergence().get();
    if (result.moreSamples().isEmpty()) {
      report.section("Convergence").plots(convergencePlot(c));
    }
    report.paragraph(
        "Convergence: this image is after restart %d, %s from the limit. A restart leaves %s of the distance; the schedule plans ν = %s, which is proved for enough layers per restart."
            .formatted(
                c.restarts(),
                percent(c.remaining()),
                Double.isNaN(c.rate()) ? "an unmeasurably small share" : percent(c.rate()),
                number(c.nu())));
  }

  private void origin(HtmlReport.Builder report, Map<String, String> facts, String command) {
    Map<String, String> all = new LinkedHashMap<>(facts);
    all.put(
        "Work",
        "%d reconstructions, %d linearisations, %d products with the Jacobian"
            .formatted(
                result.cost().solves(), result.cost().linearisations(), result.cost().products()));
    all.put(
        "Time",
        String.format(
            Locale.ROOT, "%.1f s, forecast %.0f s", result.seconds(), result.cost().seconds()));
    report.section("Origin").parameters(all).code(command);
  }

  private static String percent(double share) {
    return AttackReport.percent(share);
  }

  private static String number(double value) {
    return NumberText.of(Double.parseDouble(String.format(Locale.ROOT, "%.3g", value)));
  }

  /** Every number, for run.json. */
  public Map<String, Object> numbers() {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("residual", result.residual());
    result.error().ifPresent(e -> out.put("error", e));
    out.put("worstRatio", result.worstRatio());
    out.put("lipschitz", result.sensitivity().value());
    out.put("lipschitzIterations", result.sensitivity().history());
    result.senseSensitivity().ifPresent(v -> out.put("lipschitzOfSense", v));
    out.put("noiseAmplification", result.noise().average());
    out.put("noiseAmplificationOfPixels", Math.sqrt(meanSquare()));
    out.put("noiseLevel", result.noise().level());
    out.put("noiseRepetitions", result.noise().repetitions());
    List<Object> attacks = new ArrayList<>();
    for (Attack attack : result.attacks()) {
      AttackResult.Step step = attack.result().worst();
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("level", attack.level());
      one.put("dataChange", step.dataChange());
      one.put("imageChange", step.imageChange());
      one.put("ratio", attack.result().largestRatio());
      attacks.add(one);
    }
    out.put("attacks", attacks);
    List<Object> details = new ArrayList<>();
    for (DetailTest.Row row : result.detail().rows()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("diameter", row.size());
      one.put("contrast", row.contrast());
      one.put("median", row.median());
      one.put("least", row.least());
      one.put("contrastToNoise", row.contrastToNoise());
      one.put("elsewhere", row.elsewhere());
      one.put("kept", row.kept());
      one.put("visible", row.visible());
      details.add(one);
    }
    out.put("details", details);
    result
        .convergence()
        .ifPresent(
            c -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("distance", c.distance());
              one.put("rate", c.rate());
              one.put("nu", c.nu());
              one.put("remaining", c.remaining());
              out.put("convergence", one);
            });
    result
        .moreSamples()
        .ifPresent(
            test -> {
              List<Object> rows = new ArrayList<>();
              for (MoreSamplesTest.Row row : test.rows()) {
                rows.add(
                    Map.of("share", row.share(), "fraction", row.fraction(), "error", row.error()));
              }
              out.put("moreSamples", rows);
              out.put("errorFallsWithSamples", test.passed());
            });
    List<Object> findings = new ArrayList<>();
    result.findings().forEach(f -> findings.add(Map.of("good", f.good(), "text", f.text())));
    out.put("findings", findings);
    out.put("solves", result.cost().solves());
    out.put("linearisations", result.cost().linearisations());
    out.put("products", result.cost().products());
    out.put("forecastSeconds", result.cost().seconds());
    return out;
  }
}
