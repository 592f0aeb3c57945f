package org.firenet.cli;

import java.util.Arrays;

/** Values as people read them. */
final class Text {
  private Text() {}

  /** Doubles with five significant digits, arrays in brackets. */
  static String of(Object value) {
    if (value instanceof Double number) {
      return "%.5g".formatted(number);
    }
    return value instanceof int[] numbers ? Arrays.toString(numbers) : String.valueOf(value);
  }
}
