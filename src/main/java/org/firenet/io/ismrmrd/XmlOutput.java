package org.firenet.io.ismrmrd;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;

/** XML in the making: elements in ASCII, indented. */
final class XmlOutput {
  private static final int REPLACEMENT = 0xFFFD;
  private static final int NOT_CHARACTERS = 0xFFFE;
  private static final int ASCII_END = 0x7F;

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Puts what belongs before the first element. */
  XmlOutput declare(String text) {
    out.append(text).append('\n');
    return this;
  }

  /** Begins an element. */
  XmlOutput begin(String name) {
    return begin(name, "");
  }

  /**
   * Begins an element.
   *
   * @param attributes ready to be put into its tag, with a blank in front
   */
  XmlOutput begin(String name, String attributes) {
    indent().append('<').append(name).append(attributes).append(">\n");
    open.push(name);
    return this;
  }

  /** Ends the element that began last. */
  XmlOutput end() {
    String name = open.pop();
    indent().append("</").append(name).append(">\n");
    return this;
  }

  /** Puts an element with a text. */
  XmlOutput text(String name, String text) {
    indent().append('<').append(name).append('>');
    text.codePoints().forEach(this::appendEscaped);
    out.append("</").append(name).append(">\n");
    return this;
  }

  /** Puts an element if there is a text for it. */
  XmlOutput text(String name, Optional<String> text) {
    text.ifPresent(present -> text(name, present));
    return this;
  }

  /** Puts an element with a whole number. */
  XmlOutput number(String name, long value) {
    return text(name, Long.toString(value));
  }

  /**
   * Puts an element with a real number.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  XmlOutput number(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("`%s`: expected a number, got %s".formatted(name, value));
    }
    return text(name, Double.toString(value));
  }

  /** Puts an element if there is a number for it. */
  XmlOutput number(String name, OptionalDouble value) {
    value.ifPresent(present -> number(name, present));
    return this;
  }

  /** All elements. */
  @Override
  public String toString() {
    return out.toString();
  }

  private StringBuilder indent() {
    return out.append("  ".repeat(open.size()));
  }

  /** What XML has no way to write becomes U+FFFD. */
  private void appendEscaped(int character) {
    switch (character) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '\t', '\n' -> out.append((char) character);
      case '\r' -> out.append("&#xd;");
      default -> {
        if (character >= ' ' && character < ASCII_END) {
          out.append((char) character);
        } else {
          boolean never =
              character < ' ' || character == NOT_CHARACTERS || character == NOT_CHARACTERS + 1;
          AsciiXml.appendNumber(out, never ? REPLACEMENT : character);
        }
      }
    }
  }
}
