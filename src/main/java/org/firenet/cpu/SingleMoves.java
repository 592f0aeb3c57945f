package org.firenet.cpu;

/** Moves runs of numbers between arrays, multiplied with sensitivities where asked. */
interface SingleMoves {
  /** The implementation that is fastest here. */
  static SingleMoves best(int coils) {
    return SingleLanes.VECTOR_API && (coils == 1 || coils % 4 == 0)
        ? new SingleVectorMoves(coils)
        : new SinglePlainMoves(coils);
  }

  /** Copies {@code count} numbers. */
  void copy(float[] from, int start, float[] to, int place, int count);

  /**
   * {@code work[place + j coils + c] = maps[(point + j) coils + c] · image[point + j]} for j = 0 …
   * points − 1.
   */
  void expand(
      SinglePlanes image,
      int point,
      int points,
      float[] mapsRe,
      float[] mapsIm,
      SingleWork work,
      int place);

  /**
   * {@code image[point + j] = Σ_c conj(maps[(point + j) coils + c]) · work[place + j coils + c]};
   * added in a fixed order. Overwrites the other buffers of {@code work} at these places.
   */
  void combine(
      SingleWork work,
      int place,
      float[] mapsRe,
      float[] mapsIm,
      SinglePlanes image,
      int point,
      int points);
}
