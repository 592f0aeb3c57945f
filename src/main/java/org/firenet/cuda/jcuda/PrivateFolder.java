package org.firenet.cuda.jcuda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A new folder of this process alone, where native libraries lie while they are loaded: nobody else
 * can put a file there, and nothing stays behind. Closing it deletes it.
 */
final class PrivateFolder implements AutoCloseable {
  private final Path path;

  /**
   * Makes one.
   *
   * @param base the folder to make it in, made if it is not there
   */
  PrivateFolder(Path base) throws IOException {
    Files.createDirectories(base);
    path = Files.createTempDirectory(base, "firenet").toAbsolutePath();
  }

  /** Where files may be put and loaded from, best first. */
  static List<Path> bases() {
    List<Path> bases = new ArrayList<>();
    bases.add(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
    String runtime = System.getenv("XDG_RUNTIME_DIR");
    if (runtime != null && !runtime.isBlank()) {
      bases.add(Path.of(runtime));
    }
    bases.add(Path.of(System.getProperty("user.home"), ".cache", "firenet"));
    return bases;
  }

  Path path() {
    return path;
  }

  /** Unpacks a resource; returns the file, or null if there is no such resource. */
  Path unpack(String resource, String name) throws IOException {
    try (InputStream in =
        PrivateFolder.class.getClassLoader().getResourceAsStream(resource + "/" + name)) {
      if (in == null) {
        return null;
      }
      Path file = path.resolve(name);
      Files.copy(in, file);
      return file;
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.list(path)) {
      files.forEach(file -> file.toFile().delete());
      Files.deleteIfExists(path);
    } catch (IOException | UncheckedIOException e) {
      path.toFile().deleteOnExit();
    }
  }
}
