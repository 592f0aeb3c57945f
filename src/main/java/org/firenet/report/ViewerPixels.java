package org.firenet.report;

import java.util.function.IntToDoubleFunction;

/** The embedded pixels of a viewer, and which images in how many pixels they are of. */
final class ViewerPixels {
  private final ImageChoice choice;
  private final Reduction reduction;
  private final StringBuilder html = new StringBuilder();
  private int count;

  ViewerPixels(ImageChoice choice, Reduction reduction) {
    this.choice = choice;
    this.reduction = reduction;
  }

  ImageChoice choice() {
    return choice;
  }

  /** One image, reduced; {@code values} by their place in memory order of all images. */
  double[] image(int index, IntToDoubleFunction values) {
    int start = choice.get(index) * reduction.height() * reduction.width();
    return reduction.of(i -> values.applyAsDouble(start + i));
  }

  /** Embeds the values of an image and returns by which number a script finds them. */
  int add(int[] values, int bytes) {
    html.append("<script type=\"text/plain\">")
        .append(PixelData.text(values, reduction.reducedWidth(), bytes))
        .append("</script>\n");
    return count++;
  }

  String html() {
    return html.toString();
  }
}
