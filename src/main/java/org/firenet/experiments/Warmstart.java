package org.firenet.experiments;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.io.PngWriter.Window;
import org.firenet.learned.LearnedNetworks;
import org.firenet.learned.UNetReconstruction;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.pipeline.Progress;
import org.firenet.report.CsvTable;
import org.firenet.report.LinePlot;
import org.firenet.report.NumberText;
import org.firenet.stability.AttackParameters;
import org.firenet.stability.AttackResult;
import org.firenet.stability.Encoding;
import org.firenet.stability.WorstCaseAttack;

/**
 * The image of an unstable network, attacked, as the start of FIRENET on the same perturbed data.
 * Source: Colbrook et al., PNAS 2022, the figure in which AUTOMAP's output is stabilised.
 */
public final class Warmstart implements Experiment {
  private static final EllipsePattern PATTERN = EllipsePattern.LINES;
  private static final TrainedUNet NETWORK = TrainedUNet.CASCADE;

  /** Blocks so long that where they end hardly depends on where they begin. */
  private static final FirenetParameters PARAMETERS =
      FirenetParameters.builder().outer(8).inner(128).build();

  private static final double[] SIZES = {0.03, 0.1};
  private static final int RESTARTS = 2;

  /** What came of one size of perturbation. */
  private record Outcome(
      double size, AttackResult attack, Run fromZero, Run fromNetwork, double before) {}

  /** An image and its relative error after every layer. */
  private record Run(ComplexArray image, double[] errors) {
    double error() {
      return errors[errors.length - 1];
    }
  }

  /** For the service loader. */
  public Warmstart() {}

  @Override
  public String name() {
    return "warmstart";
  }

  @Override
  public String title() {
    return "Repaired: an attacked network's image as the start";
  }

  @Override
  public String summary() {
    return "FIRENET starts from the image of trained U-Nets under their worst perturbation, and ends"
        + " where it ends without";
  }

  @Override
  public Optional<String> unavailable() {
    return LearnedNetworks.unavailable();
  }

  @Override
  public void run(ExperimentSettings settings, Progress progress, ExperimentOutput output) {
    EllipseProblem problem =
        new EllipseProblem(TrainedUNets.extent(settings), PATTERN, settings.seed());
    run(
        problem,
        TrainedUNets.of(problem, settings),
        settings.size().of(10, 30, 60),
        settings,
        progress,
        output);
  }

  /**
   * Everything, with given networks.
   *
   * @param iterations of each of two attacks
   */
  static void run(
      EllipseProblem problem,
      TrainedUNets networks,
      int iterations,
      ExperimentSettings settings,
      Progress progress,
      ExperimentOutput output) {
    problem.describe(output);
    output.parameter("attackIterations", iterations);
    output.parameter("attackRestarts", RESTARTS);
    output.parameter("firenetRestarts", PARAMETERS.outer());
    output.parameter("firenetInner", PARAMETERS.inner());
    networks.describe(output);
    ComplexArray truth = problem.unseen(0);
    List<Outcome> outcomes = new ArrayList<>();
    try (UNetReconstruction network = networks.network(NETWORK, progress)) {
      for (double size : SIZES) {
        AttackParameters attack =
            AttackParameters.ofData(size).withIterations(iterations).withRestarts(RESTARTS);
        outcomes.add(outcome(problem, network, truth, attack, settings, progress));
      }
    }
    describe(output, truth, outcomes);
  }

  private static Outcome outcome(
      EllipseProblem problem,
      UNetReconstruction network,
      ComplexArray truth,
      AttackParameters parameters,
      ExperimentSettings settings,
      Progress progress) {
    int steps = parameters.iterations() * parameters.restarts();
    AttackResult attack =
        new WorstCaseAttack(network, Encoding.of(problem.problem(), null), parameters)
            .afterStep(step -> progress.report("attacking the network", step, steps))
            .run(problem.data(truth));
    return new Outcome(
        parameters.size().orElseThrow(),
        attack,
        firenet(problem, PlanInput.of(attack.data()), truth, settings),
        firenet(
            problem,
            PlanInput.of(attack.data()).startImage(attack.perturbedImage()),
            truth,
            settings),
        EllipseProblem.error(attack.image(), truth));
  }

