package org.firenet.cuda.device;

/** Device memory that belongs to whoever holds this. Closing it more than once is allowed. */
public interface DeviceBuffer extends AutoCloseable {
  /**
   * Address of the first byte, at least 256-byte aligned.
   *
   * @throws IllegalStateException if closed
   */
  long address();

  /** Size. */
  long bytes();

  @Override
  void close();
}
