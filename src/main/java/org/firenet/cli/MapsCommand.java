package org.firenet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.io.ArrayWriter;
import org.firenet.mri.Espirit;
import org.firenet.mri.EspiritParameters;
import org.firenet.pipeline.ScanFile;
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
      names = "--axes",
      split = ",",
      paramLabel = "AXIS",
      description = "Names of the axes of IN, some of slice,coil,kz,ky,kx in this order.")
  private List<String> axes;

  @Override
  public Integer call() throws IOException {
    EspiritParameters parameters = UsageException.check(espirit::parameters);
    ArrayWriter.checkWritable(output);
    FilePaths.requireDistinct(List.of(input), List.of(output));
    long begin = System.nanoTime();
    try (ScanFile scan = ScanFile.open(input, axes);
        ProgressBarDisplay progress = new ProgressBarDisplay(common.quiet)) {
      if (scan.coils() == 0) {
        throw new IOException(input + ": expected k-space with a coil axis, got none");
      }
      ComplexArray maps = null;
      for (int slice = 0; slice < scan.slices(); slice++) {
        ComplexArray data = scan.read(slice, slice + 1).slice(0);
        Mask mask = Mask.ofNonZero(data, scan.grid().rank());
        ComplexArray one = calibrate(data, mask, parameters, slice);
        if (maps == null) {
          maps = ComplexArray.zeros(one.precision(), one.shape().prepend(scan.slices()));
        }
        maps.setSlice(slice, one);
        progress.report("coil maps", slice + 1, scan.slices());
      }
      ArrayWriter.write(output, scan.sliced() ? maps : maps.slice(0), imageAxes(scan));
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      out.println(Text.json(Map.of("output", output.toString(), "seconds", seconds)));
    } else if (!common.quiet) {
      out.printf("wrote %s in %.2f s%n", output, seconds);
    }
    return ExitCode.OK;
  }

  private ComplexArray calibrate(
      ComplexArray data, Mask mask, EspiritParameters parameters, int slice) throws IOException {
    try {
      return Espirit.calibrate(data, mask, parameters).maps();
    } catch (IllegalArgumentException e) {
      throw new IOException("%s: slice %d: %s".formatted(input, slice, e.getMessage()), e);
    }
  }

  private static List<String> imageAxes(ScanFile scan) {
    List<String> names = new ArrayList<>(List.of("coil"));
    if (scan.sliced()) {
      names.add(0, "slice");
    }
    names.addAll(scan.grid().rank() == 3 ? List.of("z", "y", "x") : List.of("y", "x"));
    return names;
  }
}
