package org.firenet.report;

import java.util.Base64;
import java.util.Optional;
import org.firenet.array.RealArray;
import org.firenet.io.PngWriter;
import org.firenet.io.PngWriter.Depth;
import org.firenet.io.PngWriter.Window;

/**
 * A greyscale image with what stands below it.
 *
 * @param image {@code [y, x]}, finite. Not modified.
 * @param caption what it shows
 * @param note a second line in a quieter tone; empty for none
 * @param window grey values of its own; empty to share that of its group
 */
public record GreyFigure(RealArray image, String caption, String note, Optional<Window> window) {
  /**
   * Checks the image.
   *
   * @throws IllegalArgumentException if it has not two axes or an element is not finite
   */
  public GreyFigure {
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

  /** An image in the window of its group, without a note. */
  public static GreyFigure of(RealArray image, String caption) {
    return new GreyFigure(image, caption, "", Optional.empty());
  }

  /** The same with a note. */
  public GreyFigure withNote(String text) {
    return new GreyFigure(image, caption, text, window);
  }

  /** The same with a window of its own. */
  public GreyFigure withWindow(Window own) {
    return new GreyFigure(image, caption, note, Optional.of(own));
  }

  int width() {
    return image.shape().extent(1);
  }

  /** The {@code <figure>} element; pixels are kept sharp if the image is small. */
  String html(Window shared, boolean isEnlarged) {
    byte[] png = PngWriter.png(image, Depth.EIGHT_BIT, window.orElse(shared));
    String second = note.isEmpty() ? "" : "<span>" + Markup.escape(note) + "</span>";
    return """
        <figure><img%s width="%d" height="%d" alt="%s" src="data:image/png;base64,%s"/>
        <figcaption>%s%s</figcaption></figure>
        """
        .formatted(
            isEnlarged ? " class=\"enlarged\"" : "",
            width(),
            image.shape().extent(0),
            Markup.escape(caption),
            Base64.getEncoder().encodeToString(png),
            Markup.escape(caption),
            second);
  }
}
