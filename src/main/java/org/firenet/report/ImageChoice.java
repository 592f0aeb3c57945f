package org.firenet.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which of many images are shown: all, or some evenly from the first to the last. */
final class ImageChoice {
  private final int count;
  private final int[] chosen;

  private ImageChoice(int count, int[] chosen) {
    this.count = count;
    this.chosen = chosen;
  }

  /**
   * A choice.
   *
   * @param count number of images there are
   * @param most number of images to show at most, at least 1; of one alone the middle one
   */
  static ImageChoice of(int count, int most) {
    int[] chosen = new int[Math.min(count, most)];
    if (chosen.length == 1) {
      chosen[0] = count / 2;
    }
    for (int i = 0; i < chosen.length && chosen.length > 1; i++) {
      chosen[i] = (int) ((long) i * (count - 1) / (chosen.length - 1));
    }
    return new ImageChoice(count, chosen);
  }

  /** The images {@code from} (inclusive) to {@code to} (exclusive). */
  static ImageChoice range(int count, int from, int to) {
    return new ImageChoice(count, IntStream.range(from, to).toArray());
  }

  /** Number of images shown. */
  int size() {
    return chosen.length;
  }

  /** Place of a shown image among all. */
  int get(int index) {
    return chosen[index];
  }

  /** Places of all shown images. */
  List<Integer> all() {
    return Arrays.stream(chosen).boxed().toList();
  }

  /** {@link #note(String, int)} counted from 0. */
  String note(String plural) {
    return note(plural, 0);
  }

  /** Which are shown, for people, counted from a first number; empty if there is only one. */
  String note(String plural, int first) {
    if (count == 1) {
      return "";
    }
    return chosen.length == count
        ? "%d %s, row by row".formatted(count, plural)
        : "%d of %d %s: %s".formatted(chosen.length, count, plural, list(first));
  }

  private String list(int first) {
    return IntStream.of(chosen)
        .mapToObj(i -> Integer.toString(i + first))
        .collect(Collectors.joining(", "));
  }
}
