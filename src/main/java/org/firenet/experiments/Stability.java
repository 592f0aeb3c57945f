package org.firenet.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.PngWriter.Window;
import org.firenet.pipeline.Progress;
import org.firenet.report.CsvTable;
import org.firenet.report.ImageFigure;
import org.firenet.report.LinePlot;
import org.firenet.report.NumberText;
import org.firenet.stability.AttackResult;
import org.firenet.stability.DifferentiableReconstruction;

/**
 * Worst-case perturbations of FIRENET at the sizes of the paper, and of methods without training.
 */
public final class Stability implements Experiment {
  /** Change of a pixel that is shown brightest; the image goes up to 1. */
  private static final double CHANGE = 0.25;

  /** A case and what was measured on it. */
  private record Measured(
      StabilitySetting of, PhantomProblem problem, List<StabilityMeasure> measures) {
    StabilityMeasure firenet() {
      return measures.get(0);
    }
  }

  @Override
  public String name() {
    return "stability";
  }

  @Override
  public String title() {
    return "Stability: no small perturbation does much";
  }

  @Override
  public String summary() {
    return "error under worst-case perturbations of FIRENET, CG-SENSE and zero-filling";
  }

  @Override
  public void run(ExperimentSettings settings, Progress progress, ExperimentOutput output) {
    List<StabilityCase> cases = StabilityCase.of(settings.size());
    StabilityMeasure.Effort effort =
        settings
            .size()
            .of(
                new StabilityMeasure.Effort(3, 1, 5),
                new StabilityMeasure.Effort(12, 1, 60),
                new StabilityMeasure.Effort(20, 1, 150));
    for (StabilityCase one : cases) {
      PhantomProblem.requirePowerOfTwo(Shape.of(one.extent(), one.extent()));
    }
    parameters(output, effort);
    List<StabilitySetting> all = new ArrayList<>(cases);
    all.add(new EllipseStability(TrainedUNets.extent(settings)));
    List<Measured> measured = new ArrayList<>();
    for (StabilitySetting one : all) {
      long begin = System.nanoTime();
      measured.add(measure(one, effort, settings, progress, output));
      output.time(one.title(), (System.nanoTime() - begin) / 1e9);
    }
    describe(output, measured);
  }

  private static Measured measure(
      StabilitySetting of,
      StabilityMeasure.Effort effort,
      ExperimentSettings settings,
      Progress progress,
      ExperimentOutput output) {
    PhantomProblem problem = of.problem(settings.seed());
    List<DifferentiableReconstruction> methods = of.methods(problem, settings, output);
    LayerProgress steps =
        new LayerProgress(
            progress, of.title(), methods.size() * effort.steps(StabilityMeasure.SIZES.size()));
    List<StabilityMeasure> measures = new ArrayList<>();
    try {
      for (DifferentiableReconstruction method : methods) {
        measures.add(StabilityMeasure.of(method, problem, effort, settings.seed(), steps));
      }
    } finally {
      methods.forEach(DifferentiableReconstruction::close);
    }
    return new Measured(of, problem, measures);
  }

  private static void parameters(ExperimentOutput output, StabilityMeasure.Effort effort) {
    output.parameter("image", "brain slice (org.firenet.phantom.BrainSlice), and ellipses");
    output.parameter("ellipses", "as in tradeoff, every fourth line");
    output.parameter("samples", "Fourier, DAS by the image's sparsities");
    output.parameter("wavelet", "Haar, all levels");
    output.parameter("weights", "√(s/s_j) on level j");
    output.parameter("lambda", StabilityCase.LAMBDA);
    output.parameter("n", StabilityCase.OUTER);
    output.parameter("p", StabilityCase.INNER);
    output.parameter("nu", "1/e");
    output.parameter("sizes", StabilityMeasure.SIZES);
    output.parameter("steps, restarts for each size", effort.steps() + ", " + effort.restarts());
    output.parameter("steps with the settings of the paper", effort.paperSteps());
    output.parameter("coils", "birdcage, 8, where said");
    output.parameter("arithmetic", Precision.DOUBLE.name().toLowerCase(Locale.ROOT) + " precision");
  }

