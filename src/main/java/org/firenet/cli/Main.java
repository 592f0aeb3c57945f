package org.firenet.cli;

import java.util.List;
import picocli.CommandLine;

/** Entry point of the {@code firenet} command. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the JVM with its exit code, see {@link ExitCode}. */
  public static void main(String[] args) {
    StandardError.restore();
    System.exit(run(args));
  }

  /** Runs a command and returns its exit code. */
  static int run(String... args) {
    CommandLine command = new CommandLine(new FirenetCommand());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setUsageHelpAutoWidth(true);
    command.setAbbreviatedOptionsAllowed(false);
    Failures failures = new Failures();
    command.setParameterExceptionHandler(failures);
    command.setExecutionExceptionHandler(failures);
    command.getSubcommands().values().forEach(c -> c.setUsageHelpAutoWidth(true));
    try {
      return command.execute(args);
    } catch (OutOfMemoryError e) {
      System.err.printf(
          "firenet: out of memory: %s (the limit is %d MiB; raise it with JAVA_OPTS=-Xmx...)%n",
          e.getMessage(), Runtime.getRuntime().maxMemory() >> 20);
      return ExitCode.DEVICE;
    } catch (Error e) {
      System.err.println("firenet: internal error: " + e + " (--debug shows where)");
      if (List.of(args).contains("--debug")) {
        e.printStackTrace();
      }
      return ExitCode.INTERNAL;
    }
  }
}
