package org.firenet.cpu;

/** {@link SingleFilters} in plain Java. */
final class SinglePlainFilters implements SingleFilters {
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
    for (int i = 0; i < count; i++) {
      float a = 0;
      float b = 0;
      for (int j = 0; j < at.length; j++) {
        float value = from[at[j] + i];
        a = Math.fma(value, low[j], a);
        b = Math.fma(value, high[j], b);
      }
      first[firstAt + i] = a;
      second[secondAt + i] = b;
    }
  }

  @Override
  public void threshold(float[] re, float[] im, int from, int count, float t, float[] weights) {
    for (int i = from; i < from + count; i++) {
      float modulus = (float) Math.sqrt(re[i] * re[i] + im[i] * im[i]);
      float limit = weights == null ? t : t * weights[i];
      float factor = Math.max(1 - limit / Math.max(modulus, Float.MIN_NORMAL), 0);
      re[i] *= factor;
      im[i] *= factor;
    }
  }
}
