package org.firenet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.firenet.array.Precision;
import org.firenet.io.OutputFile;
import org.firenet.selftest.SelfTest;
import org.firenet.selftest.SelfTestResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code firenet selftest}. */
@Command(
    name = "selftest",
    sortOptions = false,
    description = {
      "Checks that what computes here computes the right images.",
      "Random problems (sizes, coils, masks, wavelets, weights, shifts, starts, batches) are solved"
          + " on each backend and by the reference, in double precision and written like the"
          + " definition; the relative differences have to stay below a bound. Every problem is solved"
          + " twice, which has to give the same bits, and each batch also image by image. The"
          + " derivatives of the network are checked in the same way, and by the dot-product test."
    },
    footer = {
      "",
      "Examples:",
      "  firenet selftest",
      "  firenet selftest --backend cuda --full --report selftest.html",
      "",
      "The first run on a GPU compiles kernels for many sizes, later ones find them. Exit code 4 if"
          + " anything failed."
    })
final class SelfTestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--backend",
      defaultValue = "auto",
      paramLabel = "NAME",
      description = "A backend, or auto (default) for each that works here; see firenet backends.")
  private String backend;

  @Option(
      names = "--full",
      description = {
        "Also take every way through the kernels and line lengths up to 1024, and run each problem"
            + " ten times."
      })
  private boolean full;

  @Option(
      names = "--problems",
      defaultValue = "40",
      paramLabel = "N",
      description = "Random problems (default: ${DEFAULT-VALUE}).")
  private int problems;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Another seed makes other problems (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--precision",
      defaultValue = "both",
      paramLabel = "P",
      description = "single, double or both (default).")
  private String precision;

  @Option(
      names = "--report",
      paramLabel = "HTML",
      description = "Write a report with every problem.")
  private Path report;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    SelfTest.Settings settings =
        UsageException.check(
            () -> {
              BackendNames.check(backend);
              return new SelfTest.Settings(backend, precisions(), problems, seed, full);
            });
    if (report != null) {
      OutputFile.check(report);
    }
    SelfTestResult result;
    try (ProgressBarDisplay progress = new ProgressBarDisplay(common.quiet)) {
      result = SelfTest.run(settings, (done, total) -> progress.report("problems", done, total));
    }
    SelfTestOutput output = new SelfTestOutput(settings, result);
    if (report != null) {
      List<String> words = new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
      output.report(words).write(report);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      out.println(Text.json(output.json()));
    } else if (!common.quiet) {
      output.lines().forEach(out::println);
    }
    return result.passed() ? ExitCode.OK : ExitCode.DEVICE;
  }

  private List<Precision> precisions() {
    return switch (precision.toLowerCase(Locale.ROOT)) {
      case "both" -> List.of(Precision.values());
      case "single" -> List.of(Precision.SINGLE);
      case "double" -> List.of(Precision.DOUBLE);
      default ->
          throw new IllegalArgumentException(
              "precision: expected single, double or both, got " + precision);
    };
  }
}