  private static Run firenet(
      EllipseProblem problem, PlanInput input, ComplexArray truth, ExperimentSettings settings) {
    try (Plan plan = settings.plan(problem.problem(), PARAMETERS, Precision.SINGLE, true)) {
      ComplexArray image = plan.run(input.truth(truth));
      return new Run(image, plan.histories().get(0).error().clone());
    }
  }

  private static void describe(
      ExperimentOutput output, ComplexArray truth, List<Outcome> outcomes) {
    Window window = new Window(0, 1);
    List<List<String>> rows = new ArrayList<>();
    List<LinePlot> plots = new ArrayList<>();
    CsvTable table = CsvTable.of("size", "layer", "fromZero", "fromNetwork");
    for (Outcome o : outcomes) {
      String size = NumberText.of(o.size);
      double attacked = EllipseProblem.error(o.attack.perturbedImage(), truth);
      double apart = EllipseProblem.error(o.fromNetwork.image(), o.fromZero.image());
      rows.add(
          List.of(
              size,
              NumberText.of(o.before),
              NumberText.of(attacked),
              NumberText.of(o.fromZero.error()),
              NumberText.of(o.fromNetwork.error()),
              NumberText.of(apart)));
      double[] level = new double[o.fromZero.errors().length];
      java.util.Arrays.fill(level, attacked);
      plots.add(
          LinePlot.titled("Perturbed by " + size + " of ‖y‖")
              .xLabel("layer")
              .yLabel("relative error")
              .logarithmic()
              .series("FIRENET from 0", 1, o.fromZero.errors())
              .series("FIRENET from the network's image", 1, o.fromNetwork.errors())
              .series("network", 1, level));
      for (int i = 0; i < level.length; i++) {
        table.row(o.size, i + 1, o.fromZero.errors()[i], o.fromNetwork.errors()[i]);
      }
      String key = "size" + o.size + ".";
      output.number(key + "networkBefore", o.before);
      output.number(key + "networkAttacked", attacked);
      output.number(key + "firenetFromZero", o.fromZero.error());
      output.number(key + "firenetFromNetwork", o.fromNetwork.error());
      output.number(key + "distanceOfBoth", apart);
    }
    output
        .page()
        .section("Errors")
        .paragraph(
            ("The network is the %s of the experiment tradeoff, on %s, and was trained without noise."
                    + " The perturbation of the data is the worst that was found for it. FIRENET gets"
                    + " the same perturbed data, and starts from 0 or from the network's perturbed"
                    + " image. All errors but the first are on perturbed data; the last column is the"
                    + " relative distance of FIRENET's two images.")
                .formatted(NETWORK.title(), PATTERN.title()))
        .table(
            List.of(
                "‖Δy‖/‖y‖",
                "network, exact data",
                "network",
                "FIRENET from 0",
                "FIRENET from the network's",
                "distance of both"),
            rows)
        .plots(plots)
        .paragraph(
            "The start is an image here, c₀ = Ψ x₀. The public research code takes it for"
                + " coefficients in one language and ignores it in another.");
    output.table("layers.csv", "error of every layer", table);
    for (Outcome o : outcomes) {
      Pictures pictures = new Pictures(output, "size" + o.size);
      output
          .page()
          .section("Perturbed by " + NumberText.of(o.size))
          .images(
              pictures.image("truth", "truth", truth, window),
              pictures.image("network", "network, exact data", o.attack.image(), window),
              pictures.image(
                  "network-perturbed", "network, perturbed", o.attack.perturbedImage(), window),
              pictures.image("firenet", "FIRENET started from that", o.fromNetwork.image(), window),
              pictures.difference(
                  "network-error",
                  "error, network, perturbed",
                  o.attack.perturbedImage(),
                  truth,
                  0.5),
              pictures.difference(
                  "firenet-error", "error, FIRENET", o.fromNetwork.image(), truth, 0.5));
    }
  }
}
