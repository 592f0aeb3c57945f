package org.firenet.metrics;

import java.util.ArrayDeque;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * The pixels of an image that belong to what is shown: all but the background, which is what can be
 * reached from the border of a plane over pixels of at most 5 % of the largest magnitude of the
 * whole array, moving along rows and columns. Dark places inside belong to the object.
 */
public final class ObjectRegion {
  /** Share of the largest magnitude up to which a pixel may be background. */
  public static final double SHARE = 0.05;

  private ObjectRegion() {}

  /**
   * Finds the object.
   *
   * @param image {@code [y, x]} or {@code [..., y, x]}, each plane on its own. Not modified.
   * @return true inside; empty for an image of zeros
   * @throws IllegalArgumentException if there are fewer than two axes
   */
  public static Mask of(ComplexArray image) {
    Shape shape = image.shape();
    if (shape.rank() < 2) {
      throw new IllegalArgumentException("`image`: expected [..., y, x], got " + shape);
    }
    RealArray magnitude = image.magnitude();
    double limit = SHARE * magnitude.max();
    boolean[] inside = new boolean[shape.count()];
    java.util.Arrays.fill(inside, true);
    int pixels = shape.extent(-1) * shape.extent(-2);
    for (int first = 0; first < inside.length; first += pixels) {
      removeBackground(magnitude, limit, first, inside);
    }
    return Mask.of(shape, inside);
  }

  private static void removeBackground(
      RealArray magnitude, double limit, int first, boolean[] inside) {
    int nx = magnitude.shape().extent(-1);
    int ny = magnitude.shape().extent(-2);
    ArrayDeque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < ny * nx; i++) {
      boolean border = i < nx || i >= (ny - 1) * nx || i % nx == 0 || i % nx == nx - 1;
      if (border) {
        visit(first + i, magnitude, limit, inside, open);
      }
    }
    while (!open.isEmpty()) {
      int i = open.remove() - first;
      if (i >= nx) {
        visit(first + i - nx, magnitude, limit, inside, open);
      }
      if (i < (ny - 1) * nx) {
        visit(first + i + nx, magnitude, limit, inside, open);
      }
      if (i % nx > 0) {
        visit(first + i - 1, magnitude, limit, inside, open);
      }
      if (i % nx < nx - 1) {
        visit(first + i + 1, magnitude, limit, inside, open);
      }
    }
  }

  private static void visit(
      int i, RealArray magnitude, double limit, boolean[] inside, ArrayDeque<Integer> open) {
    if (inside[i] && magnitude.get(i) <= limit) {
      inside[i] = false;
      open.add(i);
    }
  }
}
