package org.firenet.experiments;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.io.PngWriter.Window;
import org.firenet.metrics.ImageMetrics;
import org.firenet.network.FirenetParameters;
import org.firenet.network.PlanInput;
import org.firenet.network.ShiftSequence;
import org.firenet.phantom.BrainSlice;
import org.firenet.pipeline.Progress;
import org.firenet.report.BarTable;
import org.firenet.report.CsvTable;
import org.firenet.report.ImageFigure;
import org.firenet.report.LinePlot;
import org.firenet.report.NumberText;

/** Error over the share of samples, for five patterns, two transforms and three networks. */
public final class SamplingFractions implements Experiment {
  private static final double LAMBDA = 2.5e-4;
  private static final double NOISE = 0.01;
  private static final int OUTER = 6;
  private static final int INNER = 10;

  /** The share of samples at which images are shown. */
  private static final double SHOWN = 0.15;

  /** What is varied beside the pattern. */
  private enum Network {
    /** The network of the paper. */
    PAPER("weights", true, ShiftSequence.none()),
    /** All weights 1. */
    UNWEIGHTED("no weights", false, ShiftSequence.none()),
    /** The wavelet grid moves at every layer. */
    SHIFTED("weights and shifts", true, ShiftSequence.layer(1));

    private final String title;
    private final boolean isWeighted;
    private final ShiftSequence shifts;

    Network(String title, boolean isWeighted, ShiftSequence shifts) {
      this.title = title;
      this.isWeighted = isWeighted;
      this.shifts = shifts;
    }

    FirenetParameters parameters() {
      return FirenetParameters.paper().outer(OUTER).inner(INNER).shifts(shifts).build();
    }
  }

  /** One point of a curve. */
  private record Point(
      PhantomProblem.Transform transform,
      SamplingScheme scheme,
      Network network,
      double fraction,
      double share,
      double error) {}

  @Override
  public String name() {
    return "sampling";
  }

  @Override
  public String title() {
    return "Sampling: which points to take, and how many";
  }

  @Override
  public String summary() {
    return "error over the share of samples, five patterns, Fourier and Walsh, weights and shifts";
  }

