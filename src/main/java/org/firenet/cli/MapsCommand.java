package org.firenet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.firenet.acquisition.KSpace;
import org.firenet.acquisition.Scan;
import org.firenet.acquisition.ScanOptions;
import org.firenet.array.ComplexArray;
import org.firenet.io.ArrayWriter;
import org.firenet.mri.EspiritParameters;
import org.firenet.pipeline.CoilCalibration;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code firenet maps IN -o OUT}. */
@Command(
    name = "maps",
    description = {
      "Estimates coil sensitivities from the calibration region of each slice (ESPIRiT).",
      "The result is normalised: the root sum of squares is 1 where there is signal, 0 elsewhere."
    })
final class MapsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private EspiritOptions espirit;

  @Parameters(paramLabel = "IN", description = "K-space, [coil, ky, kx] or [slice, coil, ky, kx].")
  private Path input;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT",
      description = "Where the maps go: .npy or .cfl (a .png shows their magnitude).")
  private Path output;

  @Option(
      names = "--backend",
      defaultValue = "auto",
      paramLabel = "NAME",
      description = "auto (default), cuda, cpu; see firenet backends.")
  private String backend;

  @ArgGroup(validate = false, heading = "%nThe scan:%n")
  private ScanArguments scanArguments = new ScanArguments();

  @Override
  public Integer call() throws IOException {
    EspiritParameters parameters = UsageException.check(this::parameters);
    ScanOptions options = UsageException.check(scanArguments::options);
    ArrayWriter.checkWritable(output);
    OutputRecord record = new OutputRecord(spec, output);
    record.check(List.of(input), List.of(output));
    long begin = System.nanoTime();
    // Until the first image tells how many are best taken together.
    int group = 1;
    List<String> notes;
    try (Scan scan = Scan.open(input, options);
        CoilCalibration calibration = new CoilCalibration(backend, parameters);
        ProgressBarDisplay progress = new ProgressBarDisplay(common.quiet)) {
      if (scan.coils() == 0) {
        throw new IOException(input + ": expected k-space with a coil axis, got none");
      }
      ComplexArray maps = null;
      for (int done = 0; done < scan.images(); ) {
        KSpace kspace = scan.read(done, Math.min(scan.images(), done + group));
        for (ComplexArray one : estimate(calibration, kspace, scan, done)) {
          if (maps == null) {
            maps = ComplexArray.zeros(one.precision(), one.shape().prepend(scan.images()));
          }
          maps.setSlice(done++, one);
        }
        group = calibration.batch(kspace);
        progress.report("coil maps", done, scan.images());
      }
      ArrayWriter.write(output, scan.several() ? maps : maps.slice(0), imageAxes(scan));
      notes = calibration.notes();
      List<String> allNotes = new ArrayList<>(scan.notes());
      allNotes.addAll(notes);
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("maps", maps.shape().extents());
      facts.put("backend", calibration.description());
      facts.put("notes", allNotes);
      record.write(List.of(input), Map.of("espirit", parameters, "backend", backend), facts);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      out.println(
          Text.json(Map.of("output", output.toString(), "seconds", seconds, "notes", notes)));
    } else if (!common.quiet) {
      notes.forEach(note -> out.println("note: " + note));
      out.printf("wrote %s in %.2f s%n", output, seconds);
    }
    return ExitCode.OK;
  }

  private EspiritParameters parameters() {
    BackendNames.check(backend);
    return espirit.parameters();
  }

  private List<ComplexArray> estimate(
      CoilCalibration calibration, KSpace kspace, Scan scan, int first) throws IOException {
    try {
      List<ComplexArray> all = new ArrayList<>();
      for (int image = 0; image < kspace.images(); ) {
        int last = Math.min(kspace.images(), image + calibration.batch(kspace));
        all.addAll(calibration.estimate(kspace, image, last));
        image = last;
      }
      return all;
    } catch (CoilCalibration.ImageException e) {
      int number = scan.numbers().get(first + e.image());
      throw new IOException("%s: slice %d: %s".formatted(input, number, e.getMessage()), e);
    }
  }

  private static List<String> imageAxes(Scan scan) {
    List<String> names = new ArrayList<>(List.of("coil"));
    if (scan.several()) {
      names.add(0, "slice");
    }
    names.addAll(scan.grid().rank() == 3 ? List.of("z", "y", "x") : List.of("y", "x"));
    return names;
  }
}
