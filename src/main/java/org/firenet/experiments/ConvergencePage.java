package org.firenet.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.firenet.io.PngWriter.Window;
import org.firenet.network.History;
import org.firenet.report.LinePlot;
import org.firenet.report.NumberText;

/** The page of {@link Convergence}. */
final class ConvergencePage {
  private static final List<String> FIT_HEADER =
      List.of(
          "samples",
          "gap per block",
          "predicted",
          "blocks",
          "gap at 60, ergodic F*",
          "gap at 60, best F*",
          "below 10⁻³ at",
          "error at 80",
          "F*, ergodic",
          "F*, restarts");

  private final ExperimentOutput output;
  private final List<ConvergenceRun> runs;

  /** A page of what was computed. */
  ConvergencePage(ExperimentOutput output, List<ConvergenceRun> runs) {
    this.output = output;
    this.runs = runs;
  }

  /** Writes all sections. */
  void write(int ergodicLayers) {
    meaning(ergodicLayers);
    output.page().section("Error and objective").plots(mainPlots());
    output.page().table(FIT_HEADER, runs.stream().map(ConvergencePage::fitRow).toList());
    output
        .page()
        .paragraph(
            ("The gap is (F − F*)/‖y‖, F* the smaller objective of %d ergodic iterations and of"
                        + " %d layers")
                    .formatted(ergodicLayers, ConvergenceRun.slowLayers(ergodicLayers))
                + " with slow restarts; the line is fitted to the ends of blocks while each is"
                + " below half"
                + " of the one before. Theory bounds gap and error by a constant times νⁿ, ν = 1/e,"
                + " until they reach what noise and the rest of the image's coefficients leave.");
    pictures();
    sparse();
    variants();
    definitions();
  }

  private static String below(double[] gap) {
    int layer = Convergence.firstBelow(gap, Convergence.LARGEST_GAP);
    return layer > 0
        ? "below 10⁻³ from layer %d on".formatted(layer)
        : "%s at layer %d"
            .formatted(NumberText.of(gap[Convergence.LAYER_OF_GAP - 1]), Convergence.LAYER_OF_GAP);
  }

  private void meaning(int ergodicLayers) {
    StringBuilder text = new StringBuilder();
    for (ConvergenceRun run : runs) {
      double[] gap = run.gap(run.network().history());
      DecayFit fit = DecayFit.of(gap, ConvergenceRun.INNER);
      double[] ergodic = run.gapToErgodic(run.network().history());
      text.append(
          "%s: each restart of %d layers multiplies the gap of the objective by %s"
                  .formatted(
                      run.problem().transform().title(),
                      ConvergenceRun.INNER,
                      NumberText.of(fit.perBlock()))
              + " (predicted 1/e = 0.368); against %d ergodic iterations it is %s, against the best"
                  .formatted(ergodicLayers, below(ergodic))
              + " objective known %s. ".formatted(below(gap)));
    }
    History exact = runs.get(0).sparse().values().iterator().next();
    output
        .page()
        .section("What it means")
        .paragraph(text.toString().strip())
        .paragraph(
            ("Where the image is exactly sparse and there is no noise, the error itself falls by"
                        + " the same factor from block to block, down to %s after %d layers: nothing"
                        + " but the number of layers")
                    .formatted(NumberText.of(Convergence.last(exact.error())), exact.layers())
                + " limits the accuracy. An image that is only nearly sparse, and noise, put a"
                + " floor under"
                + " the error, which a few dozen layers reach.");
  }

  private List<LinePlot> mainPlots() {
    LinePlot error =
        LinePlot.titled("Relative error")
            .xLabel("layer")
            .yLabel("‖x − truth‖/‖truth‖")
            .logarithmic();
    LinePlot gap =
        LinePlot.titled("Gap of the objective")
            .xLabel("layer")
            .yLabel("(F − F*)/‖y‖")
            .logarithmic();
    for (ConvergenceRun run : runs) {
      String title = run.problem().transform().title();
      error.series(title, 1, run.network().history().error());
      gap.series(title, 1, run.gap(run.network().history()));
    }
    double[] start = runs.get(0).gap(runs.get(0).network().history());
    double[] predicted = new double[start.length];
    Arrays.setAll(
        predicted,
        i ->
            start[ConvergenceRun.INNER - 1]
                * Math.pow(Convergence.NU, (i + 1.0) / ConvergenceRun.INNER - 1));
    gap.series(
        "νⁿ", 1, Arrays.copyOf(predicted, Math.min(predicted.length, Convergence.LAYER_OF_GAP)));
    return List.of(error, gap);
  }

