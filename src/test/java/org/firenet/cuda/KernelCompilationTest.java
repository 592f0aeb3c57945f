package org.firenet.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.firenet.cuda.device.KernelSpecification;
import org.firenet.io.ExternalTool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** nvcc compiles every family of kernels, for old and new GPUs, without a warning. */
class KernelCompilationTest {
  private static final Path KERNELS = Path.of("kernels");
  private static final int[] ARCHITECTURES = {75, 80, 90};

  /** Beside every family with its standard constants, in both precisions. */
  private static final List<KernelSpecification> VARIANTS =
      List.of(
          variant("lines", "LINE", "0x1aa", "LANES", "4", "LEVELS", "2"),
          variant("rows", "LINE", "0x1aa", "ROWS", "8", "LEVELS", "3"),
          variant("columns", "LINE", "0x1765", "LANES", "4"),
          variant("tiles", "FILTER", "2", "LEVELS", "3", "TILE", "32"),
          variant("espirit", "COILS", "4"),
          variant("espirit", "COILS", "20"),
          variant("espirit", "COILS", "32"));

  @TempDir static Path output;
  private static ExecutorService processes;

  private static KernelSpecification variant(String family, String... constants) {
    KernelSpecification specification = KernelSpecification.of(family, Map.of("REAL", "float"));
    for (int i = 0; i < constants.length; i += 2) {
      specification.constants().put(constants[i], constants[i + 1]);
    }
    return specification;
  }

  @BeforeAll
  static void check() throws Exception {
    ExternalTool.assume("nvcc", "--version");
    processes = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
  }

  @AfterAll
  static void close() {
    if (processes != null) {
      processes.shutdownNow();
    }
  }

  private static List<KernelSpecification> specifications() throws IOException {
    List<KernelSpecification> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(KERNELS)) {
      List<String> names = files.map(file -> file.getFileName().toString()).sorted().toList();
      for (String name : names) {
        if (name.endsWith(".cu")) {
          String family = name.substring(0, name.length() - ".cu".length());
          all.add(KernelSpecification.of(family, Map.of("REAL", "float")));
          all.add(KernelSpecification.of(family, Map.of("REAL", "double")));
        }
      }
    }
    assertTrue(all.size() >= 2 * VARIANTS.size(), all.toString());
    all.addAll(VARIANTS);
    return all;
  }

  @TestFactory
  List<DynamicTest> everyFamilyCompiles() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (KernelSpecification specification : specifications()) {
      // Several at a time; the tests only wait for them.
      Future<Integer> compiled = processes.submit(() -> compile(specification));
      tests.add(
          dynamicTest(
              specification.id(),
              () -> {
                int status = compiled.get();
                String said = Files.readString(log(specification));
                assertEquals(0, status, said);
                assertEquals("", said);
              }));
    }
    return tests;
  }

  private static Path log(KernelSpecification specification) {
    return output.resolve(specification.id() + ".log");
  }

  private static int compile(KernelSpecification specification)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("nvcc", "-std=c++17", "-fatbin"));
    command.addAll(List.of("-Werror", "all-warnings"));
    for (int architecture : ARCHITECTURES) {
      command.add("-gencode");
      command.add("arch=compute_%1$d,code=sm_%1$d".formatted(architecture));
    }
    specification.constants().forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add(KERNELS.resolve(specification.family() + ".cu").toString());
    command.addAll(List.of("-o", output.resolve(specification.id() + ".fatbin").toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log(specification).toFile())
            .start();
    process.getOutputStream().close();
    return process.waitFor();
  }
}
