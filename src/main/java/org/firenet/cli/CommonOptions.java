package org.firenet.cli;

import picocli.CommandLine.Option;

/** Options of every command. */
@SuppressWarnings("UnusedVariable") // help is read by picocli, debug by Failures
final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Option(names = "--quiet", description = "Print nothing but errors, and what --json asks for.")
  boolean quiet;

  @Option(names = "--json", description = "Print the results as JSON.")
  boolean json;

  @Option(names = "--debug", description = "Print a stack trace with an error.")
  private boolean debug;
}
