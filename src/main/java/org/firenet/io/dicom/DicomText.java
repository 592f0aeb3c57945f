package org.firenet.io.dicom;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Makes values of a scan into what DICOM's value representations allow. */
final class DicomText {
  private static final int NAME_GROUPS = 3;

  private DicomText() {}

  /**
   * A text without control characters, backslashes and outer spaces, cut to the most characters of
   * its representation. In paragraphs line ends stay; of a name each of at most three groups
   * between equals signs is cut.
   */
  static String clean(DicomVr vr, String text) {
    boolean paragraphs = vr == DicomVr.LT || vr == DicomVr.ST;
    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .map(c -> paragraphs && (c == '\r' || c == '\n') ? c : isForbidden(c) ? ' ' : c)
        .forEach(kept::appendCodePoint);
    String clean = kept.toString().strip();
    if (vr != DicomVr.PN) {
      return cut(clean, vr.most());
    }
    String[] groups = clean.split("=", -1);
    StringBuilder name = new StringBuilder();
    for (int g = 0; g < Math.min(NAME_GROUPS, groups.length); g++) {
      name.append(g == 0 ? "" : "=").append(cut(groups[g].strip(), vr.most()));
    }
    return name.toString();
  }

  /** Whether a character must not be in a text, or is half of a pair. */
  private static boolean isForbidden(int c) {
    return Character.isISOControl(c)
        || c == '\\'
        || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  private static String cut(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most)).strip();
  }

  /** A date {@code yyyy-MM-dd} as {@code yyyyMMdd}; empty if it is none. */
  static String date(String text) {
    try {
      LocalDate date = LocalDate.parse(text.strip());
      return date.getYear() < 1 || date.getYear() > 9999
          ? ""
          : date.format(DateTimeFormatter.BASIC_ISO_DATE);
    } catch (DateTimeException e) {
      return "";
    }
  }

  /** A time {@code HH:mm:ss}, perhaps with a fraction, as {@code HHmmss.f}; empty if it is none. */
  static String time(String text) {
    try {
      LocalTime time = LocalTime.parse(text.strip());
      String pattern = time.getNano() < 1000 ? "HHmmss" : "HHmmss.SSSSSS";
      return time.format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
    } catch (DateTimeException e) {
      return "";
    }
  }

  /** A finite number with as many digits as sixteen characters hold. */
  static String decimal(double number) {
    String text = "0";
    if (number != 0) {
      int digits = Double.toString(number).length();
      do {
        text = text(new BigDecimal(number).round(new MathContext(digits, RoundingMode.HALF_EVEN)));
        digits--;
      } while (text.length() > DicomVr.DS.most());
    }
    return text;
  }

  /** The plain text of a number if it is short enough, else the scientific one. */
  private static String text(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    String plain = stripped.toPlainString();
    if (plain.length() <= DicomVr.DS.most()) {
      return plain;
    }
    String digits = stripped.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - stripped.scale();
    return (stripped.signum() < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + "E"
        + exponent;
  }
}
