package org.firenet.cuda.host;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.HostBuffer;
import org.firenet.cuda.device.Kernel;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.KernelSpecification;
import org.firenet.cuda.device.LaunchShape;

/** The kernels of {@code emulation.cu} on a device, and what is needed to call them. */
final class EmulationKernels implements AutoCloseable {
  static final Path SOURCES =
      HostLibraries.root().resolve("src/test/resources/org/firenet/cuda/host");

  private final HostDevice device;
  private final DeviceStream stream;

  EmulationKernels(HostOptions options) {
    device = new HostDevice(options.withSources(SOURCES));
    stream = device.newStream();
  }

  EmulationKernels() {
    this(HostOptions.standard());
  }

  HostDevice device() {
    return device;
  }

  DeviceStream stream() {
    return stream;
  }

  Kernel kernel(String name) {
    Map<String, String> constants = Map.of("REAL", "float");
    return device.module(KernelSpecification.of("emulation", constants)).kernel(name);
  }

  void launch(String name, LaunchShape shape, KernelArguments arguments) {
    stream.launch(kernel(name), shape, arguments);
  }

  DeviceBuffer take(long bytes) {
    return device.allocate(bytes, "test");
  }

  DeviceBuffer doubles(double... values) {
    return filled(values.length * Double.BYTES, bytes -> bytes.asDoubleBuffer().put(values));
  }

  /** The numbers 0, 1, … in single precision. */
  DeviceBuffer ascending(int count) {
    return filled(
        count * Float.BYTES,
        bytes -> {
          for (int i = 0; i < count; i++) {
            bytes.putFloat(i);
          }
        });
  }

  private DeviceBuffer filled(int bytes, Consumer<ByteBuffer> values) {
    DeviceBuffer buffer = take(bytes);
    try (HostBuffer host = device.allocateHost(bytes, "test")) {
      values.accept(host.view(0, bytes));
      stream.copyToDevice(host, 0, buffer.address(), bytes);
      stream.synchronize();
    }
    return buffer;
  }

  double[] doubles(DeviceBuffer buffer) {
    double[] values = new double[(int) buffer.bytes() / Double.BYTES];
    read(buffer).asDoubleBuffer().get(values);
    return values;
  }

  int[] integers(DeviceBuffer buffer) {
    int[] values = new int[(int) buffer.bytes() / Integer.BYTES];
    read(buffer).asIntBuffer().get(values);
    return values;
  }

  float[] floats(DeviceBuffer buffer) {
    float[] values = new float[(int) buffer.bytes() / Float.BYTES];
    read(buffer).asFloatBuffer().get(values);
    return values;
  }

  /** Copies a buffer to the heap. */
  ByteBuffer read(DeviceBuffer buffer) {
    try (HostBuffer host = device.allocateHost(buffer.bytes(), "test")) {
      stream.copyToHost(buffer.address(), host, 0, buffer.bytes());
      stream.synchronize();
      ByteBuffer view = host.view(0, (int) buffer.bytes());
      return ByteBuffer.allocate(view.remaining()).order(view.order()).put(view).flip();
    }
  }

  @Override
  public void close() {
    stream.close();
    device.close();
  }
}
