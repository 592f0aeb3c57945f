package org.firenet.cuda.host;

import java.util.ArrayList;
import java.util.List;
import org.firenet.cuda.device.DeviceEvent;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.HostBuffer;
import org.firenet.cuda.device.Kernel;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.LaunchShape;
import org.firenet.cuda.device.Recording;

final class HostStream implements DeviceStream {
  private final HostDevice device;
  private List<Runnable> recorded;

  HostStream(HostDevice device) {
    this.device = device;
    device.open().add(this, "stream");
  }

  @Override
  public void launch(Kernel kernel, LaunchShape shape, KernelArguments arguments) {
    checkOpen();
    enqueue(((HostKernel) kernel).launch(device, shape, arguments));
  }

  @Override
  public void copyToDevice(HostBuffer from, long offset, long to, long bytes) {
    HostPinnedBuffer source = (HostPinnedBuffer) from;
    move(
        WorkLog.Kind.COPY,
        "copyToDevice",
        bytes,
        () -> {
          source.address(offset, bytes);
          device.pieces().check("copyToDevice", to, bytes);
        },
        () -> HostNative.copy(source.address(offset, bytes), to, bytes));
  }

  @Override
  public void copyToHost(long from, HostBuffer to, long offset, long bytes) {
    HostPinnedBuffer target = (HostPinnedBuffer) to;
    move(
        WorkLog.Kind.COPY,
        "copyToHost",
        bytes,
        () -> {
          target.address(offset, bytes);
          device.pieces().check("copyToHost", from, bytes);
        },
        () -> HostNative.copy(from, target.address(offset, bytes), bytes));
  }

  @Override
  public void copyOnDevice(long from, long to, long bytes) {
    if (Math.abs(from - to) < bytes) {
      throw new IllegalArgumentException(
          "copyOnDevice: expected memory that does not overlap, got %,d bytes %,d apart"
              .formatted(bytes, Math.abs(from - to)));
    }
    move(
        WorkLog.Kind.COPY,
        "copyOnDevice",
        bytes,
        () -> {
          device.pieces().check("copyOnDevice", from, bytes);
          device.pieces().check("copyOnDevice", to, bytes);
        },
        () -> HostNative.copy(from, to, bytes));
  }

  @Override
  public void clear(long address, long bytes) {
    move(
        WorkLog.Kind.CLEAR,
        "clear",
        bytes,
        () -> device.pieces().check("clear", address, bytes),
        () -> HostNative.fill(address, bytes, 0));
  }

  /**
   * Checks now, as the call is made, and again when the work runs: a recording may run much later.
   */
  private void move(WorkLog.Kind kind, String call, long bytes, Runnable check, Runnable work) {
    checkOpen();
    check.run();
    enqueue(
        () -> {
          check.run();
          work.run();
          device.log().add(kind, call, null, bytes);
        });
  }

  @Override
  public void record(DeviceEvent event) {
    checkOpen();
    checkNotRecording("record");
    HostEvent.Marker marker = ((HostEvent) event).put(this);
    enqueue(marker::reach);
  }

  @Override
  public void waitFor(DeviceEvent event) {
    checkOpen();
    checkNotRecording("waitFor");
    HostEvent.Marker marker = ((HostEvent) event).marker();
    if (marker != null) {
      enqueue(marker::await);
    }
  }

  @Override
  public void beginRecording() {
    checkOpen();
    checkNotRecording("beginRecording");
    recorded = new ArrayList<>();
    device.queue().recording(this, true);
  }

  @Override
  public Recording endRecording() {
    checkOpen();
    if (recorded == null) {
      throw new IllegalStateException("endRecording without beginRecording");
    }
    Recording recording = new HostRecording(device, recorded);
    recorded = null;
    device.queue().recording(this, false);
    return recording;
  }

  @Override
  public void launch(Recording recording) {
    checkOpen();
    checkNotRecording("launch of a recording");
    ((HostRecording) recording).work().forEach(this::enqueue);
  }

  @Override
  public void synchronize() {
    checkOpen();
    device.queue().checkNotRecording("synchronize");
    device.queue().run(this, null);
  }

  void runUntil(HostEvent.Marker marker) {
    device.queue().run(this, marker);
  }

  /** Runs work when its turn comes, or writes it down. */
  void enqueue(Runnable work) {
    checkOpen();
    if (recorded != null) {
      recorded.add(work);
    } else {
      device.queue().add(this, work);
    }
  }

  private void checkNotRecording(String call) {
    if (recorded != null) {
      throw new IllegalStateException(call + " in a stream that is being recorded");
    }
  }

  private void checkOpen() {
    device.checkOpen();
    device.open().check(this, "stream");
  }

  @Override
  public void close() {
    if (device.open().remove(this)) {
      device.queue().recording(this, false);
      device.queue().run(this, null);
    }
  }
}
