package org.firenet.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.PngWriter;
import org.firenet.io.PngWriter.Depth;
import org.firenet.io.PngWriter.Window;

/**
 * A quick look at an array {@code [..., y, x]}: one PNG, the leading axes as a mosaic, row by row.
 *
 * <p>How the numbers become grey values or colours is said at {@link ViewKind}. The window is that
 * of nearly all numbers shown: for images and maps from 0, or the 0.1 % least if they are negative,
 * to the 0.1 % largest; for k-space from the 0.1 % least, but 20 to 120 decibels, below the largest
 * of all. Small pictures are enlarged by a whole number to at most 768 pixels.
 */
public final class ArrayView {
  /** Tiles shown at most where no slices are asked for, evenly from the first to the last. */
  public static final int MOST_TILES = 16;

  /** Pixels of a picture at most. */
  public static final int MOST_PIXELS = 1 << 25;

  private static final int SENSIBLE_SIDE = 768;
  private static final int LARGEST_SCALE = 64;

  private final ComplexArray array;
  private final ViewKind kind;
  private final ImageChoice choice;
  private final int columns;
  private final int scale;
  private final Depth depth;
  private final List<Integer> entries;
  private final int extent;
  private final Shape shape;
  private final ViewPainter painter;
  private final Window window;

  private ArrayView(Builder builder) {
    array = builder.array;
    kind = builder.kind.orElseGet(() -> ViewKind.of(builder.given, builder.axes));
    depth = builder.depth;
    entries = builder.entries;
    extent = builder.extent;
    if (kind.isColoured() && depth == Depth.SIXTEEN_BIT) {
      throw new IllegalArgumentException(
          "depth: expected 8 for %s, which is in colour, got 16".formatted(kind.word()));
    }
    choice = builder.choice();
    columns = builder.columns.orElse((int) Math.ceil(Math.sqrt(choice.size())));
    long rows = (choice.size() + columns - 1) / columns;
    long height = rows * array.shape().extent(-2);
    long width = (long) columns * array.shape().extent(-1);
    scale = builder.scale.orElse(sensibleScale(Math.max(height, width)));
    if (height * scale > MOST_PIXELS / (width * scale)) {
      throw new IllegalArgumentException(
          "picture: expected at most %d pixels, got %d x %d; show fewer slices or enlarge less"
              .formatted(MOST_PIXELS, height * scale, width * scale));
    }
    shape = Shape.of((int) height * scale, (int) width * scale);
    painter = new ViewPainter(array, kind);
    window = builder.window.orElseGet(() -> painter.window(elements()));
  }

  private static int sensibleScale(long side) {
    return (int) Math.max(1, Math.min(LARGEST_SCALE, SENSIBLE_SIDE / side));
  }

  /**
   * Starts a view.
   *
   * @param array {@code [..., y, x]}; one of fewer axes is one row. Not modified.
   * @throws IllegalArgumentException naming the first element that is not finite
   */
  public static Builder of(ComplexArray array) {
    return new Builder(array);
  }

  /** The elements of all tiles shown. */
  private int[] elements() {
    int size = array.shape().last(2).count();
    return IntStream.range(0, choice.size() * size)
        .map(i -> choice.get(i / size) * size + i % size)
        .toArray();
  }

  /** The element that a pixel shows; −1 where there is no tile. */
  private int element(int pixel) {
    int tileHeight = array.shape().extent(-2);
    int tileWidth = array.shape().extent(-1);
    int y = pixel / shape.extent(1) / scale;
    int x = pixel % shape.extent(1) / scale;
    int tile = y / tileHeight * columns + x / tileWidth;
    return tile >= choice.size()
        ? -1
        : (choice.get(tile) * tileHeight + y % tileHeight) * tileWidth + x % tileWidth;
  }

  /** The file. */
  public byte[] png() {
    if (kind.isColoured()) {
      IntUnaryOperator colour =
          pixel -> element(pixel) < 0 ? 0 : painter.colour(element(pixel), window);
      return PngWriter.png(shape, IntStream.range(0, shape.count()).map(colour).toArray());
    }
    double[] grey = new double[shape.count()];
    for (int i = 0; i < grey.length; i++) {
      int element = element(i);
      grey[i] = element < 0 ? window.low() : Math.max(window.low(), painter.value(element));
    }
    return PngWriter.png(RealArray.of(shape, grey), depth, window);
  }

  /** What the array was taken for. */
  public ViewKind kind() {
    return kind;
  }

