package org.firenet.stability.certificate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.transform.WaveletLayout;

/** Which level each coefficient belongs to, by its place in memory order; coarsest level 0. */
public final class CoefficientLevels {
  private final int[] levelOf;
  private final int[] sizes;

  private CoefficientLevels(int[] levelOf, int levels) {
    this.levelOf = levelOf;
    this.sizes = new int[levels];
    for (int level : levelOf) {
      sizes[level]++;
    }
  }

  /**
   * Levels one after the other.
   *
   * @param sizes number of coefficients of each, at least 1
   * @throws IllegalArgumentException if there are none, or one is empty
   */
  public static CoefficientLevels ofSizes(List<Integer> sizes) {
    if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
      throw new IllegalArgumentException(
          "level sizes: expected whole numbers of at least 1, got " + sizes);
    }
    int[] levelOf = new int[sizes.stream().reduce(0, Math::addExact)];
    int next = 0;
    for (int level = 0; level < sizes.size(); level++) {
      Arrays.fill(levelOf, next, next + sizes.get(level), level);
      next += sizes.get(level);
    }
    return new CoefficientLevels(levelOf, sizes.size());
  }

  /**
   * Levels of wavelet coefficients, as {@link org.firenet.sampling.LevelWeights} counts them: the
   * finest count − 1 detail levels each on its own, everything coarser together as the first.
   *
   * @param count number of levels, at most one more than the layout has
   * @throws IllegalArgumentException if the count does not fit
   */
  public static CoefficientLevels of(WaveletLayout layout, int count) {
    if (count < 1 || count > layout.levels() + 1) {
      throw new IllegalArgumentException(
          "sparsities: expected 1 to %d numbers for %d wavelet levels, got %d"
              .formatted(layout.levels() + 1, layout.levels(), count));
    }
    int[] extents = layout.padded().extents();
    int[] levelOf = new int[layout.padded().count()];
    int[] place = new int[extents.length];
    for (int i = 0; i < levelOf.length; i++) {
      int rest = i;
      for (int axis = extents.length - 1; axis >= 0; axis--) {
        place[axis] = rest % extents[axis];
        rest /= extents[axis];
      }
      int fromFinest = layout.level(place);
      levelOf[i] = fromFinest < count ? count - fromFinest : 0;
    }
    return new CoefficientLevels(levelOf, count);
  }

  /** Number of coefficients. */
  public int count() {
    return levelOf.length;
  }

  /** Level of a coefficient. */
  public int level(int index) {
    return levelOf[index];
  }

  /** Numbers of coefficients of the levels. */
  public List<Integer> sizes() {
    return Arrays.stream(sizes).boxed().toList();
  }

  /**
   * Checks that sparsities belong to these levels.
   *
   * @throws IllegalArgumentException if their number differs or a level has fewer coefficients
   */
  public void require(LocalSparsities sparsities) {
    boolean fits = sparsities.levels() == sizes.length;
    for (int level = 0; fits && level < sizes.length; level++) {
      fits = sparsities.count(level) <= sizes[level];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "sparsities: expected %d numbers of at most %s, got %s"
              .formatted(sizes.length, sizes(), sparsities.counts()));
    }
  }

  /** The weight of every coefficient, for a {@link org.firenet.network.Problem}. */
  public RealArray weights(Shape shape, LocalSparsities sparsities) {
    require(sparsities);
    return RealArray.of(
        shape, Arrays.stream(levelOf).mapToDouble(level -> sparsities.weight(level)).toArray());
  }

  /**
   * ‖c‖_{1,w}.
   *
   * @param coefficients c, in memory order. Not modified.
   */
  public double norm(ComplexArray coefficients, LocalSparsities sparsities) {
    requireCount(coefficients);
    require(sparsities);
    double sum = 0;
    for (int i = 0; i < levelOf.length; i++) {
      sum += sparsities.weight(levelOf[i]) * Math.hypot(coefficients.re(i), coefficients.im(i));
    }
    return sum;
  }

  private void requireCount(ComplexArray coefficients) {
    if (coefficients.count() != levelOf.length) {
      throw new IllegalArgumentException(
          "`coefficients`: expected %d, got %s".formatted(levelOf.length, coefficients.shape()));
    }
  }

  /**
   * Weighted ℓ¹ distance to the vectors that are sparse in levels,
   *
   * <pre>
   *   σ(c) = min { ‖c − z‖_{1,w} : z has at most s_j non-zeros on level j }
   *        = Σ_j w_j · (sum of all |c_i| of level j but the s_j largest).
   * </pre>
   *
   * @param coefficients c, in memory order. Not modified.
   */
  public double distance(ComplexArray coefficients, LocalSparsities sparsities) {
    require(sparsities);
    requireCount(coefficients);
    double sum = 0;
    for (int level = 0; level < sizes.length; level++) {
      List<Double> moduli = new ArrayList<>(sizes[level]);
      for (int i = 0; i < levelOf.length; i++) {
        if (levelOf[i] == level) {
          moduli.add(Math.hypot(coefficients.re(i), coefficients.im(i)));
        }
      }
      moduli.sort(Collections.reverseOrder());
      for (double modulus : moduli.subList(sparsities.count(level), moduli.size())) {
        sum += sparsities.weight(level) * modulus;
      }
    }
    return sum;
  }
}
