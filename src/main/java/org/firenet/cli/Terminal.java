package org.firenet.cli;

/** Whether a person is watching. */
final class Terminal {
  /** From this Java on there is a console also where there is no terminal. */
  private static final int CONSOLE_IS_NEVER_NULL = 22;

  private Terminal() {}

  /**
   * Whether standard error is a terminal; the launcher knows, without it the JVM's guess counts.
   */
  @SuppressWarnings("SystemConsoleNull") // asked only where it tells something
  static boolean interactive() {
    String told = System.getProperty("firenet.terminal");
    if (told != null) {
      return Boolean.parseBoolean(told);
    }
    return Runtime.version().feature() < CONSOLE_IS_NEVER_NULL && System.console() != null;
  }
}
