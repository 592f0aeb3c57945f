package org.firenet.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.firenet.experiments.InexactFirenet.Steps;
import org.firenet.learned.LearnedNetworks;
import org.firenet.learned.Lista;
import org.firenet.learned.ListaSettings;
import org.firenet.pipeline.Progress;
import org.firenet.report.CsvTable;
import org.firenet.report.HtmlReport;
import org.firenet.report.LinePlot;

/**
 * Inexact input: problems whose data are right up to 2⁻ⁿ and on which no algorithm, trained or not,
 * gets K correct digits, whatever n. Source: Colbrook et al., PNAS 2022, Table 1.
 */
public final class Barriers implements Experiment {
  private static final int[] DIGITS = {1, 3, 6};
  private static final int[] EXPONENTS = {10, 20, 30};

  /** What the public script's loop over K makes of j. */
  private static final int[] PUBLISHED_J = {0, 1, 2};

  private static final int J = 2;

  /** Distances for one K and one n; NaN where a network could not run. */
  private record Row(
      int k, int n, double published, double admissible, double printed, double lista) {
    Object[] cells() {
      return new Object[] {k, n, published, admissible, printed, lista, Math.pow(10, -k)};
    }
  }

  /** For the service loader. */
  public Barriers() {}

  @Override
  public String name() {
    return "barriers";
  }

  @Override
  public String title() {
    return "Barriers: what inexact data do not tell";
  }

  @Override
  public String summary() {
    return "distance to the solution from data that are right up to 2⁻ⁿ: FIRENET and a trained"
        + " network, K = 1, 3, 6, n = 10, 20, 30";
  }

