package org.firenet.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.io.PngWriter.Window;
import org.firenet.network.History;

/**
 * The report of a reconstruction: images, sampling, convergence, parameters and times. Everything
 * but the title may be absent.
 *
 * <p>Of more than 12 slices, or coils, 12 are shown. All magnitudes of images are shown in one
 * window, that of the truth or, without one, of the reconstruction. Pixels that are not finite are
 * shown black, with a warning.
 */
public final class ReconstructionReport {
  private static final int DIFFERENCE_GAIN = 5;

  private final String title;
  private String subtitle = "";
  private final Map<String, String> keyFigures = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private ComplexArray images;
  private ComplexArray zeroFilled;
  private ComplexArray truth;
  private Mask mask;
  private ComplexArray maps;
  private History history;
  private int inner;
  private double nrmse = Double.NaN;
  private double zeroFilledNrmse = Double.NaN;

  private ReconstructionReport(String title) {
    this.title = title;
  }

  /** Starts a report with nothing but a title. */
  public static ReconstructionReport titled(String title) {
    return new ReconstructionReport(title);
  }

  /** Sets the line below the title. */
  public ReconstructionReport subtitle(String text) {
    subtitle = text;
    return this;
  }

  /** Adds a number, or a few words, that the reader should see first. */
  public ReconstructionReport keyFigure(String label, String value) {
    keyFigures.put(label, value);
    return this;
  }

  /** Adds a warning. */
  public ReconstructionReport warning(String text) {
    warnings.add(text);
    return this;
  }

  /** Sets the reconstruction {@code [..., y, x]}, complex. Not modified. */
  public ReconstructionReport images(ComplexArray value) {
    images = value;
    return this;
  }

  /** Sets the zero-filled images {@code [..., y, x]}. Not modified. */
  public ReconstructionReport zeroFilled(ComplexArray value) {
    zeroFilled = value;
    return this;
  }

  /** Sets the true images {@code [..., y, x]}, scaled like the reconstruction. Not modified. */
  public ReconstructionReport truth(ComplexArray value) {
    truth = value;
    return this;
  }

  /** Sets ‖x − truth‖₂ / ‖truth‖₂ of the reconstruction. */
  public ReconstructionReport nrmse(double value) {
    nrmse = value;
    return this;
  }

  /** Sets ‖x − truth‖₂ / ‖truth‖₂ of the zero-filled images. */
  public ReconstructionReport zeroFilledNrmse(double value) {
    zeroFilledNrmse = value;
    return this;
  }

  /** Sets the sampled points {@code [..., ky, kx]}. */
  public ReconstructionReport mask(Mask value) {
    mask = value;
    return this;
  }

  /** Sets the sensitivities {@code [..., coil, y, x]}. Not modified. */
  public ReconstructionReport maps(ComplexArray value) {
    maps = value;
    return this;
  }

  /**
   * Sets the history of one image.
   *
   * @param layersOfBlock inner layers p, for the marks at the restarts
   */
  public ReconstructionReport history(History value, int layersOfBlock) {
    if (layersOfBlock < 1) {
      throw new IllegalArgumentException(
          "layersOfBlock: expected at least 1, got " + layersOfBlock);
    }
    history = value;
    inner = layersOfBlock;
    return this;
  }

