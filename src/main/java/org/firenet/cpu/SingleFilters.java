package org.firenet.cpu;

/** The one operation that every wavelet step is made of. */
interface SingleFilters {
  /** With the Vector API or without; both give the same bits. */
  static SingleFilters of(boolean vector) {
    return vector ? new SingleVectorFilters() : new SinglePlainFilters();
  }

  /**
   * Two weighted sums of the same stretches of an array:
   *
   * <pre>
   *   first[firstAt + i]   = Σ_j low[j]  from[at[j] + i],
   *   second[secondAt + i] = Σ_j high[j] from[at[j] + i],    0 ≤ i &lt; count.
   * </pre>
   *
   * @param from not the same array as {@code first} or {@code second}
   * @param at starts of the stretches, as many as {@code low} and {@code high} have numbers
   */
  void combine(
      float[] from,
      int[] at,
      float[] low,
      float[] high,
      float[] first,
      int firstAt,
      float[] second,
      int secondAt,
      int count);

  /**
   * Soft-thresholds complex numbers in place: {@code v ← max(0, 1 − t w / |v|) v}.
   *
   * @param weights w of each number, at the same places, or null where all are 1
   */
  void threshold(float[] re, float[] im, int from, int count, float t, float[] weights);
}
