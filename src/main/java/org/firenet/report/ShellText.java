package org.firenet.report;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words as they would be typed into a POSIX shell. */
final class ShellText {
  private static final Pattern PLAIN = Pattern.compile("[\\p{Alnum}_@%+=:,./-]+");

  private ShellText() {}

  /** The words with a space between them, those with special characters in single quotes. */
  static String of(String... words) {
    return Arrays.stream(words).map(ShellText::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
