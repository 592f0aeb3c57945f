package org.firenet.sampling;

import java.util.SplittableRandom;
import org.firenet.array.Mask;
import org.firenet.array.Shape;

/**
 * Cartesian lines: all of k-space at some positions of one phase-encode axis.
 *
 * <p>A block of calibration lines around DC, {@code n/2 − c/2 … n/2 − c/2 + c − 1}, is always
 * sampled. Source: Zbontar et al., fastMRI, arXiv:1811.08839, section 4.9; its block starts one
 * line later where n is odd and c even.
 *
 * @param shape {@code [ky, kx]} or {@code [kz, ky, kx]}
 * @param axis the undersampled axis; 0 is ky in 2-D
 * @param acceleration distance of lines, or n over the number of lines; 1 to n
 * @param calibration number of calibration lines, at least 0
 */
public record PhaseEncodeLines(Shape shape, int axis, double acceleration, int calibration) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the parameter, what was expected and what came
   */
  public PhaseEncodeLines {
    Requirements.require(
        axis >= 0 && axis < shape.rank(), "axis", "0 to " + (shape.rank() - 1), axis);
    int extent = shape.extent(axis);
    Requirements.require(
        acceleration >= 1 && acceleration <= extent,
        "acceleration",
        "1 to " + extent,
        acceleration);
    Requirements.require(
        calibration >= 0 && calibration <= extent, "calibration", "0 to " + extent, calibration);
  }

  /** The number of calibration lines of a share of all lines, {@code round(n · fraction)}. */
  public static int calibrationLines(int extent, double fraction) {
    Requirements.require(fraction >= 0 && fraction <= 1, "center-fraction", "0 to 1", fraction);
    return (int) Math.rint(extent * fraction);
  }

  /**
   * Lines {@code round(offset + j · acceleration)} and the calibration lines, which come on top.
   *
   * @param offset first line, 0 to acceleration − 1
   * @throws IllegalArgumentException if the offset is out of range
   */
  public Mask equispaced(int offset) {
    return equispaced(offset, acceleration, extent());
  }

  /**
   * fastMRI's equispaced lines: so far apart that with the calibration lines they are about
   * n/acceleration, R = acceleration:
   *
   * <pre>
   *   lines round(offset + j R'),   R' = R (c − n)/(c R − n),   below n − 1.
   * </pre>
   *
   * @param offset first line, 0 to {@link #offsets} − 1
   * @throws IllegalArgumentException if the offset is out of range or the calibration lines alone
   *     are n/acceleration or more
   */
  public Mask equispacedAdjusted(int offset) {
    return equispaced(offset, adjusted(), extent() - 1);
  }

  /** Number of offsets of {@link #equispacedAdjusted}: {@code round(R')}. */
  public int offsets() {
    return (int) Math.rint(adjusted());
  }

  private double adjusted() {
    int n = extent();
    Requirements.require(
        calibration * acceleration < n,
        "calibration",
        "fewer than n / acceleration = %.5g lines".formatted(n / acceleration),
        calibration);
    return acceleration * (calibration - n) / (calibration * acceleration - n);
  }

  private Mask equispaced(int offset, double distance, int end) {
    long offsets = Math.max(1, Math.round(distance));
    Requirements.require(
        offset >= 0 && offset < offsets, "offset", "0 to " + (offsets - 1), offset);
    boolean[] lines = calibrationLines();
    for (int j = 0; offset + j * distance < end; j++) {
      int line = (int) Math.rint(offset + j * distance);
      if (line < lines.length) {
        lines[line] = true;
      }
    }
    return mask(lines);
  }

  /**
   * Exactly {@code round(n / acceleration)} lines, calibration included, the others drawn uniformly
   * without replacement; the same seed gives the same mask.
   *
   * @throws IllegalArgumentException if the calibration lines alone are more than that
   */
  public Mask random(long seed) {
    boolean[] lines = calibrationLines();
    int wanted = (int) Math.round(lines.length / acceleration) - calibration;
    if (wanted < 0) {
      throw new IllegalArgumentException(
          "calibration: expected at most %d lines, n / acceleration, got %d"
              .formatted(wanted + calibration, calibration));
    }
    SplittableRandom random = new SplittableRandom(seed);
    int left = lines.length - calibration;
    for (int line = 0; line < lines.length; line++) {
      if (!lines[line]) {
        if (random.nextInt(left) < wanted) {
          lines[line] = true;
          wanted--;
        }
        left--;
      }
    }
    return mask(lines);
  }

  /**
   * fastMRI's random lines: each line beside the calibration is sampled with the probability {@code
   * (n/acceleration − c)/(n − c)}, independently, so that n/acceleration lines are only the mean.
   *
   * @throws IllegalArgumentException if the calibration lines alone are more than that
   */
  public Mask randomIndependent(long seed) {
    boolean[] lines = calibrationLines();
    double expected = lines.length / acceleration - calibration;
    Requirements.require(
        expected >= 0,
        "calibration",
        "at most n / acceleration = %.5g lines".formatted(lines.length / acceleration),
        calibration);
    SplittableRandom random = new SplittableRandom(seed);
    double probability = expected / Math.max(1, lines.length - calibration);
    for (int line = 0; line < lines.length; line++) {
      lines[line] |= random.nextDouble() < probability;
    }
    return mask(lines);
  }

  private int extent() {
    return shape.extent(axis);
  }

  private boolean[] calibrationLines() {
    boolean[] lines = new boolean[extent()];
    int first = lines.length / 2 - calibration / 2;
    java.util.Arrays.fill(lines, first, first + calibration, true);
    return lines;
  }

  private Mask mask(boolean[] lines) {
    int stride = 1;
    for (int a = axis + 1; a < shape.rank(); a++) {
      stride *= shape.extent(a);
    }
    boolean[] sampled = new boolean[shape.count()];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] = lines[i / stride % lines.length];
    }
    return Mask.of(shape, sampled);
  }
}
