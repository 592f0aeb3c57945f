package org.firenet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.firenet.array.Precision;
import org.firenet.experiments.Experiment;
import org.firenet.experiments.ExperimentOutput;
import org.firenet.experiments.ExperimentOverview;
import org.firenet.experiments.ExperimentRun;
import org.firenet.experiments.ExperimentSettings;
import org.firenet.experiments.ExperimentSize;
import org.firenet.experiments.Experiments;
import org.firenet.io.OutputDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code firenet experiment}. */
@Command(
    name = "experiment",
    sortOptions = false,
    description = {
      "Makes tables and figures of the paper again, each as a page with plots, pictures, CSV files,"
          + " parameters and result.json.",
      "list says which there are; all runs them one after the other, each into a directory of its"
          + " name, with a page that leads to them."
    },
    footer = {
      "",
      "Examples:",
      "  firenet experiment list",
      "  firenet experiment convergence -o convergence",
      "  firenet experiment all --size quick -o experiments",
      "",
      "DIR has to be new or empty. If one of all fails, the others still run; the exit code is that"
          + " of the first failure."
    })
final class ExperimentCommand implements Callable<Integer> {
  private static final String ALL = "all";
  private static final String LIST = "list";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "An experiment, all, or list.")
  private String name;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "Directory to write (default: firenet-NAME).")
  private Path directory;

  @Option(
      names = "--size",
      defaultValue = "default",
      paramLabel = "SIZE",
      description =
          "quick (seconds each), default (minutes), paper (its sizes), or the extent N of images.")
  private String size;

  @Option(
      names = "--backend",
      defaultValue = "auto",
      paramLabel = "NAME",
      description = "A backend, or auto (default); see firenet backends.")
  private String backend;

  @Option(
      names = "--threads",
      defaultValue = "0",
      paramLabel = "N",
      description = "Threads (default: as many as there are processors).")
  private int threads;

  @Option(
      names = "--precision",
      paramLabel = "P",
      description = "single or double (default: what suits the experiment).")
  private String precision;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description =
          "Where trained networks are kept between runs (default: .cache/firenet/experiments of the"
              + " user).")
  private Path keep;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    if (name.equals(LIST)) {
      list();
      return ExitCode.OK;
    }
    ExperimentSettings settings = UsageException.check(this::settings);
    if (directory == null) {
      directory = Path.of("firenet-" + name);
    }
    if (name.equals(ALL)) {
      return runAll(settings);
    }
    Experiment experiment = UsageException.check(() -> Experiments.named(name));
    ExperimentRun run = run(experiment, settings, directory);
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      out.println(Text.json(facts(run)));
    } else if (!common.quiet) {
      print(run);
    }
    return ExitCode.OK;
  }

  private ExperimentSettings settings() {
    BackendNames.check(backend);
    return new ExperimentSettings(
        ExperimentSize.parse(size), backend, threads, seed, precision(), Optional.of(kept()));
  }

  private Optional<Precision> precision() {
    if (precision == null) {
      return Optional.empty();
    }
    return switch (precision.toLowerCase(Locale.ROOT)) {
      case "single" -> Optional.of(Precision.SINGLE);
      case "double" -> Optional.of(Precision.DOUBLE);
      default ->
          throw new IllegalArgumentException(
              "precision: expected single or double, got " + precision);
    };
  }

  private Path kept() {
    if (keep != null) {
      return keep;
    }
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(cache);
    return base.resolve("firenet").resolve("experiments");
  }

  private ExperimentRun run(Experiment experiment, ExperimentSettings settings, Path target)
      throws IOException {
    try (ProgressBarDisplay progress = new ProgressBarDisplay(common.quiet)) {
      return ExperimentRun.of(experiment, settings, target, progress);
    }
  }

  /** All experiments; what has run stays, whatever becomes of the rest. */
  private int runAll(ExperimentSettings settings) throws IOException {
    OutputDirectory.check(directory);
    Files.createDirectories(directory);
    ExperimentOverview overview = new ExperimentOverview();
    List<Map<String, Object>> facts = new ArrayList<>();
    int code = ExitCode.OK;
    for (Experiment experiment : Experiments.all()) {
      Optional<String> why = experiment.unavailable();
      if (why.isPresent()) {
        overview.addFailure(experiment, "can not run here: " + why.get());
        continue;
      }
      try {
        ExperimentRun run = run(experiment, settings, directory.resolve(experiment.name()));
        overview.add(run);
        facts.add(facts(run));
        if (!common.quiet && !common.json) {
          print(run);
        }
      } catch (IOException | RuntimeException e) {
        overview.addFailure(experiment, Failures.message(e));
        spec.commandLine().getErr().println(experiment.name() + ": " + Failures.message(e));
        code = code == ExitCode.OK ? Failures.code(e) : code;
      }
    }
    Path page = directory.resolve(ExperimentOutput.PAGE);
    overview.page(settings).write(page);
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      out.println(Text.json(Map.of("experiments", facts)));
    } else if (!common.quiet) {
      out.println("wrote       " + page);
    }
    return code;
  }

  private void list() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Experiment experiment : Experiments.all()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", experiment.name());
      row.put("title", experiment.title());
      row.put("summary", experiment.summary());
      row.put("unavailable", experiment.unavailable().orElse(null));
      rows.add(row);
      if (!common.json) {
        out.printf("%-12s %s%n", experiment.name(), experiment.summary());
        experiment.unavailable().ifPresent(why -> out.printf("%-12s (not here: %s)%n", "", why));
      }
    }
    if (common.json) {
      out.println(Text.json(Map.of("experiments", rows)));
    }
  }

  private void print(ExperimentRun run) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("experiment  %s, %.1f s%n", run.experiment().name(), run.seconds());
    run.numbers()
        .forEach(
            (key, value) -> {
              if (isOne(value)) {
                out.printf("  %-36s %s%n", key, Text.of(value));
              }
            });
    run.leftOut().forEach(text -> out.println("  " + text));
    out.println("wrote       " + run.directory().resolve(ExperimentOutput.PAGE));
    out.flush();
  }

  private static Map<String, Object> facts(ExperimentRun run) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", run.experiment().name());
    facts.put("output", run.directory().toString());
    facts.put("seconds", run.seconds());
    Map<String, Object> results = new LinkedHashMap<>();
    run.numbers().forEach((key, value) -> putOne(results, key, value));
    facts.put("results", results);
    facts.put("leftOut", run.leftOut());
    return facts;
  }

  private static void putOne(Map<String, Object> results, String key, Object value) {
    if (isOne(value)) {
      results.put(key, value instanceof Double d && !Double.isFinite(d) ? null : value);
    }
  }

  /** Whether a result is one number or word; the rest is for the file. */
  private static boolean isOne(Object value) {
    return value instanceof Number || value instanceof String || value instanceof Boolean;
  }
}
