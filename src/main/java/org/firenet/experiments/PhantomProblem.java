package org.firenet.experiments;

import java.util.Arrays;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;
import org.firenet.operator.LinearOperator;
import org.firenet.operator.WaveletOperator;
import org.firenet.phantom.BirdcageCoils;
import org.firenet.phantom.Noise;
import org.firenet.sampling.DasFourier;
import org.firenet.sampling.DasWalsh;
import org.firenet.sampling.LevelWeights;
import org.firenet.sampling.SamplingPattern;
import org.firenet.transform.WalshOrder;
import org.firenet.transform.Wavelet;
import org.firenet.transform.WaveletLayout;

/**
 * A known image, its samples, and the problem of finding it again, in one set-up for all
 * experiments: Haar wavelets on all levels, weights and sampling pattern from the local sparsities
 * of the image (coefficients above 0.5, the image scaled to at most 1).
 */
final class PhantomProblem {
  /** Which samples are taken of the image. */
  enum Transform {
    /** Unitary Fourier transform, the lowest frequency in the middle. */
    FOURIER,
    /** Unitary Walsh–Hadamard transform in sequency order, the lowest one in the corner. */
    WALSH;

    /** For titles. */
    String title() {
      return this == FOURIER ? "Fourier" : "Walsh";
    }

