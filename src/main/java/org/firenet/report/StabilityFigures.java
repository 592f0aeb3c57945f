package org.firenet.report;

import java.util.Arrays;
import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.PngWriter.Window;

/**
 * Pictures of images, of changes and of maps beside each other. Of volumes the plane in the middle.
 */
final class StabilityFigures {
  /** Share of the pixels that may be brighter than the brightest colour of a map. */
  private static final double CLIPPED = 0.005;

  private StabilityFigures() {}

  /** The plane shown of a real array. */
  static RealArray plane(RealArray image) {
    Shape shape = image.shape();
    if (shape.rank() == 2) {
      return image;
    }
    Shape two = shape.rank() < 2 ? Shape.of(1, shape.count()) : shape.last(2);
    int first = shape.rank() < 3 ? 0 : shape.extent(0) / 2 * two.count();
    return RealArray.of(two, Arrays.copyOfRange(image.data(), first, first + two.count()));
  }

  /** The magnitude in a window. */
  static ImageFigure magnitude(ComplexArray image, String caption, Window window) {
    return ImageFigure.grey(plane(image.magnitude()), caption, window);
  }

  /** The window in which an image is shown. */
  static Window window(ComplexArray image) {
    return Window.of(plane(image.magnitude()));
  }

  /** |a − b| in heat colours, multiplied so that it can be seen; the factor stands below. */
  static ImageFigure difference(ComplexArray a, ComplexArray b, String caption, Window window) {
    double[] values = new double[a.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.hypot(a.re(i) - b.re(i), a.im(i) - b.im(i));
    }
    RealArray plane = plane(RealArray.of(a.shape(), values));
    double top = quantile(plane);
    double high = top > 0 ? top : window.high();
    return ImageFigure.coloured(plane, caption, new Window(0, high), ColourMap.HEAT)
        .withNote("brightest: %.2g of the window".formatted(high / window.high()));
  }

  /** A map in heat colours from 0 to nearly its largest value. */
  static ImageFigure map(RealArray map, String caption) {
    RealArray plane = plane(map);
    double high = quantile(plane);
    return ImageFigure.coloured(plane, caption, new Window(0, high > 0 ? high : 1), ColourMap.HEAT);
  }

  private static double quantile(RealArray image) {
    double[] sorted = image.data().clone();
    Arrays.sort(sorted);
    return sorted[(int) ((1 - CLIPPED) * (sorted.length - 1))];
  }
}
