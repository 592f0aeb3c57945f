package org.firenet.learned;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Keeps ND4J quiet: it prints a line to standard output for every operation that it differentiates,
 * and has no setting for that.
 */
final class SilencedOutput {
  private SilencedOutput() {}

  /** Runs something with standard output closed; what other threads print meanwhile is lost too. */
  static synchronized void during(Runnable action) {
    PrintStream output = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    try {
      action.run();
    } finally {
      System.setOut(output);
    }
  }
}
