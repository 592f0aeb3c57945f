package org.firenet.cuda;

import java.nio.ByteBuffer;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.HostBuffer;

/**
 * Copies arrays to a device and back, piece by piece through page-locked memory; every copy is done
 * when its method returns.
 */
final class VectorTransfer implements AutoCloseable {
  private static final long LARGEST_PIECE = 16 << 20;
  private static final long SMALLEST_PIECE = (long) Double.BYTES * PointLaunch.MOST_SUMS;

  private final DeviceStream stream;
  private final Precision precision;
  private final HostBuffer buffer;

  /**
   * Takes the page-locked memory.
   *
   * @param precision of the numbers on the device
   * @param largestBytes bytes of the largest array
   */
  VectorTransfer(Device device, DeviceStream stream, Precision precision, long largestBytes) {
    this.stream = stream;
    this.precision = precision;
    long bytes = Math.max(SMALLEST_PIECE, Math.min(LARGEST_PIECE, largestBytes));
    buffer = device.allocateHost(bytes, "arrays on their way");
  }

  /** Writes complex numbers to an address. */
  void upload(ComplexArray from, long to) {
    int size = precision.bytesPerComplex();
    int most = (int) (buffer.bytes() / size);
    for (int first = 0; first < from.count(); first += most) {
      int here = Math.min(most, from.count() - first);
      HostTransfer.toBuffer(from, first, here, precision, buffer);
      send(to + (long) first * size, (long) here * size);
    }
  }

  /** Reads complex numbers from an address. */
  void download(long from, ComplexArray to) {
    int size = precision.bytesPerComplex();
    int most = (int) (buffer.bytes() / size);
    for (int first = 0; first < to.count(); first += most) {
      int here = Math.min(most, to.count() - first);
      fetch(from + (long) first * size, (long) here * size);
      HostTransfer.fromBuffer(buffer, precision, to, first, here);
    }
  }

  /** Writes real numbers to an address. */
  void upload(RealArray from, long to) {
    int size = precision.bytesPerComplex() / 2;
    int most = (int) (buffer.bytes() / size);
    for (int first = 0; first < from.count(); first += most) {
      int here = Math.min(most, from.count() - first);
      ByteBuffer out = buffer.view(0, here * size);
      for (int i = first; i < first + here; i++) {
        if (precision == Precision.SINGLE) {
          out.putFloat((float) from.get(i));
        } else {
          out.putDouble(from.get(i));
        }
      }
      send(to + (long) first * size, (long) here * size);
    }
  }

  /** Reads real numbers from an address. */
  void download(long from, double[] to) {
    int size = precision.bytesPerComplex() / 2;
    int most = (int) (buffer.bytes() / size);
    for (int first = 0; first < to.length; first += most) {
      int here = Math.min(most, to.length - first);
      fetch(from + (long) first * size, (long) here * size);
      ByteBuffer in = buffer.view(0, here * size);
      for (int i = first; i < first + here; i++) {
        to[i] = precision == Precision.SINGLE ? in.getFloat() : in.getDouble();
      }
    }
  }

  /** Adds up doubles at an address, in order; at most {@link PointLaunch#MOST_SUMS}. */
  double sum(long from, int count) {
    fetch(from, (long) Double.BYTES * count);
    ByteBuffer in = buffer.view(0, Double.BYTES * count);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += in.getDouble();
    }
    return sum;
  }

  private void send(long to, long bytes) {
    stream.copyToDevice(buffer, 0, to, bytes);
    await();
  }

  private void fetch(long from, long bytes) {
    stream.copyToHost(from, buffer, 0, bytes);
    await();
  }

  /** Waits; after a failure too, nothing may be under way to or from the buffer any more. */
  private void await() {
    try {
      stream.synchronize();
    } catch (RuntimeException e) {
      try {
        stream.synchronize();
      } catch (RuntimeException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
  }

  @Override
  public void close() {
    buffer.close();
  }
}
