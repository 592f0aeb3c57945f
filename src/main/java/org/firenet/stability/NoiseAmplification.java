package org.firenet.stability;

import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;

/**
 * What white noise in the data does to each pixel, by repeated reconstructions with fresh noise:
 *
 * <pre>
 *   map(r) = √(mean over repetitions of |R(y + e)(r) − R(y)(r)|²) / s,
 * </pre>
 *
 * <p>s² the mean of |e|² of a sample. 1 is the noise of the fully sampled image with Σ|s_j|² = 1; a
 * g-factor is this map times √(sampled fraction). It includes the bias that noise causes, as
 * thresholds do.
 *
 * @param map {@code [y, x]}
 * @param average ‖R(y + e) − R(y)‖ / ‖e‖, root mean square over the repetitions
 * @param level ‖e‖ / ‖y‖ of the noise that was added
 * @param repetitions number of reconstructions
 */
public record NoiseAmplification(RealArray map, double average, double level, int repetitions) {

  /**
   * Measures.
   *
   * @param kspace y. Not modified.
   * @param image R(y). Not modified.
   * @param level ‖e‖ / ‖y‖ of the noise
   * @param afterRepetition told the number of each repetition done
   */
  public static NoiseAmplification of(
      DifferentiableReconstruction method,
      Encoding encoding,
      ComplexArray kspace,
      ComplexArray image,
      double level,
      int repetitions,
      long seed,
      IntConsumer afterRepetition) {
    double[] squares = new double[image.count()];
    double total = 0;
    double size = level * encoding.sampled(kspace).norm();
    for (int repetition = 0; repetition < repetitions; repetition++) {
      SplittableRandom random = new SplittableRandom(seed + repetition);
      ComplexArray noise = encoding.sampled(Vectors.gaussian(random, kspace.shape()));
      double factor = size / noise.norm();
      ComplexArray noisy = method.reconstruct(Vectors.sum(kspace, factor, noise));
      for (int i = 0; i < squares.length; i++) {
        double re = noisy.re(i) - image.re(i);
        double im = noisy.im(i) - image.im(i);
        squares[i] += re * re + im * im;
        total += re * re + im * im;
      }
      afterRepetition.accept(repetition + 1);
    }
    double perSample = size / Math.sqrt(encoding.samples());
    double[] map = new double[squares.length];
    for (int i = 0; i < map.length; i++) {
      map[i] = Math.sqrt(squares[i] / repetitions) / perSample;
    }
    return new NoiseAmplification(
        RealArray.of(image.shape(), map),
        Math.sqrt(total / repetitions) / size,
        level,
        repetitions);
  }

  /**
   * Standard deviation of the real part of each pixel, in the units of the image, for noise of
   * {@link #level}.
   *
   * @param dataNorm ‖y‖
   */
  RealArray deviation(double dataNorm, Encoding encoding) {
    double perPart = level * dataNorm / Math.sqrt(2.0 * encoding.samples());
    double[] out = map.data().clone();
    for (int i = 0; i < out.length; i++) {
      out[i] *= perPart;
    }
    return RealArray.of(map.shape(), out);
  }
}
