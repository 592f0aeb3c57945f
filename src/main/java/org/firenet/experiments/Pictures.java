package org.firenet.experiments;

import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.PngWriter.Window;
import org.firenet.report.ColourMap;
import org.firenet.report.ImageFigure;

/** Pictures that go onto the page and into files. */
final class Pictures {
  private final ExperimentOutput output;
  private final String group;

  /**
   * Pictures of an output.
   *
   * @param group first word of the files' names
   */
  Pictures(ExperimentOutput output, String group) {
    this.output = output;
    this.group = group;
  }

  /** The magnitude of an image. */
  ImageFigure image(String file, String caption, ComplexArray image, Window window) {
    return grey(file, caption, image.magnitude(), window);
  }

  /** A grey picture. */
  ImageFigure grey(String file, String caption, RealArray image, Window window) {
    output.picture(name(file), caption, image, window);
    return ImageFigure.grey(image, caption, window);
  }

  /** A sampling pattern, sampled points white. */
  ImageFigure mask(String file, String caption, Mask mask) {
    double[] points = new double[mask.shape().count()];
    java.util.Arrays.setAll(points, i -> mask.get(i) ? 1 : 0);
    return grey(file, caption, RealArray.of(mask.shape(), points), new Window(0, 1));
  }

  /** The modulus of the difference of two images, in colours. */
  ImageFigure difference(String file, String caption, ComplexArray a, ComplexArray b, double high) {
    double[] values = new double[a.count()];
    java.util.Arrays.setAll(values, i -> Math.hypot(a.re(i) - b.re(i), a.im(i) - b.im(i)));
    RealArray difference = RealArray.of(a.shape(), values);
    Window window = new Window(0, high);
    output.picture(name(file), caption, difference, window);
    return ImageFigure.coloured(difference, caption, window, ColourMap.HEAT);
  }

  private String name(String file) {
    return group + "-" + file + ".png";
  }

  /**
   * A part of an image, every pixel repeated.
   *
   * @param top first row
   * @param left first column
   * @param shape rows and columns of the part
   * @param times how often along each axis
   */
  static ComplexArray enlarged(ComplexArray image, int top, int left, Shape shape, int times) {
    Shape large = Shape.of(shape.extent(0) * times, shape.extent(1) * times);
    ComplexArray out = ComplexArray.zeros(image.precision(), large);
    for (int i = 0; i < out.count(); i++) {
      int y = top + i / large.extent(1) / times;
      int x = left + i % large.extent(1) / times;
      int from = y * image.shape().extent(1) + x;
      out.set(i, image.re(from), image.im(from));
    }
    return out;
  }
}
