package org.firenet.experiments;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.phantom.BrainSlice;
import org.firenet.pipeline.Progress;
import org.firenet.report.BarTable;
import org.firenet.report.CsvTable;
import org.firenet.report.ImageFigure;
import org.firenet.report.LinePlot;
import org.firenet.report.NumberText;

/** Error over the share of samples, for five patterns, two transforms and three networks. */
public final class SamplingFractions implements Experiment {

  /** The share of samples at which images are shown. */
  private static final double SHOWN = 0.15;

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
            * SamplingSweep.Network.values().length
            * fractions.size();
    LayerProgress steps =
        new LayerProgress(progress, "layers", runs * SamplingSweep.OUTER * SamplingSweep.INNER);
    List<SamplingSweep.Point> points = new ArrayList<>();
    Map<PhantomProblem.Transform, List<ImageFigure>> figures =
        new EnumMap<>(PhantomProblem.Transform.class);
    for (PhantomProblem.Transform transform : PhantomProblem.Transform.values()) {
      List<ImageFigure> row = new ArrayList<>();
      for (SamplingScheme scheme : SamplingScheme.values()) {
        for (double fraction : fractions) {
          SamplingSweep sampled = new SamplingSweep(truth, transform, scheme, fraction, settings);
          for (SamplingSweep.Network network : SamplingSweep.Network.values()) {
            ComplexArray image = sampled.image(network, steps);
            SamplingSweep.Point point = sampled.point(network, image);
            points.add(point);
            if (fraction == SHOWN && network == SamplingSweep.Network.PAPER) {
              row.addAll(sampled.figures(output, image, point));
            }
          }
        }
      }
      figures.put(transform, row);
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
    output.parameter("noise", SamplingSweep.NOISE);
    output.parameter("lambda", SamplingSweep.LAMBDA);
    output.parameter("n", SamplingSweep.OUTER);
    output.parameter("p", SamplingSweep.INNER);
    output.parameter("nu", "1/e");
    output.parameter("arithmetic", "single precision");
  }

  private static double[] errors(
      List<SamplingSweep.Point> points,
      PhantomProblem.Transform transform,
      SamplingScheme scheme,
      SamplingSweep.Network network) {
    return points.stream()
        .filter(p -> p.transform() == transform && p.scheme() == scheme && p.network() == network)
        .mapToDouble(SamplingSweep.Point::error)
        .toArray();
  }

  private static double[] shares(
      List<SamplingSweep.Point> points, PhantomProblem.Transform transform, SamplingScheme scheme) {
    return points.stream()
        .filter(
            p ->
                p.transform() == transform
                    && p.scheme() == scheme
                    && p.network() == SamplingSweep.Network.PAPER)
        .mapToDouble(p -> 100 * p.share())
        .toArray();
  }

  private static double error(
      List<SamplingSweep.Point> points,
      PhantomProblem.Transform transform,
      SamplingScheme scheme,
      SamplingSweep.Network network,
      int index) {
    return errors(points, transform, scheme, network)[index];
  }

  private static void describe(
      ExperimentOutput output,
      List<SamplingSweep.Point> points,
      List<Double> fractions,
      Map<PhantomProblem.Transform, List<ImageFigure>> figures) {
    int shown = fractions.indexOf(SHOWN);
    StringBuilder text = new StringBuilder();
    for (PhantomProblem.Transform transform : PhantomProblem.Transform.values()) {
      double das = error(points, transform, SamplingScheme.DAS, SamplingSweep.Network.PAPER, shown);
      double uniform =
          error(points, transform, SamplingScheme.UNIFORM, SamplingSweep.Network.PAPER, shown);
      output.keyNumber(transform.title() + ", DAS, 15 %: error", transform.word() + ".das15", das);
      output.keyNumber(
          transform.title() + ", uniform, 15 %", transform.word() + ".uniform15", uniform);
      text.append(
          ("%s, 15 %%: an error of %s with the points that the wavelet levels ask for, %s with"
                  + " points drawn uniformly. ")
              .formatted(transform.title(), NumberText.of(das), NumberText.of(uniform)));
    }
    PhantomProblem.Transform fourier = PhantomProblem.Transform.FOURIER;
    double shifted =
        error(points, fourier, SamplingScheme.DAS, SamplingSweep.Network.SHIFTED, shown);
    double unweighted =
        error(points, fourier, SamplingScheme.DAS, SamplingSweep.Network.UNWEIGHTED, shown);
    output
        .page()
        .section("What it means")
        .paragraph(text.toString().strip())
        .paragraph(
            "Images have their large coefficients at coarse levels, which low frequencies and"
                + " sequencies see:"
                + " every pattern that is dense there works, one that is not does not, whatever"
                + " the network."
                + " Shifts of the wavelet grid, which are not in the paper, take the blocks"
                + " away (Fourier, DAS, 15 %: "
                + NumberText.of(shifted)
                + "); with weights 1 the error is "
                + NumberText.of(unweighted)
                + ": in practice weights matter less than where the samples are.");
    output.page().section("Error over the share of samples");
    for (PhantomProblem.Transform transform : PhantomProblem.Transform.values()) {
      output.page().plots(plots(points, transform));
    }
    output.page().section("At 15 %");
    for (PhantomProblem.Transform transform : PhantomProblem.Transform.values()) {
      BarTable bars = BarTable.of(transform.title() + ", network", "error");
      for (SamplingScheme scheme : SamplingScheme.values()) {
        for (SamplingSweep.Network network : SamplingSweep.Network.values()) {
          double error = error(points, transform, scheme, network, shown);
          bars.row(error, scheme.title() + ", " + network.title(), NumberText.of(error));
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
            "Every pattern takes the same share of all points, those around a centre for Walsh"
                + " samples about"
                + " the same (the plots show the share taken): there the lowest sequency is in"
                + " the corner, and the quadrant from the"
                + " centre on of a pattern twice as large is used. Weights and DAS follow the"
                + " image's own local"
                + " sparsities, as in the paper; who does not know them uses those of a similar"
                + " image.");
    CsvTable table = CsvTable.of("transform", "pattern", "network", "fraction", "taken", "error");
    Map<String, Object> numbers = new LinkedHashMap<>();
    for (SamplingSweep.Point p : points) {
      String scheme = p.scheme().title();
      table.row(
          p.transform().title(), scheme, p.network().title(), p.fraction(), p.share(), p.error());
      numbers.put(
          "%s, %s, %s, %s"
              .formatted(p.transform().title(), scheme, p.network().title(), p.fraction()),
          p.error());
    }
    output.number("errors", numbers);
    output.table("sampling.csv", "every error", table);
  }

  private static List<LinePlot> plots(
      List<SamplingSweep.Point> points, PhantomProblem.Transform transform) {
    List<LinePlot> plots = new ArrayList<>();
    LinePlot schemes = plot(transform.title() + ", weights, no shifts");
    for (SamplingScheme scheme : SamplingScheme.values()) {
      schemes.line(
          scheme.title(),
          shares(points, transform, scheme),
          errors(points, transform, scheme, SamplingSweep.Network.PAPER));
    }
    plots.add(schemes);
    LinePlot networks = plot(transform.title() + ", DAS and variable density");
    for (SamplingScheme scheme : List.of(SamplingScheme.DAS, SamplingScheme.VARIABLE)) {
      for (SamplingSweep.Network network : SamplingSweep.Network.values()) {
        networks.line(
            scheme.title() + ", " + network.title(),
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
