package org.firenet.cuda.jcuda;

import java.util.concurrent.atomic.AtomicBoolean;
import jcuda.driver.JCudaDriver;
import org.firenet.cuda.device.DeviceBuffer;

/** Device memory by {@code cuMemAlloc}. */
final class JCudaBuffer implements DeviceBuffer {
  private final DeviceContext context;
  private final long address;
  private final long bytes;
  private final AtomicBoolean closed = new AtomicBoolean();

  JCudaBuffer(DeviceContext context, long bytes, String purpose) {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes: expected 0 or more, got " + bytes);
    }
    this.context = context;
    this.bytes = bytes;
    Address pointer = new Address();
    context.run(
        () -> {
          int status = JCudaDriver.cuMemAlloc(pointer, Math.max(1, bytes));
          if (status != 0) {
            throw context.memoryFailure(status, "cuMemAlloc", bytes, purpose);
          }
        });
    this.address = pointer.value();
  }

  @Override
  public long address() {
    if (closed.get()) {
      throw new IllegalStateException("this device memory is closed");
    }
    return address;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      context.run(
          () ->
              context.check(
                  JCudaDriver.cuMemFree(new Address(address)),
                  "cuMemFree",
                  "%,d bytes".formatted(bytes)));
    }
  }
}
