package org.firenet.mri;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
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

  @ParameterizedTest
  @ValueSource(doubles = {-1e9, 0, 0.5, 1e9})
  void basisGivesTheProjector(double bound) {
    int n = 11;
    double[][][] h = randomHermitian(n, 5);
    HermitianEigen eigen = new HermitianEigen(h[0], h[1]);
    double[][][] vectors = eigen.vectors();
    double[][][] basis = eigen.basisAbove(bound);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double expected = 0;
        for (int k = 0; k < n && eigen.value(k) > bound; k++) {
          expected += vectors[k][0][i] * vectors[k][0][j] + vectors[k][1][i] * vectors[k][1][j];
        }
        double actual = 0;
        for (int k = 0; k < basis[0].length; k++) {
          actual += (basis[0][k][i] * basis[0][k][j] + basis[1][k][i] * basis[1][k][j]) / 2;
        }
        assertEquals(expected, actual, TOLERANCE);
      }
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
    double[][][] v = eigen.vectors();
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        double re = -eigen.value(k) * v[k][0][i];
        double im = -eigen.value(k) * v[k][1][i];
        for (int j = 0; j < n; j++) {
          re += h[0][i][j] * v[k][0][j] - h[1][i][j] * v[k][1][j];
          im += h[0][i][j] * v[k][1][j] + h[1][i][j] * v[k][0][j];
        }
        assertEquals(0, Math.hypot(re, im), TOLERANCE * n);
      }
      for (int l = 0; l < n; l++) {
        double re = 0;
        double im = 0;
        for (int i = 0; i < n; i++) {
          re += v[k][0][i] * v[l][0][i] + v[k][1][i] * v[l][1][i];
          im += v[k][0][i] * v[l][1][i] - v[k][1][i] * v[l][0][i];
        }
        assertEquals(k == l ? 1 : 0, re, TOLERANCE);
        assertEquals(0, im, TOLERANCE);
      }
      assertEquals(true, k == 0 || eigen.value(k - 1) >= eigen.value(k));
    }
  }
}
