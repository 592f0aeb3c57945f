package org.firenet.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.io.PngWriter.Window;
import org.firenet.learned.LearnedNetworks;
import org.firenet.pipeline.Progress;
import org.firenet.report.CsvTable;
import org.firenet.report.HtmlReport;
import org.firenet.report.ImageFigure;
import org.firenet.report.LinePlot;
import org.firenet.report.NumberText;
import org.firenet.stability.AttackResult;
import org.firenet.stability.DifferentiableReconstruction;
import org.firenet.stability.ZeroFilledReconstruction;

/**
 * Accuracy against stability: a U-Net trained without and with noise, FIRENET, and zero-filled
 * images. Source: Colbrook et al., PNAS 2022, the figure on the trade-off between the two.
 */
public final class Tradeoff implements Experiment {
  /** For the service loader. */
  public Tradeoff() {}

  @Override
  public String name() {
    return "tradeoff";
  }

  @Override
  public String title() {
    return "Accuracy against stability";
  }

  @Override
  public String summary() {
    return "trained networks and FIRENET on random ellipses: error, worst-case perturbations, and"
        + " what becomes of a detail that was in no example";
  }

  @Override
  public void run(ExperimentSettings settings, Progress progress, ExperimentOutput output) {
    EllipseProblem problem = new EllipseProblem(TrainedUNets.extent(settings), settings.seed());
    TradeoffMethod.Effort effort =
        settings
            .size()
            .of(
                new TradeoffMethod.Effort(4, 1, 10, 1),
                new TradeoffMethod.Effort(20, 2, 50, 2),
                new TradeoffMethod.Effort(50, 3, 100, 3));
    run(problem, TrainedUNets.of(problem, settings), effort, settings, progress, output);
  }

  /** Everything, with given networks. */
  static void run(
      EllipseProblem problem,
      TrainedUNets networks,
      TradeoffMethod.Effort effort,
      ExperimentSettings settings,
      Progress progress,
      ExperimentOutput output) {
    problem.describe(output);
    output.parameter("attackIterations", effort.iterations());
    output.parameter("attackRestarts", effort.restarts());
    networks.describe(output);
    List<TradeoffMethod> methods = methods(problem, networks, settings, effort, progress, output);
    table(output, methods);
    plots(output, methods);
    pictures(output, problem, methods);
    details(output, problem, methods);
    numbers(output, methods);
  }

  private static List<TradeoffMethod> methods(
      EllipseProblem problem,
      TrainedUNets networks,
      ExperimentSettings settings,
      TradeoffMethod.Effort effort,
      Progress progress,
      ExperimentOutput output) {
    List<DifferentiableReconstruction> all = new ArrayList<>();
    List<TradeoffMethod> methods = new ArrayList<>();
    Optional<String> absent = LearnedNetworks.unavailable();
    absent.ifPresent(why -> output.leftOut("The trained networks", why));
    try {
      if (absent.isEmpty()) {
        all.add(networks.network(false, progress));
        all.add(networks.network(true, progress));
      }
      all.add(problem.firenet(settings));
      all.add(new ZeroFilledReconstruction(problem.operator()));
      long attacks = (long) all.size() * TradeoffMethod.SIZES.length * effort.attacked();
      long[] done = {0};
      for (DifferentiableReconstruction method : all) {
        methods.add(
            TradeoffMethod.of(
                method,
                problem,
                effort,
                () -> progress.report("perturbing " + method.name(), ++done[0], attacks)));
      }
    } finally {
      all.forEach(DifferentiableReconstruction::close);
    }
    return methods;
  }

  private static void table(ExperimentOutput output, List<TradeoffMethod> methods) {
    List<List<String>> rows = new ArrayList<>();
    for (TradeoffMethod m : methods) {
      rows.add(
          List.of(
              m.name(),
              NumberText.of(m.clean()),
              NumberText.of(m.noisy()),
              NumberText.of(m.worstRatio()),
              NumberText.of(m.randomRatio()),
              NumberText.of(m.worstRatio() / m.randomRatio()),
              NumberText.of(m.worstError()[TradeoffMethod.SIZES.length - 1])));
    }
    output
        .page()
        .section("Accuracy and stability")
        .paragraph(
            "Relative errors ‖R(y) − x‖/‖x‖ of images that no network has seen. Worst ratio: the"
                + " largest ‖R(y + Δy) − R(y)‖/‖Δy‖ that gradient ascent found among changes of the"
                + " data up to %s of ‖y‖; random ratio: the mean of the same for white noise."
                    .formatted(
                        NumberText.of(TradeoffMethod.SIZES[TradeoffMethod.SIZES.length - 1])))
        .table(
            List.of(
                "method",
                "error, exact data",
                "error, " + NumberText.of(TradeoffMethod.NOISE) + " noise",
                "worst ratio",
                "random ratio",
                "worst / random",
                "error, perturbed by "
                    + NumberText.of(TradeoffMethod.SIZES[TradeoffMethod.SIZES.length - 1])),
            rows);
  }

