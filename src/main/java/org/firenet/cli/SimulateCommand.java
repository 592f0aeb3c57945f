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
import org.firenet.phantom.FullScan;
import org.firenet.phantom.NoiseLevel;
import org.firenet.phantom.ScanSimulation;
import org.firenet.pipeline.SimulatedRawData;
import org.firenet.sampling.PatternKind;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code firenet simulate [OBJECT] -o OUT}. */
@Command(
    name = "simulate",
    sortOptions = false,
    description = {
      "Simulates a scan of a phantom or of an image: coils, phase, undersampling, noise.",
      "The truth, the coil maps and the mask are written beside the k-space."
    },
    footer = {
      "",
      "Examples:",
      "  firenet simulate -o scan.npy --pattern poisson --acceleration 6 --noise 1%%",
      "  firenet recon scan.npy --truth scan-truth.npy -o image.npy",
      "  firenet simulate --kspace analytic --pattern random-lines --acceleration 4 \\",
      "      --snr 30 --readout-oversampling 2 --noise-scan -o scan.h5",
      "  firenet simulate brain.nii --slices 60:64 --coils 12 --pattern gaussian --fraction 0.2 \\",
      "      -o brain.cfl",
      "",
      "'firenet mask --help' lists the patterns. Several repetitions follow each other on the slice"
          + " axis of .npy and .cfl, each with all slices. ISMRMRD holds whole readouts: a pattern"
          + " of lines, or any with --readout. A .run.json beside OUT says how it was made."
    })
final class SimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ArgGroup(validate = false, heading = "%nThe object:%n")
  private ObjectOptions object = new ObjectOptions();

  @Mixin private SimulatedFiles files;

  @Option(
      names = "--repetitions",
      defaultValue = "1",
      paramLabel = "N",
      description = "Number of scans with noise of their own (default: ${DEFAULT-VALUE}).")
  private int repetitions;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Seed of the pattern and of the noise (default: ${DEFAULT-VALUE}).")
  private long seed;

  @ArgGroup(validate = false, heading = "%nNoise:%n")
  private NoiseOptions noise = new NoiseOptions();

  @Option(
      names = "--noise-scan",
      description = "For .h5: acquire noise alone first, for whitening.")
  private boolean noiseScan;

  @Option(
      names = "--mask",
      paramLabel = "FILE",
      description = "Sampled points, [ky, kx], the same for all slices.")
  private Path mask;

  @Option(
      names = "--pattern",
      defaultValue = "full",
      paramLabel = "KIND",
      description = "Instead: the kind of a pattern to draw, see 'firenet mask --help'.")
  private String kind;

  @ArgGroup(validate = false, heading = "%nThe pattern:%n")
  private PatternOptions pattern = new PatternOptions();

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    NoiseLevel level = UsageException.check(this::check);
    List<Path> inputs = new ArrayList<>(object.files());
    if (mask != null) {
      inputs.add(mask);
    }
    OutputRecord record = new OutputRecord(spec, files.output());
    files.check(inputs, record);
    ObjectOptions.Scanned scanned = object.scan();
    FullScan scan = scanned.scan();
    Mask points = points(scan.image());
    ScanSimulation simulation =
        ScanSimulation.of(scan)
            .mask(points)
            .noise(level)
            .repetitions(repetitions)
            .seed(seed)
            .build();
    if (files.isRawData()) {
      SimulatedRawData.requireWholeReadouts(simulation);
    }
    files.writeOthers(simulation, points);
    if (files.isRawData()) {
      SimulatedRawData.write(
          files.output(),
          simulation,
          scanned.geometry().orElseGet(() -> SimulatedRawData.defaultGeometry(scan.image())),
          noiseScan);
    } else {
      files.writeKspace(simulation);
    }
    Map<String, Object> facts = facts(simulation, points);
    record.write(inputs, Map.of("noise", level), facts);
    print(simulation, points, facts);
    return ExitCode.OK;
  }

  /** Everything that makes no sense whatever the files hold. */
  private NoiseLevel check() {
    object.check();
    if (repetitions < 1) {
      throw new IllegalArgumentException("repetitions: expected at least 1, got " + repetitions);
    }
    PatternKind.named(kind);
    boolean drawn = !kind.equals("full") || pattern.any();
    if (mask != null && drawn) {
      throw new IllegalArgumentException("mask: give --mask or --pattern, not both");
    }
    if (!files.isRawData() && (noiseScan || object.isOversampled())) {
      throw new IllegalArgumentException(
          (noiseScan ? "noise-scan" : "readout-oversampling") + ": only for an .h5 file");
    }
    if (files.isRawData() && !object.isFourier()) {
      throw new IllegalArgumentException("sampling walsh: not for an .h5 file");
    }
    return noise.level();
  }

  private Mask points(Shape image) throws IOException {
    return mask != null
        ? Inputs.mask(mask)
        : UsageException.check(() -> pattern.pattern(kind, image).draw(seed));
  }

  private Map<String, Object> facts(ScanSimulation simulation, Mask points) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("output", files.output().toString());
    files.others().forEach((name, path) -> facts.put(name, path.toString()));
    facts.put("object", object.description());
    facts.put("slices", simulation.scan().slices());
    facts.put("repetitions", simulation.repetitions());
    facts.put("coils", simulation.scan().coils());
    facts.put("noise deviation", simulation.deviation());
    facts.put("seed", seed);
    facts.putAll(MaskFacts.of(points));
    return facts;
  }

  private void print(ScanSimulation simulation, Mask points, Map<String, Object> facts)
      throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    FullScan scan = simulation.scan();
    if (common.json) {
      out.println(Text.json(facts));
    } else if (!common.quiet) {
      out.printf(
          "object      %s: %s%s%s, %d coil%s%n",
          object.description(),
          GridSize.text(scan.image()),
          scan.slices() > 1 ? ", " + scan.slices() + " slices" : "",
          simulation.repetitions() > 1 ? ", " + simulation.repetitions() + " repetitions" : "",
          scan.coils(),
          scan.coils() > 1 ? "s" : "");
      MaskFacts.lines(points).forEach(out::println);
      out.printf(
          "noise       %s%n",
          simulation.deviation() == 0
              ? "none"
              : "standard deviation %.4g in real and imaginary part"
                  .formatted(simulation.deviation()));
      out.println("wrote       " + files.output());
      files.others().forEach((name, path) -> out.printf("%-11s %s%n", name, path));
    }
  }
}
