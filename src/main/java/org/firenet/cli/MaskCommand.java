package org.firenet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.io.ArrayWriter;
import org.firenet.sampling.SamplingLevel;
import org.firenet.sampling.SamplingPattern;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code firenet mask KIND --size 256x256 -o OUT}. */
@Command(
    name = "mask",
    sortOptions = false,
    description = "Draws a sampling pattern.",
    footer = {
      "",
      "Kinds, what each has beside --fraction, --acceleration or --samples:",
      "  uniform             random points; --calibration",
      "  polynomial          density (1 - r)^D; --degree, --calibration",
      "  power-law           density 1/k^A; --exponent, --calibration",
      "  gaussian            normal density; --width, --calibration",
      "  half-half           full centre, uniform rest; --share",
      "  poisson             points that keep a distance; --slope, --calibration",
      "  das-fourier         levels by --sparsities; --moments; powers of two",
      "  das-walsh           the same for Walsh (sequency); powers of two",
      "  radial              spokes on the grid; --spokes or a count, --angles",
      "  spiral              spirals on the grid; --turns or a count, --arms, --power",
      "  random-lines        exactly n/R lines; --calibration, --axis",
      "  equispaced          every R-th line, calibration on top; --offset",
      "  fastmri-random      fastMRI's random lines, n/R on average",
      "  fastmri-equispaced  fastMRI's equispaced lines, n/R with the calibration",
      "  full                everything",
      "",
      "Examples:",
      "  firenet mask poisson --size 256x256 --acceleration 6 -o mask.npy",
      "  firenet mask das-fourier --size 256x256 --fraction 0.15 --sparsities 40,90,400,900 \\",
      "      --moments 4 -o mask.png",
      "  firenet mask gaussian --size 256x256 --readout --acceleration 4 -o lines.npy",
      "",
      "The number of points is exact, but for lines of fastMRI and equispaced ones, --spokes and"
          + " --turns. The same seed gives the same mask. A .run.json beside OUT says how it was"
          + " made."
    })
final class MaskCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "KIND", description = "Kind of pattern, see below.")
  private String kind;

  @Option(
      names = "--size",
      required = true,
      paramLabel = "NYxNX",
      description = "Extents of k-space, NYxNX or NZxNYxNX.")
  private String size;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT",
      description = "Mask: .npy (boolean), .cfl (1 and 0) or .png (a picture, sampled white).")
  private Path output;

  @ArgGroup(validate = false, heading = "%nThe pattern:%n")
  private PatternOptions options = new PatternOptions();

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    Shape shape = UsageException.check(() -> GridSize.parse(size));
    SamplingPattern pattern = UsageException.check(() -> options.pattern(kind, shape));
    OutputRecord record = new OutputRecord(spec, output);
    record.check(List.of(), List.of(output));
    ArrayWriter.checkWritable(output);
    Mask mask = UsageException.check(() -> pattern.draw(seed));
    ArrayWriter.write(output, mask, MaskFacts.fileAxes(shape));
    record.write(List.of(), Map.of(), facts(mask, MaskFacts.levels(pattern)));
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      out.println(Text.json(facts(mask, MaskFacts.levels(pattern))));
    } else if (!common.quiet) {
      out.printf("pattern     %s, %s, seed %d%n", kind, GridSize.text(shape), seed);
      MaskFacts.lines(mask).forEach(out::println);
      printLevels(out, MaskFacts.levels(pattern));
      out.println("wrote       " + output);
    }
    return ExitCode.OK;
  }

  private static void printLevels(PrintWriter out, List<SamplingLevel> levels) {
    if (!levels.isEmpty()) {
      out.println("levels      bands     density  sampled   points");
    }
    for (SamplingLevel level : levels) {
      out.printf(
          "            %2d, %2d %11.5g %8d %8d%n",
          level.ky(), level.kx(), level.density(), level.samples(), level.capacity());
    }
  }

  private Map<String, Object> facts(Mask mask, List<SamplingLevel> levels) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("output", output.toString());
    facts.put("pattern", kind);
    facts.put("seed", seed);
    facts.putAll(MaskFacts.of(mask));
    List<Object> rows = new ArrayList<>();
    for (SamplingLevel level : levels) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("ky", level.ky());
      row.put("kx", level.kx());
      row.put("density", level.density());
      row.put("capacity", level.capacity());
      row.put("samples", level.samples());
      rows.add(row);
    }
    facts.put("levels", rows);
    return facts;
  }
}
