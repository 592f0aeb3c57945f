package org.firenet.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.PngWriter.Window;
import org.firenet.network.Defaults;
import org.firenet.network.History;
import org.firenet.phantom.BrainSlice;
import org.firenet.pipeline.Progress;
import org.firenet.report.CsvTable;
import org.firenet.report.LinePlot;
import org.firenet.report.NumberText;

/** Error and objective over layers: straight lines in a logarithmic plot. */
public final class Convergence implements Experiment {
  private static final int LAYER_OF_GAP = 60;
  private static final double LARGEST_GAP = 1e-3;

  /** Each restart lowers the bound by this factor. */
  private static final double NU = Defaults.PAPER_NU;

  @Override
  public String name() {
    return "convergence";
  }

  @Override
  public String title() {
    return "Convergence: error and objective fall exponentially";
  }

  @Override
  public String summary() {
    return "error and objective over 80 layers, Fourier and Walsh, 15 % of the samples";
  }

  @Override
  public void run(ExperimentSettings settings, Progress progress, ExperimentOutput output) {
    int n = settings.size().extent(64, 512, 1024);
    int ergodicLayers = settings.size().of(300, 10_000, 10_000);
    Shape shape = Shape.of(n, n);
    PhantomProblem.requirePowerOfTwo(shape);
    RealArray image = BrainSlice.image(shape);
    List<ConvergenceRun> runs = new ArrayList<>();
    for (PhantomProblem.Transform transform : PhantomProblem.Transform.values()) {
      long begin = System.nanoTime();
      PhantomProblem problem = ConvergenceRun.problem(image, transform, settings.seed());
      runs.add(new ConvergenceRun(problem, ergodicLayers, settings, progress));
      output.time(transform.word(), (System.nanoTime() - begin) / 1e9);
    }
    parameters(output, n, ergodicLayers, runs);
    runs.forEach(run -> numbers(output, run));
    meaning(output, runs);
    output.page().section("Error and objective").plots(mainPlots(runs));
    output.page().table(FIT_HEADER, runs.stream().map(Convergence::fitRow).toList());
    output
        .page()
        .paragraph(
            "The gap is (F − F*)/‖y‖, F* the smaller objective of %d ergodic iterations and of %d layers"
                    .formatted(ergodicLayers, ergodicLayers)
                + " with slow restarts; the line is fitted to the ends of blocks while each is below 0.7"
                + " of the one before. Theory bounds gap and error by a constant times νⁿ, ν = 1/e,"
                + " until they reach what noise and the rest of the image's coefficients leave.");
    pictures(output, runs);
    sparse(output, runs);
    variants(output, runs);
    definitions(output, runs);
    runs.forEach(run -> tables(output, run));
  }

  private static void parameters(
      ExperimentOutput output, int n, int ergodicLayers, List<ConvergenceRun> runs) {
    output.parameter("image", "brain slice (org.firenet.phantom.BrainSlice)");
    output.parameter("N", n);
    output.parameter("samples", "15 %, dyadic sampling (DAS) by the image's sparsities");
    output.parameter("wavelet", "Haar, all levels");
    output.parameter("local sparsities", Arrays.toString(runs.get(0).problem().sparsities()));
    output.parameter("threshold of sparsities", PhantomProblem.THRESHOLD);
    output.parameter("weights", "√(s/s_j) on level j");
    output.parameter("noise", ConvergenceRun.NOISE);
    output.parameter("lambda", runs.get(0).problem().problem().lambda());
    output.parameter("n", ConvergenceRun.OUTER);
    output.parameter("p", ConvergenceRun.INNER);
    output.parameter("nu", NU);
    output.parameter("tau, sigma", "1/‖A‖ = 1");
    output.parameter("delta", "1e-9 ‖y‖; 0 where the image is exactly sparse");
    output.parameter("epsilon0", "‖y‖");
    output.parameter("layers for F*", ergodicLayers);
    output.parameter("threshold of the sparse image", ConvergenceRun.SPARSE_THRESHOLD);
    output.parameter(
        "n, p of the sparse image",
        ConvergenceRun.SPARSE_OUTER + ", " + ConvergenceRun.SPARSE_INNER);
    output.parameter("arithmetic", "double precision");
  }

