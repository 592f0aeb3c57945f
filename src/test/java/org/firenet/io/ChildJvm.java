package org.firenet.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs a class of the tests in a Java of its own. */
public final class ChildJvm {
  private ChildJvm() {}

  /**
   * The words of a command.
   *
   * @param options of the JVM
   * @param main a class of the tests
   */
  public static List<String> command(List<String> options, Class<?> main, Object... arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xshare:auto"));
    words.addAll(options);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    Stream.of(arguments).map(Object::toString).forEach(words::add);
    return words;
  }

  /** Starts a class; errors go with the output. */
  public static Process start(Class<?> main, Object... arguments) throws IOException {
    return new ProcessBuilder(command(List.of(), main, arguments))
        .redirectErrorStream(true)
        .start();
  }
}