  /**
   * {@inheritDoc} Without a choice of the backend it is the reference: the problems are tiny, and
   * beyond the admissible steps the fifth digit depends on the order of additions.
   */
  @Override
  public void run(ExperimentSettings asked, Progress progress, ExperimentOutput output) {
    ExperimentSettings settings =
        asked.backend().equals("auto") ? asked.withBackend("reference") : asked;
    output.parameter("p", InexactFirenet.INNER);
    output.parameter("restarts", InexactFirenet.OUTER);
    output.parameter("delta", InexactFirenet.DELTA);
    output.parameter("precision", settings.precision().map(Object::toString).orElse("DOUBLE"));
    Optional<String> absent = LearnedNetworks.unavailable();
    absent.ifPresent(why -> output.leftOut("The trained network (LISTA)", why));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < DIGITS.length; i++) {
      for (int n : EXPONENTS) {
        rows.add(row(settings, progress, rows.size(), i, n, absent.isEmpty()));
      }
    }
    describe(output.page(), rows);
    plots(settings, output);
    meaning(output.page());
    numbers(settings, output, rows);
  }

  private static Row row(
      ExperimentSettings settings, Progress progress, int done, int index, int n, boolean trains) {
    int k = DIGITS[index];
    InexactPair seen = new InexactPair(k, n, J);
    double[] truth = new InexactPair(k, n, J - 1).minimiser();
    int j = PUBLISHED_J[index];
    double printed =
        distance(
            settings,
            new InexactPair(k, n, j),
            new InexactPair(k, n, j - 1).minimiser(),
            Steps.PUBLISHED);
    return new Row(
        k,
        n,
        distance(settings, seen, truth, Steps.PUBLISHED),
        distance(settings, seen, truth, Steps.ADMISSIBLE),
        printed,
        trains ? lista(settings, progress, done, seen, truth) : Double.NaN);
  }

  private static double distance(
      ExperimentSettings settings, InexactPair seen, double[] truth, Steps steps) {
    return InexactFirenet.run(seen, truth, steps, false, settings).distance();
  }

  private static double lista(
      ExperimentSettings settings, Progress progress, int done, InexactPair seen, double[] truth) {
    int steps = listaSteps(settings);
    long total = (long) steps * DIGITS.length * EXPONENTS.length;
    Lista network =
        InexactLista.train(
            seen,
            settings.size().of(1000, 4000, 8000),
            ListaSettings.ofSteps(steps, settings.seed()),
            step -> progress.report("training LISTA", (long) done * steps + step, total));
    double[] found = network.apply(seen.data());
    double squares = 0;
    for (int i = 0; i < found.length; i++) {
      squares += (found[i] - truth[i]) * (found[i] - truth[i]);
    }
    return Math.sqrt(squares);
  }

  private static int listaSteps(ExperimentSettings settings) {
    return settings.size().of(100, 500, 4000);
  }

  private static void describe(HtmlReport.Builder page, List<Row> rows) {
    page.section("Distances");
    page.paragraph(
        "Each problem is minimise λ‖x‖₁ + ‖Ax − y‖₂ with λ = 1 and a 21 × 22 matrix. The network is"
            + " given A and y of one problem (j = 2); the distance is to the solution of another (j"
            + " = 1), whose A differs by at most 2⁻ⁿ and whose y is the same. So what is given is"
            + " right up to 2⁻ⁿ, and the columns show how far the answer is from the solution"
            + " that was meant.");
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      cells.add(
          List.of(
              Integer.toString(row.k),
              Integer.toString(row.n),
              text(row.published),
              text(row.admissible),
              text(row.printed),
              text(row.lista),
              text(Math.pow(10, -row.k))));
    }
    page.table(
        List.of(
            "K",
            "n",
            "FIRENET, published steps",
            "FIRENET, steps 1/‖A‖",
            "FIRENET, as the public script indexes",
            "LISTA, trained",
            "10⁻ᴷ"),
        cells);
    page.paragraph(
        "Published steps: τ = σ = ‖A‖^(−1/2) − 10⁻⁴, as in the public research code. They exceed"
            + " τσ‖A‖² ≤ 1, for which convergence is proved; here it comes all the same. Everywhere"
            + " else such steps have to be asked for.");
    page.paragraph(
        "As the public script indexes: its loop over K reuses the name j, so that j is 0, 1, 2 for"
            + " K = 1, 3, 6, and the index −1 wraps round. The vector compared with has its non-zero"
            + " in the wrong place for K = 1 and 3; these are the digits printed in the paper's"
            + " Table 1. The conclusion is the same.");
    page.paragraph(
        "LISTA: ten layers, a learned matrix and a learned threshold each, Adam, double precision,"
            + " best on validation examples, trained on problems of the family with the very same"
            + " inexact matrix.");
  }

  private static void plots(ExperimentSettings settings, ExperimentOutput output) {
    LinePlot distances =
        LinePlot.titled("Distance to the solution that was meant, n = 30")
            .xLabel("layer")
            .yLabel("‖ψ − x‖₂")
            .logarithmic();
    LinePlot gaps =
        LinePlot.titled("Objective gap of the problem that was given, relative, n = 30")
            .xLabel("layer")
            .yLabel("(F(ψ) − F(x)) / ‖y‖₂")
            .logarithmic();
    CsvTable table = CsvTable.of("K", "layer", "distance", "objectiveGap");
    for (int k : DIGITS) {
      InexactPair seen = new InexactPair(k, 30, J);
      double[] truth = new InexactPair(k, 30, J - 1).minimiser();
      InexactFirenet.Outcome outcome =
          InexactFirenet.run(seen, truth, Steps.ADMISSIBLE, true, settings);
      double[] gap =
          Arrays.stream(outcome.objectives())
              .map(value -> Math.max(value - seen.objective(), Double.MIN_NORMAL))
              .toArray();
      distances.series("K = " + k, 1, outcome.distances());
      gaps.series(
          "K = " + k, 1, Arrays.stream(gap).map(g -> g > 1e-300 ? g : Double.NaN).toArray());
      for (int i = 0; i < gap.length; i++) {
        table.row(k, i + 1, outcome.distances()[i], gap[i]);
      }
    }
    output.page().section("Layer by layer").plots(distances, gaps);
    output
        .page()
        .paragraph(
            "Steps 1/‖A‖. The network solves what it was given: the objective falls until double"
                + " precision or δ stops it. The distance stops far above that.");
    output.table("layers.csv", "distance and objective gap of every layer", table);
  }

  private static void meaning(HtmlReport.Builder page) {
    page.section("What it means");
    page.paragraph(
        "For these problems there is a network with as many correct digits as one likes, but no"
            + " algorithm finds it from data that are only known up to 2⁻ⁿ, however large n is:"
            + " solutions that lie 3·10⁻ᴷ apart have data that agree to n binary digits.");
    page.paragraph(
        "FIRENET lands between the two solutions and the trained network on the one that it was"
            + " trained with, both farther than 10⁻ᴷ from the other, so neither has K correct"
            + " digits, and ten more exact digits of the data change nothing.");
    page.paragraph(
        "So a limit of accuracy does not go away with more training, layers or precision; what"
            + " FIRENETs promise holds for problems whose sampling does determine the image, and is"
            + " checked on the other pages.");
  }

  private static void numbers(
      ExperimentSettings settings, ExperimentOutput output, List<Row> rows) {
    CsvTable table =
        CsvTable.of(
            "K",
            "n",
            "firenetPublishedSteps",
            "firenetAdmissibleSteps",
            "firenetPublicScript",
            "lista",
            "bound");
    for (Row row : rows) {
      table.row(row.cells());
      String place = "K%d.n%d.".formatted(row.k, row.n);
      output.number(place + "publishedSteps", row.published);
      output.number(place + "admissibleSteps", row.admissible);
      output.number(place + "publicScript", row.printed);
      if (!Double.isNaN(row.lista)) {
        output.number(place + "lista", row.lista);
      }
    }
    output.parameter("listaSteps", listaSteps(settings));
    output.table("distances.csv", "the table", table);
  }

  private static String text(double distance) {
    return Double.isNaN(distance) ? "–" : String.format(Locale.ROOT, "%.7f", distance);
  }
}