  private static void describe(ExperimentOutput output, List<Measured> all) {
    double largest = 0;
    for (Measured one : all) {
      largest = Math.max(largest, one.firenet().factor());
      for (StabilityMeasure measure : one.measures) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("error", measure.error());
        numbers.put("worstRatio", measure.worstRatio());
        numbers.put("randomRatio", measure.randomRatio());
        numbers.put("factor", measure.factor());
        numbers.put("worst", measure.worst());
        numbers.put("worstErrors", measure.worstErrors());
        numbers.put("random", measure.random());
        output.number(one.of.title() + ", " + measure.name(), numbers);
      }
    }
    output.keyNumber("FIRENET: worst over random, at most", "largestFactor", largest);
    for (Measured one : all) {
      output.keyNumber(
          one.of.title() + ": worst ‖Δx‖/‖Δy‖",
          one.of.word() + ".worstRatio",
          one.firenet().worstRatio());
    }
    meaning(output, all, largest);
    output.page().section("All methods");
    output.page().table(HEADER, all.stream().flatMap(Stability::rows).toList());
    output
        .page()
        .paragraph(
            "Worst and random are ‖R(y + e) − R(y)‖/‖e‖: the largest that any attack found, a"
                + " lower bound of the"
                + " true worst case, and the mean over white noise.");
    for (Measured one : all) {
      section(output, one);
    }
    output
        .page()
        .section("Which definition is followed")
        .paragraph(
            "Two kinds of attack. Changes of a largest size, ‖e‖ ≤ η‖y‖ of the data or ‖r‖ ≤"
                + " 0.05 ‖R(y)‖ of the image"
                + " for the pictures, by projected gradient ascent. And the attack of the"
                + " paper: r is an image, the data change by"
                + " A r, ½‖R(y + A r) − R(y)‖² − (μ/2)‖r‖² is maximised with Nesterov momentum,"
                + " steps of 0.01,"
                + " momentum 0.9, μ = 0.01. Derivatives go through all layers, α and ε₀ as they"
                + " follow from the data.")
        .paragraph(
            "Without coil sensitivities and with orthonormal samples CG-SENSE gives the"
                + " zero-filled image, so that"
                + " it is shown with coils only. The experiment tradeoff attacks trained"
                + " networks in the same way.");
    tables(output, all);
  }

  private static final List<String> HEADER =
      List.of("case", "method", "error", "worst", "random", "worst/random", "error under 5 %");

  private static java.util.stream.Stream<List<String>> rows(Measured one) {
    int fivePercent = StabilityMeasure.SIZES.indexOf(0.05);
    return one.measures.stream()
        .map(
            m ->
                List.of(
                    one.of.title(),
                    m.name(),
                    NumberText.of(m.error()),
                    NumberText.of(m.worstRatio()),
                    NumberText.of(m.randomRatio()),
                    NumberText.of(m.factor()),
                    NumberText.of(m.worstErrors()[fivePercent])));
  }

  private static void meaning(ExperimentOutput output, List<Measured> all, double largest) {
    int onePercent = StabilityMeasure.SIZES.indexOf(0.01);
    int tenPercent = StabilityMeasure.SIZES.indexOf(0.1);
    double small =
        all.stream().mapToDouble(one -> one.firenet().worst()[onePercent]).max().orElseThrow();
    double large =
        all.stream().mapToDouble(one -> one.firenet().worst()[tenPercent]).max().orElseThrow();
    output
        .page()
        .section("What it means")
        .paragraph(
            ("The worst change of the data that was found moves FIRENET's image at most %s"
                    + " times as far as white"
                    + " noise of the same size does. A change of 1 %% of the data changes the"
                    + " image by at most %s %%,"
                    + " one of 10 %% by at most %s %%: there is no size at which the image breaks.")
                .formatted(
                    NumberText.of(largest), NumberText.of(100 * small), NumberText.of(100 * large)))
        .paragraph(
            learned(all)
                + "Zero-filling can not be moved by more than the data are, but its image is worse to"
                + " begin with.");
  }

  /** What is said of learned networks, if there are any. */
  private static String learned(List<Measured> all) {
    StringBuilder text = new StringBuilder();
    for (Measured one : all) {
      for (StabilityMeasure m : one.measures) {
        if (m.name().startsWith(TrainedUNet.ALONE.title())) {
          text.append(
              "%s: worst ‖Δx‖/‖Δy‖ %s, %s times its random noise; FIRENET on the same data %s, %s times. "
                  .formatted(
                      m.name(),
                      NumberText.of(m.worstRatio()),
                      NumberText.of(m.factor()),
                      NumberText.of(one.firenet().worstRatio()),
                      NumberText.of(one.firenet().factor())));
        }
      }
    }
    return text.toString();
  }

  private static void section(ExperimentOutput output, Measured one) {
    output.page().section(one.of.title());
    LinePlot change =
        LinePlot.titled("Change of the image")
            .xLabel("size of the perturbation in % of the data")
            .yLabel("‖ΔR‖/‖R‖ in %");
    LinePlot ratio = LinePlot.titled("Attack of the paper").xLabel("step").yLabel("‖ΔR‖/‖Δy‖");
    for (StabilityMeasure measure : one.measures) {
      double[] sizes = percent(measure.sizes());
      change.line(measure.name() + ", worst", sizes, percent(measure.worst()));
      change.line(measure.name() + ", noise", sizes, percent(measure.random()));
      ratio.series(measure.name(), 0, measure.ratios());
    }
    output.page().plots(change, ratio);
    for (StabilityMeasure measure : one.measures) {
      pictures(output, one, measure);
    }
  }

  private static double[] percent(double[] values) {
    return java.util.Arrays.stream(values).map(v -> 100 * v).toArray();
  }

  private static void pictures(ExperimentOutput output, Measured one, StabilityMeasure measure) {
    Pictures pictures =
        new Pictures(
            output,
            one.of.word()
                + "-"
                + measure.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-"));
    AttackResult result = measure.ofImage();
    AttackResult.Step worst = result.worst();
    ComplexArray truth = one.problem.truth();
    ComplexArray perturbed = ComplexArray.zeros(Precision.DOUBLE, truth.shape());
    ComplexArray r = result.perturbation();
    for (int i = 0; i < perturbed.count(); i++) {
      perturbed.set(i, truth.re(i) + r.re(i), truth.im(i) + r.im(i));
    }
    Window window = new Window(0, 1);
    List<ImageFigure> row = new ArrayList<>();
    row.add(
        pictures
            .image("perturbed", "x + r, what is sampled", perturbed, window)
            .withNote("‖r‖/‖x‖ = " + NumberText.of(r.norm() / truth.norm())));
    row.add(
        pictures
            .image("before", measure.name() + " of x", result.image(), window)
            .withNote("error " + NumberText.of(measure.error())));
    row.add(
        pictures
            .image("after", measure.name() + " of x + r", result.perturbedImage(), window)
            .withNote("changed by " + NumberText.of(worst.imageChange())));
    row.add(
        pictures.difference(
            "change", "Change of the image", result.image(), result.perturbedImage(), CHANGE));
    output.page().images(row);
  }

  private static void tables(ExperimentOutput output, List<Measured> all) {
    CsvTable sizes =
        CsvTable.of("case", "method", "size", "worst", "error under the worst", "random");
    CsvTable steps =
        CsvTable.of("case", "method", "step", "r", "change of data", "change of image", "ratio");
    for (Measured one : all) {
      for (StabilityMeasure m : one.measures) {
        for (int i = 0; i < m.sizes().length; i++) {
          sizes.row(
              one.of.title(),
              m.name(),
              m.sizes()[i],
              m.worst()[i],
              m.worstErrors()[i],
              m.random()[i]);
        }
        List<AttackResult.Step> ascent = m.paper().history().get(0);
        for (int i = 0; i < ascent.size(); i++) {
          AttackResult.Step s = ascent.get(i);
          steps.row(
              one.of.title(), m.name(), i, s.size(), s.dataChange(), s.imageChange(), s.ratio());
        }
      }
    }
    output.table("sizes.csv", "change of the image for every size", sizes);
    output.table("steps.csv", "every step of the attacks of the paper", steps);
  }
}
