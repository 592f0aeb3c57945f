package org.firenet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs commands one after the other, for a JVM of its own whose files may not grow large; prints a
 * line for each: its exit code and what it said.
 */
final class LimitedRuns {
  private LimitedRuns() {}

  /** Takes a file with a command on each line. */
  public static void main(String[] arguments) throws Exception {
    List<String> commands = Files.readAllLines(Path.of(arguments[0]));
    for (String command : commands) {
      CommandRun run = CommandRun.of(command.split(" "));
      System.out.println("code " + run.code() + " " + run.err().replace("\n", "|"));
    }
  }
}
