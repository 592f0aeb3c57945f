package org.firenet.phantom;

import java.util.SplittableRandom;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * Images of 20 to 45 random ellipses on black, one over the other, each with a linear course of
 * brightness; edges one pixel wide, the largest value 1.
 *
 * <p>In coordinates from −1 to 1: centres within ±0.7, half axes 0.03 to 0.25 but never across the
 * border, any angle, brightness b + g·p with b in [0.3, 1.3] and slopes that are normally
 * distributed with deviation 0.9, drawn again where it would fall below 0.
 */
public final class RandomEllipses {
  private static final int FEWEST = 20;
  private static final int MOST = 45;
  private static final double CENTRES = 0.7;
  private static final double SMALLEST_AXIS = 0.03;
  private static final double LARGEST_AXIS = 0.25;
  private static final double BORDER = 0.95;
  private static final double DARKEST = 0.3;
  private static final double SLOPE = 0.9;

  private final SplittableRandom random;
  private final int rows;
  private final int columns;
  private final double[] image;

  private RandomEllipses(Shape shape, long seed) {
    random = new SplittableRandom(seed);
    rows = shape.extent(0);
    columns = shape.extent(1);
    image = new double[shape.count()];
  }

  /**
   * An image.
   *
   * @param shape {@code [y, x]}
   * @param seed the same seed gives the same ellipses at any size
   * @throws IllegalArgumentException if the shape has not two axes
   */
  public static RealArray image(Shape shape, long seed) {
    if (shape.rank() != 2) {
      throw new IllegalArgumentException("`shape`: expected [y, x], got " + shape);
    }
    RandomEllipses ellipses = new RandomEllipses(shape, seed);
    int count = ellipses.random.nextInt(FEWEST, MOST + 1);
    for (int i = 0; i < count; i++) {
      ellipses.add();
    }
    double largest = 0;
    for (double value : ellipses.image) {
      largest = Math.max(largest, value);
    }
    for (int i = 0; i < ellipses.image.length; i++) {
      ellipses.image[i] /= largest;
    }
    return RealArray.of(shape, ellipses.image);
  }

  private void add() {
    double centreX = random.nextDouble(-CENTRES, CENTRES);
    double centreY = random.nextDouble(-CENTRES, CENTRES);
    double room = BORDER - Math.max(Math.abs(centreX), Math.abs(centreY));
    double a = Math.min(random.nextDouble(SMALLEST_AXIS, LARGEST_AXIS), room);
    double b = Math.min(random.nextDouble(SMALLEST_AXIS, LARGEST_AXIS), room);
    double angle = random.nextDouble(Math.PI);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double bias;
    double slopeX;
    double slopeY;
    double lowest;
    do {
      bias = random.nextDouble(DARKEST, 1 + DARKEST);
      slopeX = SLOPE * random.nextGaussian();
      slopeY = SLOPE * random.nextGaussian();
      double along = a * (slopeX * cos + slopeY * sin);
      double across = b * (slopeY * cos - slopeX * sin);
      lowest = bias + slopeX * centreX + slopeY * centreY - Math.hypot(along, across);
    } while (lowest < 0);
    double pixel = 2.0 / Math.max(rows, columns);
    double reach = Math.max(a, b) + pixel;
    int lastRow = pixel(centreY + reach, rows);
    int lastColumn = pixel(centreX + reach, columns);
    for (int y = pixel(centreY - reach, rows); y <= lastRow; y++) {
      double py = (2 * y + 1.0) / rows - 1;
      for (int x = pixel(centreX - reach, columns); x <= lastColumn; x++) {
        double px = (2 * x + 1.0) / columns - 1;
        double along = ((px - centreX) * cos + (py - centreY) * sin) / a;
        double across = ((py - centreY) * cos - (px - centreX) * sin) / b;
        double inside = coverage(along, across, a, b, pixel);
        if (inside > 0) {
          image[y * columns + x] += inside * Math.max(bias + slopeX * px + slopeY * py, 0);
        }
      }
    }
  }

  /** The pixel at a place, or the nearest there is. */
  private static int pixel(double place, int extent) {
    return (int) Math.min(Math.max((place + 1) / 2 * extent, 0), extent - 1.0);
  }

  /** Share of a pixel inside, from its distance to the edge to first order. */
  private static double coverage(double along, double across, double a, double b, double pixel) {
    double radius = Math.sqrt(along * along + across * across);
    if (radius == 0) {
      return 1;
    }
    double slopeAlong = along / a;
    double slopeAcross = across / b;
    double slope = Math.sqrt(slopeAlong * slopeAlong + slopeAcross * slopeAcross) / radius;
    return Math.min(Math.max((1 - radius) / (slope * pixel) + 0.5, 0), 1);
  }
}
