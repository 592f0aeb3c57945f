package org.firenet.stability.certificate;

import java.util.Collections;
import java.util.List;

/**
 * Sparsity in levels: how many coefficients of each level may be non-zero, and the weight of each
 * level.
 *
 * <pre>
 *   ξ = Σ_j w_j² s_j,     κ = ξ / min_j w_j² s_j ≥ number of levels.
 * </pre>
 *
 * <p>The weights w_j = √(s/s_j), s = Σ s_j, make κ the number of levels, the least there is.
 * Source: Colbrook, Antun, Hansen, PNAS 119(12), 2022, SI, definitions 1.6 and 1.7.
 *
 * @param counts s_1 … s_L, at least 1 each, coarsest level first
 * @param weights w_1 … w_L, positive
 */
public record LocalSparsities(List<Integer> counts, List<Double> weights) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException naming the argument, what was expected and what came
   */
  public LocalSparsities {
    counts = List.copyOf(counts);
    weights = List.copyOf(weights);
    if (counts.isEmpty() || counts.stream().anyMatch(s -> s < 1)) {
      throw new IllegalArgumentException(
          "sparsities: expected whole numbers of at least 1, one a level, got " + counts);
    }
    if (weights.size() != counts.size()
        || weights.stream().anyMatch(w -> !(w > 0) || Double.isInfinite(w))) {
      throw new IllegalArgumentException(
          "weights: expected %d positive numbers, one a level, got %s"
              .formatted(counts.size(), weights));
    }
  }

  /** With the weights √(s/s_j). */
  public static LocalSparsities weighted(List<Integer> counts) {
    double sum = counts.stream().mapToDouble(s -> s).sum();
    return new LocalSparsities(counts, counts.stream().map(s -> Math.sqrt(sum / s)).toList());
  }

  /** With all weights 1. */
  public static LocalSparsities unweighted(List<Integer> counts) {
    return new LocalSparsities(counts, Collections.nCopies(counts.size(), 1.0));
  }

  /** Number of levels. */
  public int levels() {
    return counts.size();
  }

  /** s_j. */
  public int count(int level) {
    return counts.get(level);
  }

  /** w_j. */
  public double weight(int level) {
    return weights.get(level);
  }

  /** ξ. */
  public double xi() {
    double sum = 0;
    for (int level = 0; level < levels(); level++) {
      sum += share(level);
    }
    return sum;
  }

  /** κ. */
  public double kappa() {
    double least = Double.POSITIVE_INFINITY;
    for (int level = 0; level < levels(); level++) {
      least = Math.min(least, share(level));
    }
    return xi() / least;
  }

  private double share(int level) {
    return weight(level) * weight(level) * count(level);
  }
}
