package org.firenet.stability.certificate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * All sets of coefficients with exactly s_j elements on level j.
 *
 * <p>The null space property for these implies it for all with fewer: as Δ grows, ‖v_Δ‖₂ grows and
 * ‖v_Δᶜ‖_{1,w} falls.
 */
final class Supports {
  private final List<int[]> members = new ArrayList<>();
  private final LocalSparsities sparsities;

  Supports(CoefficientLevels levels, LocalSparsities sparsities) {
    levels.require(sparsities);
    this.sparsities = sparsities;
    for (int level = 0; level < sparsities.levels(); level++) {
      int[] here = new int[levels.sizes().get(level)];
      int next = 0;
      for (int i = 0; i < levels.count(); i++) {
        if (levels.level(i) == level) {
          here[next++] = i;
        }
      }
      members.add(here);
    }
  }

  /** How many there are; infinity beyond what a double holds. */
  double count() {
    double product = 1;
    for (int level = 0; level < members.size(); level++) {
      int size = members.get(level).length;
      for (int k = 1; k <= sparsities.count(level); k++) {
        product *= (double) (size - k + 1) / k;
      }
    }
    return Math.rint(product);
  }

  /**
   * Hands each to a visitor, always in the same order, until it returns false; the array is reused.
   */
  void forEach(Predicate<int[]> visitor) {
    int total = sparsities.counts().stream().mapToInt(s -> s).sum();
    visit(0, 0, 0, 0, new int[total], visitor);
  }

  /** Whether to go on. */
  private boolean visit(
      int level, int chosen, int from, int filled, int[] support, Predicate<int[]> visitor) {
    if (level == members.size()) {
      return visitor.test(support);
    }
    int missing = sparsities.count(level) - chosen;
    if (missing == 0) {
      return visit(level + 1, 0, 0, filled, support, visitor);
    }
    int[] here = members.get(level);
    for (int i = from; i <= here.length - missing; i++) {
      support[filled] = here[i];
      if (!visit(level, chosen + 1, i + 1, filled + 1, support, visitor)) {
        return false;
      }
    }
    return true;
  }
}
