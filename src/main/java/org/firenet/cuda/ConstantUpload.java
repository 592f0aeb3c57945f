package org.firenet.cuda;

import java.nio.ByteBuffer;
import java.util.function.LongToDoubleFunction;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.HostBuffer;

/** Writes constants of a solver into device memory, piece by piece; done when a method returns. */
final class ConstantUpload implements AutoCloseable {
  private static final int PIECE = 1 << 22;

  private final DeviceStream stream;
  private final HostBuffer buffer;

  /** Takes a stream and a small buffer. */
  ConstantUpload(Device device) {
    stream = device.newStream();
    try {
      buffer = device.allocateHost(PIECE, "upload of constants");
    } catch (RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  /** Puts one number into a buffer. */
  private interface Element {
    void put(ByteBuffer out, long index);
  }

  /** Writes integers. */
  void integers(long address, int[] values) {
    write(address, Integer.BYTES, values.length, (out, i) -> out.putInt(values[(int) i]));
  }

  /** Writes numbers in a precision. */
  void reals(long address, Precision precision, long count, LongToDoubleFunction values) {
    if (precision == Precision.SINGLE) {
      write(address, Float.BYTES, count, (out, i) -> out.putFloat((float) values.applyAsDouble(i)));
    } else {
      write(address, Double.BYTES, count, (out, i) -> out.putDouble(values.applyAsDouble(i)));
    }
  }

  /** Writes complex numbers in a precision. */
  void complex(long address, Precision precision, ComplexArray values) {
    reals(
        address,
        precision,
        2L * values.count(),
        i -> i % 2 == 0 ? values.re((int) (i / 2)) : values.im((int) (i / 2)));
  }

  private void write(long address, int size, long count, Element element) {
    long most = PIECE / size;
    for (long first = 0; first < count; first += most) {
      int here = (int) Math.min(most, count - first);
      ByteBuffer out = buffer.view(0, here * size);
      for (int i = 0; i < here; i++) {
        element.put(out, first + i);
      }
      stream.copyToDevice(buffer, 0, address + first * size, (long) here * size);
      stream.synchronize();
    }
  }

  @Override
  public void close() {
    try {
      buffer.close();
    } finally {
      stream.close();
    }
  }
}
