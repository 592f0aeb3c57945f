package org.firenet.cuda.device;

/** A device or one of its libraries reported a failure; the message has the call and its status. */
public class DeviceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message. */
  public DeviceException(String message) {
    super(message);
  }

  /** With a message and what led to it. */
  public DeviceException(String message, Throwable cause) {
    super(message, cause);
  }
}
