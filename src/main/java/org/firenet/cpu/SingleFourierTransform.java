package org.firenet.cpu;

/**
 * {@code X[u] = Σ_n x[n] exp(−2πi n u / N)} by Stockham's autosorting algorithm with radices 4, 2,
 * 3, 5 and any odd prime.
 *
 * <p>With n the length still to do, s the product of the radices done, r the next one, m = n/r:
 *
 * <pre>
 *   y[q + s (r p + u)] = exp(−2πi p u / n) Σ_t x[q + s (p + m t)] exp(−2πi t u / r),
 *   0 ≤ p &lt; m, 0 ≤ q &lt; s, 0 ≤ u &lt; r.
 * </pre>
 *
 * <p>Source: C. Van Loan, Computational Frameworks for the Fast Fourier Transform, SIAM 1992.
 */
final class SingleFourierTransform implements SingleTransform {
  private final int length;
  private final SingleButterflies butterflies;
  private final int[] radices;
  private final float[][] twiddles;
  private final float[][] roots;

  private SingleFourierTransform(int length, int[] radices, SingleButterflies butterflies) {
    this.length = length;
    this.radices = radices;
    this.butterflies = butterflies;
    this.twiddles = new float[radices.length][];
    this.roots = new float[radices.length][];
    int n = length;
    for (int stage = 0; stage < radices.length; stage++) {
      int r = radices[stage];
      int m = n / r;
      float[] table = new float[2 * m * r];
      for (int p = 0; p < m; p++) {
        for (int u = 0; u < r; u++) {
          double angle = -2 * Math.PI * ((long) p * u % n) / n;
          table[2 * (p * r + u)] = (float) Math.cos(angle);
          table[2 * (p * r + u) + 1] = (float) Math.sin(angle);
        }
      }
      twiddles[stage] = table;
      roots[stage] = r > 5 ? primeRoots(r) : null;
      n = m;
    }
  }

  /** A transform for any length: direct where all prime factors are moderate, else Bluestein's. */
  static SingleTransform of(int length, SingleButterflies butterflies) {
    int[] radices = FourierRadices.of(length);
    return radices != null
        ? new SingleFourierTransform(length, radices, butterflies)
        : new SingleBluesteinTransform(length, butterflies);
  }

  /** cos and sin of 2π t u / r for t, u = 1 … (r−1)/2. */
  private static float[] primeRoots(int r) {
    int half = (r - 1) / 2;
    float[] table = new float[2 * half * half];
    for (int u = 1; u <= half; u++) {
      for (int t = 1; t <= half; t++) {
        double angle = 2 * Math.PI * (t * u % r) / r;
        table[2 * ((u - 1) * half + t - 1)] = (float) Math.cos(angle);
        table[2 * ((u - 1) * half + t - 1) + 1] = (float) Math.sin(angle);
      }
    }
    return table;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public void forward(SingleWork work, int lanes) {
    int n = length;
    int s = 1;
    for (int stage = 0; stage < radices.length; stage++) {
      int r = radices[stage];
      int m = n / r;
      float[] table = twiddles[stage];
      switch (r) {
        case 2 -> butterflies.radix2(work, m, s * lanes, table);
        case 3 -> butterflies.radix3(work, m, s * lanes, table);
        case 4 -> butterflies.radix4(work, m, s * lanes, table);
        case 5 -> butterflies.radix5(work, m, s * lanes, table);
        default -> butterflies.radixOdd(work, r, m, s * lanes, table, roots[stage]);
      }
      work.swapBuffers();
      n = m;
      s *= r;
    }
  }

  @Override
  public void adjoint(SingleWork work, int lanes) {
    work.swapParts();
    forward(work, lanes);
    work.swapParts();
  }
}
