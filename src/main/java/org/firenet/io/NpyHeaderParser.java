package org.firenet.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses the Python dictionary at the head of a {@code .npy} file:
 *
 * <pre>
 *   dictionary = "{" entry { "," entry } [ "," ] "}" blanks
 *   entry      = string ":" ( string | "True" | "False" | tuple )
 *   tuple      = "(" [ integer { "," integer } [ "," ] ] ")"     one integer needs its comma
 * </pre>
 *
 * <p>Each of the keys descr, fortran_order and shape stands once, in any order, and no other. An
 * integer may end in L, as Python 2 wrote it.
 */
final class NpyHeaderParser {
  private static final int MAX_DIGITS = 18;
  private static final int MAX_QUOTE = 60;

  private final Path path;
  private final int offset;
  private final String text;
  private int at;

  /**
   * A parser of one header.
   *
   * @param path named in errors
   * @param offset bytes of the file before the text
   */
  NpyHeaderParser(Path path, int offset, String text) {
    this.path = path;
    this.offset = offset;
    this.text = text;
  }

  /** The header, if the text is one and nothing else. */
  NpyHeader parse() throws IOException {
    String descr = null;
    Boolean fortranOrder = null;
    List<Long> shape = null;
    expect('{');
    while (peek() != '}') {
      int start = at;
      String key = string();
      expect(':');
      if (key.equals("descr") && descr == null) {
        descr = descr();
      } else if (key.equals("fortran_order") && fortranOrder == null) {
        fortranOrder = bool();
      } else if (key.equals("shape") && shape == null) {
        shape = tuple();
      } else {
        throw failure("the keys descr, fortran_order and shape once each", start);
      }
      if (peek() != '}') {
        expect(',');
      }
    }
    expect('}');
    if (descr == null || fortranOrder == null || shape == null) {
      throw failure("the keys descr, fortran_order and shape", at);
    }
    if (peek() != 0) {
      throw failure("nothing more", at);
    }
    return new NpyHeader(descr, fortranOrder, shape);
  }

  /** The next character that is not blank, not taken; 0 at the end. */
  private char peek() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void expect(char expected) throws IOException {
    if (peek() != expected) {
      throw failure("'" + expected + "'", at);
    }
    at++;
  }

  private String descr() throws IOException {
    if (peek() == '[' || peek() == '(') {
      throw InputFile.failure(path, "dtype: expected a simple type, got structured " + list());
    }
    return string();
  }

  /** What stands here up to the next closing bracket, cut short. */
  private String list() {
    String rest = rest(at);
    int end = rest.indexOf(']') + 1;
    return end > 0 ? rest.substring(0, end) : rest;
  }

  private String string() throws IOException {
    char quote = peek();
    int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
    if (end < 0) {
      throw failure("a string", at);
    }
    String value = text.substring(at + 1, end);
    if (value.length() > MAX_QUOTE || value.indexOf('\\') >= 0 || value.indexOf('\n') >= 0) {
      throw failure("a short plain string", at);
    }
    at = end + 1;
    return value;
  }

  private boolean bool() throws IOException {
    peek();
    for (String word : new String[] {"True", "False"}) {
      if (text.startsWith(word, at)) {
        at += word.length();
        return word.equals("True");
      }
    }
    throw failure("True or False", at);
  }

  private List<Long> tuple() throws IOException {
    expect('(');
    List<Long> values = new ArrayList<>();
    boolean comma = true;
    while (peek() != ')') {
      if (!comma) {
        throw failure("','", at);
      }
      values.add(integer());
      comma = peek() == ',';
      if (comma) {
        at++;
      }
    }
    if (values.size() == 1 && !comma) {
      throw failure("','", at);
    }
    expect(')');
    return values;
  }

  private long integer() throws IOException {
    peek();
    int start = at;
    if (peek() == '-') {
      at++;
    }
    int digits = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == digits || at - digits > MAX_DIGITS) {
      throw failure("an integer of at most " + MAX_DIGITS + " digits", start);
    }
    long value = Long.parseLong(text, start, at, 10);
    if (at < text.length() && text.charAt(at) == 'L') {
      at++;
    }
    return value;
  }

  private IOException failure(String expected, int place) {
    return InputFile.failure(
        path,
        "header: expected " + expected + " at byte " + (offset + place) + ", got " + rest(place));
  }

  /** What stands at a place, cut short and without control characters. */
  private String rest(int place) {
    String rest = text.substring(place, Math.min(text.length(), place + MAX_QUOTE)).strip();
    return rest.isEmpty() ? "the end" : rest.replaceAll("\\p{Cntrl}", "?");
  }
}