  /** Number of tiles there are. */
  public int count() {
    int tiles = array.count() / array.shape().last(2).count();
    return entries.isEmpty() ? tiles : tiles / entries.size() * extent;
  }

  /** The tiles that are shown, by their place among all. */
  public List<Integer> shown() {
    if (entries.isEmpty()) {
      return choice.all();
    }
    int ofEntry = count() / extent;
    return choice.all().stream()
        .map(tile -> entries.get(tile / ofEntry) * ofEntry + tile % ofEntry)
        .toList();
  }

  /** What is black and what is white, or bright; for k-space in decibels. */
  public Window window() {
    return window;
  }

  /** Pixels of the picture for each element, along each axis. */
  public int scale() {
    return scale;
  }

  /** Height and width of the picture in pixels. */
  public Shape shape() {
    return shape;
  }

  /** How an array is to be looked at; all but the array has a default. */
  public static final class Builder {
    private final ComplexArray given;
    private final ComplexArray array;
    private List<String> axes = List.of();
    private Optional<ViewKind> kind = Optional.empty();
    private Optional<Window> window = Optional.empty();
    private OptionalInt columns = OptionalInt.empty();
    private OptionalInt scale = OptionalInt.empty();
    private Depth depth = Depth.EIGHT_BIT;
    private List<Integer> entries = List.of();
    private int extent;
    private int from;
    private int to;

    private Builder(ComplexArray array) {
      array.requireFinite("array");
      given = array;
      Shape shape = array.shape();
      this.array = shape.rank() < 2 ? array.reshape(Shape.of(1, shape.count())) : array;
    }

    /** Sets the names of the axes, outermost first, for {@link ViewKind#of}. */
    public Builder axes(List<String> names) {
      axes = List.copyOf(names);
      return this;
    }

    /** Sets what the array is. */
    public Builder kind(ViewKind value) {
      kind = Optional.of(value);
      return this;
    }

    /** Sets what is black and white; see {@link ArrayView#window}. */
    public Builder window(Window value) {
      window = Optional.of(value);
      return this;
    }

    /**
     * Shows entries of the first axis, all their tiles.
     *
     * @param first the first entry
     * @param end one after the last entry
     * @throws IllegalArgumentException if the array has only two axes, or not these entries
     */
    public Builder slices(int first, int end) {
      int extent = array.shape().rank() > 2 ? array.shape().extent(0) : 0;
      if (first < 0 || end > extent || first >= end) {
        throw new IllegalArgumentException(
            extent == 0
                ? "slices: expected an array of more than two axes, got " + array.shape()
                : "slices: expected a range within 0:%d, got %d:%d".formatted(extent, first, end));
      }
      from = first;
      to = end;
      return this;
    }

    /**
     * Says that the array is a part of another: which entries of its first axis it has.
     *
     * @param places of the entries, ascending, one for each; none for all
     * @param ofAll entries that the other has
     * @throws IllegalArgumentException if there is not a place for each entry
     */
    public Builder entries(List<Integer> places, int ofAll) {
      int expected = array.shape().rank() > 2 ? array.shape().extent(0) : 0;
      if (!places.isEmpty() && places.size() != expected) {
        throw new IllegalArgumentException(
            "entries: expected %d places, got %d".formatted(expected, places.size()));
      }
      entries = List.copyOf(places);
      extent = ofAll;
      return this;
    }

    /** Sets the number of tiles in a row, at least 1. */
    public Builder columns(int value) {
      requirePositive("columns", value);
      columns = OptionalInt.of(value);
      return this;
    }

    /** Sets how many pixels along each axis show an element, at least 1. */
    public Builder scale(int value) {
      requirePositive("scale", value);
      scale = OptionalInt.of(value);
      return this;
    }

    /** Sets the bits of a grey value. */
    public Builder depth(Depth value) {
      depth = value;
      return this;
    }

    /**
     * Makes the view.
     *
     * @throws IllegalArgumentException if a picture in colour is to have 16 bits, or has more than
     *     {@link ArrayView#MOST_PIXELS} pixels
     */
    public ArrayView build() {
      return new ArrayView(this);
    }

    private ImageChoice choice() {
      int size = array.shape().last(2).count();
      int count = array.count() / size;
      if (to > 0) {
        int ofEntry = count / array.shape().extent(0);
        return ImageChoice.range(count, from * ofEntry, to * ofEntry);
      }
      return ImageChoice.of(count, Math.max(1, Math.min(MOST_TILES, MOST_PIXELS / size)));
    }

    private static void requirePositive(String name, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + ": expected at least 1, got " + value);
      }
    }
  }
}