  private static void numbers(ExperimentOutput output, ConvergenceRun run) {
    String word = run.problem().transform().word();
    History history = run.network().history();
    double[] gap = run.gap(history);
    DecayFit fit = DecayFit.of(gap, ConvergenceRun.INNER);
    output.keyNumber(
        run.problem().transform().title() + ": gap at layer " + LAYER_OF_GAP,
        word + ".gap60",
        gap[LAYER_OF_GAP - 1]);
    output.keyNumber(
        run.problem().transform().title() + ": factor of the gap per block",
        word + ".gapFactor",
        fit.perBlock());
    output.number(word + ".gapBlocks", fit.blocks());
    output.number(word + ".layerOfGap1e-3", firstBelow(gap, LARGEST_GAP));
    output.number(word + ".error", history.error()[history.layers() - 1]);
    output.number(word + ".objective", history.objective()[history.layers() - 1]);
    output.number(word + ".objectiveErgodic", run.ergodicObjective());
    output.number(word + ".objectiveRestarted", run.restartedObjective());
    output.number(word + ".dataNorm", run.scale());
    Map<String, Object> variants = new LinkedHashMap<>();
    run.variants()
        .forEach((name, h) -> variants.put(name, List.of(last(h.error()), last(run.gap(h)))));
    output.number(word + ".variants", variants);
    run.sparse()
        .forEach(
            (name, h) -> {
              String key = word + ".sparse " + name;
              output.number(key + ": error", last(h.error()));
              output.number(
                  key + ": factor per block",
                  DecayFit.of(h.error(), ConvergenceRun.SPARSE_INNER).perBlock());
            });
  }

  private static double last(double[] values) {
    return values[values.length - 1];
  }

  /** The first layer at which a curve is below a value; 0 if it never is. */
  static int firstBelow(double[] curve, double value) {
    for (int i = 0; i < curve.length; i++) {
      if (curve[i] < value) {
        return i + 1;
      }
    }
    return 0;
  }

  private static void meaning(ExperimentOutput output, List<ConvergenceRun> runs) {
    StringBuilder text = new StringBuilder();
    for (ConvergenceRun run : runs) {
      double[] gap = run.gap(run.network().history());
      DecayFit fit = DecayFit.of(gap, ConvergenceRun.INNER);
      int layer = firstBelow(gap, LARGEST_GAP);
      text.append(
          "%s: each restart of %d layers multiplies the gap of the objective by %s (predicted: at most"
                  .formatted(
                      run.problem().transform().title(),
                      ConvergenceRun.INNER,
                      NumberText.of(fit.perBlock()))
              + " 1/e = 0.368), and it is %s. "
                  .formatted(
                      layer > 0
                          ? "below 10⁻³ from layer %d on".formatted(layer)
                          : "not below 10⁻³ at any layer"));
    }
    History exact = runs.get(0).sparse().values().iterator().next();
    output
        .page()
        .section("What it means")
        .paragraph(text.toString().strip())
        .paragraph(
            "Where the image is exactly sparse and there is no noise, the error itself falls by the"
                + " same factor from block to block, down to %s after %d layers: nothing but the number of layers"
                    .formatted(NumberText.of(last(exact.error())), exact.layers())
                + " limits the accuracy. An image that is only nearly sparse, and noise, put a floor under"
                + " the error, which a few dozen layers reach.");
  }

