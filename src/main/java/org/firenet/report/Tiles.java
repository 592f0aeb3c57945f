package org.firenet.report;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.PngWriter;

/** One picture of several images, row by row, with fewer pixels where they would be too many. */
final class Tiles {
  private final Shape shape;
  private final ImageChoice choice;
  private final Reduction reduction;

  /**
   * A picture of arrays of a shape.
   *
   * @param shape {@code [..., y, x]}; all leading axes count images
   * @param choice those of them that are shown
   * @param mostPixels of the picture, about
   */
  Tiles(Shape shape, ImageChoice choice, long mostPixels) {
    this.shape = shape;
    this.choice = choice;
    this.reduction =
        Reduction.toFit(shape.extent(-2), shape.extent(-1), mostPixels / choice.size());
  }

  /** Number of images of {@code [..., y, x]}. */
  static int count(String name, Shape shape) {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException("`" + name + "`: expected [..., y, x], got " + shape);
    }
    return shape.count() / shape.last(2).count();
  }

  /**
   * The picture {@code [y, x]}.
   *
   * @param values by their place in memory order
   * @param background of what is left of the last row
   */
  RealArray picture(IntToDoubleFunction values, double background) {
    int columns = (int) Math.ceil(Math.sqrt(choice.size()));
    int tiles = (choice.size() + columns - 1) / columns * columns;
    int size = reduction.reducedCount();
    double[] out = new double[tiles * size];
    Arrays.fill(out, background);
    for (int tile = 0; tile < choice.size(); tile++) {
      int start = choice.get(tile) * shape.last(2).count();
      double[] one = reduction.of(i -> values.applyAsDouble(start + i));
      System.arraycopy(one, 0, out, tile * size, size);
    }
    Shape stack = Shape.of(tiles, reduction.reducedHeight(), reduction.reducedWidth());
    return PngWriter.mosaic(RealArray.of(stack, out));
  }

  /** {@link #note(String, int)} counted from 0. */
  String note(String plural) {
    return note(plural, 0);
  }

  /** Which images the picture shows and how, for people; empty if there is nothing to say. */
  String note(String plural, int first) {
    String which = choice.note(plural, first);
    if (reduction.factor() == 1) {
      return which;
    }
    String how = "means of %1$d × %1$d pixels".formatted(reduction.factor());
    return which.isEmpty() ? how : which + "; " + how;
  }
}
