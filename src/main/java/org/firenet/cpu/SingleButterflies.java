package org.firenet.cpu;

/**
 * The stages of {@link SingleFourierTransform}: from {@code work.re/im} to {@code
 * work.otherRe/otherIm}.
 *
 * <p>Every stage reads element t of butterfly p at {@code (p + m t) run}, {@code run} = s · lanes
 * contiguous numbers, and writes element u at {@code (r p + u) run}, multiplied with twiddle {@code
 * table[p r + u]} (real and imaginary part interleaved).
 */
interface SingleButterflies {
  /** With the Vector API or without; both give the same bits. */
  static SingleButterflies of(boolean vector) {
    return vector ? new SingleVectorButterflies() : new SinglePlainButterflies();
  }

  /** r = 2. */
  void radix2(SingleWork work, int m, int run, float[] table);

  /** r = 3. */
  void radix3(SingleWork work, int m, int run, float[] table);

  /** r = 4. */
  void radix4(SingleWork work, int m, int run, float[] table);

  /** r = 5. */
  void radix5(SingleWork work, int m, int run, float[] table);

  /** Any odd r; {@code roots} has cos and sin of 2π t u / r, t and u = 1 … (r−1)/2. */
  void radixOdd(SingleWork work, int r, int m, int run, float[] table, float[] roots);
}
