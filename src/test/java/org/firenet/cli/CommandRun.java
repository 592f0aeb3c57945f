package org.firenet.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One run of the command in this JVM.
 *
 * @param code exit code
 * @param out what it printed
 * @param err what it printed on standard error
 */
record CommandRun(int code, String out, String err) {
  /** Runs the command; what it prints is kept from the console. */
  static synchronized CommandRun of(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    int code;
    try (PrintStream newOut = new PrintStream(outBytes, true, StandardCharsets.UTF_8);
        PrintStream newErr = new PrintStream(errBytes, true, StandardCharsets.UTF_8)) {
      System.setOut(newOut);
      System.setErr(newErr);
      code = Main.run(arguments);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    return new CommandRun(
        code, outBytes.toString(StandardCharsets.UTF_8), errBytes.toString(StandardCharsets.UTF_8));
  }

  /** Runs the command and fails with what it said unless it succeeds without complaint. */
  static CommandRun ok(List<?> arguments) {
    CommandRun run = of(arguments.stream().map(Object::toString).toArray(String[]::new));
    if (run.code != ExitCode.OK || !run.err.isEmpty()) {
      throw new AssertionError(arguments + ": " + run);
    }
    return run;
  }

  /** {@link #ok(List)}. */
  static CommandRun ok(Object... arguments) {
    return ok(List.of(arguments));
  }

  /** Lines on standard error. */
  List<String> errors() {
    return err.lines().toList();
  }
}
