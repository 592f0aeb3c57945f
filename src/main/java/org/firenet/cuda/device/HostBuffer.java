package org.firenet.cuda.device;

import java.nio.ByteBuffer;

/** Page-locked host memory. Closing it more than once is allowed. */
public interface HostBuffer extends AutoCloseable {
  /**
   * A view of a part, in native byte order.
   *
   * @throws IllegalStateException if closed
   */
  ByteBuffer view(long offset, int bytes);

  /** Size. */
  long bytes();

  @Override
  void close();
}
