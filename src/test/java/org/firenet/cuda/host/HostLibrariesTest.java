package org.firenet.cuda.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.firenet.cuda.device.KernelSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries that are made once and kept. */
class HostLibrariesTest {
  private static final int THREADS = 4;

  @TempDir Path sources;

  @BeforeEach
  void check() {
    HostDevices.assumeAvailable();
  }

  private Path source(String body) throws IOException {
    String text = "#include \"firenet.cuh\"\nKERNEL only(int *out) { *out = %s; }\nEXPORT(only)\n";
    return Files.writeString(sources.resolve("family.cu"), text.formatted(body));
  }

  private static KernelSpecification family(String value) {
    return KernelSpecification.of("family", Map.of("VALUE", value));
  }

  @Test
  void aLibraryIsMadeOnceForItsSourceAndConstants() throws IOException {
    Path source = source("VALUE");
    Path first = HostLibraries.kernels(family("1"), source, false);
    assertTrue(first.getFileName().toString().startsWith("libfamily-VALUE_1-"), first.toString());
    Object made = Files.getLastModifiedTime(first);
    assertEquals(first, HostLibraries.kernels(family("1"), source, false));
    assertEquals(made, Files.getLastModifiedTime(first));
    Set<Path> all = new HashSet<>(List.of(first));
    all.add(HostLibraries.kernels(family("2"), source, false));
    all.add(HostLibraries.kernels(family("1"), source, true));
    all.add(HostLibraries.kernels(family("1"), source("VALUE + 1"), false));
    assertEquals(4, all.size());
    for (Path library : all) {
      Files.delete(library);
    }
  }

  @Test
  void manyMayAskForTheSameAtOnce() throws Exception {
    Path source = source("VALUE");
    Path kept = HostLibraries.kernels(family("77"), source, false);
    Files.delete(kept);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Path>> results = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        results.add(threads.submit(() -> HostLibraries.kernels(family("77"), source, false)));
      }
      for (Future<Path> result : results) {
        assertEquals(kept, result.get());
        assertNotEquals(0, HostNative.kernel(HostNative.open(kept.toString()), "only"));
      }
    } finally {
      threads.shutdown();
    }
    try (Stream<Path> files = Files.list(kept.getParent())) {
      long unfinished =
          files.filter(file -> file.getFileName().toString().startsWith("making")).count();
      // Others may be at work at the same time, in other processes.
      assertTrue(unfinished < THREADS, unfinished + " unfinished files");
    }
    Files.delete(kept);
  }
}
