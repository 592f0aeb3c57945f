package org.firenet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.firenet.experiments.Experiments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentCommandTest {
  @TempDir Path folder;

  @Test
  void listsAll() throws IOException {
    String out = CommandRun.ok("experiment", "list").out();
    Experiments.all().forEach(e -> assertTrue(out.contains(e.name() + " "), out));
    Map<String, Object> json =
        JSON.std.mapFrom(CommandRun.ok("experiment", "list", "--json").out());
    assertEquals(Experiments.all().size(), ((List<?>) json.get("experiments")).size());
  }

  @Test
  void writesOneAndSaysWhatItFound() throws IOException {
    Path output = folder.resolve("digits");
    CommandRun run =
        CommandRun.ok(
            "experiment", "digits", "--size", "16", "--precision", "double", "-o", output);
    assertTrue(run.out().contains("double.digits "), run.out());
    assertTrue(Files.exists(output.resolve("index.html")));
    Path second = folder.resolve("second");
    Map<String, Object> json =
        JSON.std.mapFrom(
            CommandRun.ok("experiment", "digits", "--size", "16", "--json", "-o", second).out());
    assertEquals("digits", json.get("name"));
    assertTrue(((Map<?, ?>) json.get("results")).containsKey("double.digits"));
  }

  @ParameterizedTest
  @CsvSource({
    "nothing, 16, auto, 2, experiment: expected one of",
    "digits, huge, auto, 2, 'size: expected quick, default, paper or a number, got huge'",
    "digits, 16, abacus, 2, backend: expected one of",
    "digits, 17, auto, 3, 'size: expected a power of two, at least 16, got 17'"
  })
  void saysWhatIsWrong(String name, String size, String backend, int code, String message) {
    Path output = folder.resolve("out");
    CommandRun run =
        CommandRun.of(
            "experiment", name, "--size", size, "--backend", backend, "-o", output.toString());
    assertEquals(code, run.code(), run.err());
    assertTrue(run.err().contains(message), run.err());
    assertTrue(!Files.exists(output));
  }

  @Test
  void leavesADirectoryWithFilesAlone() throws IOException {
    Files.writeString(folder.resolve("x"), "x");
    for (String name : List.of("digits", "all")) {
      CommandRun run = CommandRun.of("experiment", name, "--size", "16", "-o", folder.toString());
      assertEquals(ExitCode.INPUT, run.code());
      assertTrue(run.err().contains("has files in it"), run.err());
    }
  }
}
