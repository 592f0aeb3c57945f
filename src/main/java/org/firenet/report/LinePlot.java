package org.firenet.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A line plot as inline SVG: named series over whole numbers, a linear or logarithmic vertical
 * axis, and light vertical marks.
 *
 * <p>What can not be drawn is a gap in its line: NaN, infinity, sizes beyond 1e300 and, on a
 * logarithmic axis, what is below 1e-300. Colours are the CSS variables {@code --ink}, {@code
 * --muted}, {@code --line}, {@code --mark} and {@code --series-1} to {@code --series-6}, with
 * fallbacks for a white page.
 */
public final class LinePlot {
  /** The values of one line and where they begin. */
  static final class Series {
    private final String name;
    private final int first;
    private final double[] values;

    private Series(String name, int first, double[] values) {
      this.name = name;
      this.first = first;
      this.values = values;
    }

    String name() {
      return name;
    }

    int first() {
      return first;
    }

    int last() {
      return first + values.length - 1;
    }

    int length() {
      return values.length;
    }

    double value(int index) {
      return values[index];
    }
  }

  private static final double LARGEST = 1e300;
  private static final double SMALLEST = 1e-300;

  private final String title;
  private final List<Series> series = new ArrayList<>();
  private String xLabel = "";
  private String yLabel = "";
  private boolean logarithmic;
  private String markName = "";
  private int[] marks = {};

  private LinePlot(String title) {
    this.title = title;
  }

  /** An empty plot with a title. */
  public static LinePlot titled(String title) {
    return new LinePlot(title);
  }

  /** Sets what the horizontal axis counts. */
  public LinePlot xLabel(String value) {
    xLabel = value;
    return this;
  }

  /** Sets what the vertical axis shows. */
  public LinePlot yLabel(String value) {
    yLabel = value;
    return this;
  }

  /** Makes the vertical axis logarithmic. */
  public LinePlot logarithmic() {
    logarithmic = true;
    return this;
  }

  /**
   * Adds a line.
   *
   * @param name for the legend
   * @param first place of the first value on the horizontal axis; the others follow in steps of 1
   * @param values NaN for a gap. Copied.
   */
  public LinePlot series(String name, int first, double... values) {
    series.add(new Series(name, first, values.clone()));
    return this;
  }

  /** Sets the places of the vertical marks, and their name for the legend; others do not show. */
  public LinePlot marks(String name, int... places) {
    markName = name;
    marks = places.clone();
    return this;
  }

  String title() {
    return title;
  }

  String xLabel() {
    return xLabel;
  }

  String yLabel() {
    return yLabel;
  }

  List<Series> series() {
    return series;
  }

  String markName() {
    return markName;
  }

  int[] marks() {
    return marks.clone();
  }

  /** The plot as one {@code <svg>} element. */
  public String svg() {
    return new PlotDrawing(this).draw();
  }

  /** Whether a value has a place on the vertical axis. */
  boolean isDrawable(double value) {
    return Math.abs(value) <= LARGEST && (!logarithmic || value >= SMALLEST);
  }

  /** Where a value lies along the vertical axis, see {@link PlotAxis}. */
  double coordinate(double value) {
    return logarithmic ? Math.log10(value) : value;
  }

  /** All values that can be drawn, in ascending order. */
  private double[] drawable() {
    return series.stream()
        .flatMapToDouble(line -> Arrays.stream(line.values))
        .filter(this::isDrawable)
        .sorted()
        .toArray();
  }

  /** The horizontal axis; without ticks if there is no value. */
  PlotAxis xAxis() {
    List<Series> filled = series.stream().filter(line -> line.values.length > 0).toList();
    return filled.isEmpty()
        ? new PlotAxis(0, 1, List.of())
        : PlotAxis.integers(
            filled.stream().mapToInt(Series::first).min().getAsInt(),
            filled.stream().mapToInt(Series::last).max().getAsInt());
  }

  /** The vertical axis; without ticks if there is no value to draw. */
  PlotAxis yAxis() {
    double[] sorted = drawable();
    if (sorted.length == 0) {
      return new PlotAxis(0, 1, List.of());
    }
    double min = sorted[0];
    double max = sorted[sorted.length - 1];
    return logarithmic ? PlotAxis.logarithmic(min, max) : PlotAxis.linear(min, max);
  }
}
