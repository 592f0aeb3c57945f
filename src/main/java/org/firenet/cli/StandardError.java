package org.firenet.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;

/**
 * The launcher hides what the JVM says about incubating modules by keeping the real standard error
 * under another number, named in the property {@code firenet.stderr}.
 */
final class StandardError {
  private StandardError() {}

  /** Makes {@link System#err} the real standard error again. */
  static void restore() {
    Integer number = Integer.getInteger("firenet.stderr");
    if (number == null) {
      return;
    }
    try {
      FileDescriptor descriptor = new FileDescriptor();
      Field field = FileDescriptor.class.getDeclaredField("fd");
      field.setAccessible(true);
      field.setInt(descriptor, number);
      System.setErr(new PrintStream(new FileOutputStream(descriptor), true));
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalStateException("standard error " + number + " can not be opened", e);
    }
  }
}
