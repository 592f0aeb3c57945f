package org.firenet.io;

import java.util.List;
import org.firenet.array.Shape;

/**
 * Where the elements of an array file are and what they mean.
 *
 * @param shape extents in C order, whatever the order in the file
 * @param axes names of the axes, or empty
 * @param type encoding of an element
 * @param offset bytes before the first element
 * @param firstFastest whether the first axis, not the last, is the fastest in the file
 */
record ElementLayout(
    Shape shape, List<String> axes, ElementType type, long offset, boolean firstFastest) {
  /** Whether the elements lie in the file in C order. */
  boolean isCOrder() {
    return !firstFastest || shape.rank() < 2;
  }
}
