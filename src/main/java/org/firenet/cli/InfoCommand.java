package org.firenet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.io.ArrayFile;
import org.firenet.mri.CalibrationRegion;
import org.firenet.pipeline.ArraySummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code firenet info FILE}. */
@Command(
    name = "info",
    description = "Tells what an array file holds: shape, type, range; for k-space, its sampling.")
final class InfoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "FILE", description = "A .npy file or a BART .cfl/.hdr pair.")
  private Path path;

  @Override
  public Integer call() throws IOException {
    Map<String, Object> facts = new LinkedHashMap<>();
    try (ArrayFile file = ArrayFile.open(path)) {
      Shape shape = file.shape();
      facts.put("file", file.path().toString());
      facts.put("shape", shape.extents());
      facts.put("axes", file.axes());
      facts.put("kind", file.kind().name().toLowerCase(Locale.ROOT));
      facts.put("precision", file.precision().name().toLowerCase(Locale.ROOT));
      ArraySummary summary = ArraySummary.of(file);
      facts.put("largest magnitude", summary.largest());
      facts.put("mean magnitude", summary.mean());
      facts.put("norm", summary.norm());
      facts.put("not finite", summary.notFinite());
      facts.put("zeros", summary.zeroFraction());
      summary.mask().ifPresent(mask -> addSampling(facts, mask));
    }
    print(facts);
    return ExitCode.OK;
  }

  /** Zeros in a complex array hint at undersampled k-space. */
  private static void addSampling(Map<String, Object> facts, Mask mask) {
    facts.put("sampled", mask.fraction());
    facts.put("acceleration", 1 / mask.fraction());
    facts.put("calibration region", calibration(mask));
  }

  private static Object calibration(Mask mask) {
    try {
      return CalibrationRegion.find(mask, 2).extent().extents();
    } catch (IllegalArgumentException e) {
      return "none";
    }
  }

  private void print(Map<String, Object> facts) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      out.println(Text.json(facts));
    } else if (!common.quiet) {
      facts.forEach((key, value) -> out.printf("%-20s %s%n", key, Text.of(value)));
    }
  }
}