  @Override
  public void run(ExperimentSettings settings, Progress progress, ExperimentOutput output) {
    int n = settings.size().extent(64, 256, 512);
    List<Double> fractions =
        settings
            .size()
            .of(
                List.of(0.1, SHOWN, 0.3),
                List.of(0.05, 0.1, SHOWN, 0.2, 0.25, 0.3, 0.4),
                List.of(0.02, 0.05, 0.1, SHOWN, 0.2, 0.25, 0.3, 0.4, 0.5));
    Shape shape = Shape.of(n, n);
    PhantomProblem.requirePowerOfTwo(shape);
    ComplexArray truth = ComplexArray.ofReal(BrainSlice.image(shape));
    long runs =
        (long) PhantomProblem.Transform.values().length
            * SamplingScheme.values().length
            * Network.values().length
            * fractions.size();
    LayerProgress steps = new LayerProgress(progress, "layers", runs * OUTER * INNER);
    List<Point> points = new ArrayList<>();
    Map<PhantomProblem.Transform, List<ImageFigure>> figures =
        new EnumMap<>(PhantomProblem.Transform.class);
    for (PhantomProblem.Transform transform : PhantomProblem.Transform.values()) {
      figures.put(transform, new ArrayList<>());
      for (SamplingScheme scheme : SamplingScheme.values()) {
        for (double fraction : fractions) {
          Mask mask =
              scheme.draw(
                  shape, transform, fraction, PhantomProblem.sparsities(truth), settings.seed());
          for (Network network : Network.values()) {
            PhantomProblem problem =
                PhantomProblem.of(
                    truth,
                    transform,
                    mask,
                    LAMBDA,
                    PhantomProblem.sparsities(truth),
                    network.isWeighted);
            ComplexArray data = problem.data(NOISE, settings.seed());
            ComplexArray image =
                NetworkRun.image(
                    problem,
                    network.parameters(),
                    PlanInput.of(data.to(Precision.SINGLE)).afterLayer(steps),
                    settings,
                    Precision.SINGLE);
            double error = ImageMetrics.nrmse(image, truth);
            points.add(new Point(transform, scheme, network, fraction, mask.fraction(), error));
            if (fraction == SHOWN && network == Network.PAPER) {
              Pictures pictures =
                  new Pictures(
                      output,
                      transform.word() + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT));
              figures.get(transform).add(pictures.mask("mask", scheme.title(), mask));
              figures
                  .get(transform)
                  .add(
                      pictures
                          .image("image", scheme.title(), image, new Window(0, 1))
                          .withNote("error " + NumberText.of(error)));
            }
          }
        }
      }
    }
    parameters(output, n, fractions);
    describe(output, points, fractions, figures);
  }

  private static void parameters(ExperimentOutput output, int n, List<Double> fractions) {
    output.parameter("image", "brain slice (org.firenet.phantom.BrainSlice)");
    output.parameter("N", n);
    output.parameter("shares of samples", fractions);
    output.parameter("wavelet", "Haar, all levels");
    output.parameter("weights", "√(s/s_j) on level j, from the image's sparsities; or all 1");
    output.parameter("shifts", "none; or one new shift at every layer");
    output.parameter("noise", NOISE);
    output.parameter("lambda", LAMBDA);
    output.parameter("n", OUTER);
    output.parameter("p", INNER);
    output.parameter("nu", "1/e");
    output.parameter("arithmetic", "single precision");
  }

  private static double[] errors(
      List<Point> points,
      PhantomProblem.Transform transform,
      SamplingScheme scheme,
      Network network) {
    return points.stream()
        .filter(p -> p.transform == transform && p.scheme == scheme && p.network == network)
        .mapToDouble(Point::error)
        .toArray();
  }

  private static double[] shares(
      List<Point> points, PhantomProblem.Transform transform, SamplingScheme scheme) {
    return points.stream()
        .filter(p -> p.transform == transform && p.scheme == scheme && p.network == Network.PAPER)
        .mapToDouble(p -> 100 * p.share)
        .toArray();
  }

  private static double error(
      List<Point> points,
      PhantomProblem.Transform transform,
      SamplingScheme scheme,
      Network network,
      int index) {
    return errors(points, transform, scheme, network)[index];
  }

  private static void describe(
      ExperimentOutput output,
      List<Point> points,
      List<Double> fractions,
      Map<PhantomProblem.Transform, List<ImageFigure>> figures) {
    int shown = fractions.indexOf(SHOWN);
    StringBuilder text = new StringBuilder();
    for (PhantomProblem.Transform transform : PhantomProblem.Transform.values()) {
      double das = error(points, transform, SamplingScheme.DAS, Network.PAPER, shown);
      double uniform = error(points, transform, SamplingScheme.UNIFORM, Network.PAPER, shown);
      output.keyNumber(transform.title() + ", DAS, 15 %: error", transform.word() + ".das15", das);
      output.keyNumber(
          transform.title() + ", uniform, 15 %", transform.word() + ".uniform15", uniform);
      text.append(
          "%s, 15 %%: an error of %s with the points that the wavelet levels ask for, %s with points drawn"
                  .formatted(transform.title(), NumberText.of(das), NumberText.of(uniform))
              + " uniformly. ");
    }
    output
        .page()
        .section("What it means")
        .paragraph(text.toString().strip())
        .paragraph(
            "Images have their large coefficients at coarse levels, which low frequencies and sequencies see:"
                + " every pattern that is dense there works, one that is not does not, whatever the network."
                + " Weights steer the network to the levels that the samples can tell apart; shifts of the wavelet"
                + " grid, which are not in the paper, take the blocks away.");
    output.page().section("Error over the share of samples");
    for (PhantomProblem.Transform transform : PhantomProblem.Transform.values()) {
      output.page().plots(plots(points, transform));
    }
    output.page().section("At 15 %");
    for (PhantomProblem.Transform transform : PhantomProblem.Transform.values()) {
      BarTable bars = BarTable.of(transform.title() + ", network", "error");
      for (SamplingScheme scheme : SamplingScheme.values()) {
        for (Network network : Network.values()) {
          double error = error(points, transform, scheme, network, shown);
          bars.row(error, scheme.title() + ", " + network.title, NumberText.of(error));
        }
      }
      output.page().add(bars);
    }
    output.page().section("Images at 15 %, weights, no shifts");
    figures.values().forEach(row -> output.page().images(row));
    output
        .page()
        .section("Which definition is followed")
        .paragraph(
            "Every pattern takes the same share of all points, those around a centre for Walsh samples about"
                + " the same (the plots show the share taken): there the lowest sequency is in the corner, and the quadrant from the"
                + " centre on of a pattern twice as large is used. Weights and DAS follow the image's own local"
                + " sparsities, as in the paper; who does not know them uses those of a similar image.");
    CsvTable table = CsvTable.of("transform", "pattern", "network", "fraction", "taken", "error");
    Map<String, Object> numbers = new LinkedHashMap<>();
    for (Point p : points) {
      String scheme = p.scheme.title();
      table.row(p.transform.title(), scheme, p.network.title, p.fraction, p.share, p.error);
      numbers.put(
          "%s, %s, %s, %s".formatted(p.transform.title(), scheme, p.network.title, p.fraction),
          p.error);
    }
    output.number("errors", numbers);
    output.table("sampling.csv", "every error", table);
  }

  private static List<LinePlot> plots(List<Point> points, PhantomProblem.Transform transform) {
    List<LinePlot> plots = new ArrayList<>();
    LinePlot schemes = plot(transform.title() + ", weights, no shifts");
    for (SamplingScheme scheme : SamplingScheme.values()) {
      schemes.line(
          scheme.title(),
          shares(points, transform, scheme),
          errors(points, transform, scheme, Network.PAPER));
    }
    plots.add(schemes);
    LinePlot networks = plot(transform.title() + ", DAS and variable density");
    for (SamplingScheme scheme : List.of(SamplingScheme.DAS, SamplingScheme.VARIABLE)) {
      for (Network network : Network.values()) {
        networks.line(
            scheme.title() + ", " + network.title,
            shares(points, transform, scheme),
            errors(points, transform, scheme, network));
      }
    }
    plots.add(networks);
    return plots;
  }

  private static LinePlot plot(String title) {
    return LinePlot.titled(title).xLabel("samples in %").yLabel("relative error").logarithmic();
  }
}
