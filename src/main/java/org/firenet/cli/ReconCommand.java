package org.firenet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.firenet.acquisition.Scan;
import org.firenet.acquisition.ScanOptions;
import org.firenet.io.OutputFile;
import org.firenet.network.StepSizeException;
import org.firenet.pipeline.CoilCombining;
import org.firenet.pipeline.ImageOutput;
import org.firenet.pipeline.Method;
import org.firenet.pipeline.PreparedImage;
import org.firenet.pipeline.Reconstruction;
import org.firenet.pipeline.ReconstructionResult;
import org.firenet.pipeline.ReconstructionSettings;
import org.firenet.report.RunRecord;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code firenet recon IN -o OUT}. */
@Command(
    name = "recon",
    sortOptions = false,
    description = "Reconstructs images from undersampled k-space.",
    footer = {
      "",
      "Examples:",
      "  firenet recon scan.h5 -o images.nii.gz --report report.html",
      "  firenet recon scan.h5 --select repetition=3,slice=10:20 -o series --format dicom",
      "  firenet recon knee.h5 -o knee.nii.gz --truth knee.h5 (fastMRI)",
      "  firenet recon kspace.npy --maps maps.npy -o image.npy",
      "",
      "Every image of a scan becomes an image of OUT, ordered by repetition, set, phase, contrast and"
          + " slice. Arrays are [coil, ky, kx], [slice, coil, ky, kx] or, see --axes, in three"
          + " dimensions, DC at index n/2; what was not sampled is zero. Files given to --truth,"
          + " --maps and so on may be of any kind, FILE:DATASET names a dataset of an HDF5 file."
          + " Images come out scaled like the data. A .run.json beside OUT says how it was made."
    })
