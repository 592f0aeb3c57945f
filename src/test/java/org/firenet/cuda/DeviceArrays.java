package org.firenet.cuda;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.HostBuffer;

/** Arrays of a test on a device, all freed together. */
final class DeviceArrays implements AutoCloseable {
  private final Device device;
  private final DeviceStream stream;
  private final Deque<DeviceBuffer> buffers = new ArrayDeque<>();

  DeviceArrays(Device device) {
    this.device = device;
    this.stream = device.newStream();
  }

  Device device() {
    return device;
  }

  DeviceStream stream() {
    return stream;
  }

  /** Memory with undefined contents. */
  long take(long bytes) {
    DeviceBuffer buffer = device.allocate(Math.max(1, bytes), "test");
    buffers.push(buffer);
    return buffer.address();
  }

  /** Room for complex numbers. */
  long take(Precision precision, long count) {
    return take(count * precision.bytesPerComplex());
  }

  /** Copies complex numbers. */
  long complex(Precision precision, ComplexArray values) {
    long address = take(precision, values.count());
    try (ConstantUpload upload = new ConstantUpload(device)) {
      upload.complex(address, precision, values);
    }
    return address;
  }

  /** Copies real numbers. */
  long reals(Precision precision, double... values) {
    long address = take((long) values.length * precision.bytesPerComplex() / 2);
    try (ConstantUpload upload = new ConstantUpload(device)) {
      upload.reals(address, precision, values.length, i -> values[(int) i]);
    }
    return address;
  }

  /** Copies integers. */
  long integers(int... values) {
    long address = take((long) Integer.BYTES * values.length);
    try (ConstantUpload upload = new ConstantUpload(device)) {
      upload.integers(address, values);
    }
    return address;
  }

  /** Reads complex numbers back, waiting for the stream. */
  ComplexArray complex(Precision precision, long address, Shape shape) {
    int count = 2 * shape.count();
    if (precision == Precision.DOUBLE) {
      return ComplexArray.of(shape, doubles(address, count));
    }
    float[] values = new float[count];
    read(address, Float.BYTES * count, bytes -> bytes.asFloatBuffer().get(values));
    return ComplexArray.of(shape, values);
  }

  /** Reads doubles back, waiting for the stream. */
  double[] doubles(long address, int count) {
    double[] values = new double[count];
    read(address, Double.BYTES * count, bytes -> bytes.asDoubleBuffer().get(values));
    return values;
  }

  /** Reads integers back, waiting for the stream. */
  int[] integers(long address, int count) {
    int[] values = new int[count];
    read(address, Integer.BYTES * count, bytes -> bytes.asIntBuffer().get(values));
    return values;
  }

  private void read(long address, int bytes, java.util.function.Consumer<ByteBuffer> consumer) {
    try (HostBuffer host = device.allocateHost(bytes, "test")) {
      stream.copyToHost(address, host, 0, bytes);
      stream.synchronize();
      consumer.accept(host.view(0, bytes));
    }
  }

  @Override
  public void close() {
    while (!buffers.isEmpty()) {
      buffers.pop().close();
    }
    stream.close();
  }
}
