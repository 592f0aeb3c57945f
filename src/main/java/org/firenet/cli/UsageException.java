package org.firenet.cli;

/** An option has a value that makes no sense whatever the input. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Computes something from option values alone. */
  interface Step<T> {
    T get();
  }

  /** Turns an {@link IllegalArgumentException} of a step into a usage error. */
  static <T> T check(Step<T> step) {
    try {
      return step.get();
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }
}
