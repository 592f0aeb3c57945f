package org.firenet.cuda.jcuda;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Loads the native libraries that the jars carry: FIRENET's own, and JCuda's. */
final class NativeLibraries {
  private static final String RESOURCES = "org/firenet/native/linux-x86_64";
  private static final String TEMPORARY = "java.io.tmpdir";

  private static Path base;
  private static NativeUnavailableException failure;

  private NativeLibraries() {}

  /**
   * Makes {@link NativeAccess} usable.
   *
   * @throws NativeUnavailableException if it can not be; the same at every call
   */
  static synchronized void loadAccess() throws NativeUnavailableException {
    if (failure == null && base == null) {
      try {
        base = load();
      } catch (NativeUnavailableException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static Path load() throws NativeUnavailableException {
    String os = System.getProperty("os.name");
    String architecture = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    if (!os.equals("Linux") || !List.of("amd64", "x86_64").contains(architecture)) {
      throw new NativeUnavailableException(
          "GPUs are used on Linux on x86_64 only; this is %s on %s".formatted(os, architecture));
    }
    List<String> reasons = new ArrayList<>();
    for (Path candidate : PrivateFolder.bases()) {
      try (PrivateFolder folder = new PrivateFolder(candidate)) {
        Path library = folder.unpack(RESOURCES, "libfirenet.so");
        if (library == null) {
          throw new NativeUnavailableException(
              "this build of FIRENET has no native libraries; it was built without a C compiler");
        }
        System.load(library.toString());
        return candidate;
      } catch (IOException | SecurityException | UnsatisfiedLinkError e) {
        reasons.add(candidate + ": " + e.getMessage());
      }
    }
    throw new NativeUnavailableException(
        "native libraries can not be unpacked and loaded: " + String.join("; ", reasons));
  }

  /** Opens a bridge that the jar carries; returns its handle. */
  static synchronized long openBridge(String soname) throws NativeUnavailableException {
    loadAccess();
    try (PrivateFolder folder = new PrivateFolder(base)) {
      Path library = folder.unpack(RESOURCES, soname);
      if (library == null) {
        throw new NativeUnavailableException("this build of FIRENET has no bridge " + soname);
      }
      return NativeAccess.open(library.toString(), false);
    } catch (IOException | UnsatisfiedLinkError e) {
      throw new NativeUnavailableException("bridge " + soname + ": " + e.getMessage(), e);
    }
  }

  /**
   * Runs what makes JCuda load one of its libraries. JCuda unpacks it under a fixed name into the
   * folder for temporary files and takes whatever already lies there; so that folder is a private
   * one meanwhile.
   *
   * @throws NativeUnavailableException if the library does not load
   */
  static synchronized void loadJCuda(String name, Runnable initializer)
      throws NativeUnavailableException {
    loadAccess();
    String usual = System.getProperty(TEMPORARY);
    try (PrivateFolder folder = new PrivateFolder(base)) {
      readTemporaryFolderOnce();
      System.setProperty(TEMPORARY, folder.path().toString());
      initializer.run();
    } catch (IOException | LinkageError e) {
      throw new NativeUnavailableException(name + ": " + firstReason(e), e);
    } finally {
      System.setProperty(TEMPORARY, usual);
    }
  }

  /** The JDK reads the property once for its own temporary files; that must be the usual one. */
  private static void readTemporaryFolderOnce() throws IOException {
    Files.delete(Files.createTempFile(base, "firenet", ""));
    File file = File.createTempFile("firenet", "", base.toFile());
    Files.delete(file.toPath());
  }

  /** JCuda puts two stack traces into its message; the line with the system's reason is enough. */
  private static String firstReason(Throwable error) {
    String message = String.valueOf(error.getMessage());
    return message
        .lines()
        .filter(line -> line.contains("UnsatisfiedLinkError") && line.contains(".so"))
        .reduce((first, last) -> last)
        .map(line -> line.substring(line.indexOf("UnsatisfiedLinkError: ") + 22).trim())
        .orElse(message.lines().findFirst().orElse("unknown reason"));
  }
}
