package org.firenet.benchmarks.gpu;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the command line says: {@code PART [--name value]...}.
 *
 * @param part what to do
 * @param options values by the names of the options, without dashes
 */
record Settings(String part, Map<String, String> options) {
  private static final List<String> NAMES =
      List.of("out", "cases", "repetitions", "blocks", "slices", "total", "only", "megabytes");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if there is something unknown in it
   */
  static Settings of(String... arguments) {
    if (arguments.length % 2 == 0) {
      throw new IllegalArgumentException("expected PART [--name value]..., names are " + NAMES);
    }
    Map<String, String> options = new HashMap<>();
    for (int i = 1; i < arguments.length; i += 2) {
      String name = arguments[i].replaceFirst("^--", "");
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException(arguments[i] + ": expected one of " + NAMES);
      }
      options.put(name, arguments[i + 1]);
    }
    return new Settings(arguments[0], options);
  }

  /** A list that is separated by commas. */
  List<String> list(String name, String otherwise) {
    return List.of(options.getOrDefault(name, otherwise).split(",", -1));
  }

  /** A number. */
  int number(String name, int otherwise) {
    String value = options.get(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }

  /** A text. */
  String text(String name, String otherwise) {
    return options.getOrDefault(name, otherwise);
  }

  /** Where to write. */
  Path out() {
    return Path.of(options.getOrDefault("out", "gpu-benchmark.json"));
  }
}
