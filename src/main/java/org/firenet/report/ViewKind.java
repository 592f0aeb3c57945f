package org.firenet.report;

import java.util.List;
import java.util.Locale;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;

/** What an array is taken for when it is made a picture. */
public enum ViewKind {
  /** K-space: magnitudes in decibels below the largest; black where exactly zero. */
  KSPACE,
  /** Images: magnitudes, or the numbers themselves where none has an imaginary part. */
  IMAGE,
  /** Coil sensitivities: phase as hue, magnitude as brightness. */
  MAPS,
  /** A mask: white where not zero. */
  MASK,
  /** Phases as hues of one brightness; black where exactly zero. */
  PHASE;

  /** Points that an axis must have for k-space to be told from images. */
  private static final int LEAST_EXTENT = 8;

  /** Energy that k-space has at least in its middle, an eighth of each axis wide. */
  private static final double CENTRAL_ENERGY = 0.35;

  /** How far the root sum of squares of normalised maps may be from 1. */
  private static final double MAPS_TOLERANCE = 0.02;

  /** Share of pixels that must be normalised. */
  private static final double MAPS_SHARE = 0.95;

  /** The lower-case name. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether its pictures are in colour. */
  public boolean isColoured() {
    return this == MAPS || this == PHASE;
  }

  /**
   * What an array most likely is:
   *
   * <ol>
   *   <li>a mask, if all numbers are 0 or 1 and one is 1;
   *   <li>k-space, if the name of an axis is kx, ky or kz;
   *   <li>an image, if all numbers are real;
   *   <li>maps, if over the axis named coil, or else the third last, the squares add up to 1 (or 0)
   *       at 95 % of the pixels;
   *   <li>k-space, if of all energy 35 % lies in the middle eighth of the last two axes, and the
   *       point with most of it at most two points, or a sixteenth of the extent, from index n/2;
   *   <li>an image.
   * </ol>
   *
   * @param array any number of axes. Not modified.
   * @param axes their names, outermost first; empty if unknown
   */
  public static ViewKind of(ComplexArray array, List<String> axes) {
    if (isMask(array)) {
      return MASK;
    }
    if (axes.stream().anyMatch(name -> name.matches("k[xyz]"))) {
      return KSPACE;
    }
    if (isReal(array)) {
      return IMAGE;
    }
    int coil = axes.contains("coil") ? axes.indexOf("coil") : array.shape().rank() - 3;
    if (coil >= 0 && coil < array.shape().rank() - 2 && isNormalised(array, coil)) {
      return MAPS;
    }
    return isConcentrated(array) ? KSPACE : IMAGE;
  }

  static boolean isReal(ComplexArray array) {
    for (int i = 0; i < array.count(); i++) {
      if (array.im(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMask(ComplexArray array) {
    boolean hasOne = false;
    for (int i = 0; i < array.count(); i++) {
      if (array.im(i) != 0 || (array.re(i) != 0 && array.re(i) != 1)) {
        return false;
      }
      hasOne |= array.re(i) == 1;
    }
    return hasOne;
  }

  private static boolean isNormalised(ComplexArray array, int axis) {
    Shape shape = array.shape();
    int extent = shape.extent(axis);
    int stride = shape.last(shape.rank() - 1 - axis).count();
    int sets = array.count() / extent;
    int normalised = 0;
    int filled = 0;
    for (int set = 0; set < sets; set++) {
      double sum = 0;
      for (int c = 0; c < extent; c++) {
        sum += energy(array, (set / stride * extent + c) * stride + set % stride);
      }
      filled += sum > 0 ? 1 : 0;
      normalised += Math.abs(Math.sqrt(sum) - 1) <= MAPS_TOLERANCE ? 1 : 0;
    }
    return extent > 1 && filled > 0 && normalised >= MAPS_SHARE * filled;
  }

  private static boolean isConcentrated(ComplexArray array) {
    Shape shape = array.shape();
    if (shape.rank() < 2 || Math.min(shape.extent(-1), shape.extent(-2)) < LEAST_EXTENT) {
      return false;
    }
    int width = shape.extent(-1);
    double[] plane = new double[shape.last(2).count()];
    for (int i = 0; i < array.count(); i++) {
      plane[i % plane.length] += energy(array, i);
    }
    double total = 0;
    double central = 0;
    int peak = 0;
    for (int i = 0; i < plane.length; i++) {
      total += plane[i];
      boolean isCentral =
          isNear(i / width, shape.extent(-2), 16, 0) && isNear(i % width, width, 16, 0);
      central += isCentral ? plane[i] : 0;
      peak = plane[i] > plane[peak] ? i : peak;
    }
    return central >= CENTRAL_ENERGY * total
        && isNear(peak / width, shape.extent(-2), 16, 2)
        && isNear(peak % width, width, 16, 2);
  }

  /** Whether an index lies within a share of the extent, or some points, of the middle. */
  private static boolean isNear(int index, int extent, int share, int points) {
    return Math.abs(index - extent / 2) <= Math.max(points, extent / share);
  }

  private static double energy(ComplexArray array, int index) {
    return array.re(index) * array.re(index) + array.im(index) * array.im(index);
  }
}
