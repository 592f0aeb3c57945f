package org.firenet.cuda.jcuda;

import jcuda.driver.CUcontext;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.DeviceMemoryException;
import org.firenet.cuda.device.MemoryState;

/**
 * A CUDA context and the checks of statuses in it. Calls into CUDA stand between {@link #enter} and
 * {@link #leave}: a thread that had no context keeps this one, a thread that had another gets that
 * one back.
 */
final class DeviceContext {
  private static final ThreadLocal<CUcontext> CURRENT = ThreadLocal.withInitial(CUcontext::new);
  private static final CUcontext NONE = new CUcontext();

  private final CUcontext handle;
  private final String device;

  /**
   * A context.
   *
   * @param device what messages call it, for example {@code NVIDIA H100 (device 0)}
   */
  DeviceContext(CUcontext handle, String device) {
    this.handle = handle;
    this.device = device;
  }

  /** The context of the calling thread; empty if it has none. */
  static CUcontext current() {
    CUcontext current = new CUcontext();
    check(JCudaDriver.cuCtxGetCurrent(current), "cuCtxGetCurrent", "", "the calling thread");
    return current.equals(NONE) ? null : current;
  }

  /** Makes the context current; returns what {@link #leave} needs. */
  boolean enter() {
    CUcontext current = CURRENT.get();
    check(JCudaDriver.cuCtxGetCurrent(current), "cuCtxGetCurrent", "");
    if (current.equals(handle)) {
      return false;
    }
    if (current.equals(NONE)) {
      check(JCudaDriver.cuCtxSetCurrent(handle), "cuCtxSetCurrent", "");
      return false;
    }
    check(JCudaDriver.cuCtxPushCurrent(handle), "cuCtxPushCurrent", "");
    return true;
  }

  /** Gives a thread its context back. */
  void leave(boolean entered) {
    if (entered) {
      check(JCudaDriver.cuCtxPopCurrent(new CUcontext()), "cuCtxPopCurrent", "");
    }
  }

  /** Runs calls in the context. */
  void run(Runnable calls) {
    boolean entered = enter();
    try {
      calls.run();
    } finally {
      leave(entered);
    }
  }

  /** What messages call the device. */
  String device() {
    return device;
  }

  /**
   * Fails unless a status is success.
   *
   * @param call name of the function
   * @param details sizes and names, or nothing
   */
  void check(int status, String call, String details) {
    if (status != CUresult.CUDA_SUCCESS) {
      throw failure(status, call, details);
    }
  }

  static void check(int status, String call, String details, String device) {
    if (status != CUresult.CUDA_SUCCESS) {
      throw failure(status, call, details, device);
    }
  }

  DeviceException failure(int status, String call, String details) {
    return failure(status, call, details, device);
  }

  private static DeviceException failure(int status, String call, String details, String device) {
    return new DeviceException(
        "%s: %s%s%s, on %s"
            .formatted(call, statusName(status), details.isEmpty() ? "" : ", ", details, device));
  }

  /** A failed allocation of device memory. */
  DeviceException memoryFailure(int status, String call, long bytes, String purpose) {
    if (status == CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
      return new DeviceMemoryException(device, purpose, bytes, freeBytes());
    }
    return failure(status, call, "%,d bytes for %s".formatted(bytes, purpose));
  }

  private long freeBytes() {
    long[] free = {0};
    long[] total = {0};
    int status = JCudaDriver.cuMemGetInfo(free, total);
    return status == CUresult.CUDA_SUCCESS ? free[0] : 0;
  }

  MemoryState memory() {
    long[] free = {0};
    long[] total = {0};
    boolean entered = enter();
    try {
      check(JCudaDriver.cuMemGetInfo(free, total), "cuMemGetInfo", "");
    } finally {
      leave(entered);
    }
    return new MemoryState(free[0], total[0]);
  }

  /** Name and description of a status, as the driver has them. */
  static String statusName(int status) {
    String[] name = {null};
    String[] description = {null};
    JCudaDriver.cuGetErrorName(status, name);
    JCudaDriver.cuGetErrorString(status, description);
    if (name[0] == null) {
      return CUresult.stringFor(status);
    }
    return description[0] == null ? name[0] : name[0] + " (" + description[0] + ")";
  }
}
