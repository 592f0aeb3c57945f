package org.firenet.cli;

/**
 * Slices to work on: {@code A:B}, {@code A:}, {@code :B} or {@code A}; B is not included.
 *
 * @param from first slice, from 0
 * @param to one after the last, −1 for all
 */
record SliceRange(int from, int to) {
  private static final int ALL = -1;

  /** Parses the text of an option. */
  static SliceRange parse(String text) {
    try {
      int colon = text.indexOf(':');
      if (colon < 0) {
        int slice = Integer.parseInt(text);
        return check(new SliceRange(slice, slice + 1), text);
      }
      String first = text.substring(0, colon);
      String last = text.substring(colon + 1);
      return check(
          new SliceRange(
              first.isEmpty() ? 0 : Integer.parseInt(first), last.isEmpty() ? ALL : end(last)),
          text);
    } catch (NumberFormatException e) {
      throw wrong(text, e);
    }
  }

  private static int end(String text) {
    int end = Integer.parseInt(text);
    if (end < 0) {
      throw new NumberFormatException("a negative end");
    }
    return end;
  }

  private static SliceRange check(SliceRange range, String text) {
    if (range.from < 0 || (range.to != ALL && range.to <= range.from)) {
      throw wrong(text, null);
    }
    return range;
  }

  private static IllegalArgumentException wrong(String text, Exception cause) {
    return new IllegalArgumentException(
        "slices: expected A:B with 0 <= A < B, A:, :B or A, got " + text, cause);
  }

  /** One after the last slice of a scan with {@code count} slices. */
  int end(int count) {
    int end = to == ALL ? count : to;
    if (end > count || from >= count) {
      throw new IllegalArgumentException(
          "slices: the scan has slices 0:%d, asked for %d:%s"
              .formatted(count, from, to == ALL ? "" : to));
    }
    return end;
  }
}
