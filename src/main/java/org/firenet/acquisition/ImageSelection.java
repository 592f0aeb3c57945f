package org.firenet.acquisition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.firenet.scan.ImageIndex;

/**
 * Which images of a scan are wanted: ranges of slice, repetition, contrast, phase, set, average.
 */
public final class ImageSelection {
  private static final List<String> NAMES = List.copyOf(ImageIndex.ofSlice(0).byName().keySet());

  /** Numbers from {@code from}, {@code to} not included. */
  private record Range(int from, int to) {
    boolean includes(int number) {
      return number >= from && number < to;
    }

    @Override
    public String toString() {
      return to == from + 1
          ? Integer.toString(from)
          : from + ":" + (to == Integer.MAX_VALUE ? "" : Integer.toString(to));
    }
  }

  private static final ImageSelection ALL = new ImageSelection(Map.of());

  private final Map<String, Range> ranges;

  private ImageSelection(Map<String, Range> ranges) {
    this.ranges = ranges;
  }

  /** Every image. */
  public static ImageSelection all() {
    return ALL;
  }

  /**
   * Parses {@code name=range} with commas between, names among slice, repetition, contrast, phase,
   * set and average, ranges {@code A:B} (B not included), {@code A:}, {@code :B} or {@code A}.
   *
   * @throws IllegalArgumentException if the text is not of this form
   */
  public static ImageSelection parse(String text) {
    ImageSelection selection = ALL;
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part.strip() : part.substring(0, equals).strip();
      if (equals < 0 || !NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "selection: expected name=A:B with a name out of %s, got '%s'".formatted(NAMES, part));
      }
      if (selection.ranges.containsKey(name)) {
        throw new IllegalArgumentException("selection: " + name + " is given twice");
      }
      selection = selection.with(name, part.substring(equals + 1).strip());
    }
    return selection;
  }

  /**
   * The same, and the slices of a range {@code A:B}, {@code A:}, {@code :B} or {@code A}.
   *
   * @throws IllegalArgumentException if it is no such range, or slices are selected already
   */
  public ImageSelection slices(String range) {
    if (ranges.containsKey("slice")) {
      throw new IllegalArgumentException("slices: they are selected already");
    }
    return with("slice", range);
  }

  private ImageSelection with(String name, String text) {
    Map<String, Range> more = new LinkedHashMap<>(ranges);
    more.put(name, range(name, text));
    return new ImageSelection(Map.copyOf(more));
  }

  private static Range range(String name, String text) {
    try {
      int colon = text.indexOf(':');
      if (colon < 0) {
        int number = Integer.parseInt(text);
        return checked(new Range(number, Math.addExact(number, 1)));
      }
      String from = text.substring(0, colon).strip();
      String to = text.substring(colon + 1).strip();
      return checked(
          new Range(
              from.isEmpty() ? 0 : Integer.parseInt(from),
              to.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(to)));
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "%s: expected A:B with 0 <= A < B, A:, :B or A, got %s"
              .formatted(name.equals("slice") ? "slices" : name, text),
          e);
    }
  }

  private static Range checked(Range range) {
    if (range.from() < 0 || range.to() <= range.from()) {
      throw new NumberFormatException("an empty range");
    }
    return range;
  }

  /** Whether averages are told apart, not combined. */
  public boolean namesAverages() {
    return ranges.containsKey("average");
  }

  /** Whether an image is wanted. */
  public boolean includes(ImageIndex image) {
    Map<String, Integer> numbers = image.byName();
    return ranges.entrySet().stream()
        .allMatch(range -> range.getValue().includes(numbers.get(range.getKey())));
  }

  /**
   * Checks that something is selected, and that no range reaches beyond what there is.
   *
   * @param images all images of the scan
   * @throws IllegalArgumentException saying what there is
   */
  public void check(Iterable<ImageIndex> images) {
    Map<String, SortedSet<Integer>> present = new TreeMap<>();
    boolean any = false;
    for (ImageIndex image : images) {
      any |= includes(image);
      image
          .byName()
          .forEach((name, n) -> present.computeIfAbsent(name, k -> new TreeSet<>()).add(n));
    }
    ranges.forEach(
        (name, range) -> {
          SortedSet<Integer> numbers = present.get(name);
          int end = numbers == null ? 0 : numbers.last() + 1;
          if (range.from() >= end || (range.to() != Integer.MAX_VALUE && range.to() > end)) {
            throw new IllegalArgumentException(
                "%s: the scan has %s, asked for %s"
                    .formatted(
                        name.equals("slice") ? "slices" : name,
                        numbers == null ? "none" : numbers.first() + ":" + end,
                        range));
          }
        });
    if (!any) {
      throw new IllegalArgumentException(
          "selection: no image of the scan is in all of the ranges " + this);
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String name : NAMES) {
      if (ranges.containsKey(name)) {
        text.append(text.isEmpty() ? "" : ",").append(name).append('=').append(ranges.get(name));
      }
    }
    return text.isEmpty() ? "all" : text.toString();
  }
}
