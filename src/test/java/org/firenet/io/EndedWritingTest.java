package org.firenet.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.firenet.io.hdf5.Hdf5File;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that is told to end while it writes. */
class EndedWritingTest {
  private static final long SECONDS = 60;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP"})
  void leavesNothingHalfWrittenAndNothingHidden(String signal) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "no /bin/kill here");
    assumeFalse(isIgnored(signal), "whoever started the tests made them ignore " + signal);
    List<String> before = List.of("half", "half.h5", "open");
    for (String name : before) {
      Files.writeString(folder.resolve(name), "old");
    }
    Process process = ChildJvm.start(EndlessWriting.class, folder);
    try (BufferedReader out = process.inputReader()) {
      for (String line = ""; !line.equals("writing"); line = out.readLine()) {
        assertNotNull(line, "ended early");
      }
      ExternalTool.run(folder, "/bin/kill", "-" + signal, Long.toString(process.pid()));
      assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "still running");
    } finally {
      process.destroyForcibly();
    }
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    assertEquals(
        Set.of("again.cfl", "again.hdr", "again.h5", "again.npy", "half", "half.h5", "open"),
        names);
    for (String name : before) {
      assertEquals("old", Files.readString(folder.resolve(name)));
    }
    requireWhole();
  }

  /** Programs in the background inherit ignored signals, and so do theirs. */
  private static boolean isIgnored(String signal) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    int number = Map.of("HUP", 1, "INT", 2, "TERM", 15).get(signal);
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
          .anyMatch(ignored -> (ignored >> (number - 1) & 1) != 0);
    }
  }

  private void requireWhole() throws IOException {
    for (String name : List.of("again.npy", "again.cfl")) {
      try (ArrayFile file = ArrayFile.open(folder.resolve(name))) {
        assertEquals(1 << 14, file.complex().count());
      }
    }
    try (Hdf5File file = Hdf5File.open(folder.resolve("again.h5"))) {
      assertEquals(1 << 14, file.dataset("/a").complex().count());
    }
  }
}
