package org.firenet.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The range and the ticks of an axis, in the coordinate along the axis: the value itself, or its
 * decimal logarithm.
 *
 * @param low coordinate at one end
 * @param high coordinate at the other, greater
 * @param ticks from low to high
 */
record PlotAxis(double low, double high, List<Tick> ticks) {
  /**
   * A tick.
   *
   * @param label what stands beside it; empty for a small tick
   */
  record Tick(double at, String label) {}

  private static final int INTERVALS = 5;
  private static final int MAX_LABELS = 7;
  private static final int[] STEPS = {1, 2, 5};

  /** Ranges narrower than this share of the values can not be told from rounding. */
  private static final double NARROWEST = 1e-12;

  /** Sizes below this are drawn as zero. */
  private static final double SMALLEST = 1e-290;

  private static final double LOG_MARGIN = 0.05;

  /** Up to this many decades between the ends twice and five times a power get a label too. */
  private static final double ALL_LABELLED = 1.5;

  private static final double SMALL_TICKS_UP_TO = 4.5;

  /** Where a coordinate lies: 0 at the low end, 1 at the high end. */
  double place(double coordinate) {
    return (coordinate - low) / (high - low);
  }

  /** An axis whose ends are ticks. */
  static PlotAxis linear(double min, double max) {
    double size = Math.max(Math.abs(min), Math.abs(max));
    boolean isFlat = max - min <= Math.max(NARROWEST * size, SMALLEST);
    double margin = !isFlat ? 0 : size > SMALLEST ? size / 10 : 1;
    double step = step((max - min + 2 * margin) / INTERVALS);
    long first = (long) Math.floor((min - margin) / step + 1e-9);
    long last = (long) Math.ceil((max + margin) / step - 1e-9);
    double largest = step * Math.max(Math.abs(first), Math.abs(last));
    int exponent = (int) Math.floor(Math.log10(largest) + 1e-9);
    List<Tick> ticks = new ArrayList<>();
    for (long i = first; i <= last; i++) {
      ticks.add(new Tick(i * step, NumberText.onLinearAxis(i * step, step, exponent)));
    }
    return new PlotAxis(first * step, last * step, ticks);
  }

  /** A logarithmic axis for positive values. */
  static PlotAxis logarithmic(double min, double max) {
    double span = Math.log10(max) - Math.log10(min);
    double margin = span > NARROWEST ? LOG_MARGIN * span : 0.5;
    double low = Math.log10(min) - margin;
    double high = Math.log10(max) + margin;
    boolean isWide = high - low > ALL_LABELLED && Math.floor(high) > Math.ceil(low);
    List<Tick> ticks = isWide ? powers(low, high) : oneTwoFive(low, high);
    if (ticks.size() < 3) {
      ticks =
          linear(Math.pow(10, low), Math.pow(10, high)).ticks.stream()
              .filter(tick -> tick.at > 0)
              .map(tick -> new Tick(Math.log10(tick.at), tick.label))
              .filter(tick -> tick.at >= low && tick.at <= high)
              .toList();
    }
    return new PlotAxis(low, high, ticks);
  }

  private static List<Tick> powers(double low, double high) {
    int first = (int) Math.ceil(low);
    int last = (int) Math.floor(high);
    int stride = (last - first) / MAX_LABELS + 1;
    List<Tick> ticks = new ArrayList<>();
    for (int exponent = first - 1; exponent <= last; exponent++) {
      for (int digit : high - low > SMALL_TICKS_UP_TO ? new int[] {1} : STEPS) {
        boolean labelled = digit == 1 && Math.floorMod(exponent, stride) == 0;
        double at = exponent + Math.log10(digit);
        if (at >= low && at <= high) {
          ticks.add(new Tick(at, labelled ? NumberText.power(exponent) : ""));
        }
      }
    }
    return ticks;
  }

  private static List<Tick> oneTwoFive(double low, double high) {
    List<Tick> ticks = new ArrayList<>();
    for (int exponent = (int) Math.floor(low); exponent <= high; exponent++) {
      for (int digit : STEPS) {
        double at = exponent + Math.log10(digit);
        if (at >= low && at <= high) {
          ticks.add(new Tick(at, NumberText.of(digit * Math.pow(10, exponent))));
        }
      }
    }
    return ticks;
  }

  /** An axis of whole numbers from {@code first} to {@code last}. */
  static PlotAxis integers(int first, int last) {
    if (first == last) {
      return new PlotAxis(first - 1.0, last + 1.0, List.of(integer(first)));
    }
    long step = Math.max(1, Math.round(step(((double) last - first) / INTERVALS)));
    long tick = Math.floorDiv(first + step - 1, step) * step;
    List<Tick> ticks = new ArrayList<>();
    if (2 * (tick - first) >= step) {
      ticks.add(integer(first));
    }
    for (; tick <= last; tick += step) {
      ticks.add(integer(tick));
    }
    return new PlotAxis(first, last, ticks);
  }

  private static Tick integer(long value) {
    return new Tick(value, Long.toString(value).replace('-', '−'));
  }

  /** The smallest of 1, 2 and 5 times a power of ten that is not below a number. */
  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (int digit : STEPS) {
      if (digit * power >= least * (1 - 1e-9)) {
        return digit * power;
      }
    }
    return 10 * power;
  }
}
