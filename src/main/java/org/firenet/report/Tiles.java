package org.firenet.report;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.PngWriter;

/**
 * Which of many slices a picture shows, and the picture: all of them up to 12, else 12 spread
 * evenly from the first to the last.
 */
final class Tiles {
  private static final int MOST = 12;

  private final Shape shape;
  private final int size;
  private final int[] chosen;
  private final int count;

  /**
   * A choice for arrays of a shape.
   *
   * @param shape {@code [..., y, x]}; all leading axes count slices
   */
  Tiles(String name, Shape shape) {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException("`" + name + "`: expected [..., y, x], got " + shape);
    }
    this.shape = shape;
    size = shape.last(2).count();
    count = shape.count() / size;
    chosen = new int[Math.min(count, MOST)];
    for (int i = 1; i < chosen.length; i++) {
      chosen[i] = (int) ((long) i * (count - 1) / (chosen.length - 1));
    }
  }

  /**
   * The picture {@code [y, x]}.
   *
   * @param values by their place in memory order
   * @param background of what is left of the last row
   */
  RealArray picture(IntToDoubleFunction values, double background) {
    int columns = (int) Math.ceil(Math.sqrt(chosen.length));
    int tiles = (chosen.length + columns - 1) / columns * columns;
    double[] out = new double[tiles * size];
    Arrays.fill(out, chosen.length * size, out.length, background);
    for (int tile = 0; tile < chosen.length; tile++) {
      for (int i = 0; i < size; i++) {
        out[tile * size + i] = values.applyAsDouble(chosen[tile] * size + i);
      }
    }
    RealArray stack = RealArray.of(shape.last(2).prepend(tiles), out);
    return PngWriter.mosaic(stack);
  }

  /** Which slices the picture shows, for people; empty if there is only one. */
  String note(String plural) {
    if (count == 1) {
      return "";
    }
    return chosen.length == count
        ? "%d %s, row by row".formatted(count, plural)
        : "%d of %d %s: %s".formatted(chosen.length, count, plural, list());
  }

  /** The numbers of the slices, counted from 0. */
  private String list() {
    String numbers = Arrays.toString(chosen);
    return numbers.substring(1, numbers.length() - 1);
  }
}
