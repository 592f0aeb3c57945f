package org.firenet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.metrics.ImageComparison;
import org.firenet.metrics.ObjectRegion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code firenet compare A B}. */
@Command(
    name = "compare",
    description = {
      "Measures how far image A is from image B.",
      "The figures are the relative error (NRMSE) of the complex numbers and of the magnitude, both"
          + " also after the best scaling of A, the largest difference, PSNR and SSIM of the"
          + " magnitude, and the high-frequency error (HFEN). Several slices count as one image; SSIM"
          + " is the mean over all windows."
    },
    footer = {
      "",
      "NRMSE: |A - B| / |B| in the 2-norm. PSNR: peak the largest magnitude of B. SSIM: Gaussian"
          + " window of 11 x 11. HFEN: the relative error after a Laplacian of a Gaussian, 15 x 15."
    })
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(index = "0", paramLabel = "A", description = "The image.")
  private Path image;

  @Parameters(index = "1", paramLabel = "B", description = "The reference.")
  private Path reference;

  @Option(
      names = "--region",
      paramLabel = "FILE|auto",
      description = {
        "Where it counts: a mask, [y, x] or as A, or auto: all of B but the dark background around"
            + " the object (default: everywhere)."
      })
  private String region;

  @Override
  public Integer call() throws IOException {
    ComplexArray a = Inputs.complex(image);
    ComplexArray b = Inputs.complex(reference);
    if (!a.shape().equals(b.shape())) {
      throw new IOException(
          "%s has shape %s, %s has %s".formatted(image, a.shape(), reference, b.shape()));
    }
    Map<String, Double> figures = ImageComparison.figures(a, b, region(b));
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      out.println(Text.json(figures));
    } else if (!common.quiet) {
      figures.forEach((name, value) -> out.printf("%-28s %.6g%n", name, value));
    }
    return ExitCode.OK;
  }

  private Mask region(ComplexArray b) throws IOException {
    if (region == null) {
      return Mask.full(b.shape());
    }
    if (!region.equals("auto")) {
      return Inputs.mask(Path.of(region));
    }
    try {
      return ObjectRegion.of(b);
    } catch (IllegalArgumentException e) {
      throw new IOException(reference + ": " + e.getMessage(), e);
    }
  }
}
