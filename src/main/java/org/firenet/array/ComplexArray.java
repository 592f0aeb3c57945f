package org.firenet.array;

/**
 * A complex array in host memory: real and imaginary parts interleaved, last axis fastest, in
 * single or double precision.
 *
 * <p>The array wraps the numbers it was made from without copying them; nothing in this library
 * writes to an array that it was given as input.
 */
public final class ComplexArray {
  private final Shape shape;
  private final float[] floats;
  private final double[] doubles;

  private ComplexArray(Shape shape, float[] floats, double[] doubles) {
    this.shape = shape;
    this.floats = floats;
    this.doubles = doubles;
    long length = floats != null ? floats.length : doubles.length;
    if (length != 2L * shape.count()) {
      throw new IllegalArgumentException(
          "data: expected 2 x " + shape.count() + " numbers for " + shape + ", got " + length);
    }
  }

  /** An array of zeros. */
  public static ComplexArray zeros(Precision precision, Shape shape) {
    if (2L * shape.count() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("shape: too large for one array: " + shape);
    }
    return precision == Precision.SINGLE
        ? new ComplexArray(shape, new float[2 * shape.count()], null)
        : new ComplexArray(shape, null, new double[2 * shape.count()]);
  }

  /**
   * Wraps interleaved single-precision numbers; not copied.
   *
   * @throws IllegalArgumentException if the length is not twice the number of elements
   */
  public static ComplexArray of(Shape shape, float[] interleaved) {
    return new ComplexArray(shape, interleaved, null);
  }

  /**
   * Wraps interleaved double-precision numbers; not copied.
   *
   * @throws IllegalArgumentException if the length is not twice the number of elements
   */
  public static ComplexArray of(Shape shape, double[] interleaved) {
    return new ComplexArray(shape, null, interleaved);
  }

  /** A double-precision complex array with the given real part and no imaginary part. */
  public static ComplexArray ofReal(RealArray real) {
    ComplexArray out = zeros(Precision.DOUBLE, real.shape());
    for (int i = 0; i < real.count(); i++) {
      out.doubles[2 * i] = real.get(i);
    }
    return out;
  }

  /** The extents, outermost first. */
  public Shape shape() {
    return shape;
  }

  /** Number of complex elements. */
  public int count() {
    return shape.count();
  }

  /** Width of the stored numbers. */
  public Precision precision() {
    return floats != null ? Precision.SINGLE : Precision.DOUBLE;
  }

  /** Real part of an element by its place in memory order. */
  public double re(int index) {
    return floats != null ? floats[2 * index] : doubles[2 * index];
  }

  /** Imaginary part of an element by its place in memory order. */
  public double im(int index) {
    return floats != null ? floats[2 * index + 1] : doubles[2 * index + 1];
  }

  /** Writes one element, rounding to the stored precision. */
  public void set(int index, double re, double im) {
    if (floats != null) {
      floats[2 * index] = (float) re;
      floats[2 * index + 1] = (float) im;
    } else {
      doubles[2 * index] = re;
      doubles[2 * index + 1] = im;
    }
  }

  /**
   * The interleaved numbers themselves, not a copy.
   *
   * @throws IllegalStateException if this array has double precision
   */
  public float[] floats() {
    if (floats == null) {
      throw new IllegalStateException("array " + shape + " has double precision, not single");
    }
    return floats;
  }

  /**
   * The interleaved numbers themselves, not a copy.
   *
   * @throws IllegalStateException if this array has single precision
   */
  public double[] doubles() {
    if (doubles == null) {
      throw new IllegalStateException("array " + shape + " has single precision, not double");
    }
    return doubles;
  }

  /** This array in the given precision: itself if it has it already, else a rounded copy. */
  public ComplexArray to(Precision precision) {
    return precision == precision() ? this : copy(precision);
  }

  /** A copy in the given precision. */
  public ComplexArray copy(Precision precision) {
    ComplexArray out = zeros(precision, shape);
    out.copyFrom(this);
    return out;
  }

  /**
   * Overwrites this array with the numbers of another of the same shape, rounded to this precision.
   *
   * @throws IllegalArgumentException if the shapes differ
   */
  public void copyFrom(ComplexArray source) {
    requireShape("source", source.shape, shape);
    copyElements(source, 0, this, 0, count());
  }

  /** The same numbers under another shape with the same number of elements; shares the memory. */
  public ComplexArray reshape(Shape other) {
    return new ComplexArray(other, floats, doubles);
  }

  /** A copy of entry {@code index} of the first axis. */
  public ComplexArray slice(int index) {
    return slices(index, index + 1).reshape(shape.last(shape.rank() - 1));
  }

  /** A copy of the entries {@code from} (inclusive) to {@code to} (exclusive) of the first axis. */
  public ComplexArray slices(int from, int to) {
    if (from < 0 || to > shape.extent(0) || from >= to) {
      throw new IllegalArgumentException(
          "slices: expected a range within 0:" + shape.extent(0) + ", got " + from + ":" + to);
    }
    Shape inner = shape.last(shape.rank() - 1);
    ComplexArray out = zeros(precision(), inner.prepend(to - from));
    copyElements(this, from * inner.count(), out, 0, out.count());
    return out;
  }

  /** Overwrites entry {@code index} of the first axis. */
  public void setSlice(int index, ComplexArray values) {
    Shape inner = shape.last(shape.rank() - 1);
    requireShape("values", values.shape, inner);
    copyElements(values, 0, this, index * inner.count(), inner.count());
  }

  /** Overwrites {@code count} elements of {@code to} with those of {@code from}. */
  private static void copyElements(
      ComplexArray from, int start, ComplexArray to, int target, int count) {
    if (from.floats != null && to.floats != null) {
      System.arraycopy(from.floats, 2 * start, to.floats, 2 * target, 2 * count);
    } else if (from.doubles != null && to.doubles != null) {
      System.arraycopy(from.doubles, 2 * start, to.doubles, 2 * target, 2 * count);
    } else {
      for (int i = 0; i < count; i++) {
        to.set(target + i, from.re(start + i), from.im(start + i));
      }
    }
  }

  /** Modulus of every element, {@code √(re² + im²)}. */
  public RealArray magnitude() {
    double[] out = new double[count()];
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.hypot(re(i), im(i));
    }
    return RealArray.of(shape, out);
  }

  /** Euclidean norm over all elements, summed in double precision in memory order. */
  public double norm() {
    double sum = 0;
    for (int i = 0; i < count(); i++) {
      sum += re(i) * re(i) + im(i) * im(i);
    }
    return Math.sqrt(sum);
  }

  /**
   * Checks that no element is NaN or infinite.
   *
   * @param name what to call this array in the message
   * @throws IllegalArgumentException naming the first element that is not finite
   */
  public void requireFinite(String name) {
    for (int i = 0; i < count(); i++) {
      if (!Double.isFinite(re(i)) || !Double.isFinite(im(i))) {
        throw new IllegalArgumentException(
            "`%s`: element %d of %s is %s + %si".formatted(name, i, shape, re(i), im(i)));
      }
    }
  }

  /**
   * Checks a shape.
   *
   * @throws IllegalArgumentException "`name`: expected …, got …"
   */
  public static void requireShape(String name, Shape actual, Shape expected) {
    if (!actual.equals(expected)) {
      throw new IllegalArgumentException(
          "`" + name + "`: expected " + expected + ", got " + actual);
    }
  }

  @Override
  public String toString() {
    return "complex " + precision().name().toLowerCase(java.util.Locale.ROOT) + " " + shape;
  }
}
