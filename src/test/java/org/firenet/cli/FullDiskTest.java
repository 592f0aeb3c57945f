package org.firenet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.firenet.io.ChildJvm;
import org.firenet.io.ExternalTool;
import org.firenet.io.hdf5.Hdf5Writer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every output where the system takes no more: a file may not grow beyond 16 KiB, which the JVM
 * sees as it sees a full disk, when it writes.
 */
class FullDiskTest {
  /** Blocks of 512 bytes, as POSIX counts them. */
  private static final String LIMIT = "ulimit -f 32 && exec \"$@\"";

  @TempDir Path inputs;
  @TempDir Path folder;

  private record Output(String name, String command) {}

  private List<Output> outputs() {
    Path scan = inputs.resolve("scan.h5");
    Path small = inputs.resolve("small.npy");
    String zeroFilled = "recon " + scan + " --method zero-filled --quiet -o ";
    List<Output> outputs = new ArrayList<>();
    for (String name : List.of("a.npy", "a.nii", "a.nii.gz", "a.h5", "a.cfl", "a.png")) {
      outputs.add(new Output(name, zeroFilled + folder.resolve(name)));
    }
    outputs.add(new Output("f.h5", zeroFilled + folder.resolve("f.h5") + " --format fastmri"));
    outputs.add(new Output("", zeroFilled + folder.resolve("series") + " --format dicom"));
    outputs.add(new Output("one.dcm", zeroFilled + folder.resolve("one.dcm") + " --slices 0"));
    String small16 = "recon " + small + " --quiet --inner 200 -o " + inputs.resolve("small.png");
    outputs.add(new Output("r.html", small16 + " --report " + folder.resolve("r.html")));
    outputs.add(new Output("h.csv", small16 + " --history " + folder.resolve("h.csv")));
    String simulate = "simulate --size 64x64 --quiet --bare -o ";
    for (String name : List.of("s.npy", "s.cfl", "s.h5")) {
      outputs.add(new Output(name, simulate + folder.resolve(name)));
    }
    outputs.add(new Output("m.npy", "maps " + scan + " --quiet -o " + folder.resolve("m.npy")));
    String mask = "mask uniform --size 300x300 --fraction 0.5 --quiet -o ";
    outputs.add(new Output("p.npy", mask + folder.resolve("p.npy")));
    outputs.add(
        new Output("v.png", "view " + scan + " --as kspace --quiet -o " + folder.resolve("v.png")));
    return outputs;
  }

  @Test
  void nothingIsHalfWrittenAndNothingIsLost() throws Exception {
    Hdf5Writer.checkAvailable();
    ExternalTool.assume("sh", "-c", LIMIT, "sh", "true");
    CommandRun.ok(
        "simulate",
        "-o",
        inputs.resolve("scan.h5"),
        "--size",
        "96x96",
        "--coils",
        4,
        "--slices",
        2,
        "--noise",
        "20%",
        "--quiet");
    CommandRun.ok(
        "simulate",
        "-o",
        inputs.resolve("small.npy"),
        "--size",
        "16x16",
        "--slices",
        4,
        "--coils",
        1,
        "--quiet");
    List<Output> outputs = outputs();
    Set<String> before = new TreeSet<>();
    for (Output output : outputs) {
      if (!output.name().isEmpty()) {
        Files.writeString(folder.resolve(output.name()), "old");
        before.add(output.name());
      }
    }
    List<String> said = run(outputs.stream().map(Output::command).toList());
    assertEquals(outputs.size(), said.size(), said.toString());
    for (int i = 0; i < outputs.size(); i++) {
      String line = said.get(i);
      assertTrue(line.startsWith("code 3 "), outputs.get(i).command() + ": " + line);
      assertTrue(line.contains(": could not be written: "), line);
      assertEquals(line.length() - 1, line.indexOf('|'), line);
    }
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> after =
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
      assertEquals(before, new TreeSet<>(after));
    }
    for (String name : before) {
      assertEquals("old", Files.readString(folder.resolve(name)), name);
    }
    assertFalse(Files.exists(folder.resolve("series")));
  }

  /** Lines that the commands make, run where files are limited. */
  private List<String> run(List<String> commands) throws IOException, InterruptedException {
    Path list = Files.write(inputs.resolve("commands"), commands);
    List<String> words = new ArrayList<>(List.of("sh", "-c", LIMIT, "sh"));
    words.addAll(ChildJvm.command(List.of(), LimitedRuns.class, list));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    List<String> lines;
    try (var out = process.inputReader()) {
      lines = out.lines().filter(line -> line.startsWith("code ")).toList();
    }
    assertEquals(0, process.waitFor());
    return lines;
  }
}
