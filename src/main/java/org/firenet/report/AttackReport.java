package org.firenet.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.io.PngWriter.Window;
import org.firenet.stability.AttackResult;
import org.firenet.stability.AttackResult.Step;

/** The page of a worst-case perturbation. */
public final class AttackReport {
  private AttackReport() {}

  /**
   * Puts the page together.
   *
   * @param ofImage whether the perturbation is an image
   * @param parameters by name, for the table
   * @param command as it was given
   */
  public static HtmlReport of(
      String title,
      AttackResult result,
      boolean ofImage,
      Map<String, String> parameters,
      String command) {
    Step worst = result.worst();
    Window window = StabilityFigures.window(result.image());
    HtmlReport.Builder report =
        HtmlReport.titled(title)
            .subtitle("Worst-case perturbation of " + result.method())
            .keyFigure("Change of the data", percent(worst.dataChange()))
            .keyFigure("Change of the image", percent(worst.imageChange()))
            .keyFigure("‖ΔR‖ / ‖Δy‖", NumberText.of(worst.ratio()))
            .keyFigure("Largest ‖ΔR‖ / ‖Δy‖ seen", NumberText.of(result.largestRatio()));
    List<ImageFigure> figures = new ArrayList<>();
    figures.add(StabilityFigures.magnitude(result.image(), "Image from the data", window));
    figures.add(
        StabilityFigures.magnitude(
            result.perturbedImage(), "Image from the perturbed data", window));
    figures.add(
        StabilityFigures.difference(
            result.perturbedImage(), result.image(), "Their difference", window));
    if (ofImage) {
      figures.add(perturbation(result.perturbation(), window));
    }
    report.section("Images").images(figures);
    report.paragraph(
        "Differences of complex numbers, magnitude. The perturbation was looked for by gradient"
            + " ascent; there may be worse ones.");
    report.section("Ascent").plots(plots(result));
    report.section("Parameters").parameters(parameters);
    return report.section("Origin").code(command).build();
  }

  private static ImageFigure perturbation(ComplexArray r, Window window) {
    return StabilityFigures.difference(
        r, ComplexArray.zeros(r.precision(), r.shape()), "Perturbation r", window);
  }

  private static List<LinePlot> plots(AttackResult result) {
    LinePlot ratio =
        LinePlot.titled("Change of the image over change of the data")
            .xLabel("step")
            .yLabel("‖ΔR‖ / ‖Δy‖");
    LinePlot change =
        LinePlot.titled("Relative changes").xLabel("step").yLabel("share").logarithmic();
    int number = 1;
    for (List<Step> steps : result.history()) {
      String start = result.history().size() > 1 ? "start " + number++ : "image over data";
      ratio.series(start, 0, steps.stream().mapToDouble(Step::ratio).toArray());
    }
    List<Step> best = result.history().get(result.restart());
    change.series("image", 0, best.stream().mapToDouble(Step::imageChange).toArray());
    change.series("data", 0, best.stream().mapToDouble(Step::dataChange).toArray());
    return List.of(ratio, change);
  }

  /** A share as percentage of two or three digits. */
  static String percent(double share) {
    if (!Double.isFinite(share)) {
      return "–";
    }
    BigDecimal rounded = new BigDecimal(100 * share).round(new MathContext(3));
    return rounded.stripTrailingZeros().toPlainString() + " %";
  }

  /** Every point of every ascent. */
  public static CsvTable table(AttackResult result) {
    CsvTable table = CsvTable.of("start", "step", "size", "data_change", "image_change", "ratio");
    for (int start = 0; start < result.history().size(); start++) {
      List<Step> steps = result.history().get(start);
      for (int i = 0; i < steps.size(); i++) {
        Step step = steps.get(i);
        table.row(start, i, step.size(), step.dataChange(), step.imageChange(), step.ratio());
      }
    }
    return table;
  }
}
