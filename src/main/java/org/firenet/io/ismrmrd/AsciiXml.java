package org.firenet.io.ismrmrd;

/**
 * The same XML in ASCII alone: ISMRMRD's files declare their texts as ASCII, and readers that take
 * that seriously would lose other characters.
 */
final class AsciiXml {
  private static final String CDATA = "<![CDATA[";
  private static final String CDATA_END = "]]>";
  private static final int ASCII_END = 0x80;

  private AsciiXml() {}

  /** Replaces each character that is not ASCII by its number, {@code &#x...;}. */
  static String of(String xml) {
    StringBuilder out = new StringBuilder(xml.length());
    boolean verbatim = false;
    int i = 0;
    while (i < xml.length()) {
      if (xml.startsWith(verbatim ? CDATA_END : CDATA, i)) {
        verbatim = !verbatim;
      }
      int character = xml.codePointAt(i);
      if (character < ASCII_END) {
        out.append((char) character);
      } else if (verbatim) {
        // Numbers mean nothing in there, so it ends and begins again.
        out.append(CDATA_END);
        appendNumber(out, character);
        out.append(CDATA);
      } else {
        appendNumber(out, character);
      }
      i += Character.charCount(character);
    }
    return out.toString();
  }

  /** Appends the reference to a character; half of one becomes U+FFFD. */
  static void appendNumber(StringBuilder out, int character) {
    boolean half = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    out.append("&#x").append(Integer.toHexString(half ? 0xFFFD : character)).append(';');
  }
}
