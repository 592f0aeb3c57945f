package org.firenet.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link SingleMoves} with the Vector API where a vector holds one, two or four points' coils or a
 * part of one's, plain Java elsewhere.
 *
 * <p>All vector code of this package keeps to one species: on Java 17, a second one in the same
 * process makes the compiler give up on both.
 */
final class SingleVectorMoves implements SingleMoves {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int STEP = SPECIES.length();
  private static final VectorMask<Float> UPPER_HALF = lanesFrom(STEP / 2);
  private static final VectorMask<Float> FROM_QUARTER = lanesFrom(STEP / 4);
  private static final VectorMask<Float> FROM_THREE_QUARTERS = lanesFrom(STEP * 3 / 4);

  private final int coils;
  private final SinglePlainMoves plain;

  SingleVectorMoves(int coils) {
    this.coils = coils;
    this.plain = new SinglePlainMoves(coils);
  }

  private static VectorMask<Float> lanesFrom(int first) {
    boolean[] lanes = new boolean[STEP];
    java.util.Arrays.fill(lanes, first, STEP, true);
    return VectorMask.fromArray(SPECIES, lanes, 0);
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
    if (coils % STEP == 0) {
      expandParts(image, point, points, mapsRe, mapsIm, map, work, place);
    } else if (2 * coils == STEP && points % 2 == 0) {
      expandPairs(image, point, points, mapsRe, mapsIm, map, work, place);
    } else if (4 * coils == STEP && points % 4 == 0) {
      expandFours(image, point, points, mapsRe, mapsIm, map, work, place);
    } else {
      plain.expand(image, point, points, mapsRe, mapsIm, map, work, place);
    }
  }

  private void expandParts(
      SinglePlanes image,
      int point,
      int points,
      float[] mapsRe,
      float[] mapsIm,
      int map,
      SingleWork work,
      int place) {
    for (int j = 0; j < points; j++) {
      FloatVector re = FloatVector.broadcast(SPECIES, image.re[point + j]);
      FloatVector im = FloatVector.broadcast(SPECIES, image.im[point + j]);
      for (int c = 0; c < coils; c += STEP) {
        int at = map + j * coils + c;
        int to = place + j * coils + c;
        FloatVector sr = FloatVector.fromArray(SPECIES, mapsRe, at);
        FloatVector si = FloatVector.fromArray(SPECIES, mapsIm, at);
        sr.mul(re).sub(si.mul(im)).intoArray(work.re, to);
        sr.mul(im).add(si.mul(re)).intoArray(work.im, to);
      }
    }
  }

  private void expandPairs(
      SinglePlanes image,
      int point,
      int points,
      float[] mapsRe,
      float[] mapsIm,
      int map,
      SingleWork work,
      int place) {
    float[] xr = image.re;
    float[] xi = image.im;
    for (int j = 0; j < points; j += 2) {
      int p = point + j;
      FloatVector re =
          FloatVector.broadcast(SPECIES, xr[p])
              .blend(FloatVector.broadcast(SPECIES, xr[p + 1]), UPPER_HALF);
      FloatVector im =
          FloatVector.broadcast(SPECIES, xi[p])
              .blend(FloatVector.broadcast(SPECIES, xi[p + 1]), UPPER_HALF);
      FloatVector sr = FloatVector.fromArray(SPECIES, mapsRe, map + j * coils);
      FloatVector si = FloatVector.fromArray(SPECIES, mapsIm, map + j * coils);
      sr.mul(re).sub(si.mul(im)).intoArray(work.re, place + j * coils);
      sr.mul(im).add(si.mul(re)).intoArray(work.im, place + j * coils);
    }
  }

  private void expandFours(
      SinglePlanes image,
      int point,
      int points,
      float[] mapsRe,
      float[] mapsIm,
      int map,
      SingleWork work,
      int place) {
    float[] xr = image.re;
    float[] xi = image.im;
    for (int j = 0; j < points; j += 4) {
      int p = point + j;
      FloatVector re =
          FloatVector.broadcast(SPECIES, xr[p])
              .blend(FloatVector.broadcast(SPECIES, xr[p + 1]), FROM_QUARTER)
              .blend(FloatVector.broadcast(SPECIES, xr[p + 2]), UPPER_HALF)
              .blend(FloatVector.broadcast(SPECIES, xr[p + 3]), FROM_THREE_QUARTERS);
      FloatVector im =
          FloatVector.broadcast(SPECIES, xi[p])
              .blend(FloatVector.broadcast(SPECIES, xi[p + 1]), FROM_QUARTER)
              .blend(FloatVector.broadcast(SPECIES, xi[p + 2]), UPPER_HALF)
              .blend(FloatVector.broadcast(SPECIES, xi[p + 3]), FROM_THREE_QUARTERS);
      FloatVector sr = FloatVector.fromArray(SPECIES, mapsRe, map + j * coils);
      FloatVector si = FloatVector.fromArray(SPECIES, mapsIm, map + j * coils);
      sr.mul(re).sub(si.mul(im)).intoArray(work.re, place + j * coils);
      sr.mul(im).add(si.mul(re)).intoArray(work.im, place + j * coils);
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
    if (coils % 4 != 0) {
      plain.combine(work, place, mapsRe, mapsIm, map, image, point, points);
      return;
    }
    float[] zr = work.re;
    float[] zi = work.im;
    float[] tr = work.otherRe;
    float[] ti = work.otherIm;
    for (int i = 0; i < points * coils; i += STEP) {
      FloatVector sr = FloatVector.fromArray(SPECIES, mapsRe, map + i);
      FloatVector si = FloatVector.fromArray(SPECIES, mapsIm, map + i);
      FloatVector re = FloatVector.fromArray(SPECIES, zr, place + i);
      FloatVector im = FloatVector.fromArray(SPECIES, zi, place + i);
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
