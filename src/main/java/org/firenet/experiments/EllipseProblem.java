package org.firenet.experiments;

import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.learned.ImageExample;
import org.firenet.network.FirenetParameters;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.operator.LinearOperator;
import org.firenet.phantom.Noise;
import org.firenet.phantom.RandomEllipses;
import org.firenet.phantom.TumorWord;
import org.firenet.sampling.PatternKind;
import org.firenet.sampling.PatternSettings;
import org.firenet.stability.NetworkReconstruction;

/**
 * Images of random ellipses, some with the word "Tumor", sampled in k-space by one coil at a
 * quarter of the points, more of them near the middle; and examples of them to learn from.
 */
final class EllipseProblem {
  static final double FRACTION = 0.25;

  /** How bright the word is, where ellipses have values up to 1. */
  static final double WORD = 0.5;

  /** Share of the images to learn from that have the word. */
  static final double WITH_WORD = 0.2;

  /** Numbers of images that are not learned from begin here. */
  private static final long UNSEEN = 1L << 40;

  private final long seed;
  private final Problem problem;
  private final LinearOperator operator;

  /**
   * A problem.
   *
   * @param extent rows and columns of the images
   * @param seed of mask and images
   */
  EllipseProblem(int extent, long seed) {
    this.seed = seed;
    Shape shape = Shape.of(extent, extent);
    PatternSettings settings = new PatternSettings().set("fraction", FRACTION).set("exponent", 1.5);
    Mask mask = PatternKind.POWER_LAW.pattern(shape, false, settings).draw(seed);
    problem = Problem.of(shape).mask(mask).build();
    operator = problem.samplingOperator(null);
  }

  Shape shape() {
    return problem.image();
  }

  Mask mask() {
    return problem.mask().orElseThrow();
  }

  Problem problem() {
    return problem;
  }

  /** Puts what describes problem and FIRENET into an output. */
  void describe(ExperimentOutput output) {
    output.parameter("extent", shape().extent(0));
    output.parameter("samplingFraction", mask().fraction());
    output.parameter("firenetRestarts", parameters().outer());
    output.parameter("firenetInner", parameters().inner());
    output.parameter("lambda", problem.lambda());
  }

  /** A: from images to data. */
  LinearOperator operator() {
    return operator;
  }

  /** An image that was not learned from, without the word. */
  ComplexArray unseen(int number) {
    return ComplexArray.ofReal(RandomEllipses.image(shape(), seed + UNSEEN + number));
  }

  /**
   * The word alone, as bright as it is put into images, at a place that follows from the number.
   *
   * @param isMirrored whether it is what no example has: left and right exchanged
   */
  ComplexArray word(long number, boolean isMirrored) {
    SplittableRandom random = new SplittableRandom(seed + number);
    int top = place(random, shape().extent(0), TumorWord.height(shape()));
    int left = place(random, shape().extent(1), TumorWord.width(shape()));
    RealArray word = TumorWord.image(shape(), top, left, isMirrored);
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, shape());
    for (int i = 0; i < out.count(); i++) {
      out.set(i, WORD * word.get(i), 0);
    }
    return out;
  }

  /** Within the middle part, as ellipses are. */
  private static int place(SplittableRandom random, int extent, int length) {
    int from = Math.min(extent / 5, (extent - length) / 2);
    return random.nextInt(from, Math.max(extent - from - length, from) + 1);
  }

  /** The samples A x of an image. */
  ComplexArray data(ComplexArray image) {
    return operator.forward(image);
  }

  /**
   * Examples to learn from: zero-filled images and true ones.
   *
   * @param noise largest relative noise of the samples; each example has a share of it, at random
   */
  ImageExample.Source examples(double noise) {
    return number -> {
      SplittableRandom random = new SplittableRandom(31 * seed + number);
      ComplexArray truth =
          ComplexArray.ofReal(RandomEllipses.image(shape(), random.nextLong() >>> 24));
      if (random.nextDouble() < WITH_WORD) {
        truth = sum(truth, 1, word(random.nextInt(), false));
      }
      ComplexArray data = data(truth);
      if (noise > 0) {
        data = Noise.add(data, mask(), noise * random.nextDouble(), random.nextLong());
      }
      return new ImageExample(operator.adjoint(data), truth);
    };
  }

  /** FIRENET's parameters: its defaults, but so many layers that no start matters any more. */
  static FirenetParameters parameters() {
    return FirenetParameters.builder().outer(4).inner(64).build();
  }

  /** FIRENET. */
  NetworkReconstruction firenet(ExperimentSettings settings) {
    PlanOptions options = settings.options(Precision.SINGLE);
    return NetworkReconstruction.of(problem, parameters())
        .backend(settings.backend())
        .options(options)
        .build();
  }

  /** a + factor · b. */
  static ComplexArray sum(ComplexArray a, double factor, ComplexArray b) {
    ComplexArray out = ComplexArray.zeros(Precision.DOUBLE, a.shape());
    for (int i = 0; i < out.count(); i++) {
      out.set(i, a.re(i) + factor * b.re(i), a.im(i) + factor * b.im(i));
    }
    return out;
  }

  /** ‖a − b‖ / ‖b‖. */
  static double error(ComplexArray a, ComplexArray b) {
    return sum(a, -1, b).norm() / b.norm();
  }
}
