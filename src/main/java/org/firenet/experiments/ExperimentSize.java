package org.firenet.experiments;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * How large an experiment is to be: a word, or the extent N of its images.
 *
 * @param word quick for a look within seconds, default, or paper for the sizes of the paper
 * @param extent N; everything else is then as by default
 */
public record ExperimentSize(Word word, OptionalInt extent) {
  /** Sizes by name. */
  public enum Word {
    /** Seconds. */
    QUICK,
    /** Minutes. */
    DEFAULT,
    /** As in the paper; up to hours. */
    PAPER
  }

  /**
   * Checks the extent.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public ExperimentSize {
    if (extent.orElse(1) < 1) {
      throw new IllegalArgumentException("size: expected at least 1, got " + extent.getAsInt());
    }
  }

  /** A size by name. */
  public static ExperimentSize of(Word word) {
    return new ExperimentSize(word, OptionalInt.empty());
  }

  /** The extent N of images, all else as by default. */
  public static ExperimentSize of(int extent) {
    return new ExperimentSize(Word.DEFAULT, OptionalInt.of(extent));
  }

  /**
   * The size of a text: {@code quick}, {@code default}, {@code paper} or a number.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static ExperimentSize parse(String text) {
    for (Word word : Word.values()) {
      if (word.name().equalsIgnoreCase(text)) {
        return of(word);
      }
    }
    try {
      return of(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "size: expected quick, default, paper or a number, got " + text, e);
    }
  }

  /** The extent of images: the number given, else what the word means. */
  public int extent(int quick, int usual, int paper) {
    return extent.orElseGet(() -> of(quick, usual, paper));
  }

  /** What the word means for anything but the extent of images. */
  public <T> T of(T quick, T usual, T paper) {
    return switch (word) {
      case QUICK -> quick;
      case DEFAULT -> usual;
      case PAPER -> paper;
    };
  }

  /** As {@link #parse} takes it. */
  @Override
  public String toString() {
    return extent.isPresent()
        ? Integer.toString(extent.getAsInt())
        : word.name().toLowerCase(Locale.ROOT);
  }
}
