package org.firenet.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.firenet.network.Defaults;
import org.firenet.stability.certificate.Certificate;
import org.firenet.stability.certificate.LocalSparsities;
import org.firenet.stability.certificate.NullSpaceProperty;
import picocli.CommandLine.Option;

/** The numbers of a certificate. */
final class CertificateNumbers {
  @Option(
      names = "--sparsities",
      split = ",",
      paramLabel = "S",
      description = {
        "Local sparsities s_1,s_2,... coarsest level first (default: counted from --truth)."
      })
  private List<Integer> sparsities;

  @Option(
      names = "--weights",
      defaultValue = "auto",
      paramLabel = "SPEC",
      description = "Weights of the levels: auto (default), sqrt(s/s_j); ones; or numbers W,W,...")
  private String weights;

  @Option(
      names = "--rho",
      paramLabel = "R",
      description = "rho of the null space property, below 1; assumed, not checked.")
  private Double rho;

  @Option(
      names = "--gamma",
      paramLabel = "G",
      description = "gamma of the null space property; assumed, not checked.")
  private Double gamma;

  @Option(
      names = "--lambda",
      paramLabel = "V",
      description = "Regularisation (default: the largest that is admissible).")
  private Double lambda;

  @Option(
      names = "--nu",
      paramLabel = "V",
      description = "Factor by which a block lowers the error, in (0, 1) (default: 1/e).")
  private double nu = Defaults.PAPER_NU;

  @Option(
      names = "--norm",
      paramLabel = "V",
      description = "Bound of the operator norm (default: that of the problem; 1 without one).")
  private Double norm;

  @Option(
      names = "--delta",
      defaultValue = "0",
      paramLabel = "D",
      description = {
        "delta, absolute, where noise and model error are known otherwise; with --truth at least what"
            + " the truth demands (default: ${DEFAULT-VALUE})."
      })
  private double delta;

  @Option(
      names = "--epsilon0",
      paramLabel = "E",
      description = "epsilon0, absolute (default: norm of the data; 1 without data).")
  private Double epsilon0;

  @Option(
      names = "--outer",
      defaultValue = "8",
      paramLabel = "N",
      description = "Blocks n that are listed and run (default: ${DEFAULT-VALUE}).")
  private int outer;

  @Option(
      names = "--target",
      paramLabel = "E",
      description = "Absolute error aimed at: how many blocks reach it.")
  private Double target;

  /** Checks what can be checked without a file. */
  void check() {
    if (outer < 1) {
      throw new IllegalArgumentException("outer: expected at least 1, got " + outer);
    }
    if (!(delta >= 0) || Double.isInfinite(delta)) {
      throw new IllegalArgumentException("delta: expected a number of at least 0, got " + delta);
    }
    requirePositive("epsilon0", epsilon0);
    requirePositive("target", target);
    requirePositive("norm", norm);
    requirePositive("lambda", lambda);
    if (!(nu > 0 && nu < 1)) {
      throw new IllegalArgumentException("nu: expected a number between 0 and 1, got " + nu);
    }
    if ((rho == null) != (gamma == null)) {
      throw new IllegalArgumentException("rho, gamma: give both or neither");
    }
    if (sparsities != null) {
      local(sparsities);
    }
    property();
  }

  private static void requirePositive(String name, Double value) {
    if (value != null && !(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(name + ": expected a positive number, got " + value);
    }
  }

  /** The sparsities given. */
  Optional<List<Integer>> sparsities() {
    return Optional.ofNullable(sparsities);
  }

  /** Sparsities with the weights that the options mean. */
  LocalSparsities local(List<Integer> counts) {
    return switch (weights) {
      case "auto" -> LocalSparsities.weighted(counts);
      case "ones" -> LocalSparsities.unweighted(counts);
      default -> new LocalSparsities(counts, numbers(weights));
    };
  }

  private static List<Double> numbers(String text) {
    try {
      return Arrays.stream(text.split(",", -1)).map(word -> Double.valueOf(word.strip())).toList();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "weights: expected auto, ones or numbers with commas between, got " + text, e);
    }
  }

  /** The property assumed. */
  Optional<NullSpaceProperty> property() {
    return rho == null ? Optional.empty() : Optional.of(new NullSpaceProperty(rho, gamma, false));
  }

  /**
   * The certificate.
   *
   * @param problemNorm L where none is given
   */
  Certificate certificate(LocalSparsities local, NullSpaceProperty property, double problemNorm) {
    Certificate.Builder builder =
        Certificate.of(local, property).nu(nu).norm(norm != null ? norm : problemNorm);
    if (lambda != null) {
      builder.lambda(lambda);
    }
    return builder.build();
  }

  double delta() {
    return delta;
  }

  Optional<Double> epsilon0() {
    return Optional.ofNullable(epsilon0);
  }

  int outer() {
    return outer;
  }

  Optional<Double> target() {
    return Optional.ofNullable(target);
  }
}
