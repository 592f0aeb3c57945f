package org.firenet.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.firenet.array.Precision;
import org.firenet.io.ArrayFile.Kind;

/**
 * How one element of an array file is encoded.
 *
 * @param kind what the element is
 * @param encoding how its number, or each of its two parts, is written
 * @param bytes bytes of one number; a complex element has two
 * @param order order of the bytes of a number
 */
public record ElementType(Kind kind, Encoding encoding, int bytes, ByteOrder order) {
  /** How a number is written. */
  public enum Encoding {
    /** IEEE 754. */
    FLOAT,
    /** Two's complement. */
    SIGNED,
    /** Without sign; a boolean is an unsigned byte. */
    UNSIGNED
  }

  /** Single-precision complex, little endian: the element of every BART file. */
  public static final ElementType COMPLEX_FLOAT =
      new ElementType(Kind.COMPLEX, Encoding.FLOAT, Float.BYTES, ByteOrder.LITTLE_ENDIAN);

  /** Bytes of one element. */
  public int size() {
    return kind == Kind.COMPLEX ? 2 * bytes : bytes;
  }

  /** The narrower precision if it holds every finite value exactly, else double. */
  public Precision precision() {
    boolean exact = encoding == Encoding.FLOAT ? bytes <= Float.BYTES : bytes <= Short.BYTES;
    return exact ? Precision.SINGLE : Precision.DOUBLE;
  }

  /** Real part of the element at a place in a buffer that has this byte order. */
  public double re(ByteBuffer buffer, int at) {
    return number(buffer, at);
  }

  /** Imaginary part of the element at a place in a buffer that has this byte order. */
  public double im(ByteBuffer buffer, int at) {
    return kind == Kind.COMPLEX ? number(buffer, at + bytes) : 0;
  }

  private double number(ByteBuffer buffer, int at) {
    return switch (encoding) {
      case FLOAT ->
          switch (bytes) {
            case Short.BYTES -> halfToDouble(buffer.getShort(at));
            case Float.BYTES -> buffer.getFloat(at);
            default -> buffer.getDouble(at);
          };
      case SIGNED -> (double) integer(buffer, at);
      case UNSIGNED -> unsignedToDouble(integer(buffer, at));
    };
  }

  private long integer(ByteBuffer buffer, int at) {
    return switch (bytes) {
      case Byte.BYTES -> buffer.get(at);
      case Short.BYTES -> buffer.getShort(at);
      case Integer.BYTES -> buffer.getInt(at);
      default -> buffer.getLong(at);
    };
  }

  private double unsignedToDouble(long value) {
    if (bytes < Long.BYTES) {
      return (double) (value & ((1L << (Byte.SIZE * bytes)) - 1));
    }
    // Halved with the lost bit kept sticky, so that the conversion rounds once and correctly.
    return value >= 0 ? (double) value : 2.0 * (double) ((value >>> 1) | (value & 1));
  }

  /** IEEE 754 binary16: 1 sign bit, 5 exponent bits with bias 15, 10 fraction bits. */
  private static double halfToDouble(short half) {
    int exponent = (half >> 10) & 0x1f;
    int fraction = half & 0x3ff;
    double magnitude;
    if (exponent == 0x1f) {
      magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else if (exponent == 0) {
      magnitude = Math.scalb((double) fraction, -24);
    } else {
      magnitude = Math.scalb((double) (fraction + 0x400), exponent - 25);
    }
    return half < 0 ? -magnitude : magnitude;
  }
}
