package org.firenet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firenet.io.OutputFile;
import org.firenet.report.RunRecord;
import picocli.CommandLine.Model.CommandSpec;

/** The {@code run.json} beside what a command writes that reconstructs nothing. */
final class OutputRecord {
  private static final String OUTPUT = "output";

  private final CommandSpec spec;
  private final Path output;
  private final long begin = System.nanoTime();

  /** A record of a command that begins now. */
  OutputRecord(CommandSpec spec, Path output) {
    this.spec = spec;
    this.output = output;
  }

  /**
   * Before anything long: whether it can be written, and no output over an input or another output.
   *
   * @param outputs all but the record
   */
  void check(List<Path> inputs, Collection<Path> outputs) throws IOException {
    List<Path> all = new ArrayList<>(outputs);
    all.add(RunRecord.beside(output));
    FilePaths.requireDistinct(inputs, all);
    OutputFile.check(RunRecord.beside(output));
  }

  /**
   * Writes it.
   *
   * @param parameters what the command worked with
   * @param facts what came out
   */
  void write(List<Path> inputs, Map<String, ?> parameters, Map<String, ?> facts)
      throws IOException {
    List<String> arguments = spec.commandLine().getParseResult().originalArgs();
    RunRecord.Builder record =
        RunRecord.builder().arguments(arguments.toArray(new String[0])).parameters(parameters);
    for (Path input : inputs) {
      record.input(Inputs.fileOf(input));
    }
    Map<String, Object> results = new LinkedHashMap<>(facts);
    results.remove(OUTPUT);
    results.forEach(record::result);
    record.time("total", (System.nanoTime() - begin) / 1e9).build().writeBeside(output);
  }
}
