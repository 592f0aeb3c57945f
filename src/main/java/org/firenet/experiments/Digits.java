package org.firenet.experiments;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.network.Defaults;
import org.firenet.network.FirenetParameters;
import org.firenet.network.PlanInput;
import org.firenet.phantom.BrainSlice;
import org.firenet.pipeline.Progress;
import org.firenet.report.CsvTable;
import org.firenet.report.LinePlot;
import org.firenet.report.NumberText;

/** Correct digits over layers: as many as wanted, until the numbers themselves have no more. */
public final class Digits implements Experiment {
  private static final double FRACTION = 0.25;
  private static final double LAMBDA = 2.5e-4;
  private static final int OUTER = 40;
  private static final int INNER = 10;

  /** Digits lost at the end that still count as the end of the line. */
  private static final double NEAR_END = 0.5;

  @Override
  public String name() {
    return "digits";
  }

  @Override
  public String title() {
    return "Digits: each restart adds as many";
  }

  @Override
  public String summary() {
    return "correct digits over layers, in single and double precision";
  }

  /** Digits of one precision over layers, and the line at their beginning. */
  private record Curve(Precision precision, double[] digits, DecayFit fit) {
    String title() {
      return precision == Precision.SINGLE ? "single precision" : "double precision";
    }

    double best() {
      return Arrays.stream(digits).max().orElseThrow();
    }

    double perBlock() {
      return -Math.log10(fit.perBlock());
    }

    /** The first layer that is about as good as any. */
    int layerOfEnd() {
      int layer = 0;
      while (digits[layer] < best() - NEAR_END) {
        layer++;
      }
      return layer + 1;
    }
  }

  @Override
  public void run(ExperimentSettings settings, Progress progress, ExperimentOutput output) {
    int n = settings.size().extent(64, 256, 512);
    Shape shape = Shape.of(n, n);
    PhantomProblem.requirePowerOfTwo(shape);
    ComplexArray truth =
        PhantomProblem.sparse(
            ComplexArray.ofReal(BrainSlice.image(shape)), ConvergenceRun.SPARSE_THRESHOLD);
    PhantomProblem problem =
        PhantomProblem.of(
            BrainSlice.image(shape),
            PhantomProblem.Transform.FOURIER,
            FRACTION,
            LAMBDA,
            settings.seed());
    problem = problem.withTruth(truth);
    LayerProgress steps = new LayerProgress(progress, "layers", 2L * OUTER * INNER);
    List<Curve> curves = new ArrayList<>();
    for (Precision precision : Precision.values()) {
      curves.add(curve(problem, precision, settings, steps));
    }
    describe(output, n, problem, curves);
  }

  private static Curve curve(
      PhantomProblem problem,
      Precision precision,
      ExperimentSettings settings,
      LayerProgress steps) {
    FirenetParameters parameters =
        FirenetParameters.paper().outer(OUTER).inner(INNER).delta(0).build();
    double[] error =
        NetworkRun.of(
                problem,
                parameters,
                PlanInput.of(problem.data().to(precision)).afterLayer(steps),
                settings.withPrecision(Optional.of(precision)),
                precision)
            .history()
            .error();
    double[] digits = Arrays.stream(error).map(e -> -Math.log10(e)).toArray();
    return new Curve(precision, digits, DecayFit.of(error, INNER));
  }

  private static void describe(
      ExperimentOutput output, int n, PhantomProblem problem, List<Curve> curves) {
    output.parameter("image", "brain slice, Haar coefficients up to 2 set to zero");
    output.parameter("N", n);
    output.parameter("samples", "%.0f %%, Fourier, DAS".formatted(100 * FRACTION));
    output.parameter("noise", 0);
    output.parameter("wavelet", "Haar, all levels");
    output.parameter("weights", "√(s/s_j) on level j");
    output.parameter("local sparsities", Arrays.toString(problem.sparsities()));
    output.parameter("lambda", LAMBDA);
    output.parameter("n", OUTER);
    output.parameter("p", INNER);
    output.parameter("nu", Defaults.PAPER_NU);
    output.parameter("delta", 0);
    output.parameter("epsilon0", "‖y‖");
    double predicted = -Math.log10(Defaults.PAPER_NU);
    List<List<String>> rows = new ArrayList<>();
    LinePlot plot =
        LinePlot.titled("Correct digits").xLabel("layer").yLabel("−log₁₀ of the relative error");
    for (Curve curve : curves) {
      String word = curve.precision == Precision.SINGLE ? "single" : "double";
      output.keyNumber(curve.title() + ": digits", word + ".digits", curve.best());
      output.number(word + ".digitsPerBlock", curve.perBlock());
      output.number(word + ".layerOfEnd", curve.layerOfEnd());
      plot.series(curve.title(), 1, curve.digits);
      rows.add(
          List.of(
              curve.title(),
              NumberText.of(curve.perBlock()),
              NumberText.of(predicted),
              NumberText.of(curve.best()),
              Integer.toString(curve.layerOfEnd())));
    }
    output.number("predictedDigitsPerBlock", predicted);
    double[] line = new double[OUTER * INNER];
    double first = curves.get(curves.size() - 1).digits[INNER - 1];
    Arrays.setAll(line, i -> first + predicted * ((i + 1.0) / INNER - 1));
    plot.series("0.434 digits a block", 1, line);
    Curve exact = curves.get(curves.size() - 1);
    output
        .page()
        .section("What it means")
        .paragraph(
            ("The number of correct digits grows in a straight line: %s digits from one restart of"
                    + " %d layers to the next, where theory promises −log₁₀ ν = 0.434. It ends"
                    + " only where the arithmetic ends, at %s digits in single and %s in double"
                    + " precision. Restarts beyond that lose digits again, most in single"
                    + " precision: each scales the image up until its steps are lost in rounding.")
                .formatted(
                    NumberText.of(exact.perBlock()),
                    INNER,
                    NumberText.of(curves.get(0).best()),
                    NumberText.of(exact.best())))
        .paragraph(
            "This is what “stable and accurate” means at its best: with exact data of an exactly"
                + " sparse image, accuracy is a matter of depth alone.")
        .plots(plot)
        .table(
            List.of("arithmetic", "digits a block", "predicted", "most digits", "reached at layer"),
            rows)
        .section("Which definition is followed")
        .paragraph(
            "The network of the paper with δ = 0, for there is no noise and no part of the"
                + " image that is not"
                + " sparse; the number of layers is all that limits it. Data and network are in"
                + " the arithmetic"
                + " named; the error is computed in double precision. The ergodic mean of each"
                + " block is"
                + " compared with the image at every layer, so that within a block the curve is"
                + " not monotone.");
    double[] layer = new double[OUTER * INNER];
    Arrays.setAll(layer, i -> i + 1);
    output.table(
        "digits.csv",
        "correct digits of every layer",
        CsvTable.ofColumns(
            List.of("layer", "single", "double"),
            List.of(layer, curves.get(0).digits, curves.get(1).digits)));
  }
}