    /** For file names. */
    String word() {
      return title().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** The wavelet, Haar. */
  static final String WAVELET = "db1";

  /** Modulus above which a coefficient counts. */
  static final double THRESHOLD = 0.5;

  /** Of its filter. */
  private static final int VANISHING_MOMENTS = 1;

  private static final long NOISE_SEED = 0x9E3779B97F4A7C15L;

  private final ComplexArray truth;
  private final Transform transform;
  private final double[] sparsities;
  private final Problem problem;
  private final LinearOperator operator;
  private final ComplexArray clean;

  private PhantomProblem(
      ComplexArray truth, Transform transform, double[] sparsities, Problem problem) {
    this.truth = truth;
    this.transform = transform;
    this.sparsities = sparsities;
    this.problem = problem;
    this.operator = problem.samplingOperator(null);
    this.clean = operator.forward(truth);
  }

  /**
   * A problem with the sampling pattern that the image's sparsities ask for.
   *
   * @param image {@code [y, x]}, square, a power of two
   * @param fraction share of all samples that is taken
   */
  static PhantomProblem of(
      RealArray image, Transform transform, double fraction, double lambda, long seed) {
    requirePowerOfTwo(image.shape());
    ComplexArray truth = ComplexArray.ofReal(image);
    double[] sparsities = sparsities(truth);
    Mask mask = dasPattern(image.shape(), transform, fraction, sparsities).draw(seed);
    return of(truth, transform, mask, lambda, sparsities, true);
  }

  /** Another problem with Fourier samples, and its image. */
  static PhantomProblem of(Problem problem, ComplexArray truth) {
    return new PhantomProblem(truth, Transform.FOURIER, new double[0], problem);
  }

  /** The same image, weights and samples, seen by several coils. */
  PhantomProblem withCoils(int coils) {
    return make(
        truth,
        transform,
        mask(),
        problem.lambda(),
        sparsities,
        true,
        BirdcageCoils.maps(coils, problem.image()));
  }

  /**
   * A problem with any mask.
   *
   * @param isWeighted whether the weights come from the sparsities; all are 1 if not
   */
  static PhantomProblem of(
      ComplexArray truth,
      Transform transform,
      Mask mask,
      double lambda,
      double[] sparsities,
      boolean isWeighted) {
    return make(truth, transform, mask, lambda, sparsities, isWeighted, null);
  }

  private static PhantomProblem make(
      ComplexArray truth,
      Transform transform,
      Mask mask,
      double lambda,
      double[] sparsities,
      boolean isWeighted,
      ComplexArray maps) {
    WaveletLayout layout = layout(truth.shape());
    Problem problem =
        Problem.of(truth.shape())
            .sampling(
                transform == Transform.WALSH
                    ? Sampling.walsh(WalshOrder.SEQUENCY)
                    : Sampling.fourier())
            .mask(mask)
            .maps(maps)
            .wavelet(WAVELET)
            .levels(layout.levels())
            .weights(isWeighted ? LevelWeights.of(layout, sparsities) : null)
            .lambda(lambda)
            .build();
    return new PhantomProblem(truth, transform, sparsities, problem);
  }

  /** The same with another image under the same samples and weights. */
  PhantomProblem withTruth(ComplexArray other) {
    return new PhantomProblem(other, transform, sparsities, problem);
  }

  /** Dyadic sampling for Haar wavelets and sparsities. */
  static SamplingPattern dasPattern(
      Shape shape, Transform transform, double fraction, double[] sparsities) {
    int samples = (int) Math.max(1, Math.round(fraction * shape.count()));
    List<Double> list = Arrays.stream(sparsities).boxed().toList();
    return transform == Transform.WALSH
        ? new DasWalsh(shape, samples, list)
        : new DasFourier(shape, samples, list, VANISHING_MOMENTS);
  }

  /**
   * Checks the extent of images.
   *
   * @throws IllegalArgumentException if it is not a power of two from 16
   */
  static void requirePowerOfTwo(Shape shape) {
    int n = shape.extent(0);
    if (n < 16 || Integer.bitCount(n) != 1 || shape.extent(1) != n) {
      throw new IllegalArgumentException(
          "size: expected a power of two, at least 16, got %d".formatted(n));
    }
  }

  private static WaveletLayout layout(Shape shape) {
    return new WaveletLayout(shape, WaveletLayout.deepestLevel(shape));
  }

  /** Coefficients of a level that count, coarsest first; the approximation is in the first. */
  static double[] sparsities(ComplexArray truth) {
    double[] all =
        LevelWeights.sparsities(truth, layout(truth.shape()), Wavelet.of(WAVELET), THRESHOLD);
    double[] out = Arrays.copyOfRange(all, 1, all.length);
    out[0] += all[0];
    return out;
  }

  /**
   * The image whose coefficients are those of another image that are larger than a threshold.
   *
   * @param threshold for an image of at most 1
   */
  static ComplexArray sparse(ComplexArray image, double threshold) {
    WaveletOperator wavelet = new WaveletOperator(layout(image.shape()), Wavelet.of(WAVELET));
    ComplexArray coefficients = wavelet.forward(image);
    double least = threshold * image.magnitude().max();
    for (int i = 0; i < coefficients.count(); i++) {
      if (Math.hypot(coefficients.re(i), coefficients.im(i)) <= least) {
        coefficients.set(i, 0, 0);
      }
    }
    return wavelet.adjoint(coefficients);
  }

  /** The image. */
  ComplexArray truth() {
    return truth;
  }

  /** Which samples were taken. */
  Transform transform() {
    return transform;
  }

  /** Local sparsities, coarsest first. */
  double[] sparsities() {
    return sparsities.clone();
  }

  /** The problem. */
  Problem problem() {
    return problem;
  }

  /** The sampling pattern. */
  Mask mask() {
    return problem.mask().orElseThrow();
  }

  /** Data without noise. */
  ComplexArray data() {
    return clean;
  }

  /** Data with white noise of a relative norm. */
  ComplexArray data(double noise, long seed) {
    return noise == 0 ? clean : Noise.add(clean, mask(), noise, seed ^ NOISE_SEED);
  }

  /** The image of zeros where nothing was sampled. */
  ComplexArray zeroFilled(ComplexArray data) {
    return operator.adjoint(data);
  }

  /** F of an image, {@code λ ‖Ψ x‖_{1,w} + ‖A x − y‖₂}. */
  double objective(ComplexArray image, ComplexArray data) {
    ComplexArray c =
        new WaveletOperator(problem.layout(), problem.wavelet())
            .forward(image.to(Precision.DOUBLE));
    RealArray weights = problem.weights().orElse(null);
    double norm = 0;
    for (int i = 0; i < c.count(); i++) {
      norm += (weights == null ? 1 : weights.get(i)) * Math.hypot(c.re(i), c.im(i));
    }
    ComplexArray seen = operator.forward(image.to(Precision.DOUBLE));
    double sum = 0;
    for (int i = 0; i < seen.count(); i++) {
      double re = seen.re(i) - data.re(i);
      double im = seen.im(i) - data.im(i);
      sum += re * re + im * im;
    }
    return problem.lambda() * norm + Math.sqrt(sum);
  }
}
