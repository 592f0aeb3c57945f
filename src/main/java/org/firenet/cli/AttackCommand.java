package org.firenet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.firenet.array.ComplexArray;
import org.firenet.io.ArrayWriter;
import org.firenet.io.OutputFile;
import org.firenet.io.PngWriter;
import org.firenet.io.PngWriter.Depth;
import org.firenet.io.PngWriter.Window;
import org.firenet.mri.CgSense;
import org.firenet.network.FirenetParameters;
import org.firenet.network.StepSizeException;
import org.firenet.pipeline.PreparedImage;
import org.firenet.report.AttackReport;
import org.firenet.report.RunRecord;
import org.firenet.stability.AttackParameters;
import org.firenet.stability.AttackResult;
import org.firenet.stability.DifferentiableReconstruction;
import org.firenet.stability.Encoding;
import org.firenet.stability.NetworkReconstruction;
import org.firenet.stability.SenseReconstruction;
import org.firenet.stability.WorstCaseAttack;
import org.firenet.stability.ZeroFilledReconstruction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code firenet attack IN}. */
@Command(
    name = "attack",
    sortOptions = false,
    description = {
      "Looks for the change of the data of a scan that changes its image most.",
      "Gradient ascent on 1/2 |R(y + A r) - R(y)|^2 - mu/2 |r|^2 with Nesterov momentum from random"
          + " starts, by exact derivatives of the reconstruction R. What it finds is a lower bound of"
          + " the worst case."
    },
    footer = {
      "",
      "Examples:",
      "  firenet attack scan.h5 -o attack",
      "  firenet attack scan.h5 -o attack --size 0.05 --method sense",
      "  firenet attack kspace.npy --maps maps.npy -o attack --setting paper",
      "",
      "Of several images the first selected is attacked, of a volume whose readout is fully sampled"
          + " the plane in its middle. DIR gets the perturbation and both images as .npy and .png, the perturbed k-space, the ascent"
          + " as .csv and a report. With the same --seed the perturbation is the same."
    })
final class AttackCommand implements Callable<Integer> {
  private static final List<String> METHODS =
      List.of("firenet", "ergodic", "sense", "zero-filled", "unet");
  private static final List<String> NAMES =
      List.of(
          "perturbation.npy",
          "kspace.npy",
          "image.npy",
          "perturbed.npy",
          "image.png",
          "perturbed.png",
          "difference.png",
          "ascent.csv",
          "report.html",
          "attack.run.json");

