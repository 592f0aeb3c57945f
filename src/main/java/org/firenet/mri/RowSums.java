package org.firenet.mri;

/**
 * Sums of complex multiples of rows, two rows at a time.
 *
 * <p>Real and imaginary part have loops of their own, and all arrays start at index 0: the compiler
 * makes vector code of such loops and of no longer ones.
 */
final class RowSums {
  private RowSums() {}

  /** {@code out += (fr + i fi) · row}. */
  static void add(double fr, double fi, double[] re, double[] im, double[] outRe, double[] outIm) {
    for (int x = 0; x < outRe.length; x++) {
      outRe[x] += fr * re[x] - fi * im[x];
    }
    for (int x = 0; x < outIm.length; x++) {
      outIm[x] += fr * im[x] + fi * re[x];
    }
  }

  /** {@code out += Σ_n (fr[n] + i fi[n]) · row[first + n · stride]}. */
  static void add(
      double[] fr,
      double[] fi,
      double[][] re,
      double[][] im,
      int first,
      int stride,
      double[] outRe,
      double[] outIm) {
    int n = 0;
    for (; n + 1 < fr.length; n += 2) {
      int a = first + n * stride;
      int b = a + stride;
      addTwo(fr[n], fi[n], re[a], im[a], fr[n + 1], fi[n + 1], re[b], im[b], outRe);
      addTwo(fi[n], -fr[n], re[a], im[a], fi[n + 1], -fr[n + 1], re[b], im[b], outIm);
    }
    if (n < fr.length) {
      int a = first + n * stride;
      add(fr[n], fi[n], re[a], im[a], outRe, outIm);
    }
  }

  /** {@code out += fr · re − fi · im + gr · other re − gi · other im}. */
  private static void addTwo(
      double fr,
      double fi,
      double[] re,
      double[] im,
      double gr,
      double gi,
      double[] otherRe,
      double[] otherIm,
      double[] out) {
    for (int x = 0; x < out.length; x++) {
      out[x] += fr * re[x] - fi * im[x] + (gr * otherRe[x] - gi * otherIm[x]);
    }
  }
}