  private static List<String> fitRow(ConvergenceRun run) {
    double[] gap = run.gap(run.network().history());
    DecayFit fit = DecayFit.of(gap, ConvergenceRun.INNER);
    int layer = Convergence.firstBelow(gap, Convergence.LARGEST_GAP);
    return List.of(
        run.problem().transform().title(),
        NumberText.of(fit.perBlock()),
        "0.368",
        Integer.toString(fit.blocks()),
        NumberText.of(run.gapToErgodic(run.network().history())[Convergence.LAYER_OF_GAP - 1]),
        NumberText.of(gap[Convergence.LAYER_OF_GAP - 1]),
        layer == 0 ? "–" : Integer.toString(layer),
        NumberText.of(Convergence.last(run.network().history().error())),
        NumberText.of(run.ergodicObjective()),
        NumberText.of(run.restartedObjective()));
  }

  private void pictures() {
    output.page().section("Images");
    Window window = new Window(0, 1);
    for (ConvergenceRun run : runs) {
      Pictures pictures = new Pictures(output, run.problem().transform().word());
      output
          .page()
          .images(
              pictures.image("truth", "The image", run.problem().truth(), window),
              pictures.mask(
                  "mask", "Samples, " + run.problem().transform().title(), run.problem().mask()),
              pictures.image(
                  "zero-filled",
                  "Zeros where nothing was sampled",
                  run.problem().zeroFilled(run.data()),
                  window),
              pictures.image("firenet", "FIRENET, 80 layers", run.network().image(), window));
    }
  }

  private void sparse() {
    output
        .page()
        .section("An exactly sparse image")
        .paragraph(
            "The same samples of the image whose Haar coefficients up to 2 are set to zero, δ ="
                + " 0 and"
                + " p = 10. Without noise the error follows νⁿ down to the rounding of double"
                + " precision;"
                + " with 2 % noise it stops at the level of the noise.");
    List<LinePlot> plots = new ArrayList<>();
    for (ConvergenceRun run : runs) {
      LinePlot plot =
          LinePlot.titled(run.problem().transform().title() + ", exactly sparse")
              .xLabel("layer")
              .yLabel("relative error")
              .logarithmic();
      run.sparse().forEach((name, history) -> plot.series(name, 1, history.error()));
      double first =
          run.sparse().values().iterator().next().error()[ConvergenceRun.SPARSE_INNER - 1];
      double[] predicted = new double[ConvergenceRun.SPARSE_OUTER * ConvergenceRun.SPARSE_INNER];
      Arrays.setAll(
          predicted,
          i -> first * Math.pow(Convergence.NU, (i + 1.0) / ConvergenceRun.SPARSE_INNER - 1));
      plots.add(plot.series("νⁿ", 1, predicted));
    }
    output.page().plots(plots);
  }

  private void variants() {
    output.page().section("One thing changed at a time");
    List<LinePlot> plots = new ArrayList<>();
    for (ConvergenceRun run : runs) {
      LinePlot plot =
          LinePlot.titled(run.problem().transform().title() + ", gap of the objective")
              .xLabel("layer")
              .yLabel("(F − F*)/‖y‖")
              .logarithmic()
              .series("as defined", 1, run.gap(run.network().history()));
      run.variants().forEach((name, history) -> plot.series(name, 1, run.gap(history)));
      plots.add(plot);
    }
    output.page().plots(plots);
    List<List<String>> rows = new ArrayList<>();
    for (ConvergenceRun run : runs) {
      String title = run.problem().transform().title();
      rows.add(variantRow(title, "as defined", run, run.network().history()));
      run.variants().forEach((name, h) -> rows.add(variantRow(title, name, run, h)));
    }
    output.page().table(List.of("samples", "network", "error", "gap"), rows);
  }

  private static List<String> variantRow(
      String title, String name, ConvergenceRun run, History history) {
    return List.of(
        title,
        name,
        NumberText.of(Convergence.last(history.error())),
        NumberText.of(Convergence.last(run.gap(history))));
  }

  private void definitions() {
    ConvergenceRun run = runs.get(0);
    output
        .page()
        .section("Which definition is followed")
        .paragraph(
            "The network of the paper: start 0, ε₀ = ‖y‖, ε ← ν(δ + ε), steps τ = σ = 1/‖A‖ ="
                + " 1, the mean"
                + " of the layers of a block. The public research code differs in places, and"
                + " the curves"
                + " above show what each difference does here.")
        .paragraph(
            "A start is ignored in one of its languages, which is the curve as defined,"
                + " whatever the"
                + " start; in another an image is taken where coefficients are meant (“start in the"
                + " wrong domain”, to be compared with “start at A*y”, where it is transformed"
                + " first). Steps above"
                + " 1/‖A‖ are shown with τ = σ = 1.25/‖A‖, which the proof does not cover. ε₀"
                + " of another"
                + (" image is that of the Shepp–Logan phantom, %s times ‖y‖ here. No restarts:"
                        + " the mean of")
                    .formatted(NumberText.of(run.otherEpsilon() / run.scale()))
                + " the same number of layers, on data of norm 1.");
  }
}
