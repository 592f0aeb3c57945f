package org.firenet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells whether paths name the same file. */
final class FilePaths {
  private FilePaths() {}

  /**
   * Checks that nothing would be written over an input or over another output.
   *
   * @throws UsageException naming the path
   */
  static void requireDistinct(List<Path> inputs, List<Path> outputs) throws IOException {
    List<Path> taken = new ArrayList<>();
    for (Path input : inputs) {
      taken.add(canonical(input));
    }
    for (Path output : outputs) {
      Path path = canonical(output);
      int other = taken.indexOf(path);
      if (other >= 0) {
        throw new UsageException(
            output
                + ": would be written over "
                + (other < inputs.size() ? "an input" : "another output"),
            null);
      }
      taken.add(path);
    }
  }

  /**
   * Makes a directory unless it is there.
   *
   * @throws IOException if a file has its name
   */
  static void createDirectory(Path directory) throws IOException {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new IOException(directory + ": expected a directory, got a file");
    }
    Files.createDirectories(directory);
  }

  /** Absolute, links followed; of a BART pair, by whatever name, the {@code .cfl}. */
  private static Path canonical(Path path) throws IOException {
    String text = path.toString();
    String extension = text.substring(Math.max(0, text.length() - 4)).toLowerCase(Locale.ROOT);
    Path data = path;
    if (extension.equals(".hdr")) {
      data = Path.of(text.substring(0, text.length() - 4) + ".cfl");
    } else if (!Files.exists(path) && Files.exists(Path.of(text + ".cfl"))) {
      data = Path.of(text + ".cfl");
    }
    return Files.exists(data) ? data.toRealPath() : data.toAbsolutePath().normalize();
  }
}
