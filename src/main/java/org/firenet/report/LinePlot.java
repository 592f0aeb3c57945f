package org.firenet.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A line plot as inline SVG: named series over whole numbers or over given places, lines or points,
 * linear or logarithmic axes, and light vertical marks.
 *
 * <p>What can not be drawn is a gap in its line: NaN, infinity, sizes beyond 1e300 and, on a
 * logarithmic axis, what is below 1e-300. Colours are the CSS variables {@code --ink}, {@code
 * --muted}, {@code --line}, {@code --mark} and {@code --series-1} to {@code --series-6}, with
 * fallbacks for a white page.
 */
public final class LinePlot {
  /** Places and values of one line, or of points. */
  static final class Series {
    private final String name;
    private final double[] places;
    private final double[] values;
    private final boolean isConnected;
    private final boolean isCounted;

    private Series(
        String name, double[] places, double[] values, boolean isConnected, boolean isCounted) {
      this.name = name;
      this.places = places;
      this.values = values;
      this.isConnected = isConnected;
      this.isCounted = isCounted;
    }

    String name() {
      return name;
    }

    double place(int index) {
      return places[index];
    }

    int length() {
      return values.length;
    }

    double value(int index) {
      return values[index];
    }

    boolean isConnected() {
      return isConnected;
    }
  }

  private static final double LARGEST = 1e300;
  private static final double SMALLEST = 1e-300;

  private final String title;
  private final List<Series> series = new ArrayList<>();
  private String xLabel = "";
  private String yLabel = "";
  private boolean logarithmic;
  private boolean logarithmicX;
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

  /** Makes the horizontal axis logarithmic; marks do not show then. */
  public LinePlot logarithmicX() {
    logarithmicX = true;
    return this;
  }

  /**
   * Adds a line over counted places.
   *
   * @param name for the legend
   * @param first place of the first value on the horizontal axis; the others follow in steps of 1
   * @param values NaN for a gap. Copied.
   */
  public LinePlot series(String name, int first, double... values) {
    double[] places = new double[values.length];
    Arrays.setAll(places, i -> first + (double) i);
    series.add(new Series(name, places, values.clone(), true, true));
    return this;
  }

  /**
   * Adds a line over given places.
   *
   * @param name for the legend
   * @param places of the values on the horizontal axis, in the order in which they are connected.
   *     Copied.
   * @param values NaN for a gap. Copied.
   * @throws IllegalArgumentException if there are not as many values as places
   */
  public LinePlot line(String name, double[] places, double[] values) {
    return add(name, places, values, true);
  }

  /** Adds points that are not connected; as {@link #line}. */
  public LinePlot points(String name, double[] places, double[] values) {
    return add(name, places, values, false);
  }

  private LinePlot add(String name, double[] places, double[] values, boolean isConnected) {
    if (places.length != values.length) {
      throw new IllegalArgumentException(
          "`values`: expected %d of \"%s\", got %d".formatted(places.length, name, values.length));
    }
    series.add(new Series(name, places.clone(), values.clone(), isConnected, false));
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

  /** Whether a value of a series has a place on both axes. */
  boolean isDrawable(Series line, int index) {
    return isDrawable(line.values[index], logarithmic)
        && isDrawable(line.places[index], logarithmicX);
  }

  private static boolean isDrawable(double value, boolean logarithmic) {
    return Math.abs(value) <= LARGEST && (!logarithmic || value >= SMALLEST);
  }

  /** Where a value lies along the vertical axis, see {@link PlotAxis}. */
  double coordinate(double value) {
    return logarithmic ? Math.log10(value) : value;
  }

  /** Where a place lies along the horizontal axis. */
  double coordinateX(double place) {
    return logarithmicX ? Math.log10(place) : place;
  }

  /** Whether marks have a place. */
  boolean hasMarks() {
    return !logarithmicX;
  }

  /** The horizontal axis; without ticks if there is no value. */
  PlotAxis xAxis() {
    boolean isCounted = !logarithmicX && series.stream().allMatch(line -> line.isCounted);
    double[] sorted =
        series.stream()
            .flatMapToDouble(line -> Arrays.stream(line.places))
            .filter(place -> isDrawable(place, logarithmicX))
            .sorted()
            .toArray();
    if (sorted.length == 0) {
      return new PlotAxis(0, 1, List.of());
    }
    double min = sorted[0];
    double max = sorted[sorted.length - 1];
    if (isCounted) {
      return PlotAxis.integers((int) min, (int) max);
    }
    return logarithmicX ? PlotAxis.logarithmic(min, max) : PlotAxis.linear(min, max);
  }

  /** The vertical axis; without ticks if there is no value to draw. */
  PlotAxis yAxis() {
    double[] sorted =
        series.stream()
            .flatMapToDouble(line -> Arrays.stream(line.values))
            .filter(value -> isDrawable(value, logarithmic))
            .sorted()
            .toArray();
    if (sorted.length == 0) {
      return new PlotAxis(0, 1, List.of());
    }
    double min = sorted[0];
    double max = sorted[sorted.length - 1];
    return logarithmic ? PlotAxis.logarithmic(min, max) : PlotAxis.linear(min, max);
  }
}
