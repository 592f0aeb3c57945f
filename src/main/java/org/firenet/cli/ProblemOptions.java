package org.firenet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.firenet.array.RealArray;
import org.firenet.network.Defaults;
import org.firenet.network.Sampling;
import org.firenet.pipeline.CoilMaps;
import org.firenet.pipeline.ReconstructionSettings;
import org.firenet.sampling.LevelWeights;
import org.firenet.transform.WalshOrder;
import org.firenet.transform.Wavelet;
import picocli.CommandLine.Option;

/** What is to be solved: sampling, coils, wavelet, weights, λ. */
final class ProblemOptions {
  private static final List<String> MAPS_WORDS = List.of("auto", "espirit", "none");

  private enum Transform {
    FOURIER,
    WALSH
  }

  private enum Order {
    SEQUENCY,
    DYADIC,
    HADAMARD
  }

  @Option(
      names = "--maps",
      paramLabel = "FILE|espirit|none",
      description = {
        "Coil sensitivities: a file, espirit (estimated from each slice; the default for several"
            + " coils), or none (each coil on its own)."
      })
  private String maps = "auto";

  @Option(
      names = "--mask",
      paramLabel = "FILE",
      description = "Sampled points, [ky, kx]; without it, what is not zero counts as sampled.")
  private Path mask;

  @Option(
      names = "--sampling",
      defaultValue = "fourier",
      paramLabel = "fourier|walsh",
      description = "Transform that was sampled (default: ${DEFAULT-VALUE}).")
  private Transform sampling;

  @Option(
      names = "--walsh-order",
      defaultValue = "sequency",
      paramLabel = "ORDER",
      description = "sequency (default), dyadic or hadamard.")
  private Order order;

  @Option(
      names = "--wavelet",
      defaultValue = Defaults.WAVELET,
      paramLabel = "NAME",
      description = "haar, db1 to db20, sym2 to sym20 (default: ${DEFAULT-VALUE}).")
  private String wavelet;

  @Option(names = "--levels", paramLabel = "K", description = "Wavelet levels (default: 1).")
  private Integer levels;

  @Option(
      names = "--weights",
      defaultValue = "auto",
      paramLabel = "SPEC",
      description = {
        "Weights of the coefficients: auto (default), ones, sparsity:14,30,52,80 (per level,"
            + " coarsest first), or a file. auto means ones if --shifts is given or --levels is not 1."
      })
  private String weights;

  @Option(
      names = "--lambda",
      paramLabel = "V",
      description = "Regularisation; independent of noise level and scaling (default: 5e-4).")
  private Double lambda;

  /** Checks what can be checked without reading any file. */
  void check() {
    Wavelet.of(wavelet);
    if (lambda != null && !(lambda > 0 && Double.isFinite(lambda))) {
      throw new IllegalArgumentException("lambda: expected a positive number, got " + lambda);
    }
    if (levels != null && levels < 0) {
      throw new IllegalArgumentException("levels: expected 0 or more, got " + levels);
    }
    if (weights.startsWith("sparsity:")) {
      sparsities();
    }
  }

  /** The files that options name. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    if (!MAPS_WORDS.contains(maps.toLowerCase(Locale.ROOT))) {
      files.add(Path.of(maps));
    }
    if (mask != null) {
      files.add(mask);
    }
    if (!weights.equals("auto") && !weights.equals("ones") && !weights.startsWith("sparsity:")) {
      files.add(Path.of(weights));
    }
    return files;
  }

  /**
   * Reads the files and sets everything; {@code automatic} where shifts are left to the defaults.
   */
  void apply(ReconstructionSettings settings, boolean automatic) throws IOException {
    settings.maps(
        switch (maps.toLowerCase(Locale.ROOT)) {
          case "auto" -> new CoilMaps.Automatic();
          case "espirit" -> new CoilMaps.Espirit();
          case "none" -> new CoilMaps.None();
          default -> new CoilMaps.Given(Inputs.complex(Path.of(maps)));
        });
    if (mask != null) {
      settings.mask(Inputs.mask(mask));
    }
    if (sampling == Transform.WALSH) {
      settings.sampling(Sampling.walsh(WalshOrder.valueOf(order.name())));
    }
    settings.wavelet(wavelet);
    if (levels != null) {
      settings.levels(levels);
    }
    if (lambda != null) {
      settings.lambda(lambda);
    }
    if (weights.equals("ones") || (weights.equals("auto") && !automatic)) {
      settings.weights("ones", layout -> null);
    } else if (weights.startsWith("sparsity:")) {
      double[] sparsities = sparsities();
      settings.weights(weights, layout -> LevelWeights.of(layout, sparsities));
    } else if (!weights.equals("auto")) {
      RealArray given = Inputs.real(Path.of(weights));
      settings.weights(weights, layout -> given);
    }
  }

  private double[] sparsities() {
    try {
      return Arrays.stream(weights.substring("sparsity:".length()).split(",", -1))
          .mapToDouble(word -> Double.parseDouble(word.strip()))
          .toArray();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "weights: expected sparsity: and numbers with commas between, got " + weights, e);
    }
  }
}
