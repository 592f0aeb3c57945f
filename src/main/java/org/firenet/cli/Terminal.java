package org.firenet.cli;

/** Whether a person is watching. */
final class Terminal {
  private Terminal() {}

  /**
   * Whether standard error is a terminal; the launcher knows, without it the JVM's guess counts.
   */
  static boolean interactive() {
    String told = System.getProperty("firenet.terminal");
    return told != null ? Boolean.parseBoolean(told) : System.console() != null;
  }
}
