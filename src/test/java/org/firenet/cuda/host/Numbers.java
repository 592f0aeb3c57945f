package org.firenet.cuda.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.firenet.array.Precision;

/** Complex numbers in device memory as pairs of doubles. */
final class Numbers {
  private Numbers() {}

  /** Reads as many as fit. */
  static void read(long address, Precision precision, double[] into) {
    ByteBuffer bytes = bytes(address, precision, into.length);
    if (precision == Precision.DOUBLE) {
      bytes.asDoubleBuffer().get(into);
    } else {
      FloatBuffer floats = bytes.asFloatBuffer();
      for (int i = 0; i < into.length; i++) {
        into[i] = floats.get(i);
      }
    }
  }

  /** Writes all, rounded to the precision. */
  static void write(double[] values, long address, Precision precision) {
    ByteBuffer bytes = bytes(address, precision, values.length);
    if (precision == Precision.DOUBLE) {
      bytes.asDoubleBuffer().put(values);
    } else {
      FloatBuffer floats = bytes.asFloatBuffer();
      for (int i = 0; i < values.length; i++) {
        floats.put(i, (float) values[i]);
      }
    }
  }

  private static ByteBuffer bytes(long address, Precision precision, int reals) {
    long size = (long) reals / 2 * precision.bytesPerComplex();
    return HostNative.view(address, size).order(ByteOrder.nativeOrder());
  }
}
