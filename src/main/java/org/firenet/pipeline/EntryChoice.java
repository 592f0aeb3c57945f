package org.firenet.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;

/**
 * Which entries of the first axis of an array are read, so that a look at a large file needs little
 * memory. Arrays of one or two axes are read whole.
 */
public final class EntryChoice {
  /** Reads the entries {@code from} (inclusive) to {@code to} (exclusive). */
  @FunctionalInterface
  interface Reader {
    /** The entries, {@code [entry, ...]}. */
    ComplexArray read(int from, int to) throws IOException;
  }

  /** Elements that are read without a thought. */
  private static final long MANY_ELEMENTS = 1L << 25;

  private final int from;
  private final int to;
  private final int most;
  private List<Integer> entries = List.of();
  private int extent;

  private EntryChoice(int from, int to, int most) {
    this.from = from;
    this.to = to;
    this.most = most;
  }

  /** Everything. */
  public static EntryChoice all() {
    return new EntryChoice(0, -1, Integer.MAX_VALUE);
  }

  /**
   * The entries of a range.
   *
   * @param from the first
   * @param to one after the last; −1 for the last of the array
   */
  public static EntryChoice range(int from, int to) {
    return new EntryChoice(from, to, Integer.MAX_VALUE);
  }

  /** Everything; of large arrays so many entries, evenly from the first to the last. */
  public static EntryChoice atMost(int most) {
    return new EntryChoice(0, -1, most);
  }

  /** The entries that were read, by their places in the array; none if it was read whole. */
  public List<Integer> entries() {
    return entries;
  }

  /** Entries that the array has; 0 if it was read whole. */
  public int extent() {
    return extent;
  }

  /**
   * Reads what was chosen.
   *
   * @param count number of entries there are
   * @param one shape of an entry, of at least two axes
   * @throws IllegalArgumentException if there are not the entries of the range
   */
  ComplexArray read(int count, Shape one, Reader reader) throws IOException {
    if (isRange()) {
      int end = to < 0 ? count : to;
      if (from >= count || end > count) {
        throw new IllegalArgumentException(
            "slices: expected a range within 0:%d, got %d:%d".formatted(count, from, end));
      }
      remember(count, from, end, 1);
      return reader.read(from, end);
    }
    if (count <= most || (long) count * one.count() <= MANY_ELEMENTS) {
      return reader.read(0, count);
    }
    remember(count, 0, most, (count - 1.0) / (most - 1));
    ComplexArray out = null;
    for (int i = 0; i < entries.size(); i++) {
      ComplexArray entry = reader.read(entries.get(i), entries.get(i) + 1);
      if (out == null) {
        out = ComplexArray.zeros(entry.precision(), one.prepend(entries.size()));
      }
      out.setSlice(i, entry.slice(0));
    }
    return out;
  }

  /** Reads what was chosen of an array of any shape. */
  ComplexArray read(Shape shape, Reader reader) throws IOException {
    if (shape.rank() > 2) {
      return read(shape.extent(0), shape.last(shape.rank() - 1), reader);
    }
    requireAll(shape);
    return reader.read(0, shape.extent(0));
  }

  /** What was chosen of an array in memory. */
  ComplexArray of(ComplexArray whole) throws IOException {
    Shape shape = whole.shape();
    if (shape.rank() > 2) {
      return read(shape, whole::slices);
    }
    requireAll(shape);
    return whole;
  }

  private boolean isRange() {
    return from > 0 || to >= 0;
  }

  private void requireAll(Shape shape) {
    if (isRange()) {
      throw new IllegalArgumentException(
          "slices: expected an array of more than two axes, got " + shape);
    }
  }

  private void remember(int count, int first, int end, double step) {
    extent = count;
    List<Integer> places = new ArrayList<>();
    for (int i = first; i < end; i++) {
      places.add((int) (first + (i - first) * step));
    }
    entries = List.copyOf(places);
  }
}
