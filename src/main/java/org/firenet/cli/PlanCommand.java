package org.firenet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.firenet.acquisition.Scan;
import org.firenet.acquisition.ScanOptions;
import org.firenet.network.Backends;
import org.firenet.pipeline.ReconstructionForecast;
import org.firenet.pipeline.ReconstructionSettings;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code firenet plan IN}. */
@Command(
    name = "plan",
    sortOptions = false,
    description = {
      "Tells what a reconstruction will need before it runs: memory, groups of images, time.",
      "Reads the first image of the scan and nothing else. Options of the scan, the problem and the"
          + " network are those of firenet recon."
    },
    footer = {
      "",
      "Examples:",
      "  firenet plan scan.h5",
      "  firenet plan kspace.npy --assume H200 (on a machine without a GPU)",
      "  firenet plan kspace.npy --assume A100 --precision double --batch 64 --json",
      "",
      "Times are those of the layers and of copies from and to the device, without reading, coil maps"
          + " and writing. For a device the bytes of a layer, counted from the kernels, are divided by"
          + " the speed of copies in its memory; the processors are timed, about a second."
    })
final class PlanCommand implements Callable<Integer> {
  private static final double GIGA = 1e9;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "IN",
      description = "K-space: ISMRMRD or fastMRI .h5, .npy, or BART .cfl/.hdr.")
  private Path input;

  @Option(
      names = "--assume",
      paramLabel = "DEVICE",
      description = {
        "A device that need not be there: T4, RTX3090, A10, A100-40GB, A100, L4, RTX4090, L40S, H100,"
            + " H200, B200, RTX5090."
      })
  private String device;

  @Option(
      names = "--bandwidth",
      paramLabel = "GB/S",
      description =
          "Speed of copies in the device's memory, read plus written (default: measured).")
  private Double bandwidth;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images at a time (default: what the backend wants).")
  private Integer batch;

  @Option(names = "--no-timing", description = "Do not time the processors.")
  private boolean noTiming;

  @Mixin private SolveOptions solve;

  @ArgGroup(validate = false, heading = "%nThe scan:%n")
  private ScanArguments scanArguments = new ScanArguments();

  @ArgGroup(validate = false, heading = "%nThe problem:%n")
  private ProblemOptions problem = new ProblemOptions();

  @ArgGroup(validate = false, heading = "%nThe network:%n")
  private NetworkOptions network = new NetworkOptions();

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    ReconstructionSettings settings = new ReconstructionSettings();
    ScanOptions options = UsageException.check(() -> fillFromOptions(settings));
    ReconstructionForecast.Conditions conditions = UsageException.check(this::conditions);
    problem.apply(settings, network.automatic());
    try (Scan scan = Scan.open(input, options)) {
      PlanOutput output =
          new PlanOutput(scan, ReconstructionForecast.of(scan, settings, conditions));
      PrintWriter out = spec.commandLine().getOut();
      if (common.json) {
        out.println(Text.json(output.json()));
      } else if (!common.quiet) {
        output.lines().forEach(out::println);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(input + ": " + e.getMessage(), e);
    }
    return ExitCode.OK;
  }

  private ScanOptions fillFromOptions(ReconstructionSettings settings) {
    problem.check();
    solve.apply(settings);
    settings.parameters(network.parameters());
    return scanArguments.options();
  }

  private void checkDevice() {
    List<String> names =
        Backends.named(solve.backend().equals("auto") ? "cuda" : solve.backend())
            .assumableDevices();
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "assume: backend " + solve.backend() + " runs on no device");
    }
    if (names.stream().noneMatch(name -> name.equalsIgnoreCase(device))) {
      throw new IllegalArgumentException(
          "assume: expected one of %s, got %s".formatted(names, device));
    }
  }

  private ReconstructionForecast.Conditions conditions() {
    if (batch != null && batch < 1) {
      throw new IllegalArgumentException("batch: expected at least 1, got " + batch);
    }
    if (bandwidth != null && !(bandwidth > 0 && Double.isFinite(bandwidth))) {
      throw new IllegalArgumentException("bandwidth: expected a positive number, got " + bandwidth);
    }
    if (device != null) {
      checkDevice();
    }
    return new ReconstructionForecast.Conditions(
        batch == null ? OptionalInt.empty() : OptionalInt.of(batch),
        Optional.ofNullable(device),
        bandwidth == null ? OptionalDouble.empty() : OptionalDouble.of(GIGA * bandwidth),
        !noTiming);
  }
}
