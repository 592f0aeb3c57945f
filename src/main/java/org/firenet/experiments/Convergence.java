package org.firenet.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.network.Defaults;
import org.firenet.network.History;
import org.firenet.phantom.BrainSlice;
import org.firenet.pipeline.Progress;
import org.firenet.report.CsvTable;

/** Error and objective over layers: straight lines in a logarithmic plot. */
public final class Convergence implements Experiment {
  /** Layer at which the gap is looked at. */
  static final int LAYER_OF_GAP = 60;

  /** Gap that it should be below. */
  static final double LARGEST_GAP = 1e-3;

  /** Each restart lowers the bound by this factor. */
  static final double NU = Defaults.PAPER_NU;

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
    new ConvergencePage(output, runs).write(ergodicLayers);
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
    double[] ergodic = run.gapToErgodic(history);
    output.number(word + ".gap60ToErgodic", ergodic[LAYER_OF_GAP - 1]);
    output.number(word + ".layerOfGap1e-3ToErgodic", firstBelow(ergodic, LARGEST_GAP));
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

  static double last(double[] values) {
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
