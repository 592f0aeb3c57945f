package org.firenet.io.hdf5;

import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.firenet.io.InputFile;

/** Turns what can go wrong inside a library into errors of one line. */
final class Failures {
  private static final int MAX_TEXT = 300;
  private static final int MAX_CAUSES = 20;

  private Failures() {}

  /** An error of one line about a place in a file. */
  static IOException at(Path path, String place, String what) {
    return InputFile.failure(path, shortened(place) + ": " + shortened(what));
  }

  /**
   * What {@code action} returns.
   *
   * @throws IOException whatever it threw: exceptions, too deep recursion, too little memory, a
   *     part of the library that is missing
   * @throws IllegalStateException if the file was closed
   */
  static <T> T guard(Path path, String place, Callable<T> action) throws IOException {
    try {
      return action.call();
    } catch (StackOverflowError e) {
      throw new IOException(at(path, place, "damaged: nested too deeply").getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw new IOException(at(path, place, "does not fit into memory").getMessage(), e);
    } catch (IllegalStateException e) {
      if ((path + " is closed").equals(e.getMessage())) {
        throw e;
      }
      throw new IOException(at(path, place, reason(e)).getMessage(), e);
    } catch (IOException e) {
      if (e.getMessage() != null && e.getMessage().startsWith(path + ": ")) {
        throw e;
      }
      throw new IOException(at(path, place, reason(e)).getMessage(), e);
    } catch (Exception | LinkageError | InternalError e) {
      throw new IOException(at(path, place, reason(e)).getMessage(), e);
    }
  }

  /** The message of the innermost cause, which is the one that names the trouble. */
  private static String reason(Throwable error) {
    Throwable innermost = error;
    for (int i = 0; i < MAX_CAUSES && innermost.getCause() != null; i++) {
      innermost = innermost.getCause();
    }
    if (innermost instanceof StackOverflowError) {
      return "damaged: nested too deeply";
    }
    if (innermost instanceof OutOfMemoryError) {
      return "does not fit into memory";
    }
    if (innermost instanceof HdfException || innermost instanceof IOException) {
      return "damaged or not supported: " + innermost.getMessage();
    }
    if (innermost instanceof LinkageError) {
      return "a part of the program is missing: " + innermost;
    }
    return "damaged: the structure makes no sense";
  }

  private static String shortened(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
  }
}
