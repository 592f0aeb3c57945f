package org.firenet.cuda.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** A Java process under AddressSanitizer and UBSan that runs {@link SanitizedRun}. */
final class SanitizedProcess {
  // The JVM uses faults of its own, and does not give back all it took when it ends.
  private static final String ADDRESS_OPTIONS =
      "detect_leaks=0:handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0"
          + ":allow_user_segv_handler=1:use_sigaltstack=0:detect_stack_use_after_return=0"
          + ":exitcode=97";
  private static final String UNDEFINED_OPTIONS = "print_stacktrace=1:exitcode=97";

  private SanitizedProcess() {}

  /** What a process printed, and how it ended. */
  record Outcome(int status, String output) {}

  /** Skips the test, with the reason, where sanitizers or host kernels do not work. */
  static void assumeAvailable() {
    HostDevices.assumeAvailable();
    Optional<String> library = library();
    Assumptions.assumeTrue(library.isPresent(), "g++ has no libasan.so here");
  }

  private static Optional<String> library() {
    return Compiler.library("libasan.so").filter(path -> Files.exists(Path.of(path)));
  }

  /** Runs workloads by their classes. */
  static Outcome run(long seed, List<Class<? extends Workload>> workloads) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    command.addAll(List.of("-cp", classPath(), SanitizedRun.class.getName(), Long.toString(seed)));
    workloads.forEach(workload -> command.add(workload.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(HostLibraries.root().toFile());
    builder.environment().put("LD_PRELOAD", library().orElseThrow());
    builder.environment().put("ASAN_OPTIONS", ADDRESS_OPTIONS);
    builder.environment().put("UBSAN_OPTIONS", UNDEFINED_OPTIONS);
    return outcome(builder);
  }

  private static Outcome outcome(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }

  /** Without the archives that only start tests. */
  private static String classPath() {
    String tests = System.getProperty("surefire.test.class.path");
    return tests == null ? System.getProperty("java.class.path") : tests;
  }
}
