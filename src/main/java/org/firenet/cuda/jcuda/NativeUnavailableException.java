package org.firenet.cuda.jcuda;

/** Native code can not be loaded on this machine; the message says why. */
final class NativeUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  NativeUnavailableException(String message) {
    super(message);
  }

  NativeUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
