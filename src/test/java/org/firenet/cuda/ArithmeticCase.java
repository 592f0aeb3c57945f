package org.firenet.cuda;

import java.util.SplittableRandom;
import org.firenet.array.Mask;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;
import org.firenet.network.ShiftSequence;
import org.firenet.transform.WaveletLayout;

/** A kind of problem whose operations are compared; one coefficient has no threshold. */
record ArithmeticCase(
    Shape shape, Sampling sampling, int coils, String wavelet, int levels, ShiftSequence shifts) {
  Problem problem(SplittableRandom random) {
    Problem.Builder builder =
        Problem.of(shape).sampling(sampling).wavelet(wavelet).levels(levels).lambda(0.2);
    if (!(sampling instanceof Sampling.Dense)) {
      boolean[] sampled = new boolean[shape.count()];
      for (int i = 0; i < sampled.length; i++) {
        sampled[i] = i == 0 || random.nextInt(3) == 0;
      }
      builder.mask(Mask.of(shape, sampled)).coils(coils);
    }
    Shape padded = new WaveletLayout(shape, levels).padded();
    double[] weights = random.doubles(padded.count(), 0, 2).toArray();
    weights[0] = 0;
    return builder.weights(coils == 1 ? null : RealArray.of(padded, weights)).build();
  }

  FirenetParameters parameters(Problem problem) {
    FirenetParameters.Builder builder =
        FirenetParameters.builder().outer(2).inner(4).shifts(shifts);
    return (coils > 0 ? builder.norm(9) : builder).build().resolve(problem);
  }
}
