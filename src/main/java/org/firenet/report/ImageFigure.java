package org.firenet.report;

import java.util.Arrays;
import java.util.Base64;
import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.PngWriter;
import org.firenet.io.PngWriter.Depth;
import org.firenet.io.PngWriter.Window;

/** A picture, grey or in colours, with what stands below it. */
public final class ImageFigure {
  private final Shape shape;
  private final byte[] png;
  private final String caption;
  private final String note;
  private final ColourBar bar;
  private final double pixelAspect;

  private ImageFigure(
      Shape shape, byte[] png, String caption, String note, ColourBar bar, double pixelAspect) {
    this.shape = shape;
    this.png = png;
    this.caption = caption;
    this.note = note;
    this.bar = bar;
    this.pixelAspect = pixelAspect;
  }

  /**
   * A grey picture.
   *
   * @param image {@code [y, x]}, finite. Not modified.
   * @param caption what it shows
   * @throws IllegalArgumentException if it has not two axes or an element is not finite
   */
  public static ImageFigure grey(RealArray image, String caption, Window window) {
    requireImage(image, caption);
    byte[] png = PngWriter.png(image, Depth.EIGHT_BIT, window);
    return new ImageFigure(image.shape(), png, caption, "", null, 1);
  }

  /** A picture in colours; as {@link #grey}. */
  public static ImageFigure coloured(
      RealArray image, String caption, Window window, ColourMap colours) {
    requireImage(image, caption);
    double span = window.high() - window.low();
    int[] rgb = new int[image.count()];
    Arrays.setAll(rgb, i -> colours.rgb((image.get(i) - window.low()) / span));
    byte[] png = PngWriter.png(image.shape(), rgb);
    return new ImageFigure(image.shape(), png, caption, "", null, 1)
        .with(new ColourBar(colours, NumberText.of(window.low()), NumberText.of(window.high())));
  }

  /**
   * A complex picture: the argument as hue, the modulus as brightness.
   *
   * @param image {@code [y, x]}, finite. Not modified.
   * @param high modulus of full brightness, positive
   * @throws IllegalArgumentException as {@link #grey}
   */
  public static ImageFigure phase(ComplexArray image, String caption, double high) {
    requireImage(image.magnitude(), caption);
    int[] rgb = new int[image.count()];
    for (int i = 0; i < rgb.length; i++) {
      double turn = Math.atan2(image.im(i), image.re(i)) / (2 * Math.PI) + 0.5;
      double brightness = Math.min(1, Math.hypot(image.re(i), image.im(i)) / high);
      rgb[i] = ColourMap.dimmed(ColourMap.PHASE.rgb(turn), brightness);
    }
    byte[] png = PngWriter.png(image.shape(), rgb);
    return new ImageFigure(image.shape(), png, caption, "", null, 1)
        .with(new ColourBar(ColourMap.PHASE, "−π", "π"));
  }

  private static void requireImage(RealArray image, String caption) {
    if (image.shape().rank() != 2) {
      throw new IllegalArgumentException(
          "`image` of \"%s\": expected [y, x], got %s".formatted(caption, image.shape()));
    }
    for (int i = 0; i < image.count(); i++) {
      if (!Double.isFinite(image.get(i))) {
        throw new IllegalArgumentException(
            "`image` of \"%s\": element %d of %s is %s"
                .formatted(caption, i, image.shape(), image.get(i)));
      }
    }
  }

  /** The same with a second line in a quieter tone. */
  public ImageFigure withNote(String text) {
    return new ImageFigure(shape, png, caption, text, bar, pixelAspect);
  }

  /** The same, each pixel so many times as high as wide. */
  public ImageFigure withPixelAspect(double value) {
    return new ImageFigure(shape, png, caption, note, bar, value);
  }

  ImageFigure with(ColourBar value) {
    return new ImageFigure(shape, png, caption, note, value, pixelAspect);
  }

  int width() {
    return shape.extent(1);
  }

  String note() {
    return note;
  }

  /** The {@code <figure>} element; pixels are kept sharp if the image is small. */
  String html(boolean isEnlarged) {
    String second = note.isEmpty() ? "" : "<span>" + Markup.escape(note) + "</span>";
    return """
        <figure><img%s width="%d" height="%d" alt="%s"%s src="data:image/png;base64,%s"/>
        <figcaption>%s%s%s</figcaption></figure>
        """
        .formatted(
            isEnlarged ? " class=\"enlarged\"" : "",
            width(),
            shape.extent(0),
            Markup.escape(note.isEmpty() ? caption : caption + "; " + note),
            pixelAspect == 1
                ? ""
                : " style=\"aspect-ratio:%s\""
                    .formatted((float) (width() / (shape.extent(0) * pixelAspect))),
            Base64.getEncoder().encodeToString(png),
            Markup.escape(caption),
            second,
            bar == null ? "" : bar.html());
  }
}
