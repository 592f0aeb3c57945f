package org.firenet.cuda.jcuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs scenarios in JVMs of their own that find stand-ins for the libraries of CUDA. */
abstract class StandInTest {
  @TempDir static Path libraries;
  @TempDir Path folder;

  private Path log;
  private Path temporary;

  @BeforeAll
  static void build() throws Exception {
    StandIns.requireCompiler();
    StandIns.buildAll(libraries);
  }

  @BeforeEach
  void folders() throws IOException {
    log = folder.resolve("log");
    temporary = Files.createDirectory(folder.resolve("tmp"));
  }

  Path cache() {
    return folder.resolve("cache");
  }

  /** Runs a scenario; more options come after those that every scenario gets. */
  StandIns.Outcome child(String scenario, Map<String, String> more, String... options)
      throws Exception {
    Map<String, String> environment = new HashMap<>(more);
    environment.putIfAbsent("LD_LIBRARY_PATH", libraries.toString());
    environment.put("FIRENET_STANDIN_LOG", log.toString());
    List<String> all = new ArrayList<>();
    all.add("-Djava.io.tmpdir=" + temporary);
    all.add("-Dfirenet.cuda.cache=" + cache());
    all.addAll(List.of(options));
    return StandIns.java(
        environment, all, folder.resolve("classes"), DeviceScenarios.class, scenario);
  }

  /** Runs a scenario that has to succeed and to leave nothing behind; returns what it said. */
  String run(String scenario, String... variables) throws Exception {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    StandIns.Outcome outcome = child(scenario, environment);
    assertTrue(outcome.output().endsWith("done\n"), outcome.output());
    assertEquals(0, outcome.status(), outcome.output());
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList(), "nothing stays in the temporary folder");
    }
    return outcome.output();
  }

  /** What the stand-ins were asked for. */
  List<String> log() throws IOException {
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  void clearLog() throws IOException {
    Files.deleteIfExists(log);
  }

  long count(String beginning) throws IOException {
    return log().stream().filter(line -> line.startsWith(beginning)).count();
  }

  /** Puts kernels on the class path: the source and, if not null, precompiled ones. */
  void putKernels(String source, String precompiled) throws IOException {
    Path classes = folder.resolve("classes/org/firenet/cuda/kernels");
    Files.createDirectories(classes);
    Files.writeString(classes.resolve("tiny.cu"), "#include \"firenet.cuh\"\n" + source);
    if (precompiled != null) {
      Files.writeString(classes.resolve("tiny-N_8-REAL_float.fatbin"), precompiled + "\0");
    }
  }
}
