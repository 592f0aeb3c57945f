package org.firenet.cuda;

/** Numbers exp(2πi k/n), exact where they are 1, i, −1 or −i. */
final class UnitPhase {
  private UnitPhase() {}

  /**
   * Writes exp(2πi k/n).
   *
   * @param k any integer
   * @param out gets real and imaginary part at {@code at}. Modified.
   */
  static void of(long k, int n, double[] out, int at) {
    long turn = Math.floorMod(k, (long) n);
    out[at] = cosine(turn, n);
    out[at + 1] = cosine(Math.floorMod(4 * turn - n, 4L * n), 4L * n);
  }

  /** cos(2πk/n) for 0 ≤ k < n, the argument of the library function at most π/4. */
  private static double cosine(long k, long n) {
    long half = Math.min(2 * k, 2 * (n - k));
    boolean negative = 2 * half > n;
    long h = negative ? n - half : half;
    double value =
        4 * h > n ? Math.sin(Math.PI * (n - 2 * h) / (2.0 * n)) : Math.cos(Math.PI * h / n);
    return negative ? -value : value;
  }
}
