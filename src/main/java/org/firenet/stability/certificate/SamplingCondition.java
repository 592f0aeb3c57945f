package org.firenet.stability.certificate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.firenet.array.Mask;
import org.firenet.sampling.DasFourier;
import org.firenet.sampling.DasWalsh;
import org.firenet.sampling.SamplingLevel;

/**
 * How the samples of a mask compare, level by level, with what recovery theorems for wavelets ask
 * for.
 *
 * <pre>
 *   m_k ≥ c Λ M_k(s)   or all points of the level,   Λ = log(2N) log²(2s) + log(1/ε_P)
 * </pre>
 *
 * <p>for every pair k of frequency bands, if the samples of each are drawn uniformly at random:
 * then, with probability 1 − ε_P, the null space property holds for the matrix whose rows of level
 * k are scaled by √(points/samples) of their level. M_k is the sum of the local sparsities with
 * their interference factors, {@link DasFourier} and {@link DasWalsh}. The theorems have this form,
 * but c is an unknown constant, and Λ, with powers of the number of levels, differs from one to the
 * other; so c is a parameter and only ratios between levels mean something by themselves. Sources:
 * Adcock, Hansen, Compressive Imaging, CUP 2021; Adcock, Antun, Hansen, Appl. Comput. Harmon. Anal.
 * 55:1, 2021 (uniform recovery, Walsh); Li, Adcock, arXiv:1601.01988 (uniform recovery in levels,
 * Fourier and Haar); Colbrook, Antun, Hansen, PNAS 119(12), 2022.
 *
 * @param levels pairs of bands, row by row, lowest frequencies first
 * @param logarithm Λ
 * @param constant c
 */
public record SamplingCondition(List<Level> levels, double logarithm, double constant) {
  /** ε_P. */
  private static final double FAILURE = 0.01;

  /**
   * One pair of bands.
   *
   * @param ky band along the first axis, from 1, lowest frequencies first
   * @param kx band along the second axis
   * @param interference M_k
   * @param capacity number of points
   * @param samples of the mask
   * @param sufficient min(capacity, ⌈c Λ M_k⌉)
   * @param balanced what a mask with as many samples in all would have here if it were proportional
   *     to M_k
   */
  public record Level(
      int ky,
      int kx,
      double interference,
      int capacity,
      int samples,
      long sufficient,
      int balanced) {
    /** Whether every point is sampled: then nothing more can be asked for. */
    public boolean full() {
      return samples == capacity;
    }

    /** Whether the condition holds here. */
    public boolean holds() {
      return full() || samples >= sufficient;
    }

    /** Samples as a share of what is sufficient. */
    public double fraction() {
      return (double) samples / sufficient;
    }

    /** Samples as a share of what is balanced; below 1 the level is worse off than others. */
    public double balance() {
      return balanced == 0 ? 1 : (double) samples / balanced;
    }
  }

  /**
   * For Fourier sampling.
   *
   * @param mask {@code [ky, kx]}, powers of two, DC at n/2
   * @param sparsities s, coarsest level first
   * @param vanishingMoments of the wavelet, 1 to 10
   * @param constant c, positive
   */
  public static SamplingCondition fourier(
      Mask mask, List<Integer> sparsities, int vanishingMoments, double constant) {
    DasFourier pattern =
        new DasFourier(mask.shape(), mask.samples(), ofDoubles(sparsities), vanishingMoments);
    return of(pattern.levels(), pattern.samplesOf(mask), mask, sparsities, constant);
  }

  /**
   * For Walsh sampling in sequency order.
   *
   * @param mask {@code [ky, kx]}, powers of two, from index 0 on
   * @param sparsities s, coarsest level first
   * @param constant c, positive
   */
  public static SamplingCondition walsh(Mask mask, List<Integer> sparsities, double constant) {
    DasWalsh pattern = new DasWalsh(mask.shape(), mask.samples(), ofDoubles(sparsities));
    return of(pattern.levels(), pattern.samplesOf(mask), mask, sparsities, constant);
  }

  private static List<Double> ofDoubles(List<Integer> sparsities) {
    return sparsities.stream().map(Integer::doubleValue).toList();
  }

  private static SamplingCondition of(
      List<SamplingLevel> balanced,
      List<Integer> samples,
      Mask mask,
      List<Integer> sparsities,
      double constant) {
    if (!(constant > 0) || Double.isInfinite(constant)) {
      throw new IllegalArgumentException("constant: expected a positive number, got " + constant);
    }
    double total = sparsities.stream().mapToDouble(s -> s).sum();
    double logarithm =
        Math.log(2.0 * mask.shape().count()) * Math.pow(Math.log(2 * total), 2)
            + Math.log(1 / FAILURE);
    List<Level> levels = new ArrayList<>();
    IntStream.range(0, balanced.size())
        .forEach(
            i -> {
              SamplingLevel level = balanced.get(i);
              double wanted = Math.ceil(constant * logarithm * level.density());
              levels.add(
                  new Level(
                      level.ky(),
                      level.kx(),
                      level.density(),
                      level.capacity(),
                      samples.get(i),
                      (long) Math.min(level.capacity(), wanted),
                      level.samples()));
            });
    return new SamplingCondition(levels, logarithm, constant);
  }

  /** Whether it holds on every level. */
  public boolean holds() {
    return levels.stream().allMatch(Level::holds);
  }

  /**
   * The largest c for which the condition holds: the least samples/(Λ M_k) of all levels that are
   * not full; infinite if all are.
   */
  public double largestConstant() {
    return levels.stream()
        .filter(level -> !level.full())
        .mapToDouble(level -> level.samples() / (logarithm * level.interference()))
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /**
   * √ of the largest points/samples of all levels: ‖A′v‖₂ ≤ factor · ‖Av‖₂ for the matrix A′ with
   * scaled rows; infinite if a level has no sample.
   */
  public double gammaFactor() {
    return Math.sqrt(
        levels.stream()
            .mapToDouble(level -> (double) level.capacity() / level.samples())
            .max()
            .orElse(1));
  }

  /** The level that decides {@link #largestConstant}: the most undersampled one. */
  public Optional<Level> weakest() {
    return levels.stream()
        .filter(level -> !level.full())
        .min(Comparator.comparingDouble(level -> level.samples() / level.interference()));
  }
}
