package org.firenet.cuda.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Whether kernels can run on this machine without a GPU. */
public final class HostDevices {
  private HostDevices() {}

  /** Why not; empty if they can. */
  public static Optional<String> unavailable() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (!system.startsWith("linux")) {
      return Optional.of("kernels run on the host on Linux only, this is " + system);
    }
    if (Compiler.version().isEmpty()) {
      return Optional.of("no g++ that compiles the kernels for the host");
    }
    Path header = Path.of(System.getProperty("java.home"), "include", "jni.h");
    if (!Files.exists(header)) {
      return Optional.of("this Java has no " + header + " (it is not a JDK)");
    }
    return Optional.empty();
  }

  /** Skips the test, with the reason, where they can not. */
  public static void assumeAvailable() {
    Optional<String> reason = unavailable();
    Assumptions.assumeTrue(reason.isEmpty(), () -> reason.orElse(""));
  }
}
