package org.firenet.cuda;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.cuda.device.HostBuffer;

/**
 * Copies complex numbers between arrays and page-locked memory, large amounts by all processors.
 */
final class HostTransfer {
  private static final int PIECE = 1 << 18;

  private HostTransfer() {}

  /**
   * Copies into page-locked memory from its beginning.
   *
   * @param from any precision. Not modified.
   * @param first first number to copy
   * @param precision of the numbers in {@code to}
   * @param to Modified.
   */
  static void toBuffer(
      ComplexArray from, int first, int count, Precision precision, HostBuffer to) {
    pieces(
        count,
        (at, here) -> {
          ByteBuffer bytes = view(to, at, here, precision);
          if (precision == Precision.SINGLE) {
            put(from, first + at, here, bytes.asFloatBuffer());
          } else {
            put(from, first + at, here, bytes.asDoubleBuffer());
          }
        });
  }

  private static void put(ComplexArray from, int first, int count, FloatBuffer to) {
    if (from.precision() == Precision.SINGLE) {
      to.put(from.floats(), 2 * first, 2 * count);
    } else {
      for (int i = first; i < first + count; i++) {
        to.put((float) from.re(i)).put((float) from.im(i));
      }
    }
  }

  private static void put(ComplexArray from, int first, int count, DoubleBuffer to) {
    if (from.precision() == Precision.DOUBLE) {
      to.put(from.doubles(), 2 * first, 2 * count);
    } else {
      for (int i = first; i < first + count; i++) {
        to.put(from.re(i)).put(from.im(i));
      }
    }
  }

  /**
   * Copies out of page-locked memory.
   *
   * @param precision of the numbers in {@code from}
   * @param first first number to overwrite
   * @param to any precision. Modified.
   */
  static void fromBuffer(
      HostBuffer from, Precision precision, ComplexArray to, int first, int count) {
    pieces(
        count,
        (at, here) -> {
          ByteBuffer bytes = view(from, at, here, precision);
          if (precision == Precision.SINGLE) {
            get(bytes.asFloatBuffer(), to, first + at, here);
          } else {
            get(bytes.asDoubleBuffer(), to, first + at, here);
          }
        });
  }

  private static void get(FloatBuffer from, ComplexArray to, int first, int count) {
    if (to.precision() == Precision.SINGLE) {
      from.get(to.floats(), 2 * first, 2 * count);
    } else {
      for (int i = first; i < first + count; i++) {
        to.set(i, from.get(), from.get());
      }
    }
  }

  private static void get(DoubleBuffer from, ComplexArray to, int first, int count) {
    if (to.precision() == Precision.DOUBLE) {
      from.get(to.doubles(), 2 * first, 2 * count);
    } else {
      for (int i = first; i < first + count; i++) {
        to.set(i, from.get(), from.get());
      }
    }
  }

  private static ByteBuffer view(HostBuffer buffer, int at, int count, Precision precision) {
    int size = precision.bytesPerComplex();
    return buffer.view((long) at * size, count * size);
  }

  private interface Piece {
    void copy(int at, int count);
  }

  private static void pieces(int count, Piece piece) {
    int pieces = (count + PIECE - 1) / PIECE;
    IntStream range = IntStream.range(0, pieces);
    (pieces > 1 ? range.parallel() : range)
        .forEach(i -> piece.copy(i * PIECE, Math.min(PIECE, count - i * PIECE)));
  }
}
