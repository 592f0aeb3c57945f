package org.firenet.cuda.host;

import org.firenet.cuda.device.DeviceEvent;

final class HostEvent implements DeviceEvent {
  private static final double NANOSECONDS_PER_MILLISECOND = 1e6;

  /** Where the event was put in a stream, the last time. */
  static final class Marker {
    private final HostStream stream;
    private volatile boolean reached;
    private volatile long time;

    Marker(HostStream stream) {
      this.stream = stream;
    }

    boolean reached() {
      return reached;
    }

    void reach() {
      time = System.nanoTime();
      reached = true;
    }

    /** Runs what is before it. */
    void await() {
      if (!reached) {
        stream.runUntil(this);
      }
    }
  }

  private final HostDevice device;
  private volatile Marker marker;

  HostEvent(HostDevice device) {
    this.device = device;
    device.open().add(this, "event");
  }

  /** Moves the event. */
  Marker put(HostStream stream) {
    checkOpen();
    Marker next = new Marker(stream);
    marker = next;
    return next;
  }

  /** Where it is; null if it was never put anywhere, then nobody waits. */
  Marker marker() {
    checkOpen();
    return marker;
  }

  @Override
  public void synchronize() {
    Marker current = marker();
    device.queue().checkNotRecording("synchronize");
    if (current != null) {
      current.await();
    }
  }

  @Override
  public double millisecondsSince(DeviceEvent earlier) {
    return (time(this) - time((HostEvent) earlier)) / NANOSECONDS_PER_MILLISECOND;
  }

  private static double time(HostEvent event) {
    Marker marker = event.marker();
    if (marker == null || !marker.reached()) {
      throw new IllegalStateException("the event has not been reached");
    }
    return marker.time;
  }

  private void checkOpen() {
    device.checkOpen();
    device.open().check(this, "event");
  }

  @Override
  public void close() {
    device.open().remove(this);
  }
}
