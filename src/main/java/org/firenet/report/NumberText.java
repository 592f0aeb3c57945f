package org.firenet.report;

import java.util.Locale;

/** Numbers as people read them: {@code 0.05}, {@code 1200}, {@code 2·10⁻⁷}. */
public final class NumberText {
  private static final int LARGEST_PLAIN_EXPONENT = 4;
  private static final int SMALLEST_PLAIN_EXPONENT = -4;
  private static final int MAX_DECIMALS = 15;
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  private static final String MINUS = "−";

  private NumberText() {}

  /** A number rounded to four significant digits; a dash for NaN. */
  public static String of(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "–" : value > 0 ? "∞" : MINUS + "∞";
    }
    if (value == 0) {
      return "0";
    }
    String[] parts = String.format(Locale.ROOT, "%.3e", value).split("e", 2);
    int exponent = Integer.parseInt(parts[1]);
    if (exponent > LARGEST_PLAIN_EXPONENT || exponent < SMALLEST_PLAIN_EXPONENT) {
      return minus(withoutTrailingZeros(parts[0])) + "·" + power(exponent);
    }
    return minus(withoutTrailingZeros(fixed(value, Math.max(0, 3 - exponent))));
  }

  /** A power of ten. */
  public static String power(int exponent) {
    StringBuilder out = new StringBuilder(exponent < 0 ? "10⁻" : "10");
    for (char digit : Integer.toString(Math.abs(exponent)).toCharArray()) {
      out.append(SUPERSCRIPTS.charAt(digit - '0'));
    }
    return out.toString();
  }

  /**
   * A multiple of a step of a linear axis, with the digits that tell neighbours apart.
   *
   * @param exponent of the largest number of the axis
   */
  static String onLinearAxis(double value, double step, int exponent) {
    int stepExponent = (int) Math.floor(Math.log10(step) + 1e-9);
    if (Math.abs(value) < step / 2) {
      return "0";
    }
    boolean isPlain = exponent <= LARGEST_PLAIN_EXPONENT && stepExponent >= SMALLEST_PLAIN_EXPONENT;
    if (isPlain || Math.abs(exponent) <= 1) {
      return minus(fixed(value, Math.max(0, -stepExponent)));
    }
    double mantissa = value / Math.pow(10, exponent);
    return minus(fixed(mantissa, Math.max(0, exponent - stepExponent))) + "·" + power(exponent);
  }

  private static String fixed(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + Math.min(decimals, MAX_DECIMALS) + "f", value);
  }

  private static String withoutTrailingZeros(String number) {
    return number.contains(".") ? number.replaceAll("\\.?0+$", "") : number;
  }

  private static String minus(String number) {
    return number.replace("-", MINUS);
  }
}
