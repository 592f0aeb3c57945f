package org.firenet.cuda.host;

import org.firenet.cuda.device.DeviceBuffer;

final class HostDeviceBuffer implements DeviceBuffer {
  private final HostDevice device;
  private final HostMemory.Piece piece;
  private volatile boolean closed;

  HostDeviceBuffer(HostDevice device, HostMemory.Piece piece) {
    this.device = device;
    this.piece = piece;
  }

  @Override
  public long address() {
    device.checkOpen();
    if (closed) {
      throw new IllegalStateException("the buffer for " + piece + " is closed");
    }
    return piece.address();
  }

  @Override
  public long bytes() {
    return piece.bytes();
  }

  @Override
  public void close() {
    if (!closed) {
      device.queue().checkNotRecording("close of " + piece);
      closed = true;
      device.queue().runAll();
      device.pieces().give(piece);
    }
  }
}
