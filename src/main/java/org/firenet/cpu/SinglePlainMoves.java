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
      int c = 0;
      for (; c + 3 < coils; c += 4) {
        re +=
            (re(mapsRe, mapsIm, at + c, work, from + c)
                    + re(mapsRe, mapsIm, at + c + 1, work, from + c + 1))
                + (re(mapsRe, mapsIm, at + c + 2, work, from + c + 2)
                    + re(mapsRe, mapsIm, at + c + 3, work, from + c + 3));
        im +=
            (im(mapsRe, mapsIm, at + c, work, from + c)
                    + im(mapsRe, mapsIm, at + c + 1, work, from + c + 1))
                + (im(mapsRe, mapsIm, at + c + 2, work, from + c + 2)
                    + im(mapsRe, mapsIm, at + c + 3, work, from + c + 3));
      }
      for (; c < coils; c++) {
        re += re(mapsRe, mapsIm, at + c, work, from + c);
        im += im(mapsRe, mapsIm, at + c, work, from + c);
      }
      image.re[point + j] = re;
      image.im[point + j] = im;
    }
  }

  private static float re(float[] mapsRe, float[] mapsIm, int map, SingleWork work, int i) {
    return mapsRe[map] * work.re[i] + mapsIm[map] * work.im[i];
  }

  private static float im(float[] mapsRe, float[] mapsIm, int map, SingleWork work, int i) {
    return mapsRe[map] * work.im[i] - mapsIm[map] * work.re[i];
  }
}
