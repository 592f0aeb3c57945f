package org.firenet.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * Accuracy against stability: trained U-Nets and cascades of them, FIRENET, and zero-filled images,
 * on samples whose gaps fold the image onto itself and on samples whose gaps do not. Source:
 * Colbrook et al., PNAS 2022, the figure on the trade-off between the two.
 */
public final class Tradeoff implements Experiment {
  /** What came of one pattern of samples. */
  private record Measured(EllipseProblem problem, List<TradeoffMethod> methods) {
    String word() {
      return problem.pattern().word();
    }
  }

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
    TradeoffMethod.Effort effort =
        settings
            .size()
            .of(
                new TradeoffMethod.Effort(4, 1, 10, 1),
                new TradeoffMethod.Effort(20, 2, 50, 2),
                new TradeoffMethod.Effort(50, 3, 100, 3));
    List<TrainedUNets> networks = new ArrayList<>();
    for (EllipsePattern pattern : EllipsePattern.values()) {
      int extent = TrainedUNets.extent(settings);
      networks.add(TrainedUNets.of(new EllipseProblem(extent, pattern, settings.seed()), settings));
    }
    run(networks, effort, settings, progress, output);
  }

  /** Everything, with given networks. */
  static void run(
      List<TrainedUNets> networks,
      TradeoffMethod.Effort effort,
      ExperimentSettings settings,
      Progress progress,
      ExperimentOutput output) {
    output.parameter("attackIterations", effort.iterations());
    output.parameter("attackRestarts", effort.restarts());
    networks.get(0).describe(output);
    List<Measured> all = new ArrayList<>();
    for (TrainedUNets of : networks) {
      of.problem().describe(output);
      all.add(new Measured(of.problem(), methods(of, settings, effort, progress, output)));
    }
    keyNumbers(output, all.get(0));
    meaning(output, all);
    for (Measured one : all) {
      table(output, one);
      plots(output, one.methods);
      pictures(output, one);
      details(output, one);
    }
    numbers(output, all);
  }

  private static List<TradeoffMethod> methods(
      TrainedUNets networks,
      ExperimentSettings settings,
      TradeoffMethod.Effort effort,
      Progress progress,
      ExperimentOutput output) {
    EllipseProblem problem = networks.problem();
    List<DifferentiableReconstruction> all = new ArrayList<>();
    List<TradeoffMethod> methods = new ArrayList<>();
    Optional<String> absent = LearnedNetworks.unavailable();
    absent.ifPresent(
        why -> output.leftOut("The trained networks, " + problem.pattern().title(), why));
    try {
      if (absent.isEmpty()) {
        for (TrainedUNet network : trained(problem.pattern())) {
          all.add(networks.network(network, progress));
        }
      }
      all.add(problem.firenet(settings));
      all.add(problem.longFirenet(settings));
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

  /** Where nothing folds the most accurate network is enough to show what the pattern changes. */
  private static List<TrainedUNet> trained(EllipsePattern pattern) {
    return pattern == EllipsePattern.LINES
        ? List.of(TrainedUNet.values())
        : List.of(TrainedUNet.CASCADE);
  }

  private static void keyNumbers(ExperimentOutput output, Measured one) {
    for (TradeoffMethod m : one.methods) {
      output.keyNumber(
          "%s, %s: worst over random".formatted(m.name(), one.problem.pattern().title()),
          word(m.name()) + ".factor",
          m.factor());
    }
  }

  private static void meaning(ExperimentOutput output, List<Measured> all) {
    output
        .page()
        .section("What is compared")
        .paragraph(
            "Relative errors ‖R(y) − x‖/‖x‖ of images that no network has seen. Worst ratio: the"
                + " largest ‖R(y + Δy) − R(y)‖/‖Δy‖ that gradient ascent found among changes of the"
                + " data up to %s of ‖y‖; random ratio: the mean of the same for white noise."
                    .formatted(
                        NumberText.of(TradeoffMethod.SIZES[TradeoffMethod.SIZES.length - 1])))
        .paragraph(
            "With every fourth line sampled, four places of the image fold onto each other, and only"
                + " the few lines in the middle tell them apart: what was learned decides there."
                + " FIRENET leaves open what the data leave open, which costs accuracy. With"
                + " scattered points nothing folds.");
    for (Measured one : all) {
      StringBuilder text = new StringBuilder();
      for (TradeoffMethod m : one.methods) {
        int last = TradeoffMethod.SIZES.length - 1;
        text.append(
            "%s: from %s to %s. "
                .formatted(
                    m.name(),
                    NumberText.of(m.attackedError()),
                    NumberText.of(m.worstError()[last])));
      }
      output
          .page()
          .paragraph(
              "What the worst change of %s of the data does to the error, %s. %s"
                  .formatted(
                      NumberText.of(TradeoffMethod.SIZES[TradeoffMethod.SIZES.length - 1]),
                      one.problem.pattern().title(),
                      text.toString().strip()));
    }
  }

  private static void table(ExperimentOutput output, Measured one) {
    List<List<String>> rows = new ArrayList<>();
    for (TradeoffMethod m : one.methods) {
      rows.add(
          List.of(
              m.name(),
              NumberText.of(m.clean()),
              NumberText.of(m.noisy()),
              NumberText.of(m.worstRatio()),
              NumberText.of(m.randomRatio()),
              NumberText.of(m.factor()),
              NumberText.of(m.worstError()[TradeoffMethod.SIZES.length - 1])));
    }
    output
        .page()
        .section("Accuracy and stability, " + one.problem.pattern().title())
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

  private static void pictures(ExperimentOutput output, Measured one) {
    EllipseProblem problem = one.problem;
    Pictures pictures = new Pictures(output, one.word() + "-image");
    ComplexArray truth = problem.unseen(0);
    Window window = new Window(0, 1);
    int last = TradeoffMethod.SIZES.length - 1;
    double size = TradeoffMethod.SIZES[last];
    HtmlReport.Builder page = output.page().section("One image, " + problem.pattern().title());
    page.images(
        pictures.image("truth", "truth", truth, window),
        pictures.mask("mask", "sampled points of k-space", problem.mask()));
    for (TradeoffMethod m : one.methods) {
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

  private static void details(ExperimentOutput output, Measured one) {
    EllipseProblem problem = one.problem;
    Window window = new Window(0, 1.2);
    HtmlReport.Builder page = output.page().section("A detail, " + problem.pattern().title());
    page.paragraph(
        "The word was put into one in five of the images that the networks learned from; with left"
            + " and right exchanged into none. Returned is the share of it that comes back, 1 for"
            + " all; besides is how much else changes in the image, in units of the word.");
    for (boolean isMirrored : new boolean[] {false, true}) {
      Pictures pictures = new Pictures(output, one.word() + (isMirrored ? "-unseen" : "-seen"));
      List<ImageFigure> figures = new ArrayList<>();
      figures.add(
          pictures.image(
              "truth",
              isMirrored ? "truth, as in no example" : "truth, as in examples",
              EllipseProblem.sum(problem.unseen(0), 1, problem.word(0, isMirrored)),
              window));
      for (TradeoffMethod m : one.methods) {
        TradeoffMethod.Detail detail = isMirrored ? m.unseen() : m.seen();
        figures.add(pictures.image(word(m.name()), m.name(), detail.image(), window));
      }
      page.images(figures);
    }
    List<List<String>> rows = new ArrayList<>();
    for (TradeoffMethod m : one.methods) {
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

  private static void numbers(ExperimentOutput output, List<Measured> all) {
    CsvTable table =
        CsvTable.of("samples", "method", "size", "worstError", "randomError", "worstRatio");
    for (Measured one : all) {
      for (TradeoffMethod m : one.methods) {
        Map<String, Object> of = new LinkedHashMap<>();
        of.put("error", m.clean());
        of.put("noisyError", m.noisy());
        of.put("worstRatio", m.worstRatio());
        of.put("randomRatio", m.randomRatio());
        of.put("factor", m.factor());
        of.put("sizes", TradeoffMethod.SIZES);
        of.put("attackedError", m.attackedError());
        of.put("worstErrors", m.worstError());
        of.put("randomErrors", m.randomError());
        of.put("seenReturned", m.seen().returned());
        of.put("seenBesides", m.seen().invented());
        of.put("unseenReturned", m.unseen().returned());
        of.put("unseenBesides", m.unseen().invented());
        output.number(one.problem.pattern().title() + ", " + m.name(), of);
        for (int s = 0; s < TradeoffMethod.SIZES.length; s++) {
          table.row(
              one.problem.pattern().title(),
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
    }
    output.table("errors.csv", "error by size of the perturbation", table);
  }

  /** A name for files and numbers. */
  private static String word(String name) {
    return String.join("-", name.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1));
  }
}
