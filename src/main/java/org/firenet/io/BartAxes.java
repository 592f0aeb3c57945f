package org.firenet.io;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.firenet.array.Shape;

/**
 * The sixteen dimensions of a BART array and the names of the axes that they become. BART's first
 * dimension is the fastest, so its dimensions in reverse are the axes in C order.
 */
final class BartAxes {
  private static final List<String> NAMES =
      List.of(
          "x",
          "y",
          "z",
          "coil",
          "map",
          "te",
          "coeff",
          "coeff2",
          "iteration",
          "cshift",
          "time",
          "time2",
          "level",
          "slice",
          "average",
          "batch");

  /** Number of dimensions. */
  static final int COUNT = NAMES.size();

  private static final int SPATIAL = 3;

  private BartAxes() {}

  /**
   * The dimensions that become axes, outermost first: those with more than one element, and the
   * lowest other ones of x, y and z where fewer than two of these have more than one.
   */
  static List<Integer> kept(int[] dimensions) {
    List<Integer> kept = new ArrayList<>();
    for (int d = 0; d < dimensions.length; d++) {
      if (dimensions[d] > 1) {
        kept.add(d);
      }
    }
    for (int d = 0; kept.stream().filter(k -> k < SPATIAL).count() < 2; d++) {
      if (dimensions[d] == 1) {
        kept.add(d);
      }
    }
    kept.sort(Comparator.reverseOrder());
    return kept;
  }

  /** Name of the axis that a dimension becomes. */
  static String name(int dimension) {
    return NAMES.get(dimension);
  }

  /**
   * The dimension of each axis.
   *
   * @throws IllegalArgumentException if there is not one known, distinct name for each axis
   */
  static List<Integer> dimensions(Shape shape, List<String> axes) {
    if (axes.size() != shape.rank()) {
      throw new IllegalArgumentException(
          "`axes`: expected " + shape.rank() + " names for " + shape + ", got " + axes);
    }
    List<Integer> dimensions = axes.stream().map(NAMES::indexOf).toList();
    if (dimensions.contains(-1) || dimensions.stream().distinct().count() < axes.size()) {
      throw new IllegalArgumentException(
          "`axes`: expected distinct names among " + NAMES + ", got " + axes);
    }
    return dimensions;
  }
}
