package org.firenet.benchmarks.gpu;

import jcuda.Pointer;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.JCudaDriver;

/** Device memory of a program that uses the driver itself: all that FIRENET sees is its address. */
final class CallerMemory extends CUdeviceptr implements AutoCloseable {
  private final long bytes;
  private boolean freed;

  /** Takes memory of the current context. */
  CallerMemory(long bytes) {
    this.bytes = bytes;
    DriverStatus.check("cuMemAlloc", JCudaDriver.cuMemAlloc(this, bytes));
  }

  /** The address, as other libraries hand it round. */
  long address() {
    return getNativePointer() + getByteOffset();
  }

  /** Writes from the host, waiting. */
  void write(float[] numbers) {
    int status = JCudaDriver.cuMemcpyHtoD(this, Pointer.to(numbers), bytes);
    DriverStatus.check("cuMemcpyHtoD", status);
  }

  /** Reads to the host, waiting. */
  void read(float[] numbers) {
    int status = JCudaDriver.cuMemcpyDtoH(Pointer.to(numbers), this, bytes);
    DriverStatus.check("cuMemcpyDtoH", status);
  }

  /** Overwrites everything with NaN. */
  void spoil() {
    DriverStatus.check("cuMemsetD8", JCudaDriver.cuMemsetD8(this, (byte) -1, bytes));
  }

  @Override
  public void close() {
    if (!freed) {
      freed = true;
      DriverStatus.check("cuMemFree", JCudaDriver.cuMemFree(this));
    }
  }
}
