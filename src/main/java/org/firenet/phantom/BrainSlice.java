package org.firenet.phantom;

import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * An axial slice of a head as T1-weighted images show it, made of formulas: scalp, skull, fluid,
 * folded grey matter, white matter, ventricles and deep nuclei; values 0 to 1.
 *
 * <p>Each tissue has one value. A pixel is the mean over a grid of points in it, so that edges are
 * as a camera would see them, the same object at every size. The head fills about 0.7 of the width
 * and 0.9 of the height; x points right, y points up, both from −1 to 1 over the image.
 */
public final class BrainSlice {
  private static final double SCALP = 0.78;
  private static final double BONE = 0.06;
  private static final double FLUID = 0.14;
  private static final double GREY = 0.5;
  private static final double WHITE = 0.8;
  private static final double NUCLEI = 0.58;
  private static final double VESSEL = 1;

  private static final double WIDTH = 0.72;
  private static final double HEIGHT = 0.9;

  /** Radii, as a share of the head's, at which one layer ends and the next begins. */
  private static final double BONE_BEGINS = 0.95;

  private static final double BONE_ENDS = 0.875;
  private static final double CORTEX = 0.845;
  private static final double CORTEX_THICKNESS = 0.05;

  private static final int FOLDS = 26;
  private static final double FOLD_WIDTH = 0.009;

  /** Half-ellipses of both sides: value, centre x, y, semi-axes, degrees of the right one. */
  private static final double[][] PAIRS = {
    {NUCLEI, .285, .03, .06, .17, -12},
    {NUCLEI, .115, -.13, .075, .11, 20},
    {NUCLEI, .165, .24, .04, .1, 18},
    {FLUID, .1, .23, .045, .14, 20},
    {FLUID, .17, -.36, .035, .12, 28},
    {FLUID, .095, -.22, .02, .045, 55},
    {VESSEL, .4, .1, .008, .008, 0},
    {VESSEL, .33, -.34, .006, .006, 0},
  };

  private BrainSlice() {}

  /**
   * Draws the slice.
   *
   * @param shape {@code [y, x]}, at least 2 points along every axis
   * @throws IllegalArgumentException for other shapes
   */
  public static RealArray image(Shape shape) {
    return PointImage.of(shape, BrainSlice::value);
  }

  /** The value at a point. */
  static double value(double x, double y) {
    double radius = Math.hypot(x / WIDTH, y / HEIGHT);
    if (radius > 1) {
      return 0;
    }
    if (radius > BONE_BEGINS) {
      return SCALP;
    }
    if (radius > BONE_ENDS) {
      return BONE;
    }
    return radius > CORTEX ? FLUID : brain(x, y, radius);
  }

  private static double brain(double x, double y, double radius) {
    double side = Math.abs(x);
    for (int i = PAIRS.length - 1; i >= 0; i--) {
      if (isInside(PAIRS[i], side, y)) {
        return PAIRS[i][0];
      }
    }
    if (side < 0.008 && y > -0.2 && y < 0.05) {
      return FLUID;
    }
    double fissure = y > 0.38 || y < -0.42 ? side - 0.006 : 1;
    double depth = Math.min(Math.min(fold(x, y, radius), fissure), CORTEX - radius + FOLD_WIDTH);
    if (Math.min(fold(x, y, radius), fissure) < 0) {
      return FLUID;
    }
    return depth < CORTEX_THICKNESS ? GREY : WHITE;
  }

  /**
   * How far a point lies from the next fold of the cortex, negative inside it. Folds are bent lines
   * towards the centre, of differing length, no two sides alike.
   */
  private static double fold(double x, double y, double radius) {
    double angle = Math.atan2(y / HEIGHT, x / WIDTH) / (2 * Math.PI) + 0.5;
    double least = 1;
    int nearest = (int) Math.floor(angle * FOLDS);
    for (int k = nearest - 1; k <= nearest + 2; k++) {
      int fold = Math.floorMod(k, FOLDS);
      double length = 0.09 + 0.15 * noise(fold, 1) * noise(fold, 2);
      double inward = CORTEX - radius;
      double bend = (noise(fold, 3) - 0.5) * 2.2 * inward;
      double place = (k + 0.35 + 0.3 * noise(fold, 4)) / FOLDS;
      double across = Math.abs(angle - place - bend / (2 * Math.PI)) * 2 * Math.PI * radius * 0.8;
      double beyond = Math.max(0, inward - length);
      least =
          Math.min(least, Math.hypot(across, beyond) - FOLD_WIDTH * (1 - 0.5 * inward / length));
    }
    return least;
  }

  /** A number from 0 to 1 that looks random. */
  private static double noise(int fold, int kind) {
    double value = Math.sin(12.9898 * (fold + 1) + 78.233 * kind) * 43758.5453;
    return value - Math.floor(value);
  }

  private static boolean isInside(double[] pair, double side, double y) {
    double angle = Math.toRadians(pair[5]);
    double dx = side - pair[1];
    double dy = y - pair[2];
    double u = (dx * Math.cos(angle) + dy * Math.sin(angle)) / pair[3];
    double v = (dy * Math.cos(angle) - dx * Math.sin(angle)) / pair[4];
    return u * u + v * v <= 1;
  }
}
