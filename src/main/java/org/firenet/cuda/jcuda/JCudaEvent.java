package org.firenet.cuda.jcuda;

import jcuda.driver.CUevent;
import jcuda.driver.CUevent_flags;
import jcuda.driver.JCudaDriver;
import org.firenet.cuda.device.DeviceEvent;

/** An event that also takes the time. */
final class JCudaEvent implements DeviceEvent {
  private final DeviceContext context;
  private final CUevent handle = new CUevent();
  private boolean closed;

  JCudaEvent(DeviceContext context) {
    this.context = context;
    context.run(
        () ->
            context.check(
                JCudaDriver.cuEventCreate(handle, CUevent_flags.CU_EVENT_DEFAULT),
                "cuEventCreate",
                ""));
  }

  synchronized CUevent handle() {
    if (closed) {
      throw new IllegalStateException("this event is closed");
    }
    return handle;
  }

  @Override
  public void synchronize() {
    CUevent event = handle();
    context.run(
        () -> context.check(JCudaDriver.cuEventSynchronize(event), "cuEventSynchronize", ""));
  }

  @Override
  public double millisecondsSince(DeviceEvent earlier) {
    float[] milliseconds = {0};
    CUevent from = ((JCudaEvent) earlier).handle();
    CUevent to = handle();
    context.run(
        () ->
            context.check(
                JCudaDriver.cuEventElapsedTime(milliseconds, from, to), "cuEventElapsedTime", ""));
    return milliseconds[0];
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      context.run(() -> context.check(JCudaDriver.cuEventDestroy(handle), "cuEventDestroy", ""));
    }
  }
}
