package org.firenet.cuda.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firenet.cuda.device.KernelUnavailableException;

/** The C++ compiler of this machine. */
final class Compiler {
  private static final String PROGRAM = "g++";
  private static final Optional<String> VERSION = askVersion();

  private Compiler() {}

  /** What it says of itself; empty if there is none. */
  static Optional<String> version() {
    return VERSION;
  }

  private static Optional<String> askVersion() {
    try {
      return Optional.of(output(List.of(PROGRAM, "-dumpfullversion", "-dumpmachine")));
    } catch (IOException | KernelUnavailableException e) {
      return Optional.empty();
    }
  }

  /** The path of a file of its own libraries; empty if it has none of this name. */
  static Optional<String> library(String name) {
    try {
      String path = output(List.of(PROGRAM, "-print-file-name=" + name)).trim();
      return path.equals(name) ? Optional.empty() : Optional.of(path);
    } catch (IOException | KernelUnavailableException e) {
      return Optional.empty();
    }
  }

  /**
   * Runs it.
   *
   * @throws KernelUnavailableException if it reports an error, with what it said
   */
  static void run(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(PROGRAM);
    command.addAll(arguments);
    output(command);
  }

  private static String output(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status;
    try {
      status = process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + PROGRAM + " ran", e);
    }
    if (status != 0) {
      throw new KernelUnavailableException(
          "%s ended with %d: %s%n%s"
              .formatted(PROGRAM, status, String.join(" ", command), text.strip()),
          null);
    }
    return text;
  }
}
