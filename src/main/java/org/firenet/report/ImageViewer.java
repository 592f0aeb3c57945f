package org.firenet.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firenet.array.ComplexArray;
import org.firenet.array.Shape;
import org.firenet.io.PngWriter.Window;

/**
 * Images beside each other in one window, to be looked at closely: window, level, zoom, magnitude
 * or phase, a slider between two of them, differences, one of several images.
 *
 * <p>Magnitudes and differences are embedded in 16 bits, {@code round(65535 v / largest)} with the
 * largest of each image, phases in 8 bits. Of many images at most 16 are there, evenly from the
 * first to the last, and fewer where their pixels would take more than {@link #MOST_BYTES} bytes; a
 * single image that does is reduced to means of blocks. Without scripts the images are pictures.
 *
 * <p>Pixels that are not finite are shown as 0, with a warning.
 */
public final class ImageViewer implements ReportBlock {
  /** Images shown at most. */
  public static final int MOST_IMAGES = 16;

  /** Bytes of all embedded pixels at most, before they are deflated. */
  public static final long MOST_BYTES = 12L << 20;

  private final String html;
  private final List<String> warnings;

  private ImageViewer(String html, List<String> warnings) {
    this.html = html;
    this.warnings = List.copyOf(warnings);
  }

  /** Starts a viewer with a title for those who can not see it. */
  public static Builder titled(String title) {
    return new Builder(title);
  }

  @Override
  public String html() {
    return html;
  }

  @Override
  public List<String> scripts() {
    return List.of("pixels.js", "panel.js", "gestures.js", "controls.js", "viewer.js");
  }

  @Override
  public List<String> warnings() {
    return warnings;
  }

  /** Collects what a viewer shows. */
  public static final class Builder {
    private final String title;
    private final List<ViewerLayer> layers = new ArrayList<>();
    private ViewerLayer.Counting counting = new ViewerLayer.Counting("image", "images", 0);
    private double pixelAspect = 1;
    private Window window;

    private Builder(String title) {
      this.title = title;
    }

    /**
     * Adds images.
     *
     * @param name what they are
     * @param note a second line below them; may be empty
     * @param images {@code [..., y, x]}, all leading axes count images. Not modified.
     * @throws IllegalArgumentException if they differ in shape from those before
     */
    public Builder images(String name, String note, ComplexArray images) {
      return layer(new ViewerLayer.Images(name, note, images));
    }

    /**
     * Adds {@code ||a| − |b||}, times a factor that fits the window; both {@code [..., y, x]}.
     * Phases do not count, since that of an image depends on that of its coil maps.
     *
     * @throws IllegalArgumentException if they differ in shape from each other or those before
     */
    public Builder difference(String name, ComplexArray a, ComplexArray b) {
      ComplexArray.requireShape(name, b.shape(), a.shape());
      return layer(new ViewerLayer.Difference(name, a, b));
    }

    private Builder layer(ViewerLayer layer) {
      Tiles.count(layer.name(), layer.shape());
      if (!layers.isEmpty()) {
        ComplexArray.requireShape(layer.name(), layer.shape(), layers.get(0).shape());
      }
      layers.add(layer);
      return this;
    }

    /** Sets what the leading axes count, in singular and plural, and the number of the first. */
    public Builder counted(String one, String several, int first) {
      counting = new ViewerLayer.Counting(one, several, first);
      return this;
    }

    /** Sets the window to begin with; by default {@link Window#of} the first layer. */
    public Builder window(Window value) {
      window = value;
      return this;
    }

    /**
     * Sets how many times as high as wide a pixel is.
     *
     * @throws IllegalArgumentException if it is not a positive number
     */
    public Builder pixelAspect(double value) {
      if (!(value > 0) || Double.isInfinite(value)) {
        throw new IllegalArgumentException("pixelAspect: expected a positive number, got " + value);
      }
      pixelAspect = value;
      return this;
    }

    /**
     * Makes the viewer.
     *
     * @throws IllegalArgumentException if there is nothing to show
     */
    public ImageViewer build() {
      if (layers.isEmpty()) {
        throw new IllegalArgumentException("viewer: expected at least one layer, got none");
      }
      Shape shape = layers.get(0).shape();
      int height = shape.extent(-2);
      int width = shape.extent(-1);
      int bytes = layers.stream().mapToInt(ViewerLayer::bytesOfPixel).sum();
      int count = Tiles.count(title, shape);
      long fitting = MOST_BYTES / bytes / ((long) height * width);
      ImageChoice choice = ImageChoice.of(count, (int) Math.max(1, Math.min(MOST_IMAGES, fitting)));
      Reduction reduction = Reduction.toFit(height, width, MOST_BYTES / bytes / choice.size());
      if (window == null) {
        window = layers.get(0).window(choice);
      }
      ViewerPixels pixels = new ViewerPixels(choice, reduction);
      List<String> warnings = new ArrayList<>();
      List<Map<String, Object>> described = new ArrayList<>();
      for (ViewerLayer layer : layers) {
        described.add(layer.embed(pixels, window, warnings::add));
      }
      Map<String, Object> content = description(choice, reduction, count);
      content.put("layers", described);
      StringBuilder out = new StringBuilder("<div class=\"viewer\">\n<div class=\"still\">\n");
      out.append(new FigureRow(stills(choice)).html()).append(remark());
      out.append("</div>\n<script type=\"application/json\">");
      out.append(Markup.json(content)).append("</script>\n").append(pixels.html());
      return new ImageViewer(out.append("</div>\n").toString(), warnings);
    }

    private List<ImageFigure> stills(ImageChoice choice) {
      return layers.stream()
          .map(layer -> layer.still(choice, counting, window).withPixelAspect(pixelAspect))
          .toList();
    }

    private String remark() {
      return "<p>Magnitudes in one grey scale: black %s, white %s.</p>\n"
          .formatted(NumberText.of(window.low()), NumberText.of(window.high()));
    }

    private Map<String, Object> description(ImageChoice choice, Reduction reduction, int count) {
      Map<String, Object> out = new LinkedHashMap<>();
      out.put("title", title);
      out.put("height", reduction.reducedHeight());
      out.put("width", reduction.reducedWidth());
      out.put("reduction", reduction.factor());
      out.put("pixelAspect", pixelAspect);
      out.put("counted", counting.singular());
      out.put("count", count);
      out.put("numbers", choice.all().stream().map(i -> i + counting.first()).toList());
      out.put("window", List.of(window.low(), window.high()));
      for (ColourMap map : List.of(ColourMap.PHASE, ColourMap.HEAT)) {
        out.put(
            map.name().toLowerCase(java.util.Locale.ROOT),
            java.util.Base64.getEncoder().encodeToString(map.table()));
      }
      return out;
    }
  }
}
