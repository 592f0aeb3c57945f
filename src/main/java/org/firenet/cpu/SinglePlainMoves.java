package org.firenet.cpu;

/** {@link SingleMoves} in plain Java. */
final class SinglePlainMoves implements SingleMoves {
  private final int coils;

  SinglePlainMoves(int coils) {
    this.coils = coils;
  }

  @Override
  public void copy(float[] from, int start, float[] to, int place, int count) {
    System.arraycopy(from, start, to, place, count);
  }

  @Override
  public void expand(
      SinglePlanes image,
      int point,
      int points,
      float[] mapsRe,
      float[] mapsIm,
      int map,
      SingleWork work,
      int place) {
    for (int j = 0; j < points; j++) {
      float re = image.re[point + j];
      float im = image.im[point + j];
      int at = map + j * coils;
      int to = place + j * coils;
      for (int c = 0; c < coils; c++) {
        work.re[to + c] = mapsRe[at + c] * re - mapsIm[at + c] * im;
        work.im[to + c] = mapsRe[at + c] * im + mapsIm[at + c] * re;
      }
    }
  }

  @Override
  public void combine(
      SingleWork work,
      int place,
      float[] mapsRe,
      float[] mapsIm,
      int map,
      SinglePlanes image,
      int point,
      int points) {
    for (int j = 0; j < points; j++) {
      int at = map + j * coils;
      int from = place + j * coils;
      float re = 0;
      float im = 0;
      for (int c = 0; c < coils; c++) {
        re += mapsRe[at + c] * work.re[from + c] + mapsIm[at + c] * work.im[from + c];
        im += mapsRe[at + c] * work.im[from + c] - mapsIm[at + c] * work.re[from + c];
      }
      image.re[point + j] = re;
      image.im[point + j] = im;
    }
  }
}
