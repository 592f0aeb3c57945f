package org.firenet.cuda.jcuda;

import java.util.List;
import jcuda.jcufft.JCufft;
import jcuda.jcufft.cufftHandle;
import jcuda.jcufft.cufftType;
import org.firenet.array.Precision;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.TransformPlan;

/** A plan of cuFFT; its work memory is the caller's. */
final class CufftPlan implements TransformPlan {
  private static final List<String> STATUSES =
      List.of(
          "CUFFT_SUCCESS",
          "CUFFT_INVALID_PLAN",
          "CUFFT_ALLOC_FAILED",
          "CUFFT_INVALID_TYPE",
          "CUFFT_INVALID_VALUE",
          "CUFFT_INTERNAL_ERROR",
          "CUFFT_EXEC_FAILED",
          "CUFFT_SETUP_FAILED",
          "CUFFT_INVALID_SIZE",
          "CUFFT_UNALIGNED_DATA",
          "CUFFT_INCOMPLETE_PARAMETER_LIST",
          "CUFFT_INVALID_DEVICE",
          "CUFFT_PARSE_ERROR",
          "CUFFT_NO_WORKSPACE",
          "CUFFT_NOT_IMPLEMENTED",
          "CUFFT_LICENSE_ERROR",
          "CUFFT_NOT_SUPPORTED",
          "CUFFT_MISSING_DEPENDENCY",
          "CUFFT_NVRTC_FAILURE",
          "CUFFT_NVJITLINK_FAILURE",
          "CUFFT_NVSHMEM_FAILURE");

  private final DeviceContext context;
  private final HostLibrary library;
  private final Precision precision;
  private final String description;
  private final cufftHandle handle = new cufftHandle();
  private final long workBytes;
  private boolean workGiven;
  private boolean closed;

  CufftPlan(
      DeviceContext context,
      HostLibrary library,
      List<Integer> extents,
      int batch,
      Precision precision) {
    if (extents.isEmpty() || extents.size() > 3) {
      throw new IllegalArgumentException("extents: expected 1 to 3, got " + extents);
    }
    this.context = context;
    this.library = library;
    this.precision = precision;
    this.description = "%d transforms of %s, %s precision".formatted(batch, extents, precision);
    boolean entered = context.enter();
    try {
      check(JCufft.cufftCreate(handle), "cufftCreate");
      try {
        workBytes = make(extents, batch);
      } catch (DeviceException e) {
        JCufft.cufftDestroy(handle);
        throw e;
      }
    } finally {
      context.leave(entered);
    }
  }

  private long make(List<Integer> extents, int batch) {
    check(JCufft.cufftSetAutoAllocation(handle, 0), "cufftSetAutoAllocation");
    long[] n = extents.stream().mapToLong(Integer::longValue).toArray();
    long[] bytes = {0};
    int type = precision == Precision.SINGLE ? cufftType.CUFFT_C2C : cufftType.CUFFT_Z2Z;
    int status =
        JCufft.cufftMakePlanMany64(handle, n.length, n, null, 1, 0, null, 1, 0, type, batch, bytes);
    check(status, "cufftMakePlanMany64");
    return bytes[0];
  }

  private void check(int status, String call) {
    if (status != 0) {
      library.requireFunction(call);
      String name =
          status > 0 && status < STATUSES.size() ? STATUSES.get(status) : "status " + status;
      throw new DeviceException(
          "%s: %s, %s, on %s".formatted(call, name, description, context.device()));
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this transform is closed");
    }
  }

  @Override
  public long workBytes() {
    return workBytes;
  }

  @Override
  public synchronized void useWork(long address) {
    requireOpen();
    boolean entered = context.enter();
    try {
      check(JCufft.cufftSetWorkArea(handle, new Address(address)), "cufftSetWorkArea");
    } finally {
      context.leave(entered);
    }
    workGiven = true;
  }

  @Override
  public synchronized void execute(DeviceStream stream, long from, long to, boolean inverse) {
    requireOpen();
    if (!workGiven && workBytes > 0) {
      throw new IllegalStateException(
          "a transform needs its %,d bytes of work memory before it is used".formatted(workBytes));
    }
    int direction = inverse ? JCufft.CUFFT_INVERSE : JCufft.CUFFT_FORWARD;
    boolean entered = context.enter();
    try {
      check(
          JCufft.cufftSetStream(handle, ((JCudaStream) stream).runtimeHandle()), "cufftSetStream");
      if (precision == Precision.SINGLE) {
        check(
            JCufft.cufftExecC2C(handle, new Address(from), new Address(to), direction),
            "cufftExecC2C");
      } else {
        check(
            JCufft.cufftExecZ2Z(handle, new Address(from), new Address(to), direction),
            "cufftExecZ2Z");
      }
    } finally {
      context.leave(entered);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      context.run(() -> check(JCufft.cufftDestroy(handle), "cufftDestroy"));
    }
  }
}
