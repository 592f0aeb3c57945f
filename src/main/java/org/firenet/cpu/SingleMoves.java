package org.firenet.cpu;

/** Moves runs of numbers between arrays, multiplied with sensitivities where asked. */
interface SingleMoves {
  /** With the Vector API or without; both give the same bits. */
  static SingleMoves of(boolean vector, int coils) {
    return vector ? new SingleVectorMoves(coils) : new SinglePlainMoves(coils);
  }

  /** Copies {@code count} numbers. */
  void copy(float[] from, int start, float[] to, int place, int count);

  /**
   * {@code work[place + j coils + c] = maps[map + j coils + c] · image[point + j]} for j = 0 …
   * points − 1.
   */
  void expand(
      SinglePlanes image,
      int point,
      int points,
      float[] mapsRe,
      float[] mapsIm,
      int map,
      SingleWork work,
      int place);

  /**
   * {@code image[point + j] = Σ_c conj(maps[map + j coils + c]) · work[place + j coils + c]}; added
   * in a fixed order. Overwrites the other buffers of {@code work} there, and may read and
   * overwrite up to {@link SingleLanes#MULTIPLE} numbers behind.
   */
  void combine(
      SingleWork work,
      int place,
      float[] mapsRe,
      float[] mapsIm,
      int map,
      SinglePlanes image,
      int point,
      int points);
}
