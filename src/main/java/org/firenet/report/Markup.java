package org.firenet.report;

import java.util.Map;

/** Text and data made safe for HTML and XML, and the width of text on the page. */
final class Markup {
  /** Mean width of a letter as a share of the font size; wide rather than narrow. */
  private static final double LETTER = 0.56;

  private static final int FIRST_WIDE_CODE_POINT = 0x2E80;
  private static final String ELLIPSIS = "…";

  private Markup() {}

  /** Text for element content and for attributes in double quotes. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> appendEscaped(out, c));
    return out.toString();
  }

  private static void appendEscaped(StringBuilder out, int c) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> out.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
    }
  }

  /** JSON as the content of a script element, without anything that HTML or XML would see. */
  static String json(Map<String, Object> content) {
    StringBuilder out = new StringBuilder();
    JsonTree.compact(content)
        .codePoints()
        .forEach(
            c -> {
              if (c == '<' || c == '>' || c == '&' || !isAllowed(c)) {
                out.append("\\u%04x".formatted(c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  /** Whether XML 1.0 allows the character. */
  private static boolean isAllowed(int c) {
    boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r';
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return !control && !surrogate && c != 0xFFFE && c != 0xFFFF;
  }

  /** About how wide a text is in a sans-serif font of a size. */
  static double width(String text, double fontSize) {
    return fontSize * text.codePoints().mapToDouble(Markup::letter).sum();
  }

  /** The text, or as much of its beginning as fits a width, with an ellipsis; not escaped. */
  static String fit(String text, double fontSize, double width) {
    if (width(text, fontSize) <= width) {
      return text;
    }
    double room = width / fontSize - LETTER;
    int end = 0;
    while (end < text.length() && room >= letter(text.codePointAt(end))) {
      room -= letter(text.codePointAt(end));
      end += Character.charCount(text.codePointAt(end));
    }
    return text.substring(0, end).stripTrailing() + ELLIPSIS;
  }

  private static double letter(int codePoint) {
    return codePoint >= FIRST_WIDE_CODE_POINT ? 1 : LETTER;
  }
}
