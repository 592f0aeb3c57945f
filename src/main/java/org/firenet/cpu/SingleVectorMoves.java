package org.firenet.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link SingleMoves} with the Vector API, for one coil or a multiple of four. */
final class SingleVectorMoves implements SingleMoves {
  private static final VectorSpecies<Float> WIDE = FloatVector.SPECIES_256;
  private static final VectorSpecies<Float> NARROW = FloatVector.SPECIES_128;

  private final int coils;

  SingleVectorMoves(int coils) {
    this.coils = coils;
  }

  @Override
  public void copy(float[] from, int start, float[] to, int place, int count) {
    int step = WIDE.length();
    int i = 0;
    for (; i + step <= count; i += step) {
      FloatVector.fromArray(WIDE, from, start + i).intoArray(to, place + i);
    }
    for (; i < count; i++) {
      to[place + i] = from[start + i];
    }
  }

  @Override
  public void expand(
      SinglePlanes image,
      int point,
      int points,
      float[] mapsRe,
      float[] mapsIm,
      SingleWork work,
      int place) {
    if (coils == 1) {
      multiply(image, point, points, mapsRe, mapsIm, work, place);
    } else if (coils % WIDE.length() == 0) {
      expandWide(image, point, points, mapsRe, mapsIm, work, place);
    } else {
      expandNarrow(image, point, points, mapsRe, mapsIm, work, place);
    }
  }

  private static void multiply(
      SinglePlanes image,
      int point,
      int points,
      float[] mapsRe,
      float[] mapsIm,
      SingleWork work,
      int place) {
    float[] xr = image.re;
    float[] xi = image.im;
    float[] yr = work.re;
    float[] yi = work.im;
    for (int j = 0; j < points; j++) {
      float re = xr[point + j];
      float im = xi[point + j];
      yr[place + j] = mapsRe[point + j] * re - mapsIm[point + j] * im;
      yi[place + j] = mapsRe[point + j] * im + mapsIm[point + j] * re;
    }
  }

  private void expandWide(
      SinglePlanes image,
      int point,
      int points,
      float[] mapsRe,
      float[] mapsIm,
      SingleWork work,
      int place) {
    float[] yr = work.re;
    float[] yi = work.im;
    int step = WIDE.length();
    for (int j = 0; j < points; j++) {
      FloatVector re = FloatVector.broadcast(WIDE, image.re[point + j]);
      FloatVector im = FloatVector.broadcast(WIDE, image.im[point + j]);
      int map = (point + j) * coils;
      int to = place + j * coils;
      for (int c = 0; c < coils; c += step) {
        FloatVector sr = FloatVector.fromArray(WIDE, mapsRe, map + c);
        FloatVector si = FloatVector.fromArray(WIDE, mapsIm, map + c);
        sr.mul(re).sub(si.mul(im)).intoArray(yr, to + c);
        sr.mul(im).add(si.mul(re)).intoArray(yi, to + c);
      }
    }
  }

  private void expandNarrow(
      SinglePlanes image,
      int point,
      int points,
      float[] mapsRe,
      float[] mapsIm,
      SingleWork work,
      int place) {
    float[] yr = work.re;
    float[] yi = work.im;
    int step = NARROW.length();
    for (int j = 0; j < points; j++) {
      FloatVector re = FloatVector.broadcast(NARROW, image.re[point + j]);
      FloatVector im = FloatVector.broadcast(NARROW, image.im[point + j]);
      int map = (point + j) * coils;
      int to = place + j * coils;
      for (int c = 0; c < coils; c += step) {
        FloatVector sr = FloatVector.fromArray(NARROW, mapsRe, map + c);
        FloatVector si = FloatVector.fromArray(NARROW, mapsIm, map + c);
        sr.mul(re).sub(si.mul(im)).intoArray(yr, to + c);
        sr.mul(im).add(si.mul(re)).intoArray(yi, to + c);
      }
    }
  }

  @Override
  public void combine(
      SingleWork work,
      int place,
      float[] mapsRe,
      float[] mapsIm,
      SinglePlanes image,
      int point,
      int points) {
    float[] zr = work.re;
    float[] zi = work.im;
    if (coils == 1) {
      for (int j = 0; j < points; j++) {
        float sr = mapsRe[point + j];
        float si = mapsIm[point + j];
        image.re[point + j] = sr * zr[place + j] + si * zi[place + j];
        image.im[point + j] = sr * zi[place + j] - si * zr[place + j];
      }
      return;
    }
    float[] tr = work.otherRe;
    float[] ti = work.otherIm;
    int step = NARROW.length();
    int map = point * coils;
    for (int i = 0; i < points * coils; i += step) {
      FloatVector sr = FloatVector.fromArray(NARROW, mapsRe, map + i);
      FloatVector si = FloatVector.fromArray(NARROW, mapsIm, map + i);
      FloatVector re = FloatVector.fromArray(NARROW, zr, place + i);
      FloatVector im = FloatVector.fromArray(NARROW, zi, place + i);
      sr.mul(re).add(si.mul(im)).intoArray(tr, place + i);
      sr.mul(im).sub(si.mul(re)).intoArray(ti, place + i);
    }
    for (int j = 0; j < points; j++) {
      image.re[point + j] = sum(tr, place + j * coils);
      image.im[point + j] = sum(ti, place + j * coils);
    }
  }

  /** In fours, so that the order is the same on every machine. */
  private float sum(float[] values, int from) {
    float total = 0;
    for (int c = from; c < from + coils; c += 4) {
      total += (values[c] + values[c + 1]) + (values[c + 2] + values[c + 3]);
    }
    return total;
  }
}
