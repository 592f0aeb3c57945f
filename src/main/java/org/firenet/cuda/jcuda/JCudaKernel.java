package org.firenet.cuda.jcuda;

import jcuda.driver.CUfunction;
import jcuda.driver.CUfunction_attribute;
import jcuda.driver.JCudaDriver;
import org.firenet.cuda.device.Kernel;

/** An entry point of a module. */
final class JCudaKernel implements Kernel {
  private static final int ALWAYS_ALLOWED = 48 << 10;

  private final DeviceContext context;
  private final CUfunction handle;
  private final String name;
  private int allowedSharedBytes = ALWAYS_ALLOWED;

  JCudaKernel(DeviceContext context, CUfunction handle, String name) {
    this.context = context;
    this.handle = handle;
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  DeviceContext context() {
    return context;
  }

  CUfunction handle() {
    return handle;
  }

  /** Opts in to as much dynamic shared memory; the context is current. */
  synchronized void allowShared(int bytes) {
    if (bytes > allowedSharedBytes) {
      int status =
          JCudaDriver.cuFuncSetAttribute(
              handle, CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, bytes);
      context.check(
          status,
          "cuFuncSetAttribute",
          "%,d bytes of dynamic shared memory for kernel %s".formatted(bytes, name));
      allowedSharedBytes = bytes;
    }
  }
}
