package org.firenet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.firenet.io.OutputFile;
import org.firenet.network.StepSizeException;
import org.firenet.pipeline.PreparedImage;
import org.firenet.report.RunRecord;
import org.firenet.stability.AuditCost;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code firenet audit IN}. */
@Command(
    name = "audit",
    sortOptions = false,
    description = {
      "Measures how far the image of a scan can be trusted: by how much the worst and by how much"
          + " random disturbances of its data change it, how much noise is in each pixel, whether"
          + " details come back, whether more samples help, and how it converges.",
      "Everything is measured on this scan with the network as firenet recon would run it."
    },
    footer = {
      "",
      "Examples:",
      "  firenet audit scan.h5 -o audit.html",
      "  firenet audit scan.h5 --slices 12:13 -o slice12.html --effort thorough",
      "  firenet audit kspace.npy --maps maps.npy --truth truth.npy -o audit.html --json",
      "",
      "Of several images the first selected is audited, of a volume whose readout is fully sampled the"
          + " plane in its middle. The work is told before it begins. A .run.json beside the report holds every number."
    })
final class AuditCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "HTML",
      description = "The report.")
  private Path output;

  @Mixin private AuditOptions audit;
  @Mixin private SingleImageOptions image;
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    UsageException.check(
        () -> {
          image.check();
          audit.parameters();
          return null;
        });
    FilePaths.requireDistinct(image.files(), List.of(output, RunRecord.beside(output)));
    OutputFile.check(output);
    OutputFile.check(RunRecord.beside(output));
    PrintWriter console = spec.commandLine().getOut();
    try (ProgressBarDisplay progress = new ProgressBarDisplay(common.quiet)) {
      PreparedImage prepared = image.prepare(progress);
      AuditRun run =
          new AuditRun(image.settings(), image.backend(), image.planOptions(), audit.parameters());
      AuditOutput out = run.run(prepared, progress, this::tell);
      List<String> arguments = spec.commandLine().getParseResult().originalArgs();
      out.write(output, "Audit of " + image.input().getFileName(), arguments, image.files());
      if (common.json) {
        console.println(Text.json(out.numbers()));
      } else if (!common.quiet) {
        out.lines().forEach(console::println);
        console.println("wrote       " + output + " and " + RunRecord.beside(output).getFileName());
      }
    } catch (StepSizeException e) {
      throw new UsageException(e.getMessage() + "; see --unsafe-steps", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(image.input() + ": " + e.getMessage(), e);
    }
    return ExitCode.OK;
  }

  private void tell(AuditCost cost) {
    if (!common.quiet && !common.json) {
      spec.commandLine().getOut().println(AuditOutput.cost(cost));
      spec.commandLine().getOut().flush();
    }
  }
}
