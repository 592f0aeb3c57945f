package org.firenet.benchmarks.gpu;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Repetitions of one measurement.
 *
 * @param sorted smallest first
 */
record Timing(double[] sorted) {
  private static final int QUARTERS = 4;
  private static final int DIGITS = 6;

  /** From repetitions in any order. Not modified. */
  static Timing of(double... repetitions) {
    if (repetitions.length == 0) {
      throw new IllegalArgumentException("repetitions: expected at least 1, got none");
    }
    double[] sorted = repetitions.clone();
    Arrays.sort(sorted);
    return new Timing(sorted);
  }

  /** The middle one, or the mean of the two in the middle. */
  double median() {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** These times, multiplied. */
  Timing times(double factor) {
    return of(Arrays.stream(sorted).map(value -> value * factor).toArray());
  }

  /** Median, extremes and quartiles under names that end in the unit. */
  Map<String, Object> json(String unit) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("median_" + unit, rounded(median()));
    json.put("minimum_" + unit, rounded(sorted[0]));
    json.put("lower_quartile_" + unit, rounded(sorted[(sorted.length - 1) / QUARTERS]));
    json.put(
        "upper_quartile_" + unit,
        rounded(sorted[sorted.length - 1 - (sorted.length - 1) / QUARTERS]));
    json.put("maximum_" + unit, rounded(sorted[sorted.length - 1]));
    json.put("repetitions", sorted.length);
    return json;
  }

  /** To six significant digits. */
  static double rounded(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value;
    }
    return new java.math.BigDecimal(value).round(new java.math.MathContext(DIGITS)).doubleValue();
  }
}
