package org.firenet.benchmarks.gpu;

import java.nio.ByteBuffer;
import org.firenet.array.ComplexArray;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.HostBuffer;

/** Data and images of a batch in device memory, single precision. */
final class DeviceImages implements AutoCloseable {
  private final Device device;
  private final GpuCase what;
  private final int batch;
  private final DeviceBuffer kspace;
  private final DeviceBuffer result;

  /** Takes the memory and uploads the data. */
  DeviceImages(Device device, GpuCase what, int batch) {
    this.device = device;
    this.what = what;
    this.batch = batch;
    kspace = device.allocate(bytes(what.kspace().count()) * batch, "k-space");
    try {
      result = device.allocate(bytes(what.problem().image().count()) * batch, "images");
      try {
        upload();
      } catch (RuntimeException e) {
        result.close();
        throw e;
      }
    } catch (RuntimeException e) {
      kspace.close();
      throw e;
    }
  }

  private static long bytes(int numbers) {
    return 2L * Float.BYTES * numbers;
  }

  private void upload() {
    long bytes = bytes(what.kspace().count());
    try (HostBuffer host = device.allocateHost(bytes, "upload");
        DeviceStream stream = device.newStream()) {
      ByteBuffer view = host.view(0, Math.toIntExact(bytes));
      view.asFloatBuffer().put(what.kspace().floats());
      stream.copyToDevice(host, 0, kspace.address(), bytes);
      for (int slice = 1; slice < batch; slice++) {
        stream.copyOnDevice(kspace.address(), kspace.address() + slice * bytes, bytes);
      }
      stream.synchronize();
    }
  }

  /** Device address of {@code [slice, coil, ky, kx]}. */
  long kspace() {
    return kspace.address();
  }

  /** Device address of {@code [slice, y, x]}. */
  long result() {
    return result.address();
  }

  /** The last image of the batch, once the stream has done its work. */
  ComplexArray download(DeviceStream stream) {
    long bytes = bytes(what.problem().image().count());
    try (HostBuffer host = device.allocateHost(bytes, "download")) {
      stream.copyToHost(result.address() + (batch - 1) * bytes, host, 0, bytes);
      stream.synchronize();
      float[] numbers = new float[2 * what.problem().image().count()];
      host.view(0, Math.toIntExact(bytes)).asFloatBuffer().get(numbers);
      return ComplexArray.of(what.problem().image(), numbers);
    }
  }

  @Override
  public void close() {
    try {
      result.close();
    } finally {
      kspace.close();
    }
  }
}
