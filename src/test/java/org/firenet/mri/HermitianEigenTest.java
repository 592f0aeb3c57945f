package org.firenet.mri;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HermitianEigenTest {
  /** A few dozen roundings of numbers of order one, times the size. */
  private static final double TOLERANCE = 1e-11;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 13, 40})
  void vectorsAreOrthonormalEigenvectors(int n) {
    double[][][] h = randomHermitian(n, 3);
    HermitianEigen eigen = new HermitianEigen(h[0], h[1]);

    check(h, eigen);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 9})
  void repeatedEigenvaluesStillGiveABasis(int n) {
    double[][][] h = new double[2][n][n];
    for (int i = 0; i < n; i++) {
      h[0][i][i] = i < n / 2 ? 2 : -1;
    }

    check(h, new HermitianEigen(h[0], h[1]));
  }

  @Test
  void lowRankMatricesOfLargerSizeConverge() {
    int n = 150;
    double[][][] few = randomHermitian(n, 5);
    double[][][] h = new double[2][n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < 4; k++) {
          h[0][i][j] += few[0][k][i] * few[0][k][j] + few[1][k][i] * few[1][k][j];
          h[1][i][j] += few[1][k][i] * few[0][k][j] - few[0][k][i] * few[1][k][j];
        }
      }
    }
    HermitianEigen eigen = new HermitianEigen(h[0], h[1]);

    check(h, eigen);
    assertEquals(4, eigen.countAbove(1e-9 * eigen.largest()));
  }

  /** Large enough for several tasks per product, panel and group of vectors. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void largeMatricesDoNotDependOnTheNumberOfThreads(int threads) throws Exception {
    int n = 301;
    double[][][] h = randomHermitian(n, 4);
    double[][][] expected = new HermitianEigen(h[0], h[1]).vectors(70);
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      HermitianEigen eigen = pool.submit(() -> new HermitianEigen(h[0], h[1])).get();
      double[][][] actual = pool.submit(() -> eigen.vectors(70)).get();

      assertArrayEquals(expected, actual);
      for (int i = 0; i < n; i++) {
        double re = -eigen.value(69) * actual[0][69][i];
        double im = -eigen.value(69) * actual[1][69][i];
        for (int j = 0; j < n; j++) {
          re += h[0][i][j] * actual[0][69][j] - h[1][i][j] * actual[1][69][j];
          im += h[0][i][j] * actual[1][69][j] + h[1][i][j] * actual[0][69][j];
        }
        assertEquals(0, Math.hypot(re, im), TOLERANCE * n);
      }
    } finally {
      pool.shutdown();
    }
  }

  private static double[][][] randomHermitian(int n, long seed) {
    Random random = new Random(seed);
    double[][][] h = new double[2][n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        h[0][i][j] = random.nextGaussian();
        h[0][j][i] = h[0][i][j];
        h[1][i][j] = i == j ? 0 : random.nextGaussian();
        h[1][j][i] = -h[1][i][j];
      }
    }
    return h;
  }

  private static void check(double[][][] h, HermitianEigen eigen) {
    int n = h[0].length;
    double[][][] v = eigen.vectors(n);
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        double re = -eigen.value(k) * v[0][k][i];
        double im = -eigen.value(k) * v[1][k][i];
        for (int j = 0; j < n; j++) {
          re += h[0][i][j] * v[0][k][j] - h[1][i][j] * v[1][k][j];
          im += h[0][i][j] * v[1][k][j] + h[1][i][j] * v[0][k][j];
        }
        assertEquals(0, Math.hypot(re, im), TOLERANCE * n);
      }
      for (int l = 0; l < n; l++) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < n; i++) {
          re += v[0][k][i] * v[0][l][i] + v[1][k][i] * v[1][l][i];
          im += v[0][k][i] * v[1][l][i] - v[1][k][i] * v[0][l][i];
        }
        assertEquals(k == l ? 1 : 0, re, TOLERANCE);
        assertEquals(0, im, TOLERANCE);
      }
      assertEquals(true, k == 0 || eigen.value(k - 1) >= eigen.value(k));
    }
  }
}
