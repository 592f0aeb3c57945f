package org.firenet.experiments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.PngWriter.Window;
import org.firenet.metrics.ImageMetrics;
import org.firenet.network.FirenetParameters;
import org.firenet.network.PlanInput;
import org.firenet.network.ShiftSequence;
import org.firenet.phantom.BrainSlice;
import org.firenet.phantom.DetailSlice;
import org.firenet.phantom.DetailSlice.Feature;
import org.firenet.phantom.DetailSlice.Kind;
import org.firenet.pipeline.Progress;
import org.firenet.report.CsvTable;
import org.firenet.report.ImageFigure;
import org.firenet.report.NumberText;

/** Text and small things in a brain-like image, from 15 % of the samples: do they come back? */
public final class Detail implements Experiment {
  private static final double FRACTION = 0.15;
  private static final double NOISE = 0.01;
  private static final double LAMBDA = 2.5e-4;
  private static final int OUTER = 8;
  private static final int INNER = 10;

  /** Pixels of an enlarged part, about. */
  private static final int PART = 360;

  private static final String ZERO_FILLED = "zero-filled";
  private static final String PAPER = "FIRENET";
  private static final String SHIFTED = "FIRENET, shifts";

  @Override
  public String name() {
    return "detail";
  }

  @Override
  public String title() {
    return "Detail: small things come back";
  }

  @Override
  public String summary() {
    return "text, bars and dots in a brain slice, from 15 % of its Fourier samples";
  }

  /** An image and how much of each thing is in it. */
  private record Result(String name, ComplexArray image, List<Double> shares) {
    String word() {
      return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
    }
  }

  @Override
  public void run(ExperimentSettings settings, Progress progress, ExperimentOutput output) {
    int n = settings.size().extent(256, 512, 1024);
    Shape shape = Shape.of(n, n);
    PhantomProblem.requirePowerOfTwo(shape);
    RealArray without = BrainSlice.image(shape);
    ComplexArray truth = ComplexArray.ofReal(DetailSlice.image(shape));
    PhantomProblem problem =
        PhantomProblem.of(
                without, PhantomProblem.Transform.FOURIER, FRACTION, LAMBDA, settings.seed())
            .withTruth(truth);
    ComplexArray data = problem.data(NOISE, settings.seed());
    LayerProgress steps = new LayerProgress(progress, "layers", 2L * OUTER * INNER);
    List<Feature> features = DetailSlice.features();
    List<RealArray> added = features.stream().map(feature -> feature.image(shape)).toList();
    List<Result> results = new ArrayList<>();
    results.add(result(ZERO_FILLED, problem.zeroFilled(data), without, added));
    results.add(
        result(PAPER, image(problem, data, ShiftSequence.none(), settings, steps), without, added));
    results.add(
        result(
            SHIFTED,
            image(problem, data, ShiftSequence.automatic(), settings, steps),
            without,
            added));
    parameters(output, n);
    describe(output, problem, features, results);
  }

  private static ComplexArray image(
      PhantomProblem problem,
      ComplexArray data,
      ShiftSequence shifts,
      ExperimentSettings settings,
      LayerProgress steps) {
    FirenetParameters parameters =
        FirenetParameters.paper().outer(OUTER).inner(INNER).shifts(shifts).build();
    return NetworkRun.image(
        problem,
        parameters,
        PlanInput.of(data.to(Precision.SINGLE)).afterLayer(steps),
        settings,
        Precision.SINGLE);
  }

  /**
   * How much of each thing d came back, {@code ⟨x − b, d⟩/⟨d, d⟩}, b the slice without it; NaN
   * where d is zero.
   */
  private static Result result(
      String name, ComplexArray image, RealArray without, List<RealArray> added) {
    List<Double> shares = new ArrayList<>();
    for (RealArray d : added) {
      double product = 0;
      double power = 0;
      for (int i = 0; i < d.count(); i++) {
        product += (image.re(i) - without.get(i)) * d.get(i);
        power += d.get(i) * d.get(i);
      }
      shares.add(power > 0 ? product / power : Double.NaN);
    }
    return new Result(name, image, shares);
  }

  private static void parameters(ExperimentOutput output, int n) {
    output.parameter("image", "brain slice with details (org.firenet.phantom.DetailSlice)");
    output.parameter("N", n);
    output.parameter("samples", "15 %, Fourier, DAS by the sparsities of the slice without them");
    output.parameter("weights", "√(s/s_j) on level j, of the slice without them");
    output.parameter("wavelet", "Haar, all levels");
    output.parameter("noise", NOISE);
    output.parameter("lambda", LAMBDA);
    output.parameter("n", OUTER);
    output.parameter("p", INNER);
    output.parameter("nu", "1/e");
    output.parameter("arithmetic", "single precision");
  }

