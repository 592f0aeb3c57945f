package org.firenet.cuda.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.firenet.cuda.device.KernelSpecification;

/**
 * Libraries that the C++ compiler of this machine makes, kept in {@code target/host-kernels} under
 * the hash of what they are made of. Safe for processes that start at the same time.
 */
final class HostLibraries {
  private static final List<String> COMMON =
      List.of("-std=c++17", "-DFIRENET_HOST", "-fPIC", "-shared", "-g1");
  private static final List<String> RUNTIME =
      List.of("-O2", "-Wall", "-Wextra", "-pthread", "-ldl");
  private static final List<String> KERNELS =
      List.of(
          "-O1",
          "-w",
          "-x",
          "c++",
          "-fvisibility=hidden",
          "-fno-strict-aliasing",
          "-ffp-contract=off");
  private static final List<String> SANITIZERS =
      List.of("-fsanitize=address,undefined", "-fno-sanitize-recover=all");

  private static Path runtime;

  private HostLibraries() {}

  /** Top of the source tree. */
  static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (directory != null && !Files.exists(directory.resolve("kernels/firenet.cuh"))) {
      directory = directory.getParent();
    }
    if (directory == null) {
      throw new IllegalStateException("no kernels/firenet.cuh in or above the working directory");
    }
    return directory;
  }

  /** Makes and loads the library of {@link HostNative}; once. */
  static synchronized Path runtime() {
    if (runtime == null) {
      Path sources = root().resolve("native/host");
      Path include = Path.of(System.getProperty("java.home"), "include");
      List<String> options = new ArrayList<>(COMMON);
      options.addAll(RUNTIME);
      options.addAll(List.of("-I" + include, "-I" + include.resolve("linux")));
      List<Path> units = files(sources, ".cpp");
      ContentHash hash = new ContentHash().text(compilerVersion()).texts(options);
      hash.files(files(sources, ".cpp")).files(files(sources, ".h"));
      String name = "libfirenet-host-" + hash.hex() + ".so";
      options.add("-Wl,-soname," + name);
      Path made = make(name, units, options);
      HostNative.load(made);
      runtime = made;
    }
    return runtime;
  }

  /** Makes the library of a family of kernels. */
  static Path kernels(KernelSpecification specification, Path source, boolean sanitized) {
    Path library = runtime();
    Path common = root().resolve("kernels");
    Path host = root().resolve("native/host");
    List<String> options = new ArrayList<>(COMMON);
    options.addAll(KERNELS);
    if (sanitized) {
      options.addAll(SANITIZERS);
    }
    options.addAll(List.of("-I" + host, "-I" + common));
    specification.constants().forEach((name, value) -> options.add("-D" + name + "=" + value));
    ContentHash hash = new ContentHash().text(compilerVersion()).texts(options);
    hash.text(library.getFileName().toString());
    hash.files(List.of(source)).files(files(source.getParent(), ".cuh"));
    hash.files(files(common, ".cuh"));
    String name = "lib" + specification.id() + "-" + hash.hex() + ".so";
    // The compiler takes what follows "-x none" for what its name says.
    List<String> inputs = List.of("-x", "none", library.toString());
    return make(name, List.of(source), options, inputs);
  }

  private static String compilerVersion() {
    return Compiler.version().orElseThrow(() -> new IllegalStateException("no g++"));
  }

  private static Path make(String name, List<Path> sources, List<String> options) {
    return make(name, sources, options, List.of());
  }

  private static Path make(
      String name, List<Path> sources, List<String> options, List<String> libraries) {
    Path directory = root().resolve("target/host-kernels");
    Path made = directory.resolve(name);
    if (Files.exists(made)) {
      return made;
    }
    try {
      Files.createDirectories(directory);
      Path beside = Files.createTempFile(directory, "making", ".so");
      try {
        List<String> arguments = new ArrayList<>(options);
        sources.forEach(source -> arguments.add(source.toString()));
        arguments.addAll(libraries);
        arguments.addAll(List.of("-o", beside.toString()));
        Compiler.run(arguments);
        move(beside, made);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return made;
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static List<Path> files(Path directory, String ending) {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
