package org.firenet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.firenet.array.ComplexArray;
import org.firenet.metrics.ImageComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code firenet compare A B}. */
@Command(
    name = "compare",
    description = {
      "Measures how far image A is from image B.",
      "The figures are the relative error (NRMSE) of the complex numbers and of the magnitude, the"
          + " latter also after the best scaling, PSNR and SSIM. Several slices count as one image;"
          + " PSNR and SSIM are the mean over slices."
    })
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(index = "0", paramLabel = "A", description = "The image.")
  private Path image;

  @Parameters(index = "1", paramLabel = "B", description = "The reference.")
  private Path reference;

  @Override
  public Integer call() throws IOException {
    ComplexArray a = Inputs.complex(image);
    ComplexArray b = Inputs.complex(reference);
    if (!a.shape().equals(b.shape())) {
      throw new IOException(
          "%s has shape %s, %s has %s".formatted(image, a.shape(), reference, b.shape()));
    }
    Map<String, Double> figures = ImageComparison.figures(a, b);
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      out.println(Text.json(figures));
    } else if (!common.quiet) {
      figures.forEach((name, value) -> out.printf("%-28s %.6g%n", name, value));
    }
    return ExitCode.OK;
  }
}
