package org.firenet.cuda.jcuda;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a host may have the libraries of CUDA: folders the user named, {@code CUDA_HOME}, {@code
 * CUDA_PATH}, {@code LD_LIBRARY_PATH}, the system's own places, and Python packages.
 */
final class LibrarySearch {
  /** The property with folders to look in first, separated as in {@code LD_LIBRARY_PATH}. */
  static final String PROPERTY = "firenet.cuda.libraries";

  /**
   * A library that may be there.
   *
   * @param name a path, or a name for the system to look up
   * @param cuda major version of CUDA
   */
  record Candidate(String name, int cuda) {}

  private final String property;
  private final Map<String, String> environment;
  private final Path home;
  private final Path root;

  /**
   * A search.
   *
   * @param property value of {@code firenet.cuda.libraries}; null for none
   * @param environment environment variables
   * @param home the user's home
   * @param root where the file system begins
   */
  LibrarySearch(String property, Map<String, String> environment, Path home, Path root) {
    this.property = property;
    this.environment = environment;
    this.home = home;
    this.root = root;
  }

  /** On this machine. */
  static LibrarySearch here() {
    return new LibrarySearch(
        System.getProperty(PROPERTY),
        System.getenv(),
        Path.of(System.getProperty("user.home")),
        Path.of("/"));
  }

  /**
   * What may be there, best first: folders in order of the search, in each the newest version that
   * the driver can serve; after all of these, versions that are newer than the driver.
   *
   * @param driver major version of CUDA that the driver supports
   */
  List<Candidate> candidates(CudaLibrary library, int driver) {
    Set<Candidate> served = new LinkedHashSet<>();
    Set<Candidate> newer = new LinkedHashSet<>();
    for (List<Path> place : List.of(namedFolders(), environmentFolders())) {
      place.forEach(folder -> addFiles(library, folder, driver, served, newer));
    }
    for (int cuda = CudaLibrary.NEWEST_CUDA; cuda >= CudaLibrary.OLDEST_CUDA; cuda--) {
      for (String soname : library.sonames(cuda)) {
        (cuda <= driver ? served : newer).add(new Candidate(soname, cuda));
      }
    }
    for (List<Path> place : List.of(systemFolders(), pythonFolders())) {
      place.forEach(folder -> addFiles(library, folder, driver, served, newer));
    }
    served.addAll(newer);
    return List.copyOf(served);
  }

  private static void addFiles(
      CudaLibrary library, Path folder, int driver, Set<Candidate> served, Set<Candidate> newer) {
    for (int cuda = CudaLibrary.NEWEST_CUDA; cuda >= CudaLibrary.OLDEST_CUDA; cuda--) {
      for (String soname : library.sonames(cuda)) {
        Path file = folder.resolve(soname);
        if (Files.isRegularFile(file)) {
          (cuda <= driver ? served : newer).add(new Candidate(file.toString(), cuda));
        }
      }
    }
  }

  /** Every folder that is looked into, for messages. */
  List<Path> folders() {
    List<Path> all = new ArrayList<>(namedFolders());
    all.addAll(environmentFolders());
    all.addAll(systemFolders());
    all.addAll(pythonFolders());
    return all;
  }

  /** Folders that the user named. */
  List<Path> namedFolders() {
    return existing(split(property));
  }

  private List<Path> environmentFolders() {
    List<Path> folders = new ArrayList<>();
    for (String variable : List.of("CUDA_HOME", "CUDA_PATH")) {
      for (Path toolkit : split(environment.get(variable))) {
        folders.add(toolkit.resolve("lib64"));
        folders.add(toolkit.resolve("targets/x86_64-linux/lib"));
        folders.add(toolkit.resolve("lib"));
      }
    }
    folders.addAll(split(environment.get("LD_LIBRARY_PATH")));
    return existing(folders);
  }

  private List<Path> systemFolders() {
    List<Path> folders = new ArrayList<>();
    folders.add(root.resolve("usr/local/cuda/lib64"));
    for (Path toolkit : newestFirst(root.resolve("usr/local"), "cuda-*")) {
      folders.add(toolkit.resolve("lib64"));
    }
    for (Path toolkit : newestFirst(root.resolve("opt"), "cuda*")) {
      folders.add(toolkit.resolve("lib64"));
    }
    for (String folder :
        List.of(
            "usr/lib/x86_64-linux-gnu",
            "usr/lib64",
            "usr/lib",
            "usr/local/lib",
            "usr/local/nvidia/lib64",
            "usr/lib/wsl/lib",
            "opt/conda/lib")) {
      folders.add(root.resolve(folder));
    }
    return existing(folders);
  }

  /** {@code nvidia/cufft/lib} and the like in every Python that is easily found. */
  private List<Path> pythonFolders() {
    List<Path> prefixes = new ArrayList<>();
    for (String variable : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
      prefixes.addAll(split(environment.get(variable)));
    }
    for (Path programs : split(environment.get("PATH"))) {
      if (programs.endsWith("bin") && programs.getParent() != null) {
        prefixes.add(programs.getParent());
      }
    }
    prefixes.add(home.resolve(".local"));
    prefixes.addAll(newestFirst(home.resolve(".pyenv/versions"), "*"));
    for (String conda : List.of("miniconda3", "miniforge3", "anaconda3")) {
      prefixes.add(home.resolve(conda));
      prefixes.addAll(newestFirst(home.resolve(conda).resolve("envs"), "*"));
    }
    prefixes.add(root.resolve("usr/local"));
    prefixes.add(root.resolve("usr"));
    prefixes.add(root.resolve("opt/conda"));
    Set<Path> folders = new LinkedHashSet<>();
    for (Path prefix : new LinkedHashSet<>(prefixes)) {
      for (Path python : newestFirst(prefix.resolve("lib"), "python3*")) {
        for (String packages : List.of("site-packages", "dist-packages")) {
          for (Path part : newestFirst(python.resolve(packages).resolve("nvidia"), "*")) {
            folders.add(part.resolve("lib"));
          }
        }
      }
    }
    return existing(List.copyOf(folders));
  }

  private static List<Path> existing(List<Path> folders) {
    return folders.stream().filter(Files::isDirectory).distinct().toList();
  }

  private static List<Path> split(String paths) {
    List<Path> all = new ArrayList<>();
    if (paths != null) {
      for (String path : paths.split(File.pathSeparator)) {
        try {
          if (!path.isBlank()) {
            all.add(Path.of(path).toAbsolutePath());
          }
        } catch (InvalidPathException e) {
          // A name that is none has no libraries.
          continue;
        }
      }
    }
    return all;
  }

  /** Folders that match, {@code cuda-12.10} before {@code cuda-12.9}. */
  static List<Path> newestFirst(Path folder, String glob) {
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
        entries.forEach(found::add);
      } catch (IOException | java.nio.file.DirectoryIteratorException e) {
        return List.of();
      }
    }
    Collections.sort(found, (a, b) -> padded(b).compareTo(padded(a)));
    return found;
  }

  private static String padded(Path path) {
    StringBuilder out = new StringBuilder();
    for (String part : path.getFileName().toString().split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)")) {
      out.append(
              Character.isDigit(part.charAt(0)) ? "0".repeat(Math.max(0, 9 - part.length())) : "")
          .append(part);
    }
    return out.toString();
  }
}
