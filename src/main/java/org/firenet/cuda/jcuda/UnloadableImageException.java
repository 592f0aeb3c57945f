package org.firenet.cuda.jcuda;

/** Compiled kernels are not for this device or its driver. */
final class UnloadableImageException extends Exception {
  private static final long serialVersionUID = 1L;

  UnloadableImageException(String message) {
    super(message);
  }
}
