package org.firenet.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs a program that may not be installed. */
public final class ExternalTool {
  private ExternalTool() {}

  /** Skips the test, with the reason, unless the command runs and succeeds. */
  public static void assume(String... command) throws Exception {
    try {
      Process process = start(Path.of("."), command);
      if (process.waitFor() == 0) {
        return;
      }
    } catch (IOException e) {
      abort("not here: " + String.join(" ", command) + ": " + e.getMessage());
    }
    abort("does not work here: " + String.join(" ", command));
  }

  /** Runs a command that must succeed; what it printed. */
  public static String run(Path folder, String... command) throws Exception {
    Process process = start(folder, command);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> List.of(command) + ": " + output);
    return output;
  }

  private static Process start(Path folder, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return process;
  }
}
