package org.firenet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.firenet.acquisition.Scan;
import org.firenet.acquisition.ScanOptions;
import org.firenet.network.FirenetParameters;
import org.firenet.network.PlanOptions;
import org.firenet.pipeline.PreparedImage;
import org.firenet.pipeline.ReconstructionSettings;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What commands need that look closely at one image of a scan: that of firenet recon. */
final class SingleImageOptions {
  @Parameters(
      paramLabel = "IN",
      description = "K-space: ISMRMRD or fastMRI .h5, .npy, or BART .cfl/.hdr.")
  private Path input;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "The true image, [y, x] or one for each image of the scan.")
  private Path truth;

  @Mixin private SolveOptions solve;

  @ArgGroup(validate = false, heading = "%nThe scan (its first image selected):%n")
  private ScanArguments scanArguments = new ScanArguments();

  @ArgGroup(validate = false, heading = "%nThe problem:%n")
  private ProblemOptions problem = new ProblemOptions();

  @ArgGroup(validate = false, heading = "%nCoil maps (ESPIRiT):%n")
  private EspiritOptions espirit = new EspiritOptions();

  @ArgGroup(validate = false, heading = "%nThe network:%n")
  private NetworkOptions network = new NetworkOptions();

  private final ReconstructionSettings settings = new ReconstructionSettings();
  private ScanOptions options;

  /**
   * Checks what can be checked without reading any file.
   *
   * @throws IllegalArgumentException naming the option
   */
  void check() {
    problem.check();
    solve.apply(settings);
    settings.espirit(espirit.parameters()).parameters(network.parameters());
    options = scanArguments.options();
  }

  /** Reads and prepares the image; after {@link #check}. */
  PreparedImage prepare(ProgressBarDisplay progress) throws IOException {
    problem.apply(settings, network.automatic());
    if (truth != null) {
      settings.truth(Inputs.complex(truth));
    }
    try (Scan scan = Scan.open(input, options)) {
      return PreparedImage.of(scan, settings, progress);
    } catch (IllegalArgumentException e) {
      throw new IOException(input + ": " + e.getMessage(), e);
    }
  }

  /** The k-space. */
  Path input() {
    return input;
  }

  /** Every file that is read. */
  List<Path> files() {
    List<Path> files = new ArrayList<>(List.of(input));
    files.addAll(problem.files());
    if (truth != null) {
      files.add(truth);
    }
    return files;
  }

  /** Parameters of the network. */
  FirenetParameters parameters() {
    return network.parameters();
  }

  /** The backend's name. */
  String backend() {
    return solve.backend();
  }

  /** Precision and threads. */
  PlanOptions planOptions() {
    return solve.planOptions();
  }

  /** The settings, for records. */
  ReconstructionSettings settings() {
    return settings;
  }
}
