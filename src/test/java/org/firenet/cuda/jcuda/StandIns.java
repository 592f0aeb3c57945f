package org.firenet.cuda.jcuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Stand-ins for the libraries of CUDA, built from {@code src/test/native}, and JVMs that use them.
 */
final class StandIns {
  private static final Path SOURCES = Path.of("src/test/native");

  /**
   * What a child said.
   *
   * @param status exit status
   * @param output standard output and error
   */
  record Outcome(int status, String output) {}

  private StandIns() {}

  /** Skips the test where there is no C compiler or FIRENET was built without one. */
  static void requireCompiler() throws IOException, InterruptedException {
    boolean linux =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    assumeTrue(linux, "native libraries are for Linux on x86_64");
    boolean compiler = run(Map.of(), List.of("sh", "-c", "command -v gcc")).status() == 0;
    assumeTrue(compiler, "no gcc on this machine");
  }

  /** Builds a C source of {@code src/test/native} as a library of a name into a folder. */
  static void build(String source, Path folder, String name)
      throws IOException, InterruptedException {
    compile(SOURCES.resolve(source), folder.resolve(name));
  }

  /** Builds a library from C. */
  static void compile(Path source, Path library) throws IOException, InterruptedException {
    Files.createDirectories(library.toAbsolutePath().getParent());
    String soname = "-Wl,-soname," + library.getFileName();
    Outcome gcc =
        run(
            Map.of(),
            List.of(
                "gcc",
                "-shared",
                "-fPIC",
                "-O1",
                soname,
                "-o",
                library.toString(),
                source.toString()));
    if (gcc.status() != 0) {
      throw new AssertionError(gcc.output());
    }
  }

  /** All stand-ins of a host with CUDA 13 in one folder. */
  static void buildAll(Path folder) throws IOException, InterruptedException {
    build("standin_cuda.c", folder, "libcuda.so.1");
    build("standin_cufft.c", folder, "libcufft.so.12");
    build("standin_cublas.c", folder, "libcublas.so.13");
    build("standin_nvrtc.c", folder, "libnvrtc.so.13");
  }

  /** Runs a main class of the tests in a new JVM, with a folder before the class path. */
  static Outcome java(
      Map<String, String> environment,
      List<String> options,
      Path classes,
      Class<?> main,
      String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xshare:auto");
    command.add("-XX:-UsePerfData");
    command.addAll(options);
    command.add("-cp");
    command.add(classes + ":" + System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return run(environment, command);
  }

  private static Outcome run(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }
}
