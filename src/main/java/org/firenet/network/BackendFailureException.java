package org.firenet.network;

/**
 * A backend failed at work that it had taken on: a device, its memory or its libraries; the message
 * says which call and why. Another backend may do the same work.
 */
public final class BackendFailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what went wrong. */
  public BackendFailureException(String message) {
    super(message);
  }

  /**
   * With what went wrong on a backend.
   *
   * @param backend its name
   */
  public BackendFailureException(String backend, Throwable cause) {
    super(backend + ": " + cause.getMessage(), cause);
  }
}
