package org.firenet.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformsTest {
  /** Single precision, a logarithmic number of roundings. */
  private static final double SINGLE = 2e-6;

  private static final double DOUBLE = 1e-13;
  private static final int LANES = SingleLanes.MULTIPLE;

  @ParameterizedTest
  @ValueSource(
      ints = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16, 23, 24, 25, 27, 49, 60, 77, 97, 120, 127,
        131, 134, 180, 217, 230, 257, 320
      })
  void transformsAgreeWithTheSum(int length) {
    checkSingle(SingleFourierTransform.of(length, new SinglePlainButterflies()));
    checkSingle(SingleFourierTransform.of(length, SingleButterflies.of(SingleLanes.VECTOR_API)));
    checkDouble(DoubleFourierTransform.of(length, new DoublePlainButterflies()));
    checkDouble(DoubleFourierTransform.of(length, DoubleButterflies.of(DoubleLanes.VECTOR_API)));
  }

  private static void checkSingle(SingleTransform transform) {
    int n = transform.length();
    SplittableRandom random = new SplittableRandom(n);
    SingleWork work = new SingleWork(transform.workLength() * LANES);
    double[] x = new double[2 * n];
    int lane = 5;
    for (int i = 0; i < n; i++) {
      x[2 * i] = (float) random.nextDouble();
      x[2 * i + 1] = (float) random.nextDouble();
      work.re[i * LANES + lane] = (float) x[2 * i];
      work.im[i * LANES + lane] = (float) x[2 * i + 1];
    }
    transform.forward(work, LANES);
    double[] expected = sum(x, -1);
    for (int u = 0; u < n; u++) {
      assertEquals(expected[2 * u], work.re[u * LANES + lane], SINGLE * n);
      assertEquals(expected[2 * u + 1], work.im[u * LANES + lane], SINGLE * n);
      assertEquals(0, work.re[u * LANES + 1], 0.0);
    }
    transform.adjoint(work, LANES);
    for (int i = 0; i < n; i++) {
      assertEquals(x[2 * i], work.re[i * LANES + lane] / n, SINGLE * 10);
      assertEquals(x[2 * i + 1], work.im[i * LANES + lane] / n, SINGLE * 10);
    }
  }

  private static void checkDouble(DoubleTransform transform) {
    int n = transform.length();
    SplittableRandom random = new SplittableRandom(n);
    DoubleWork work = new DoubleWork(transform.workLength() * LANES);
    double[] x = new double[2 * n];
    for (int i = 0; i < n; i++) {
      x[2 * i] = random.nextDouble();
      x[2 * i + 1] = random.nextDouble();
      work.re[i * LANES] = x[2 * i];
      work.im[i * LANES] = x[2 * i + 1];
    }
    transform.forward(work, LANES);
    double[] expected = sum(x, -1);
    for (int u = 0; u < n; u++) {
      assertEquals(expected[2 * u], work.re[u * LANES], DOUBLE * n);
      assertEquals(expected[2 * u + 1], work.im[u * LANES], DOUBLE * n);
    }
  }

  private static double[] sum(double[] x, int sign) {
    int n = x.length / 2;
    double[] out = new double[x.length];
    for (int u = 0; u < n; u++) {
      for (int i = 0; i < n; i++) {
        double angle = sign * 2 * Math.PI * ((long) i * u % n) / n;
        out[2 * u] += x[2 * i] * Math.cos(angle) - x[2 * i + 1] * Math.sin(angle);
        out[2 * u + 1] += x[2 * i] * Math.sin(angle) + x[2 * i + 1] * Math.cos(angle);
      }
    }
    return out;
  }

  @Test
  void teamsDoEveryTaskOnce() {
    try (Team team = new Team(3)) {
      for (int round = 0; round < 200; round++) {
        AtomicInteger sum = new AtomicInteger();
        team.run((index, thread) -> sum.addAndGet(index + 1), 10);
        assertEquals(55, sum.get());
      }
    }
  }

  @Test
  void teamsHandOnFailuresAndLiveOn() {
    try (Team team = new Team(2)) {
      assertThrows(
          IllegalStateException.class,
          () ->
              team.run(
                  (index, thread) -> {
                    if (index == 7) {
                      throw new IllegalStateException("seven");
                    }
                  },
                  20));
      AtomicInteger sum = new AtomicInteger();
      team.run((index, thread) -> sum.incrementAndGet(), 20);
      assertEquals(20, sum.get());
    }
  }
}
