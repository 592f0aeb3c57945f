package org.firenet.sampling;

import java.util.SplittableRandom;
import org.firenet.array.Mask;
import org.firenet.array.Shape;

/**
 * Cartesian lines: all of k-space at some positions of one phase-encode axis.
 *
 * <p>A block of calibration lines around DC, {@code n/2 − c/2 … n/2 − c/2 + c − 1}, is always
 * sampled. Source: Zbontar et al., fastMRI, arXiv:1811.08839, section 4.9.
 *
 * @param shape {@code [ky, kx]} or {@code [kz, ky, kx]}
 * @param axis the undersampled axis; 0 is ky in 2-D
 * @param acceleration distance of lines, or n over the number of lines; at least 1
 * @param calibration number of calibration lines, at least 0
 */
public record PhaseEncodeLines(Shape shape, int axis, int acceleration, int calibration) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the parameter, what was expected and what came
   */
  public PhaseEncodeLines {
    require(axis >= 0 && axis < shape.rank(), "axis", "0 to " + (shape.rank() - 1), axis);
    int extent = shape.extent(axis);
    require(
        acceleration >= 1 && acceleration <= extent,
        "acceleration",
        "1 to " + extent,
        acceleration);
    require(
        calibration >= 0 && calibration <= extent, "calibration", "0 to " + extent, calibration);
  }

  private static void require(boolean holds, String name, String expected, int actual) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": expected " + expected + ", got " + actual);
    }
  }

  /**
   * Every {@code acceleration}-th line from an offset, and the calibration lines.
   *
   * @param offset first line, 0 to acceleration − 1
   * @throws IllegalArgumentException if the offset is out of range
   */
  public Mask equispaced(int offset) {
    require(offset >= 0 && offset < acceleration, "offset", "0 to " + (acceleration - 1), offset);
    boolean[] lines = calibrationLines();
    for (int line = offset; line < lines.length; line += acceleration) {
      lines[line] = true;
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
    int wanted = Math.round((float) lines.length / acceleration) - calibration;
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

  private boolean[] calibrationLines() {
    boolean[] lines = new boolean[shape.extent(axis)];
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
