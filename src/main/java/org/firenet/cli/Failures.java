package org.firenet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import org.firenet.network.BackendFailureException;
import org.firenet.network.BackendUnavailableException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** One clear line for every failure, and its exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    PrintWriter err = command.getErr();
    err.println(name + ": " + parseMessage(e));
    if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      err.println("Try '" + name + " --help'.");
    }
    if (Arrays.asList(args).contains("--debug")) {
      e.printStackTrace(err);
    }
    return ExitCode.USAGE;
  }

  private static String parseMessage(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      boolean root = e.getCommandLine().getParent() == null;
      return "unknown %s: '%s'"
          .formatted(root ? "command" : "argument", unmatched.getUnmatched().get(0));
    }
    return oneLine(e.getMessage());
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    err.println(command.getCommandSpec().qualifiedName() + ": " + message(e));
    if (parsed.originalArgs().contains("--debug")) {
      e.printStackTrace(err);
    }
    return code(e);
  }

  /** One line for people. */
  static String message(Exception e) {
    if (code(e) == ExitCode.INTERNAL) {
      return "internal error: " + oneLine(e.toString()) + " (--debug shows where)";
    }
    return oneLine(e instanceof FileSystemException f ? fileMessage(f) : e.getMessage());
  }

  /** The message of these is often no more than the path. */
  private static String fileMessage(FileSystemException e) {
    String reason = e.getReason();
    if (e instanceof NoSuchFileException) {
      reason = "no such file or directory";
    } else if (e instanceof AccessDeniedException) {
      reason = "not permitted";
    } else if (e instanceof FileAlreadyExistsException) {
      reason = "exists and is no directory";
    }
    return e.getFile() + ": " + (reason == null ? e.getClass().getSimpleName() : reason);
  }

  /** The exit code of a failure. */
  static int code(Exception e) {
    if (e instanceof UsageException) {
      return ExitCode.USAGE;
    }
    if (e instanceof BackendUnavailableException || e instanceof BackendFailureException) {
      return ExitCode.DEVICE;
    }
    return e instanceof IOException
            || e instanceof UncheckedIOException
            || e instanceof IllegalArgumentException
        ? ExitCode.INPUT
        : ExitCode.INTERNAL;
  }

  private static String oneLine(String message) {
    return String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
