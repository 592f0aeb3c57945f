package org.firenet.experiments;

import java.util.List;
import java.util.Locale;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.io.PngWriter.Window;
import org.firenet.metrics.ImageMetrics;
import org.firenet.network.FirenetParameters;
import org.firenet.network.PlanInput;
import org.firenet.network.ShiftSequence;
import org.firenet.report.ImageFigure;
import org.firenet.report.NumberText;

/** One sampling pattern of the image of {@link SamplingFractions}, and what networks make of it. */
final class SamplingSweep {
  /** The regularisation parameter λ. */
  static final double LAMBDA = 2.5e-4;

  /** Share of the noise in the data. */
  static final double NOISE = 0.01;

  /** Restarts n. */
  static final int OUTER = 6;

  /** Layers p of each. */
  static final int INNER = 10;

  /** What is varied beside the pattern. */
  enum Network {
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

    /** For tables. */
    String title() {
      return title;
    }

    FirenetParameters parameters() {
      return FirenetParameters.paper().outer(OUTER).inner(INNER).shifts(shifts).build();
    }
  }

  /** One point of a curve. */
  record Point(
      PhantomProblem.Transform transform,
      SamplingScheme scheme,
      Network network,
      double fraction,
      double share,
      double error) {}

  private final ComplexArray truth;
  private final PhantomProblem.Transform transform;
  private final SamplingScheme scheme;
  private final double fraction;
  private final ExperimentSettings settings;
  private final double[] sparsities;
  private final Mask mask;

  /** Draws a pattern. */
  SamplingSweep(
      ComplexArray truth,
      PhantomProblem.Transform transform,
      SamplingScheme scheme,
      double fraction,
      ExperimentSettings settings) {
    this.truth = truth;
    this.transform = transform;
    this.scheme = scheme;
    this.fraction = fraction;
    this.settings = settings;
    sparsities = PhantomProblem.sparsities(truth);
    mask = scheme.draw(truth.shape(), transform, fraction, sparsities, settings.seed());
  }

  /** The image of a network. */
  ComplexArray image(Network network, LayerProgress steps) {
    PhantomProblem problem =
        PhantomProblem.of(truth, transform, mask, LAMBDA, sparsities, network.isWeighted);
    ComplexArray data = problem.data(NOISE, settings.seed()).to(Precision.SINGLE);
    return NetworkRun.image(
        problem,
        network.parameters(),
        PlanInput.of(data).afterLayer(steps),
        settings,
        Precision.SINGLE);
  }

  /** The point of a curve for an image. */
  Point point(Network network, ComplexArray image) {
    return new Point(
        transform, scheme, network, fraction, mask.fraction(), ImageMetrics.nrmse(image, truth));
  }

  /** The pattern and an image. */
  List<ImageFigure> figures(ExperimentOutput output, ComplexArray image, Point point) {
    String word = scheme.name().toLowerCase(Locale.ROOT);
    Pictures pictures = new Pictures(output, transform.word() + "-" + word);
    return List.of(
        pictures.mask("mask", scheme.title(), mask),
        pictures
            .image("image", scheme.title(), image, new Window(0, 1))
            .withNote("error " + NumberText.of(point.error)));
  }
}