  private static void describe(
      ExperimentOutput output,
      PhantomProblem problem,
      List<Feature> features,
      List<Result> results) {
    ComplexArray truth = problem.truth();
    int n = truth.shape().extent(0);
    Map<String, Object> errors = new LinkedHashMap<>();
    for (Result result : results) {
      output.number(result.word() + ".error", ImageMetrics.nrmse(result.image, truth));
      for (Kind kind : Kind.values()) {
        Mask region = region(kind, truth.shape());
        errors.put(
            result.name + ", " + kind.name().toLowerCase(Locale.ROOT),
            ImageMetrics.nrmse(result.image, truth, region));
      }
    }
    output.number("errorsInRegions", errors);
    Result paper = results.get(1);
    Result zeros = results.get(0);
    double textZero = textError(zeros, truth);
    double textPaper = textError(paper, truth);
    output.keyNumber("Error around the text, FIRENET", "textError", textPaper);
    output.keyNumber("zero-filled", "textErrorZeroFilled", textZero);
    output.keyNumber("Least share of a line of text", "leastTextShare", least(paper, features));
    output
        .page()
        .section("What it means")
        .paragraph(
            ("Nothing about the details is known to the network: samples and weights are chosen"
                    + " for the slice"
                    + " without them. Around the text the error is %s, where zeros instead of"
                    + " the missing samples"
                    + " leave %s; of the contrast of each line of text at least %s %% is in the"
                    + " image.")
                .formatted(
                    NumberText.of(textPaper),
                    NumberText.of(textZero),
                    NumberText.of(Math.rint(100 * least(paper, features)))))
        .paragraph(
            "What is lost is what theory allows to be lost: things of few pixels and little"
                + " contrast, whose"
                + " coefficients are as small as noise; nothing is put in their place.");
    pictures(output, problem, results);
    output.page().section("How much came back");
    output
        .page()
        .paragraph(
            "The share of a thing d in an image x is ⟨x − b, d⟩/⟨d, d⟩, b the slice without it:"
                + " 1 if all of it"
                + " is there, 0 if nothing, a dash if the thing is"
                + " too small for any pixel.");
    List<String> header = new ArrayList<>(List.of("thing", "size in pixels", "contrast"));
    results.forEach(result -> header.add(result.name));
    List<List<String>> rows = new ArrayList<>();
    CsvTable table = CsvTable.of(header.toArray(String[]::new));
    for (int i = 0; i < features.size(); i++) {
      Feature feature = features.get(i);
      List<String> row =
          new ArrayList<>(
              List.of(
                  feature.name(),
                  NumberText.of(feature.pixels(n)),
                  NumberText.of(feature.contrast())));
      List<Object> cells =
          new ArrayList<>(List.of(feature.name(), feature.pixels(n), feature.contrast()));
      for (Result result : results) {
        double share = result.shares.get(i);
        row.add(Double.isNaN(share) ? "–" : "%.2f".formatted(share));
        cells.add(result.shares.get(i));
      }
      rows.add(row);
      table.row(cells.toArray());
    }
    output.page().table(header, rows);
    output.table("details.csv", "share of every thing in every image", table);
    output
        .page()
        .section("Which definition is followed")
        .paragraph(
            "The network of the paper without shifts of the wavelet grid, and beside it the"
                + " same network with"
                + " one new shift at every layer, which is not in the paper. Sizes are the"
                + " height of letters, the"
                + " width of a bar and of a gap, the diameter of a dot.");
  }

  private static double least(Result result, List<Feature> features) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < features.size(); i++) {
      if (features.get(i).kind() == Kind.TEXT && !Double.isNaN(result.shares.get(i))) {
        least = Math.min(least, result.shares.get(i));
      }
    }
    return least;
  }

  private static double textError(Result result, ComplexArray truth) {
    return ImageMetrics.nrmse(result.image, truth, region(Kind.TEXT, truth.shape()));
  }

  private static Mask region(Kind kind, Shape shape) {
    int[] box = DetailSlice.box(kind, shape);
    boolean[] inside = new boolean[shape.count()];
    for (int i = 0; i < inside.length; i++) {
      int y = i / shape.extent(1) - box[0];
      int x = i % shape.extent(1) - box[1];
      inside[i] = y >= 0 && y < box[2] && x >= 0 && x < box[3];
    }
    return Mask.of(shape, inside);
  }

  private static void pictures(
      ExperimentOutput output, PhantomProblem problem, List<Result> results) {
    Window window = new Window(0, 1);
    output.page().section("Images");
    List<ImageFigure> whole = new ArrayList<>();
    whole.add(new Pictures(output, "truth").image("image", "The image", problem.truth(), window));
    for (Result result : results) {
      double error = ImageMetrics.nrmse(result.image, problem.truth());
      whole.add(
          new Pictures(output, result.word())
              .image("image", result.name, result.image, window)
              .withNote("error " + NumberText.of(error)));
    }
    output.page().images(whole);
    for (Kind kind : Kind.values()) {
      String word = kind.name().toLowerCase(Locale.ROOT);
      output.page().section(kind == Kind.TEXT ? "Text" : kind == Kind.BARS ? "Bars" : "Dots");
      int[] box = DetailSlice.box(kind, problem.truth().shape());
      Shape part = Shape.of(box[2], box[3]);
      int times = Math.max(1, PART / Math.max(box[2], box[3]));
      List<ImageFigure> parts = new ArrayList<>();
      parts.add(
          new Pictures(output, "truth")
              .image(
                  word,
                  "The image",
                  Pictures.enlarged(problem.truth(), box[0], box[1], part, times),
                  window));
      for (Result result : results) {
        Mask region = region(kind, problem.truth().shape());
        double error = ImageMetrics.nrmse(result.image, problem.truth(), region);
        parts.add(
            new Pictures(output, result.word())
                .image(
                    word,
                    result.name,
                    Pictures.enlarged(result.image, box[0], box[1], part, times),
                    window)
                .withNote("error here " + NumberText.of(error)));
      }
      output.page().images(parts);
    }
  }
}
