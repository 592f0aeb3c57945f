package org.firenet.phantom;

import java.util.ArrayList;
import java.util.List;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;

/**
 * The {@link BrainSlice} with small things in it: text in three sizes, bars of four widths, dots of
 * four sizes and three contrasts. What is in it is added to the slice's values; no two overlap.
 */
public final class DetailSlice {
  /** What a thing is. */
  public enum Kind {
    /** A line of letters; its size is the height of the letters. */
    TEXT,
    /** Three bars; their size is the width of one, and of the gap between two. */
    BARS,
    /** A disc; its size is the diameter. */
    DOT
  }

  /** A part of the plane. */
  private interface Region {
    boolean covers(double x, double y);
  }

  /** A thing in the slice. */
  public static final class Feature {
    private final Kind kind;
    private final String name;
    private final double size;
    private final double contrast;
    private final Region region;

    private Feature(Kind kind, String name, double size, double contrast, Region region) {
      this.kind = kind;
      this.name = name;
      this.size = size;
      this.contrast = contrast;
      this.region = region;
    }

    /** What it is. */
    public Kind kind() {
      return kind;
    }

    /** For tables. */
    public String name() {
      return name;
    }

    /** Its size in pixels of an image with so many along an axis. */
    public double pixels(int extent) {
      return size * extent / 2;
    }

    /** What is added to the slice. */
    public double contrast() {
      return contrast;
    }

    /** What it adds to an image of a shape {@code [y, x]}. */
    public RealArray image(Shape shape) {
      return PointImage.of(shape, (x, y) -> region.covers(x, y) ? contrast : 0);
    }
  }

  /** Left, bottom, right and top of where the things of a kind are. */
  private static final double[][] BOXES = {
    {.07, .38, .41, .6}, {-.52, -.32, -.32, 0}, {-.36, .36, -.05, .58},
  };

  private static final double[] WIDTHS = {.016, .012, .008, .004};
  private static final double[] DIAMETERS = {.028, .02, .012, .008};
  private static final double[] CONTRASTS = {-.4, -.2, -.1};
  private static final double BAR_CONTRAST = -.4;

  private DetailSlice() {}

  /** Everything in the slice. */
  public static List<Feature> features() {
    List<Feature> out = new ArrayList<>();
    addText(out, "CAN YOU", .525, .048, -.5);
    addText(out, "READ THIS", .465, .036, -.5);
    addText(out, "SMALL TEXT", .42, .026, -.5);
    for (int i = 0; i < WIDTHS.length; i++) {
      double width = WIDTHS[i];
      double bottom = -.06 - .07 * i;
      Region bars = (x, y) -> isOnBar((x + .46) / width) && y > bottom && y < bottom + .05;
      out.add(new Feature(Kind.BARS, "bars", width, BAR_CONTRAST, bars));
    }
    for (int row = 0; row < CONTRASTS.length; row++) {
      for (int column = 0; column < DIAMETERS.length; column++) {
        double radius = DIAMETERS[column] / 2;
        double middleX = -.31 + .07 * column;
        double middleY = .53 - .06 * row;
        Region disc = (x, y) -> Math.hypot(x - middleX, y - middleY) <= radius;
        out.add(new Feature(Kind.DOT, "dot", DIAMETERS[column], CONTRASTS[row], disc));
      }
    }
    return List.copyOf(out);
  }

  private static void addText(
      List<Feature> out, String text, double bottom, double height, double contrast) {
    StrokeText line = new StrokeText(text, .09, bottom, height, height / 6);
    out.add(new Feature(Kind.TEXT, text, height, contrast, line::covers));
  }

  private static boolean isOnBar(double place) {
    return place >= 0 && place < 5 && (int) place % 2 == 0;
  }

  /**
   * Draws the slice with everything in it.
   *
   * @param shape {@code [y, x]}, at least 2 points along every axis
   * @throws IllegalArgumentException for other shapes
   */
  public static RealArray image(Shape shape) {
    RealArray out = BrainSlice.image(shape);
    double[] data = out.data();
    for (Feature feature : features()) {
      RealArray added = feature.image(shape);
      for (int i = 0; i < data.length; i++) {
        data[i] += added.get(i);
      }
    }
    return out;
  }

  /**
   * Where the things of a kind are.
   *
   * @return first row, first column, rows, columns
   */
  public static int[] box(Kind kind, Shape shape) {
    double[] box = BOXES[kind.ordinal()];
    int top = pixel(1 - box[3], shape.extent(0));
    int left = pixel(1 + box[0], shape.extent(1));
    return new int[] {
      top, left, pixel(1 - box[1], shape.extent(0)) - top, pixel(1 + box[2], shape.extent(1)) - left
    };
  }

  private static int pixel(double place, int extent) {
    return (int) Math.round(place * extent / 2);
  }
}
