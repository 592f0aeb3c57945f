package org.firenet.cli;

/** Exit codes of the command. */
final class ExitCode {
  /** Done. */
  static final int OK = 0;

  /** A defect of this program. */
  static final int INTERNAL = 70;

  /** The arguments make no sense. */
  static final int USAGE = 2;

  /** A file can not be used, or files do not go together. */
  static final int INPUT = 3;

  /** No backend works, or the one at work failed. */
  static final int DEVICE = 4;

  private ExitCode() {}
}
