package org.firenet.mri;

import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.operator.FourierOperator;

/**
 * Changes matrix and field of view of images; the pixel at index n/2 stays where it is.
 *
 * <p>Cropping takes the m points from {@code n/2 − m/2} on. Interpolation crops or pads the centred
 * Fourier transform likewise, so that a band-limited image keeps its values: the unitary transforms
 * are scaled by √(m/n) for each axis.
 */
public final class ImageResizing {
  private ImageResizing() {}

  /**
   * Cuts or pads with zeros.
   *
   * @param images {@code [..., y, x]}; leading axes are kept. Not modified.
   * @param matrix extents of the last axes wanted
   * @return the same array if nothing changes
   */
  public static ComplexArray crop(ComplexArray images, Shape matrix) {
    Shape from = images.shape().last(matrix.rank());
    if (from.equals(matrix)) {
      return images;
    }
    int count = images.count() / from.count();
    ComplexArray out = ComplexArray.zeros(images.precision(), withLast(images.shape(), matrix));
    int[] index = new int[matrix.rank()];
    for (int point = 0; point < matrix.count(); point++) {
      int rest = point;
      for (int axis = index.length - 1; axis >= 0; axis--) {
        index[axis] = rest % matrix.extent(axis);
        rest /= matrix.extent(axis);
      }
      int source = source(from, matrix, index);
      for (int image = 0; source >= 0 && image < count; image++) {
        int place = image * from.count() + source;
        out.set(image * matrix.count() + point, images.re(place), images.im(place));
      }
    }
    return out;
  }

  /** Place of a point of the new matrix in the old one, −1 where that has none. */
  private static int source(Shape from, Shape to, int[] index) {
    int place = 0;
    for (int axis = 0; axis < index.length; axis++) {
      int at = index[axis] - to.extent(axis) / 2 + from.extent(axis) / 2;
      if (at < 0 || at >= from.extent(axis)) {
        return -1;
      }
      place = place * from.extent(axis) + at;
    }
    return place;
  }

  /**
   * Changes the number of points over the same field of view.
   *
   * @param images {@code [..., y, x]}; leading axes are kept. Not modified.
   * @param matrix extents of the last axes wanted
   * @return the same array if nothing changes
   */
  public static ComplexArray interpolate(ComplexArray images, Shape matrix) {
    Shape from = images.shape().last(matrix.rank());
    if (from.equals(matrix)) {
      return images;
    }
    int count = images.count() / from.count();
    ComplexArray stack = images.reshape(from.prepend(count));
    ComplexArray out = ComplexArray.zeros(images.precision(), matrix.prepend(count));
    double scale = Math.sqrt((double) matrix.count() / from.count());
    IntStream.range(0, count)
        .parallel()
        .forEach(image -> interpolate(stack.slice(image), scale, image, out));
    return out.reshape(withLast(images.shape(), matrix));
  }

  private static void interpolate(ComplexArray image, double scale, int number, ComplexArray out) {
    Shape matrix = out.shape().last(out.shape().rank() - 1);
    FourierOperator analysis = new FourierOperator(image.shape(), image.shape().rank());
    double[] spectrum = new double[2 * image.count()];
    analysis.forward(image.to(Precision.DOUBLE).doubles(), spectrum);
    ComplexArray resized = crop(ComplexArray.of(image.shape(), spectrum), matrix);
    FourierOperator synthesis = new FourierOperator(matrix, matrix.rank());
    double[] pixels = new double[2 * matrix.count()];
    synthesis.adjoint(resized.doubles(), pixels);
    int first = number * matrix.count();
    for (int i = 0; i < matrix.count(); i++) {
      out.set(first + i, scale * pixels[2 * i], scale * pixels[2 * i + 1]);
    }
  }

  private static Shape withLast(Shape shape, Shape last) {
    int[] extents = shape.extents();
    System.arraycopy(last.extents(), 0, extents, extents.length - last.rank(), last.rank());
    return Shape.of(extents);
  }
}