  /** Adds a row to the table of parameters. */
  public ReconstructionReport parameter(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  /** Adds to the seconds that a step took. */
  public ReconstructionReport time(String step, double value) {
    seconds.merge(step, value, Double::sum);
    return this;
  }

  /**
   * Puts the report together.
   *
   * @throws IllegalArgumentException if reconstruction, zero-filled images and truth differ in
   *     shape, or an array has fewer axes than it must
   */
  public HtmlReport build() {
    HtmlReport.Builder report = HtmlReport.titled(title).subtitle(subtitle);
    addNumbers(report);
    warnings.forEach(report::warning);
    addImages(report);
    addSampling(report);
    addConvergence(report);
    if (!parameters.isEmpty()) {
      report.section("Parameters").parameters(parameters);
    }
    addTimes(report);
    return report.build();
  }

  private void addNumbers(HtmlReport.Builder report) {
    if (!Double.isNaN(nrmse)) {
      report.keyFigure("NRMSE", NumberText.of(nrmse));
    }
    if (mask != null && mask.samples() > 0) {
      report.keyFigure("Sampled", percent(mask.fraction()));
      report.keyFigure("Undersampling", String.format(Locale.ROOT, "%.1f×", 1 / mask.fraction()));
    }
    keyFigures.forEach(report::keyFigure);
  }

  private void addImages(HtmlReport.Builder report) {
    requireOneShape();
    ReconstructionFigures pictures = new ReconstructionFigures(report::warning);
    List<GreyFigure> figures = new ArrayList<>();
    if (images != null) {
      figures.add(withError(pictures.magnitude("Reconstruction", images, "slices"), nrmse));
    }
    if (zeroFilled != null) {
      figures.add(
          withError(pictures.magnitude("Zero-filled", zeroFilled, "slices"), zeroFilledNrmse));
    }
    if (truth != null) {
      figures.add(pictures.magnitude("Truth", truth, "slices"));
    }
    if (figures.isEmpty()) {
      return;
    }
    Window window = Window.of(figures.get(truth != null ? figures.size() - 1 : 0).image());
    if (images != null && truth != null) {
      figures.add(pictures.difference(images, truth, DIFFERENCE_GAIN));
    }
    report
        .section("Images")
        .images(figures.stream().map(figure -> figure.withWindow(window)).toList())
        .paragraph(
            "Magnitudes in one grey scale: black 0, white %s."
                .formatted(NumberText.of(window.high())));
  }

  private void requireOneShape() {
    Shape expected = images != null ? images.shape() : truth != null ? truth.shape() : null;
    if (expected != null && zeroFilled != null) {
      ComplexArray.requireShape("zeroFilled", zeroFilled.shape(), expected);
    }
    if (expected != null && truth != null) {
      ComplexArray.requireShape("truth", truth.shape(), expected);
    }
  }

  private static GreyFigure withError(GreyFigure figure, double error) {
    if (Double.isNaN(error)) {
      return figure;
    }
    String note = "NRMSE " + NumberText.of(error);
    return figure.withNote(figure.note().isEmpty() ? note : note + "; " + figure.note());
  }

  private void addSampling(HtmlReport.Builder report) {
    ReconstructionFigures pictures = new ReconstructionFigures(report::warning);
    List<GreyFigure> figures = new ArrayList<>();
    String heading = "Sampling";
    if (mask != null) {
      figures.add(ReconstructionFigures.mask(mask));
    }
    if (maps != null) {
      heading = mask == null ? "Sensitivities" : "Sampling and sensitivities";
      figures.add(pictures.magnitude("Sensitivities, magnitude", maps, "maps"));
      figures.add(pictures.phase("Sensitivities, phase", maps));
    }
    if (!figures.isEmpty()) {
      report.section(heading).images(figures);
    }
  }

  private void addConvergence(HtmlReport.Builder report) {
    if (history == null) {
      return;
    }
    List<LinePlot> plots = new ArrayList<>();
    addPlot(plots, "Objective", "F = λ‖z‖₁,w + ‖Az − y‖₂", history.objective());
    addPlot(plots, "Residual", "‖Az − y‖₂", history.residual());
    addPlot(plots, "Weighted ℓ¹ norm", "‖z‖₁,w", history.norm1());
    addPlot(plots, "Error", "‖x − truth‖₂ / ‖truth‖₂", history.error());
    if (!plots.isEmpty()) {
      report.section("Convergence").plots(plots);
    }
  }

  private void addPlot(List<LinePlot> plots, String name, String label, double[] values) {
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

  private void addTimes(HtmlReport.Builder report) {
    if (seconds.isEmpty()) {
      return;
    }
    double total = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    List<List<String>> rows = new ArrayList<>();
    seconds.forEach((step, value) -> rows.add(timeRow(step, value, total)));
    if (rows.size() > 1) {
      rows.add(timeRow("total", total, total));
    }
    report.section("Times").table(List.of("Step", "Seconds", "Share"), rows);
  }

  private static List<String> timeRow(String step, double value, double total) {
    String time = String.format(Locale.ROOT, "%.3f", value);
    return List.of(step, time, total > 0 ? percent(value / total) : "–");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