  @Spec private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "Directory to write to; made if need be.")
  private Path directory;

  @Option(
      names = "--method",
      defaultValue = "firenet",
      paramLabel = "NAME",
      description = {
        "firenet (default), ergodic (the same layers without restarts), sense (CG-SENSE), zero-filled,"
            + " or unet: a trained U-Net or cascade of them behind the zero-filled image, for"
            + " one coil."
      })
  private String method;

  @Option(
      names = "--sense-iterations",
      defaultValue = "10",
      paramLabel = "N",
      description = "Iterations of CG-SENSE (default: ${DEFAULT-VALUE}).")
  private int senseIterations;

  @Option(
      names = "--network",
      paramLabel = "FILE",
      description = "Weights of the network, as firenet experiment tradeoff leaves them.")
  private Path weights;

  @Mixin private AttackOptions attack;
  @Mixin private SingleImageOptions image;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    AttackParameters parameters = UsageException.check(this::checked);
    checkOutputs();
    long begin = System.nanoTime();
    try (ProgressBarDisplay progress = new ProgressBarDisplay(common.quiet)) {
      PreparedImage prepared = image.prepare(progress);
      Encoding encoding = Encoding.of(prepared.problem(), prepared.maps().orElse(null));
      ComplexArray kspace = encoding.sampled(prepared.kspace());
      long total = (long) parameters.iterations() * parameters.restarts();
      AttackResult result;
      try (DifferentiableReconstruction attacked = method(prepared, encoding)) {
        result =
            new WorstCaseAttack(attacked, encoding, parameters)
                .afterStep(done -> progress.report("ascent", done, total))
                .run(kspace);
      }
      progress.clear();
      write(prepared, parameters, result, (System.nanoTime() - begin) / 1e9);
    } catch (StepSizeException e) {
      throw new UsageException(e.getMessage() + "; see --unsafe-steps", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(image.input() + ": " + e.getMessage(), e);
    }
    return ExitCode.OK;
  }

  private AttackParameters checked() {
    image.check();
    if (!METHODS.contains(method.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "method: expected one of %s, got %s".formatted(String.join(", ", METHODS), method));
    }
    if (method.equalsIgnoreCase("unet") != (weights != null)) {
      throw new IllegalArgumentException("network: goes with --method unet, and is needed there");
    }
    new CgSense.Parameters(senseIterations, 0, 0);
    return attack.parameters();
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>(image.files());
    if (weights != null) {
      files.add(weights);
    }
    return files;
  }

  private void checkOutputs() throws IOException {
    FilePaths.createDirectory(directory);
    List<Path> outputs = NAMES.stream().map(directory::resolve).toList();
    FilePaths.requireDistinct(files(), outputs);
    for (Path output : outputs) {
      OutputFile.check(output);
    }
  }

  private DifferentiableReconstruction method(PreparedImage prepared, Encoding encoding)
      throws IOException {
    FirenetParameters network = image.parameters();
    return switch (method.toLowerCase(Locale.ROOT)) {
      case "sense" ->
          new SenseReconstruction(
              encoding.operator(), CgSense.Parameters.defaults().withIterations(senseIterations));
      case "zero-filled" -> new ZeroFilledReconstruction(encoding.operator());
      case "unet" -> TrainedNetwork.read(weights, prepared, image.planOptions().precision());
      case "ergodic" -> network(prepared, ergodic(network));
      default -> network(prepared, network);
    };
  }

  private static FirenetParameters ergodic(FirenetParameters network) {
    FirenetParameters.Builder builder =
        FirenetParameters.builder()
            .ergodic(network.layers())
            .shifts(network.shifts())
            .unsafeSteps(network.unsafeSteps());
    network.tau().ifPresent(builder::tau);
    network.sigma().ifPresent(builder::sigma);
    network.norm().ifPresent(builder::norm);
    return builder.build();
  }

  private DifferentiableReconstruction network(
      PreparedImage prepared, FirenetParameters parameters) {
    return NetworkReconstruction.of(prepared.problem(), parameters)
        .backend(image.backend())
        .options(image.planOptions())
        .maps(prepared.maps().orElse(null))
        .build();
  }

  private void write(
      PreparedImage prepared, AttackParameters parameters, AttackResult result, double seconds)
      throws IOException {
    List<String> axes =
        prepared.problem().image().rank() == 3 ? List.of("z", "y", "x") : List.of("y", "x");
    boolean ofImage = parameters.domain() == AttackParameters.Domain.IMAGE;
    List<String> dataAxes = new ArrayList<>();
    if (prepared.problem().coils() > 0) {
      dataAxes.add("coil");
    }
    axes.forEach(axis -> dataAxes.add("k" + axis));
    array("perturbation.npy", result.perturbation(), ofImage ? axes : dataAxes);
    array("kspace.npy", result.data(), dataAxes);
    array("image.npy", result.image(), axes);
    array("perturbed.npy", result.perturbedImage(), axes);
    Window window = Window.of(result.image().magnitude());
    picture("image.png", result.image(), window);
    picture("perturbed.png", result.perturbedImage(), window);
    ComplexArray difference = difference(result);
    picture("difference.png", difference, Window.of(difference.magnitude()));
    OutputFile.write(
        directory.resolve("ascent.csv"),
        out -> out.write(AttackReport.table(result).text().getBytes(StandardCharsets.UTF_8)));
    List<String> arguments = spec.commandLine().getParseResult().originalArgs();
    Map<String, Object> numbers = numbers(parameters, result);
    Map<String, String> shown = new LinkedHashMap<>();
    numbers.forEach((name, value) -> shown.put(name, String.valueOf(value)));
    List<String> words = new ArrayList<>(arguments);
    words.add(0, "firenet");
    AttackReport.of(
            "Attack on " + image.input().getFileName(),
            result,
            ofImage,
            shown,
            String.join(" ", words))
        .write(directory.resolve("report.html"));
    RunRecord record = record(arguments, prepared, parameters, numbers, seconds);
    record.writeBeside(directory.resolve("attack.html"));
    PrintWriter console = spec.commandLine().getOut();
    if (common.json) {
      console.println(record.json());
    } else if (!common.quiet) {
      print(console, prepared, result, seconds);
    }
  }

  private void array(String name, ComplexArray values, List<String> axes) throws IOException {
    ArrayWriter.write(directory.resolve(name), values, axes);
  }

  private void picture(String name, ComplexArray values, Window window) throws IOException {
    PngWriter.write(directory.resolve(name), values.magnitude(), Depth.SIXTEEN_BIT, window);
  }

  private static ComplexArray difference(AttackResult result) {
    ComplexArray out = result.perturbedImage().copy(result.perturbedImage().precision());
    for (int i = 0; i < out.count(); i++) {
      out.set(i, out.re(i) - result.image().re(i), out.im(i) - result.image().im(i));
    }
    return out;
  }

  private Map<String, Object> numbers(AttackParameters parameters, AttackResult result) {
    AttackResult.Step worst = result.worst();
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("method", result.method());
    out.put("domain", parameters.domain().name().toLowerCase(Locale.ROOT));
    out.put("size", worst.size());
    out.put("data_change", worst.dataChange());
    out.put("image_change", worst.imageChange());
    out.put("ratio", worst.ratio());
    out.put("largest_ratio", result.largestRatio());
    out.put("start", result.restart());
    return out;
  }

  private RunRecord record(
      List<String> arguments,
      PreparedImage prepared,
      AttackParameters parameters,
      Map<String, Object> numbers,
      double seconds)
      throws IOException {
    RunRecord.Builder record =
        RunRecord.builder()
            .arguments(arguments.toArray(new String[0]))
            .parameters(image.settings().summary())
            .parameter("attack", parameters);
    for (Path file : files()) {
      record.input(Inputs.fileOf(file));
    }
    prepared.seconds().forEach(record::time);
    record.time("total", seconds);
    numbers.forEach(record::result);
    prepared.notes().forEach(record::warning);
    return record.build();
  }

  private void print(
      PrintWriter console, PreparedImage prepared, AttackResult result, double seconds) {
    AttackResult.Step worst = result.worst();
    console.printf("method      %s%n", result.method());
    console.printf("data        changed by %.3g %% of their norm%n", 100 * worst.dataChange());
    console.printf("image       changed by %.3g %% of its norm%n", 100 * worst.imageChange());
    console.printf(
        "ratio       %.3f, image over data; largest seen %.3f%n",
        worst.ratio(), result.largestRatio());
    prepared.notes().forEach(note -> console.println("note        " + note));
    console.printf("wrote       %s in %.1f s: %s%n", directory, seconds, String.join(", ", NAMES));
  }
}