final class ReconCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "IN",
      description = "K-space: ISMRMRD or fastMRI .h5, .npy, or BART .cfl/.hdr.")
  private Path input;

  @Mixin private ImageArguments images;

  @Option(
      names = "--method",
      defaultValue = "firenet",
      paramLabel = "NAME",
      description = {
        "firenet (default), sense (CG-SENSE), zero-filled; homodyne or pocs for partial Fourier."
      })
  private String method;

  @Mixin private SolveOptions solve;

  @ArgGroup(validate = false, heading = "%nThe scan:%n")
  private ScanArguments scanArguments = new ScanArguments();

  @ArgGroup(validate = false, heading = "%nThe problem:%n")
  private ProblemOptions problem = new ProblemOptions();

  @ArgGroup(validate = false, heading = "%nCoil maps (ESPIRiT):%n")
  private EspiritOptions espirit = new EspiritOptions();

  @ArgGroup(validate = false, heading = "%nThe network:%n")
  private NetworkOptions network = new NetworkOptions();

  @Option(
      names = "--combine",
      defaultValue = "rss",
      paramLabel = "rss|adaptive",
      description = {
        "Without coil maps: combine coil images by the root sum of squares (default) or adaptively."
      })
  private String combine;

  @Option(
      names = "--start",
      paramLabel = "FILE",
      description = "Start from an image, [y, x] or [slice, y, x].")
  private Path start;

  @Option(
      names = "--start-coefficients",
      paramLabel = "FILE",
      description = "Start from wavelet coefficients of the padded image.")
  private Path startCoefficients;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = "The true image; errors are printed and recorded.")
  private Path truth;

  @Option(
      names = "--history",
      paramLabel = "CSV",
      description = {
        "Write objective, residual and error after every layer (takes longer). The error is that of"
            + " the magnitude, or of complex numbers where the truth has a phase and the maps are"
            + " given."
      })
  private Path history;

  @Option(
      names = "--report",
      paramLabel = "HTML",
      description = "Write a report: images, maps, convergence, parameters, times.")
  private Path report;

  @Option(
      names = "--audit",
      paramLabel = "HTML",
      description = {
        "Audit the first image: how far it can be trusted, as firenet audit does; about half a minute"
            + " for a slice of 8 coils. Not for --method others than firenet."
      })
  private Path audit;

  @Option(
      names = "--effort",
      defaultValue = "standard",
      paramLabel = "NAME",
      description = "Of the audit: quick, standard (default) or thorough.")
  private String effort;

  @Option(
      names = "--fallback",
      paramLabel = "NAME",
      description = {
        "A backend, as in --fallback cpu, that repeats everything, with a warning, if the other one"
            + " fails or is not there (default: exit code 4)."
      })
  private String fallback;

  @Option(
      names = "--verify",
      arity = "0..1",
      fallbackValue = "2",
      defaultValue = "0",
      paramLabel = "N",
      description = {
        "Solve N slices (2 without a number), spread over the scan, again by the reference in double"
            + " precision; the differences are recorded, and too large a one is a failure, exit code 4,"
            + " nothing is written. Takes seconds per slice. Write --verify=N."
      })
  private int verify;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    ReconstructionSettings settings = new ReconstructionSettings();
    ScanOptions options = UsageException.check(() -> fillFromOptions(settings));
    ImageOutput output = images.output();
    checkOutputs(output);
    problem.apply(settings, network.automatic());
    readArrays(settings);
    try (Scan scan = Scan.open(input, options);
        ProgressBarDisplay progress = new ProgressBarDisplay(common.quiet)) {
      output.check(scan.descriptions(), scan.imageShape());
      long begin = System.nanoTime();
      ReconstructionResult result = Reconstruction.run(scan, settings, progress);
      progress.clear();
      double seconds = (System.nanoTime() - begin) / 1e9;
      output.write(scan.series(result.images()), scan.several());
      write(new ReconOutput(scan, settings, result, seconds), result);
      if (audit != null) {
        audit(scan, settings, progress);
      }
    } catch (StepSizeException e) {
      throw new UsageException(e.getMessage() + "; see --unsafe-steps", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(input + ": " + e.getMessage(), e);
    }
    return ExitCode.OK;
  }

  private ScanOptions fillFromOptions(ReconstructionSettings settings) {
    problem.check();
    settings
        .method(Method.named(method))
        .espirit(espirit.parameters())
        .parameters(network.parameters())
        .history(history != null || report != null)
        .zeroFilled(report != null)
        .combining(combiningNamed(combine));
    solve.apply(settings);
    if (fallback != null) {
      BackendNames.check(fallback);
      settings.fallback(fallback);
    }
    if (verify > 0 && Method.named(method) != Method.FIRENET) {
      throw new IllegalArgumentException("verify: only --method firenet is verified");
    }
    settings.verify(verify);
    if (audit != null && Method.named(method) != Method.FIRENET) {
      throw new IllegalArgumentException("audit: only --method firenet is audited");
    }
    AuditOptions.parameters(effort);
    if (history != null && Method.named(method) != Method.FIRENET) {
      throw new IllegalArgumentException("history: only --method firenet has layers");
    }
    if (start != null && startCoefficients != null) {
      throw new IllegalArgumentException("start: give an image or coefficients, not both");
    }
    return scanArguments.options();
  }

  private static CoilCombining combiningNamed(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "rss" -> CoilCombining.ROOT_SUM_OF_SQUARES;
      case "adaptive" -> CoilCombining.ADAPTIVE;
      default ->
          throw new IllegalArgumentException("combine: expected rss or adaptive, got " + name);
    };
  }

  /** Before anything long: what can not be written later. */
  private void checkOutputs(ImageOutput output) throws IOException {
    Path record = RunRecord.beside(output.path());
    List<Path> outputs = new ArrayList<>(List.of(output.path(), record));
    Stream.of(history, report, audit).filter(Objects::nonNull).forEach(outputs::add);
    if (audit != null) {
      outputs.add(RunRecord.beside(audit));
    }
    FilePaths.requireDistinct(otherInputs(), outputs);
    FilePaths.requireDistinct(List.of(input), outputs);
    output.check();
    OutputFile.check(record);
    if (history != null) {
      OutputFile.check(history);
    }
    if (report != null) {
      OutputFile.check(report);
    }
    if (audit != null) {
      OutputFile.check(audit);
      OutputFile.check(RunRecord.beside(audit));
    }
  }

  /** Every input but the k-space. */
  private List<Path> otherInputs() {
    List<Path> inputs = new ArrayList<>(problem.files());
    Stream.of(start, startCoefficients, truth).filter(Objects::nonNull).forEach(inputs::add);
    return inputs;
  }

  private void readArrays(ReconstructionSettings settings) throws IOException {
    if (start != null) {
      settings.start(Inputs.complex(start));
    }
    if (startCoefficients != null) {
      settings.startCoefficients(Inputs.complex(startCoefficients));
    }
    if (truth != null) {
      settings.truth(Inputs.complex(truth));
    }
  }

  private void audit(Scan scan, ReconstructionSettings settings, ProgressBarDisplay progress)
      throws IOException {
    PrintWriter console = spec.commandLine().getOut();
    boolean silent = common.quiet || common.json;
    List<String> arguments = spec.commandLine().getParseResult().originalArgs();
    List<Path> inputs = new ArrayList<>(List.of(input));
    inputs.addAll(otherInputs());
    AuditOutput out =
        new AuditRun(
                settings, solve.backend(), solve.planOptions(), AuditOptions.parameters(effort))
            .run(
                PreparedImage.of(scan, settings, progress),
                progress,
                cost -> {
                  if (!silent) {
                    console.println(AuditOutput.cost(cost));
                    console.flush();
                  }
                });
    out.write(audit, "Audit of " + input.getFileName(), arguments, inputs);
    if (!silent) {
      out.lines().forEach(console::println);
      console.println("wrote       " + audit + " and " + RunRecord.beside(audit).getFileName());
    }
  }

  private void write(ReconOutput out, ReconstructionResult result) throws IOException {
    List<String> arguments = spec.commandLine().getParseResult().originalArgs();
    RunRecord record = out.record(arguments, otherInputs());
    record.writeBeside(images.path());
    if (history != null) {
      HistoryTable.write(history, result.histories());
    }
    if (report != null) {
      String title = "Reconstruction of " + input.getFileName();
      out.report(title, arguments, Map.of()).write(report);
    }
    PrintWriter console = spec.commandLine().getOut();
    if (common.json) {
      console.println(record.json());
    } else if (!common.quiet) {
      out.lines().forEach(console::println);
      console.println(
          "wrote       " + images.path() + " and " + RunRecord.beside(images.path()).getFileName());
    }
  }
}
