package org.firenet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.firenet.acquisition.Scan;
import org.firenet.acquisition.ScanOptions;
import org.firenet.array.ComplexArray;
import org.firenet.io.ArrayWriter;
import org.firenet.io.PngWriter;
import org.firenet.io.PngWriter.Depth;
import org.firenet.io.PngWriter.Window;
import org.firenet.mri.CgSense;
import org.firenet.pipeline.CoilMaps;
import org.firenet.pipeline.DemoScan;
import org.firenet.pipeline.HeldOut;
import org.firenet.pipeline.Method;
import org.firenet.pipeline.Reconstruction;
import org.firenet.pipeline.ReconstructionResult;
import org.firenet.pipeline.ReconstructionSettings;
import org.firenet.report.RunRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code firenet demo}. */
@Command(
    name = "demo",
    description = {
      "Reconstructs a real brain scan of 8 coils from one eighth of its samples.",
      "It uses the defaults and writes images and a report. As no true image exists, quality is"
          + " measured by prediction: a tenth of the samples is kept from each method, which then has"
          + " to predict them (1 = knows nothing)."
    })
final class DemoCommand implements Callable<Integer> {
  private static final double HELD_OUT = 0.1;
  private static final long SEED = 8;

  /** Stopped early, as is usual: at this undersampling more iterations amplify noise. */
  private static final int SENSE_ITERATIONS = 10;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "firenet-demo",
      paramLabel = "DIR",
      description = "Directory to write to (default: ${DEFAULT-VALUE}).")
  private Path directory;

  @Override
  public Integer call() throws IOException {
    long begin = System.nanoTime();
    FilePaths.createDirectory(directory);
    Path kspace = directory.resolve("kspace.npy");
    DemoScan.copyTo(kspace);
    PrintWriter console = spec.commandLine().getOut();
    try (Scan scan = Scan.open(kspace, ScanOptions.defaults());
        ProgressBarDisplay progress = new ProgressBarDisplay(common.quiet)) {
      ReconstructionSettings settings = new ReconstructionSettings().history(true).zeroFilled(true);
      ReconstructionResult result = Reconstruction.run(scan, settings, progress);
      ReconOutput out = new ReconOutput(scan, settings, result, (System.nanoTime() - begin) / 1e9);
      Map<String, Double> predictions = predictions(result);
      writeImages(result);
      Path image = directory.resolve("image.npy");
      ArrayWriter.write(image, result.images(), List.of("y", "x"));
      RunRecord record = out.record(List.of("demo"), List.of());
      record.writeBeside(image);
      String title = "Demonstration: a brain from one eighth of its samples";
      out.report(title, List.of("demo"), predictions).write(directory.resolve("report.html"));
      if (common.json) {
        console.println(record.json());
      } else if (!common.quiet) {
        out.lines().forEach(console::println);
        console.println("prediction error of held-out samples:");
        predictions.forEach((name, error) -> console.printf("  %-12s %.3f%n", name, error));
        console.printf(
            "wrote       %s in %.2f s: image.png, zero-filled.png, image.npy, report.html%n",
            directory, (System.nanoTime() - begin) / 1e9);
      }
    }
    return ExitCode.OK;
  }

  private void writeImages(ReconstructionResult result) throws IOException {
    Window window = Window.of(result.images().magnitude());
    PngWriter.write(
        directory.resolve("image.png"), result.images().magnitude(), Depth.SIXTEEN_BIT, window);
    PngWriter.write(
        directory.resolve("zero-filled.png"),
        result.zeroFilled().orElseThrow().magnitude(),
        Depth.SIXTEEN_BIT,
        window);
  }

  private static Map<String, Double> predictions(ReconstructionResult result) {
    ComplexArray kspace = result.firstData();
    ComplexArray maps = result.maps().orElseThrow();
    HeldOut heldOut = HeldOut.draw(result.mask(), HELD_OUT, SEED);
    Map<String, Double> errors = new LinkedHashMap<>();
    for (Method method : List.of(Method.FIRENET, Method.SENSE, Method.ZERO_FILLED)) {
      ReconstructionSettings settings =
          new ReconstructionSettings()
              .method(method)
              .sense(CgSense.Parameters.defaults().withIterations(SENSE_ITERATIONS))
              .maps(new CoilMaps.Given(maps))
              .mask(heldOut.kept());
      ComplexArray image =
          Reconstruction.run(kspace.reshape(kspace.shape().prepend(1)), true, settings)
              .images()
              .slice(0);
      String name = method.label();
      errors.put(name, heldOut.error(kspace, maps, image));
    }
    return errors;
  }
}
