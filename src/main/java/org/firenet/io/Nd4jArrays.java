package org.firenet.io;

import java.util.Arrays;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Exchanges arrays with ND4J, in both directions by copy.
 *
 * <p>ND4J has no complex type: a complex array {@code [..., y, x]} is an {@link INDArray} {@code
 * [..., y, x, 2]} of FLOAT or DOUBLE whose last axis is real and imaginary part. An {@link
 * INDArray} may be a view with any strides, offset and order.
 *
 * <p>Errors: an {@link INDArray} that is empty, too large, or of a type that does not fit is an
 * {@link IllegalArgumentException}. This class needs ND4J on the class path; besides it only the
 * learned networks of the experiments do.
 */
public final class Nd4jArrays {
  private Nd4jArrays() {}

  /** {@code [..., 2]}, FLOAT or DOUBLE by the array's precision. */
  public static INDArray toNd4j(ComplexArray array) {
    long[] extents = Arrays.copyOf(extents(array.shape()), array.shape().rank() + 1);
    extents[extents.length - 1] = 2;
    INDArray flat =
        switch (array.precision()) {
          case SINGLE -> Nd4j.createFromArray(array.floats());
          case DOUBLE -> Nd4j.createFromArray(array.doubles());
        };
    return flat.reshape('c', extents);
  }

  /** The same shape, DOUBLE. */
  public static INDArray toNd4j(RealArray array) {
    return Nd4j.createFromArray(array.data()).reshape('c', extents(array.shape()));
  }

  /** The same shape, BOOL, true where sampled. */
  public static INDArray toNd4j(Mask mask) {
    boolean[] sampled = new boolean[mask.shape().count()];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] = mask.get(i);
    }
    return Nd4j.createFromArray(sampled).reshape('c', extents(mask.shape()));
  }

  /**
   * The complex array of real and imaginary parts, in the precision of the argument.
   *
   * @param array {@code [..., 2]}, FLOAT or DOUBLE. Not modified.
   */
  public static ComplexArray complex(INDArray array) {
    boolean single = array.dataType() == DataType.FLOAT;
    if (!single && array.dataType() != DataType.DOUBLE) {
      throw new IllegalArgumentException(
          "`array`: expected FLOAT or DOUBLE, got " + array.dataType());
    }
    Shape parts = shape(array);
    if (parts.rank() == 0 || parts.extent(-1) != 2) {
      throw new IllegalArgumentException("`array`: expected [..., 2], got " + parts);
    }
    Shape shape = Shape.of(Arrays.copyOf(parts.extents(), parts.rank() - 1));
    return single
        ? ComplexArray.of(shape, compact(array).data().asFloat())
        : ComplexArray.of(shape, compact(array).data().asDouble());
  }

  /**
   * The real array with the same numbers.
   *
   * @param array of any numeric type. Not modified.
   */
  public static RealArray real(INDArray array) {
    return RealArray.of(shape(array), numbers(array));
  }

  /**
   * The mask that is sampled where the argument is not zero.
   *
   * @param array of any numeric type or BOOL. Not modified.
   */
  public static Mask mask(INDArray array) {
    Shape shape = shape(array);
    double[] numbers = numbers(array);
    boolean[] sampled = new boolean[numbers.length];
    for (int i = 0; i < sampled.length; i++) {
      sampled[i] = numbers[i] != 0;
    }
    return Mask.of(shape, sampled);
  }

  private static double[] numbers(INDArray array) {
    if (!array.isR() && !array.isZ() && !array.isB()) {
      throw new IllegalArgumentException("`array`: expected numbers, got " + array.dataType());
    }
    return compact(array).castTo(DataType.DOUBLE).data().asDouble();
  }

  /** A copy in C order without gaps. */
  private static INDArray compact(INDArray array) {
    return array.dup('c');
  }

  private static Shape shape(INDArray array) {
    long[] extents = array.shape();
    if (array.isEmpty() || array.length() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "`array`: expected 1 to 2^31 - 1 numbers, got " + Arrays.toString(extents));
    }
    return Shape.of(Arrays.stream(extents).mapToInt(Math::toIntExact).toArray());
  }

  private static long[] extents(Shape shape) {
    return Arrays.stream(shape.extents()).asLongStream().toArray();
  }
}
