package org.firenet.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.network.DerivativeOptions;
import org.firenet.network.NetworkDerivative;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.Tangent;
import org.firenet.selftest.RandomProblems;
import org.firenet.selftest.RandomProblems.Sample;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuSingleDerivativeTest {
  /**
   * Single precision through 12 layers; a coefficient at its threshold may fall on the other side,
   * which changes the derivative by that coefficient's part.
   */
  private static final double TOLERANCE = 2e-3;

  private static double distance(ComplexArray a, ComplexArray b) {
    double sum = 0;
    for (int i = 0; i < a.count(); i++) {
      sum += Math.pow(a.re(i) - b.re(i), 2) + Math.pow(a.im(i) - b.im(i), 2);
    }
    return Math.sqrt(sum) / b.norm();
  }

  private static NetworkDerivative derivative(Sample sample, Precision precision, int threads) {
    return new CpuBackend()
        .derivative(
            sample.problem(),
            sample.parameters(),
            PlanOptions.defaults().withPrecision(precision).withThreads(threads),
            DerivativeOptions.defaults());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
  void singlePrecisionIsCloseToDouble(int seed) {
    Sample sample = RandomProblems.of(seed);
    SplittableRandom random = new SplittableRandom(seed);
    Tangent direction = Tangent.ofData(RandomProblems.numbers(random, sample.problem().data()));
    ComplexArray cotangent = RandomProblems.numbers(random, sample.problem().image());
    try (NetworkDerivative one = derivative(sample, Precision.SINGLE, 2);
        NetworkDerivative two = derivative(sample, Precision.DOUBLE, 1)) {
      one.linearise(PlanInput.of(sample.kspace()));
      two.linearise(PlanInput.of(sample.kspace()));
      double along = distance(one.jvp(direction), two.jvp(direction));
      double back = distance(one.vjp(cotangent), two.vjp(cotangent));
      assertTrue(along <= TOLERANCE && back <= TOLERANCE, sample + ": " + along + ", " + back);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 10})
  void bitsDoNotDependOnTheNumberOfThreads(int seed) {
    Sample sample = RandomProblems.of(seed);
    ComplexArray cotangent =
        RandomProblems.numbers(new SplittableRandom(seed), sample.problem().image());
    try (NetworkDerivative one = derivative(sample, Precision.SINGLE, 1);
        NetworkDerivative three = derivative(sample, Precision.SINGLE, 3)) {
      one.linearise(PlanInput.of(sample.kspace()));
      three.linearise(PlanInput.of(sample.kspace()));
      assertArrayEquals(one.vjp(cotangent).floats(), three.vjp(cotangent).floats());
    }
  }
}
