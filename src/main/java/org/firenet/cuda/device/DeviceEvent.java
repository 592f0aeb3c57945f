package org.firenet.cuda.device;

/** A place in a stream. */
public interface DeviceEvent extends AutoCloseable {
  /** Waits until it is reached. */
  void synchronize();

  /** Milliseconds from an earlier event to this one; both have been reached. */
  double millisecondsSince(DeviceEvent earlier);

  @Override
  void close();
}
