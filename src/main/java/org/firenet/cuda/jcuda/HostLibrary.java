package org.firenet.cuda.jcuda;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firenet.cuda.device.DeviceException;

/**
 * A library of the CUDA toolkit of this host, opened so that JCuda's native libraries reach it:
 * directly if it is the version they were made for, else through a bridge.
 *
 * @param library which one
 * @param name path or name it was opened by
 * @param cuda major version of CUDA
 * @param handle for {@link NativeAccess#symbol}
 * @param missing functions that JCuda knows and this version does not have
 */
record HostLibrary(CudaLibrary library, String name, int cuda, long handle, List<String> missing) {
  private static final Pattern ABSENT =
      Pattern.compile("^(\\S+): cannot open shared object file: No such file");
  private static final int MOST_DEPENDENCIES = 8;

  private static final Map<CudaLibrary, HostLibrary> OPEN = new EnumMap<>(CudaLibrary.class);
  private static final Map<CudaLibrary, String> FAILED = new EnumMap<>(CudaLibrary.class);

  /**
   * The library, opened at the first call.
   *
   * @param driver major version of CUDA that the driver supports
   * @param jcuda makes JCuda load its own library that calls this one
   * @throws DeviceException if there is none, saying where it was looked for; the same at every
   *     call
   */
  static HostLibrary require(CudaLibrary library, int driver, Runnable jcuda) {
    synchronized (OPEN) {
      if (!OPEN.containsKey(library) && !FAILED.containsKey(library)) {
        try {
          HostLibrary opened = open(library, LibrarySearch.here(), driver);
          NativeLibraries.loadJCuda("JCuda for " + library.title(), jcuda);
          OPEN.put(library, opened);
        } catch (NativeUnavailableException e) {
          FAILED.put(library, e.getMessage());
        }
      }
      if (FAILED.containsKey(library)) {
        throw new DeviceException(FAILED.get(library));
      }
      return OPEN.get(library);
    }
  }

  /** Opens the best candidate of a search that can be opened. */
  static HostLibrary open(CudaLibrary library, LibrarySearch search, int driver)
      throws NativeUnavailableException {
    NativeLibraries.loadAccess();
    List<String> reasons = new ArrayList<>();
    for (LibrarySearch.Candidate candidate : search.candidates(library, driver)) {
      try {
        openCompanions(library, candidate);
        return connect(library, candidate, openWithDependencies(candidate.name()));
      } catch (UnsatisfiedLinkError e) {
        if (candidate.name().contains("/")) {
          reasons.add(e.getMessage());
        }
      }
    }
    String found = reasons.isEmpty() ? "" : "; found, but: " + String.join("; ", reasons);
    throw new NativeUnavailableException(
        "%s of CUDA 11, 12 or 13 is not on this machine (%s): install it, or name its folder with -D%s=FOLDER; looked in %s%s"
            .formatted(
                library.title(),
                library.sonames(CudaLibrary.NEWEST_CUDA).get(0) + " or older",
                LibrarySearch.PROPERTY,
                search.folders(),
                found));
  }

  private static HostLibrary connect(
      CudaLibrary library, LibrarySearch.Candidate candidate, long handle)
      throws NativeUnavailableException {
    String[] missing = {};
    if (isBridged(library, candidate.name())) {
      missing = NativeAccess.bind(NativeLibraries.openBridge(library.bridged()), handle);
    }
    return new HostLibrary(library, candidate.name(), candidate.cuda(), handle, List.of(missing));
  }

  private static boolean isBridged(CudaLibrary library, String name) {
    return !name.substring(name.lastIndexOf('/') + 1).equals(library.bridged());
  }

  /** Where it was found and how it is reached, for people. */
  String place() {
    return "%s, CUDA %d%s"
        .formatted(name, cuda, isBridged(library, name) ? ", through a bridge" : "");
  }

  /** Libraries that it opens by name alone are opened by path before. */
  private static void openCompanions(CudaLibrary library, LibrarySearch.Candidate candidate) {
    Path folder = Path.of(candidate.name()).getParent();
    if (folder != null) {
      for (String companion : library.companions()) {
        for (Path file : LibrarySearch.newestFirst(folder, companion + candidate.cuda() + "*")) {
          tryOpen(file);
        }
      }
    }
  }

  private static boolean tryOpen(Path file) {
    try {
      NativeAccess.open(file.toString(), true);
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }

  /** Opens a library; what it needs and the system does not find is looked for beside it. */
  private static long openWithDependencies(String name) {
    Path folder = Path.of(name).getParent();
    for (int attempt = 0; ; attempt++) {
      try {
        return NativeAccess.open(name, false);
      } catch (UnsatisfiedLinkError e) {
        Matcher absent = ABSENT.matcher(String.valueOf(e.getMessage()));
        boolean another =
            folder != null
                && attempt < MOST_DEPENDENCIES
                && absent.find()
                && openBeside(folder, absent.group(1));
        if (!another) {
          throw e;
        }
      }
    }
  }

  /** In the same folder, or in the folders of the same Python package: nvidia/x/lib. */
  private static boolean openBeside(Path folder, String name) {
    List<Path> places = new ArrayList<>(List.of(folder));
    Path siblings = folder.getParent() == null ? null : folder.getParent().getParent();
    if (siblings != null && folder.endsWith("lib")) {
      for (Path sibling : LibrarySearch.newestFirst(siblings, "*")) {
        places.add(sibling.resolve("lib"));
      }
    }
    return places.stream()
        .map(place -> place.resolve(name))
        .filter(Files::isRegularFile)
        .anyMatch(HostLibrary::tryOpen);
  }

  /** Address of a function, also of one that JCuda does not know; 0 if it is not there. */
  long symbol(String function) {
    return NativeAccess.symbol(handle, function);
  }

  /** Fails if this version does not have a function. */
  void requireFunction(String function) {
    if (missing.contains(function)) {
      throw new DeviceException(
          "%s of CUDA %d (%s) has no function %s".formatted(library.title(), cuda, name, function));
    }
  }
}
