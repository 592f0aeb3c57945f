package org.firenet.network;

import java.util.List;

/** No backend can run what was asked; the message gives the reason of each. */
public final class BackendUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With one reason for each backend considered. */
  public BackendUnavailableException(List<String> reasons) {
    super("no backend: " + String.join("; ", reasons));
  }
}