  private static void plots(ExperimentOutput output, List<TradeoffMethod> methods) {
    LinePlot worst =
        LinePlot.titled("Worst perturbations found")
            .xLabel("‖Δy‖/‖y‖")
            .yLabel("relative error")
            .logarithmicX()
            .logarithmic();
    LinePlot random =
        LinePlot.titled("Random perturbations")
            .xLabel("‖Δy‖/‖y‖")
            .yLabel("relative error")
            .logarithmicX()
            .logarithmic();
    LinePlot both =
        LinePlot.titled("Accuracy against stability: lower left is better")
            .xLabel("relative error, exact data")
            .yLabel("worst ‖ΔR‖/‖Δy‖")
            .logarithmicX()
            .logarithmic();
    for (TradeoffMethod m : methods) {
      worst.line(m.name(), TradeoffMethod.SIZES, m.worstError());
      random.line(m.name(), TradeoffMethod.SIZES, m.randomError());
      both.points(m.name(), new double[] {m.clean()}, new double[] {m.worstRatio()});
    }
    output.page().plots(both, worst, random);
  }

  private static void pictures(
      ExperimentOutput output, EllipseProblem problem, List<TradeoffMethod> methods) {
    Pictures pictures = new Pictures(output, "image");
    ComplexArray truth = problem.unseen(0);
    Window window = new Window(0, 1);
    int last = TradeoffMethod.SIZES.length - 1;
    double size = TradeoffMethod.SIZES[last];
    HtmlReport.Builder page = output.page().section("One image");
    page.images(
        pictures.image("truth", "truth", truth, window),
        pictures.mask("mask", "sampled points of k-space", problem.mask()));
    for (TradeoffMethod m : methods) {
      AttackResult attack = m.worst().get(last).get(0);
      String word = word(m.name());
      page.images(
          pictures.image(word, m.name(), attack.image(), window),
          pictures.image(
              word + "-perturbed",
              "%s, data perturbed by %s".formatted(m.name(), NumberText.of(size)),
              attack.perturbedImage(),
              window),
          pictures.difference(
              word + "-change",
              "what the perturbation changed",
              attack.perturbedImage(),
              attack.image(),
              0.5));
    }
    page.paragraph("The perturbation is another one for each method: the worst that was found.");
  }

  private static void details(
      ExperimentOutput output, EllipseProblem problem, List<TradeoffMethod> methods) {
    Window window = new Window(0, 1.2);
    HtmlReport.Builder page = output.page().section("A detail");
    page.paragraph(
        "The word was put into one in five of the images that the networks learned from; with left"
            + " and right exchanged into none. Returned is the share of it that comes back, 1 for"
            + " all; besides is how much else changes in the image, in units of the word.");
    for (boolean isMirrored : new boolean[] {false, true}) {
      Pictures pictures = new Pictures(output, isMirrored ? "unseen" : "seen");
      List<ImageFigure> figures = new ArrayList<>();
      figures.add(
          pictures.image(
              "truth",
              isMirrored ? "truth, as in no example" : "truth, as in examples",
              EllipseProblem.sum(problem.unseen(0), 1, problem.word(0, isMirrored)),
              window));
      for (TradeoffMethod m : methods) {
        TradeoffMethod.Detail detail = isMirrored ? m.unseen() : m.seen();
        figures.add(pictures.image(word(m.name()), m.name(), detail.image(), window));
      }
      page.images(figures);
    }
    List<List<String>> rows = new ArrayList<>();
    for (TradeoffMethod m : methods) {
      rows.add(
          List.of(
              m.name(),
              NumberText.of(m.seen().returned()),
              NumberText.of(m.seen().invented()),
              NumberText.of(m.unseen().returned()),
              NumberText.of(m.unseen().invented())));
    }
    page.table(
        List.of("method", "word, returned", "besides", "exchanged word, returned", "besides"),
        rows);
  }

  private static void numbers(ExperimentOutput output, List<TradeoffMethod> methods) {
    CsvTable table = CsvTable.of("method", "size", "worstError", "randomError", "worstRatio");
    for (TradeoffMethod m : methods) {
      String word = word(m.name());
      output.number(word + ".error", m.clean());
      output.number(word + ".noisyError", m.noisy());
      output.number(word + ".worstRatio", m.worstRatio());
      output.number(word + ".randomRatio", m.randomRatio());
      output.number(word + ".seenReturned", m.seen().returned());
      output.number(word + ".unseenReturned", m.unseen().returned());
      for (int s = 0; s < TradeoffMethod.SIZES.length; s++) {
        table.row(
            m.name(),
            TradeoffMethod.SIZES[s],
            m.worstError()[s],
            m.randomError()[s],
            m.worst().get(s).stream()
                .mapToDouble(AttackResult::largestRatio)
                .max()
                .orElse(Double.NaN));
      }
    }
    output.table("errors.csv", "error by size of the perturbation", table);
  }

  /** A name for files and numbers. */
  private static String word(String name) {
    return String.join(
        "-", Arrays.asList(name.toLowerCase(java.util.Locale.ROOT).split("[^a-z]+", -1)));
  }
}
