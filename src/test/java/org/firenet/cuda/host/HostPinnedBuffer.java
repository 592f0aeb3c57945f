package org.firenet.cuda.host;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.firenet.cuda.device.HostBuffer;

final class HostPinnedBuffer implements HostBuffer {
  private final HostDevice device;
  private final HostMemory.Piece piece;
  private volatile boolean closed;

  HostPinnedBuffer(HostDevice device, HostMemory.Piece piece) {
    this.device = device;
    this.piece = piece;
  }

  @Override
  public ByteBuffer view(long offset, int bytes) {
    return HostNative.view(address(offset, bytes), bytes).order(ByteOrder.nativeOrder());
  }

  /** Address of a part. */
  long address(long offset, long bytes) {
    device.checkOpen();
    if (closed) {
      throw new IllegalStateException("the host buffer for " + piece + " is closed");
    }
    if (offset < 0 || bytes < 0 || offset > piece.bytes() - bytes) {
      throw new IllegalArgumentException(
          "offset: expected %,d bytes within %s, got offset %,d".formatted(bytes, piece, offset));
    }
    return piece.address() + offset;
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
