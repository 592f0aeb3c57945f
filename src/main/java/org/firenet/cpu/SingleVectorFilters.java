package org.firenet.cpu;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link SingleFilters} with the Vector API. */
final class SingleVectorFilters implements SingleFilters {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int STEP = SPECIES.length();

  /** For what is too little for a vector; it rounds in the same way. */
  private final SinglePlainFilters plain = new SinglePlainFilters();

  @Override
  public void combine(
      float[] from,
      int[] at,
      float[] low,
      float[] high,
      float[] first,
      int firstAt,
      float[] second,
      int secondAt,
      int count) {
    for (int i = 0; i + STEP <= count; i += STEP) {
      step(from, at, low, high, first, firstAt, second, secondAt, i);
    }
    if (count % STEP > 0) {
      if (count > STEP) {
        step(from, at, low, high, first, firstAt, second, secondAt, count - STEP);
      } else {
        plain.combine(from, at, low, high, first, firstAt, second, secondAt, count);
      }
    }
  }

  private static void step(
      float[] from,
      int[] at,
      float[] low,
      float[] high,
      float[] first,
      int firstAt,
      float[] second,
      int secondAt,
      int i) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = FloatVector.zero(SPECIES);
    for (int j = 0; j < at.length; j++) {
      FloatVector value = FloatVector.fromArray(SPECIES, from, at[j] + i);
      a = value.fma(FloatVector.broadcast(SPECIES, low[j]), a);
      b = value.fma(FloatVector.broadcast(SPECIES, high[j]), b);
    }
    a.intoArray(first, firstAt + i);
    b.intoArray(second, secondAt + i);
  }

  @Override
  public void threshold(float[] re, float[] im, int from, int count, float t, float[] weights) {
    FloatVector uniform = FloatVector.broadcast(SPECIES, t);
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    int vectors = count / STEP * STEP;
    for (int i = from; i < from + vectors; i += STEP) {
      FloatVector r = FloatVector.fromArray(SPECIES, re, i);
      FloatVector m = FloatVector.fromArray(SPECIES, im, i);
      FloatVector limit =
          weights == null ? uniform : uniform.mul(FloatVector.fromArray(SPECIES, weights, i));
      FloatVector modulus = r.mul(r).add(m.mul(m)).sqrt();
      FloatVector factor = one.sub(limit.div(modulus.max(Float.MIN_NORMAL))).max(0);
      r.mul(factor).intoArray(re, i);
      m.mul(factor).intoArray(im, i);
    }
    plain.threshold(re, im, from + vectors, count - vectors, t, weights);
  }
}
