package org.firenet.cuda.jcuda;

import jcuda.Pointer;
import jcuda.driver.CUevent;
import jcuda.driver.CUgraph;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.CUstreamCaptureMode;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;
import jcuda.runtime.cudaStream_t;
import org.firenet.cuda.device.DeviceEvent;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.HostBuffer;
import org.firenet.cuda.device.Kernel;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.LaunchShape;
import org.firenet.cuda.device.Recording;

/**
 * A CUDA stream: one of ours, which does not wait for the default stream, or a caller's, which is
 * never destroyed here. See {@link JCudaDevice#stream(long)}.
 */
public final class JCudaStream implements DeviceStream {
  private final DeviceContext context;
  private final CUstream handle;
  private final cudaStream_t runtimeHandle;
  private final boolean owned;
  private final LaunchBuffer launch = new LaunchBuffer();
  private boolean closed;

  private JCudaStream(DeviceContext context, CUstream handle, boolean owned) {
    this.context = context;
    this.handle = handle;
    this.owned = owned;
    this.runtimeHandle = new cudaStream_t(handle);
  }

  /** A new stream. */
  static JCudaStream create(DeviceContext context) {
    CUstream stream = new CUstream();
    context.run(
        () ->
            context.check(
                JCudaDriver.cuStreamCreate(stream, CUstream_flags.CU_STREAM_NON_BLOCKING),
                "cuStreamCreate",
                ""));
    return new JCudaStream(context, stream, true);
  }

  /** A caller's stream. */
  static JCudaStream wrap(DeviceContext context, CUstream stream) {
    return new JCudaStream(context, stream, false);
  }

  cudaStream_t runtimeHandle() {
    requireOpen();
    return runtimeHandle;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this stream is closed");
    }
  }

  @Override
  public void launch(Kernel kernel, LaunchShape shape, KernelArguments arguments) {
    requireOpen();
    JCudaKernel entry = (JCudaKernel) kernel;
    boolean entered = context.enter();
    try {
      entry.allowShared(shape.sharedBytes());
      int status =
          JCudaDriver.cuLaunchKernel(
              entry.handle(),
              shape.blocksX(),
              shape.blocksY(),
              shape.blocksZ(),
              shape.threadsX(),
              shape.threadsY(),
              1,
              shape.sharedBytes(),
              handle,
              null,
              launch.fill(arguments));
      if (status != CUresult.CUDA_SUCCESS) {
        throw context.failure(
            status,
            "cuLaunchKernel",
            "kernel %s, %d x %d x %d blocks of %d x %d threads, %,d bytes of dynamic shared memory"
                .formatted(
                    entry.name(),
                    shape.blocksX(),
                    shape.blocksY(),
                    shape.blocksZ(),
                    shape.threadsX(),
                    shape.threadsY(),
                    shape.sharedBytes()));
      }
    } finally {
      context.leave(entered);
    }
  }

  @Override
  public void copyToDevice(HostBuffer from, long offset, long to, long bytes) {
    Pointer source = ((PinnedBuffer) from).pointer(offset, bytes);
    call(
        "cuMemcpyHtoDAsync",
        bytes,
        () -> JCudaDriver.cuMemcpyHtoDAsync(new Address(to), source, bytes, handle));
  }

  @Override
  public void copyToHost(long from, HostBuffer to, long offset, long bytes) {
    Pointer target = ((PinnedBuffer) to).pointer(offset, bytes);
    call(
        "cuMemcpyDtoHAsync",
        bytes,
        () -> JCudaDriver.cuMemcpyDtoHAsync(target, new Address(from), bytes, handle));
  }

  @Override
  public void copyOnDevice(long from, long to, long bytes) {
    call(
        "cuMemcpyDtoDAsync",
        bytes,
        () -> JCudaDriver.cuMemcpyDtoDAsync(new Address(to), new Address(from), bytes, handle));
  }

  @Override
  public void clear(long address, long bytes) {
    call(
        "cuMemsetD8Async",
        bytes,
        () -> JCudaDriver.cuMemsetD8Async(new Address(address), (byte) 0, bytes, handle));
  }

  @Override
  public void record(DeviceEvent event) {
    call("cuEventRecord", -1, () -> JCudaDriver.cuEventRecord(handleOf(event), handle));
  }

  @Override
  public void waitFor(DeviceEvent event) {
    call("cuStreamWaitEvent", -1, () -> JCudaDriver.cuStreamWaitEvent(handle, handleOf(event), 0));
  }

  private static CUevent handleOf(DeviceEvent event) {
    return ((JCudaEvent) event).handle();
  }

  /** Libraries may prepare something at their first use: such calls are let through meanwhile. */
  @Override
  public void beginRecording() {
    call(
        "cuStreamBeginCapture",
        -1,
        () ->
            JCudaDriver.cuStreamBeginCapture(
                handle, CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_RELAXED));
  }

  @Override
  public Recording endRecording() {
    requireOpen();
    CUgraph graph = new CUgraph();
    boolean entered = context.enter();
    try {
      context.check(JCudaDriver.cuStreamEndCapture(handle, graph), "cuStreamEndCapture", "");
      return new GraphRecording(context, graph);
    } finally {
      context.leave(entered);
    }
  }

  @Override
  public void launch(Recording recording) {
    call(
        "cuGraphLaunch",
        -1,
        () -> JCudaDriver.cuGraphLaunch(((GraphRecording) recording).handle(), handle));
  }

  @Override
  public void synchronize() {
    call("cuStreamSynchronize", -1, () -> JCudaDriver.cuStreamSynchronize(handle));
  }

  /** A call of the driver that returns a status. */
  private interface DriverCall {
    int status();
  }

  private void call(String name, long bytes, DriverCall driverCall) {
    requireOpen();
    if (bytes == 0) {
      return;
    }
    boolean entered = context.enter();
    try {
      int status = driverCall.status();
      if (status != CUresult.CUDA_SUCCESS) {
        throw context.failure(status, name, bytes < 0 ? "" : "%,d bytes".formatted(bytes));
      }
    } finally {
      context.leave(entered);
    }
  }

  /** Gives the stream back if it is ours; work that is in it is still done. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (owned) {
        context.run(
            () -> context.check(JCudaDriver.cuStreamDestroy(handle), "cuStreamDestroy", ""));
      }
    }
  }
}
