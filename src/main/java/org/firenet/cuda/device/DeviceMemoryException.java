package org.firenet.cuda.device;

/** There was not enough memory. */
public final class DeviceMemoryException extends DeviceException {
  private static final long serialVersionUID = 1L;

  private final long askedBytes;
  private final long freeBytes;

  /** Says what was asked, for what, and what was free. */
  public DeviceMemoryException(String device, String purpose, long askedBytes, long freeBytes) {
    super(
        "out of memory on %s: %,d bytes asked for %s, %,d free"
            .formatted(device, askedBytes, purpose, freeBytes));
    this.askedBytes = askedBytes;
    this.freeBytes = freeBytes;
  }

  /** What was asked. */
  public long askedBytes() {
    return askedBytes;
  }

  /** What was free. */
  public long freeBytes() {
    return freeBytes;
  }
}
