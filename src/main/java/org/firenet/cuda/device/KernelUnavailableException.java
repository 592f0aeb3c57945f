package org.firenet.cuda.device;

/** Kernels are neither there precompiled nor can be compiled; the message says why. */
public final class KernelUnavailableException extends DeviceException {
  private static final long serialVersionUID = 1L;

  /** With the reasons. */
  public KernelUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
