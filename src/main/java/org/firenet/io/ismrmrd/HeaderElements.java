package org.firenet.io.ismrmrd;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Elements of the header with values of the schema's types; a value that is not of its type is an
 * {@link IllegalArgumentException} that names the element.
 */
final class HeaderElements extends XmlOutput {
  private static final int MAX_SHORT = 0xFFFF;

  /** Without leading zeros, which a number would lose; any of these fits 64 bits. */
  private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,17}");

  /** Whether a text is a whole number as numbers are written. */
  static boolean isWhole(String text) {
    return WHOLE.matcher(text).matches();
  }

  /** Checks that a value is one of a list. */
  static void requireOneOf(String name, List<String> known, String value) {
    if (!known.contains(value)) {
      throw new IllegalArgumentException(
          "`%s`: expected one of %s, got '%s'".formatted(name, String.join(", ", known), value));
    }
  }

  /** Puts a whole number of 16 bits. */
  void unsignedShort(String name, int value) {
    if (value < 0 || value > MAX_SHORT) {
      throw new IllegalArgumentException(
          "`%s`: expected 0 to %d, got %d".formatted(name, MAX_SHORT, value));
    }
    number(name, value);
  }

  /** Puts a text that is a whole number. */
  void whole(String name, Optional<String> value) {
    value.ifPresent(
        text -> {
          if (!isWhole(text)) {
            throw new IllegalArgumentException(
                "`%s`: expected a whole number, got '%s'".formatted(name, text));
          }
        });
    text(name, value);
  }

  /** Puts one of a list of texts. */
  void oneOf(String name, List<String> known, Optional<String> value) {
    value.ifPresent(text -> requireOneOf(name, known, text));
    text(name, value);
  }

  /** Puts a date, {@code yyyy-MM-dd}. */
  void date(String name, Optional<String> date) {
    parsed(name, date, "yyyy-MM-dd", text -> LocalDate.parse(text).toString());
  }

  /** Puts a time of the day, {@code HH:mm:ss}, seconds with or without decimals. */
  void time(String name, Optional<String> time) {
    parsed(name, time, "HH:mm:ss", HeaderElements::withSeconds);
  }

  private static String withSeconds(String time) {
    LocalTime.parse(time);
    return time.length() == "HH:mm".length() ? time + ":00" : time;
  }

  private void parsed(
      String name, Optional<String> value, String form, UnaryOperator<String> parse) {
    if (value.isEmpty()) {
      return;
    }
    try {
      text(name, parse.apply(value.get()));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "`%s`: expected %s, got '%s'".formatted(name, form, value.get()), e);
    }
  }
}