  private static List<LinePlot> mainPlots(List<ConvergenceRun> runs) {
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
        i -> start[ConvergenceRun.INNER - 1] * Math.pow(NU, (i + 1.0) / ConvergenceRun.INNER - 1));
    gap.series("νⁿ", 1, Arrays.copyOf(predicted, Math.min(predicted.length, LAYER_OF_GAP)));
    return List.of(error, gap);
  }

  private static final List<String> FIT_HEADER =
      List.of(
          "samples",
          "gap per block",
          "predicted",
          "blocks in the line",
          "gap at layer 60",
          "gap below 10⁻³ at layer",
          "error at the end",
          "F*, ergodic",
          "F*, restarts");

  private static List<String> fitRow(ConvergenceRun run) {
    double[] gap = run.gap(run.network().history());
    DecayFit fit = DecayFit.of(gap, ConvergenceRun.INNER);
    int layer = firstBelow(gap, LARGEST_GAP);
    return List.of(
        run.problem().transform().title(),
        NumberText.of(fit.perBlock()),
        "0.368",
        Integer.toString(fit.blocks()),
        NumberText.of(gap[LAYER_OF_GAP - 1]),
        layer == 0 ? "–" : Integer.toString(layer),
        NumberText.of(last(run.network().history().error())),
        NumberText.of(run.ergodicObjective()),
        NumberText.of(run.restartedObjective()));
  }

  private static void pictures(ExperimentOutput output, List<ConvergenceRun> runs) {
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

  private static void sparse(ExperimentOutput output, List<ConvergenceRun> runs) {
    output
        .page()
        .section("An exactly sparse image")
        .paragraph(
            "The same samples of the image whose Haar coefficients up to 2 are set to zero, δ = 0 and"
                + " p = 10. Without noise the error follows νⁿ down to the rounding of double precision;"
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
          predicted, i -> first * Math.pow(NU, (i + 1.0) / ConvergenceRun.SPARSE_INNER - 1));
      plots.add(plot.series("νⁿ", 1, predicted));
    }
    output.page().plots(plots);
  }

  private static void variants(ExperimentOutput output, List<ConvergenceRun> runs) {
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
        title, name, NumberText.of(last(history.error())), NumberText.of(last(run.gap(history))));
  }

  private static void definitions(ExperimentOutput output, List<ConvergenceRun> runs) {
    ConvergenceRun run = runs.get(0);
    output
        .page()
        .section("Which definition is followed")
        .paragraph(
            "The network of the paper: start 0, ε₀ = ‖y‖, ε ← ν(δ + ε), steps τ = σ = 1/‖A‖ = 1, the mean"
                + " of the layers of a block. The public research code differs in places, and the curves"
                + " above show what each difference does here.")
        .paragraph(
            "A start is ignored in one of its languages, which is the curve as defined, whatever the"
                + " start; in another an image is taken where coefficients are meant (“start in the"
                + " wrong domain”, to be compared with “start at A*y”, where it is transformed first). Steps above"
                + " 1/‖A‖ are shown with τ = σ = 1.25/‖A‖, which the proof does not cover. ε₀ of another"
                + " image is that of the Shepp–Logan phantom, %s times ‖y‖ here. No restarts: the mean of"
                    .formatted(NumberText.of(run.otherEpsilon() / run.scale()))
                + " the same number of layers, on data of norm 1.");
  }

  private static void tables(ExperimentOutput output, ConvergenceRun run) {
    String word = run.problem().transform().word();
    List<String> header = new ArrayList<>(List.of("layer", "error", "objective", "gap"));
    History history = run.network().history();
    double[] layer = new double[history.layers()];
    Arrays.setAll(layer, i -> i + 1);
    List<double[]> columns =
        new ArrayList<>(List.of(layer, history.error(), history.objective(), run.gap(history)));
    run.variants()
        .forEach(
            (name, h) -> {
              header.add("error, " + name);
              columns.add(h.error());
              header.add("gap, " + name);
              columns.add(run.gap(h));
            });
    output.table(
        word + ".csv", "every layer, as defined and changed", CsvTable.ofColumns(header, columns));
    List<String> sparseHeader = new ArrayList<>(List.of("layer"));
    double[] sparseLayer = new double[ConvergenceRun.SPARSE_OUTER * ConvergenceRun.SPARSE_INNER];
    Arrays.setAll(sparseLayer, i -> i + 1);
    List<double[]> sparseColumns = new ArrayList<>(List.of(sparseLayer));
    run.sparse()
        .forEach(
            (name, h) -> {
              sparseHeader.add("error, " + name);
              sparseColumns.add(h.error());
            });
    output.table(
        word + "-sparse.csv",
        "error of every layer for the exactly sparse image",
        CsvTable.ofColumns(sparseHeader, sparseColumns));
  }
}
