package org.firenet.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.firenet.array.ComplexArray;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.io.ArrayWriter;
import org.firenet.sampling.LevelWeights;
import org.firenet.transform.Wavelet;
import org.firenet.transform.WaveletLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code firenet weights IMAGE -o OUT}. */
@Command(
    name = "weights",
    sortOptions = false,
    description = {
      "Counts the local sparsities of an image and makes the weights of its wavelet coefficients.",
      "The image is scaled to a largest magnitude of 1; s_j is the number of coefficients of level"
          + " j, coarsest first, beginning with the approximation, that exceed the threshold (at"
          + " least 1); the weight is sqrt(sum of all / s_j)."
    },
    footer = {
      "",
      "Example:",
      "  firenet weights image.npy --wavelet db2 --levels 4 -o weights.npy",
      "  firenet recon kspace.npy --wavelet db2 --levels 4 --weights weights.npy -o better.npy",
      "",
      "What is printed after 'weights' does the same in recon --weights, and the numbers are the"
          + " --sparsities of 'firenet mask das-fourier'."
    })
final class WeightsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "IMAGE",
      description = "Image, [y, x]; of [slice, y, x] the mean count over slices is taken.")
  private Path input;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description =
          "Weights: .npy or .cfl, of the shape of the padded image (default: not written).")
  private Path output;

  @Option(
      names = "--wavelet",
      defaultValue = "db1",
      paramLabel = "NAME",
      description = "haar, db1 to db20, sym2 to sym20 (default: ${DEFAULT-VALUE}).")
  private String wavelet;

  @Option(
      names = "--levels",
      defaultValue = "4",
      paramLabel = "K",
      description = "Wavelet levels (default: ${DEFAULT-VALUE}).")
  private int levels;

  @Option(
      names = "--threshold",
      defaultValue = "0.5",
      paramLabel = "V",
      description = "Magnitude above which a coefficient counts (default: ${DEFAULT-VALUE}).")
  private double threshold;

  @Option(names = "--volume", description = "IMAGE is one volume, [z, y, x], not slices.")
  private boolean volume;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    Wavelet filter = UsageException.check(() -> Wavelet.of(wavelet));
    checkNumbers();
    OutputRecord record = new OutputRecord(spec, output);
    if (output != null) {
      ArrayWriter.checkWritable(output);
      record.check(List.of(input), List.of(output));
    }
    ComplexArray image = Inputs.complex(input);
    int rank = image.shape().rank();
    if (rank < (volume ? 3 : 2) || rank > 3) {
      throw new IOException(
          "%s: expected %s, got %s"
              .formatted(
                  input,
                  volume ? "a volume [z, y, x]" : "an image [y, x] or [slice, y, x]",
                  image.shape()));
    }
    Shape one = image.shape().last(volume ? 3 : 2);
    WaveletLayout layout = layout(one);
    double[] sparsities = mean(image, one, layout, filter);
    if (output != null) {
      RealArray weights = LevelWeights.of(layout, sparsities);
      ArrayWriter.write(output, weights, MaskFacts.fileAxes(one));
      record.write(List.of(input), Map.of(), facts(sparsities));
    }
    print(sparsities, layout);
    return ExitCode.OK;
  }

  private void checkNumbers() {
    if (levels < 0 || !(threshold >= 0)) {
      throw new UsageException(
          levels < 0
              ? "levels: expected 0 or more, got " + levels
              : "threshold: expected at least 0, got " + threshold,
          null);
    }
  }

  private WaveletLayout layout(Shape image) throws IOException {
    try {
      return new WaveletLayout(image, levels);
    } catch (IllegalArgumentException e) {
      throw new IOException(input + ": " + e.getMessage(), e);
    }
  }

  private double[] mean(ComplexArray image, Shape one, WaveletLayout layout, Wavelet filter)
      throws IOException {
    int images = image.count() / one.count();
    ComplexArray stack = image.reshape(one.prepend(images));
    double[] sum = new double[levels + 1];
    for (int i = 0; i < images; i++) {
      try {
        double[] counts = LevelWeights.sparsities(stack.slice(i), layout, filter, threshold);
        Arrays.setAll(sum, level -> sum[level] + counts[level]);
      } catch (IllegalArgumentException e) {
        throw new IOException("%s: image %d: %s".formatted(input, i, e.getMessage()), e);
      }
    }
    return Arrays.stream(sum).map(value -> value / images).toArray();
  }

  private void print(double[] sparsities, WaveletLayout layout) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    double total = Arrays.stream(sparsities).sum();
    if (common.json) {
      out.println(Text.json(facts(sparsities)));
    } else if (!common.quiet) {
      out.println("level         sparsity   weight");
      for (int i = 0; i < sparsities.length; i++) {
        String name = i == 0 ? "approximation" : "detail " + (levels + 1 - i);
        out.printf(
            "%-13s %8s %8.5g%n", name, number(sparsities[i]), Math.sqrt(total / sparsities[i]));
      }
      out.println("weights      " + option(sparsities));
      if (output != null) {
        out.printf("wrote        %s, %s%n", output, GridSize.text(layout.padded()));
      }
    }
  }

  private Map<String, Object> facts(double[] sparsities) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("output", output == null ? null : output.toString());
    facts.put("wavelet", wavelet.toLowerCase(Locale.ROOT));
    facts.put("levels", levels);
    facts.put("threshold", threshold);
    facts.put("sparsities", sparsities);
    facts.put("option", option(sparsities));
    return facts;
  }

  /** What {@code recon --weights} takes. */
  private static String option(double[] sparsities) {
    return Arrays.stream(sparsities)
        .mapToObj(WeightsCommand::number)
        .collect(Collectors.joining(",", "sparsity:", ""));
  }

  /** With at most three digits behind the point, none where they are zeros. */
  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replaceFirst("\\.?0+$", "");
  }
}
