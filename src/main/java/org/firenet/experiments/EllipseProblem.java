package org.firenet.experiments;

import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.learned.ImageExample;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Problem;
import org.firenet.operator.LinearOperator;
import org.firenet.phantom.Noise;
import org.firenet.phantom.RandomEllipses;
import org.firenet.phantom.TumorWord;
import org.firenet.stability.NetworkReconstruction;

/**
 * Images of random ellipses, some with the word "Tumor", sampled in k-space by one coil, as an
 * {@link EllipsePattern} says; and examples of them to learn from.
 */
final class EllipseProblem {
  /** How bright the word is, where ellipses have values up to 1. */
  static final double WORD = 0.5;

  /** Share of the images to learn from that have the word. */
  static final double WITH_WORD = 0.2;

  private static final int LONG_OUTER = 4;
  private static final int LONG_INNER = 64;

  /** Numbers of images that are not learned from begin here. */
  private static final long UNSEEN = 1L << 40;

  private final EllipsePattern pattern;
  private final long seed;
  private final Problem problem;
  private final LinearOperator operator;

  /**
   * A problem.
   *
   * @param extent rows and columns of the images
   * @param pattern of the samples
   * @param seed of mask and images
   */
  EllipseProblem(int extent, EllipsePattern pattern, long seed) {
    this.pattern = pattern;
    this.seed = seed;
    Shape shape = Shape.of(extent, extent);
    problem = Problem.of(shape).mask(pattern.draw(shape, seed)).build();
    operator = problem.samplingOperator(null);
  }

  Shape shape() {
    return problem.image();
  }

  EllipsePattern pattern() {
    return pattern;
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
    output.parameter(pattern.word() + ".samplingFraction", mask().fraction());
    output.parameter("longFirenetRestarts", LONG_OUTER);
    output.parameter("longFirenetInner", LONG_INNER);
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

  /** FIRENET with its defaults. */
  NetworkReconstruction firenet(ExperimentSettings settings) {
    return firenet("FIRENET", FirenetParameters.builder().build(), settings);
  }

  /** FIRENET with more and longer blocks than its defaults. */
  NetworkReconstruction longFirenet(ExperimentSettings settings) {
    FirenetParameters parameters =
        FirenetParameters.builder().outer(LONG_OUTER).inner(LONG_INNER).build();
    return firenet("FIRENET, %d layers".formatted(LONG_OUTER * LONG_INNER), parameters, settings);
  }

  private NetworkReconstruction firenet(
      String name, FirenetParameters parameters, ExperimentSettings settings) {
    return NetworkReconstruction.of(problem, parameters)
        .backend(settings.backend())
        .options(settings.options(Precision.SINGLE))
        .name(name)
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
