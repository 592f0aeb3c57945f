package org.firenet.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;
import org.firenet.sampling.LevelWeights;
import org.firenet.stability.certificate.SamplingCondition;
import org.firenet.transform.WalshOrder;
import org.firenet.transform.Wavelet;
import org.firenet.transform.WaveletLayout;
import picocli.CommandLine.Option;

/** The problem that a certificate is for: a small matrix, or k-space of one image. */
final class CertificateProblem {
  private enum Transform {
    FOURIER,
    WALSH
  }

  @Option(
      names = "--matrix",
      paramLabel = "FILE",
      description = {
        "A small matrix A, [row, column]: rho and gamma are proved by looking at every support. IN is"
            + " then the data, --truth the true coefficients, both vectors."
      })
  private Path matrix;

  @Option(
      names = "--level-sizes",
      split = ",",
      paramLabel = "N",
      description = "Columns of the matrix on each level (default: one level).")
  private List<Integer> levelSizes;

  @Option(
      names = "--maps",
      paramLabel = "FILE",
      description = "Coil sensitivities, [coil, y, x], of k-space with coils.")
  private Path maps;

  @Option(
      names = "--mask",
      paramLabel = "FILE",
      description = {
        "Sampled points, [ky, kx]; without it, what is not zero counts as sampled. Without IN, only"
            + " the samples per level are looked at."
      })
  private Path mask;

  @Option(
      names = "--sampling",
      defaultValue = "fourier",
      paramLabel = "fourier|walsh",
      description = "Transform that was sampled (default: ${DEFAULT-VALUE}; walsh: sequency).")
  private Transform sampling;

  @Option(
      names = "--wavelet",
      defaultValue = "db1",
      paramLabel = "NAME",
      description = "haar, db1 to db20, sym2 to sym20 (default: ${DEFAULT-VALUE}).")
  private String wavelet;

  @Option(
      names = "--levels",
      paramLabel = "K",
      description = "Wavelet levels (default: one less than there are sparsities, else 4).")
  private Integer levels;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description = {
        "The true image, scaled and phased like the data: delta is computed, the network run, and its"
            + " error measured beside the bound."
      })
  private Path truth;

  @Option(
      names = "--threshold",
      defaultValue = "0.5",
      paramLabel = "V",
      description = {
        "Magnitude above which a coefficient of the truth counts, largest pixel 1 (default:"
            + " ${DEFAULT-VALUE})."
      })
  private double threshold;

  @Option(
      names = "--constant",
      defaultValue = "1",
      paramLabel = "C",
      description = {
        "The unknown constant in the sufficient number of samples (default: ${DEFAULT-VALUE})."
      })
  private double constant;

  /** Checks what can be checked without a file. */
  void check(boolean hasInput) {
    Wavelet.of(wavelet);
    if (matrix == null && levelSizes != null) {
      throw new IllegalArgumentException("level-sizes: only with --matrix");
    }
    if (matrix != null && (maps != null || mask != null || levels != null)) {
      throw new IllegalArgumentException(
          "matrix: goes with neither --maps, --mask nor --levels, put them into the matrix");
    }
    if (matrix == null && !hasInput && (maps != null || truth != null)) {
      throw new IllegalArgumentException("maps, truth: only with k-space IN or with --matrix");
    }
    if (levels != null && levels < 0) {
      throw new IllegalArgumentException("levels: expected 0 or more, got " + levels);
    }
    if (!(threshold >= 0)) {
      throw new IllegalArgumentException("threshold: expected at least 0, got " + threshold);
    }
    if (!(constant > 0) || Double.isInfinite(constant)) {
      throw new IllegalArgumentException("constant: expected a positive number, got " + constant);
    }
  }

  /** The files that options name. */
  List<Path> files() {
    return Stream.of(matrix, maps, mask, truth).filter(Objects::nonNull).toList();
  }

  boolean hasMatrix() {
    return matrix != null;
  }

  boolean hasMask() {
    return mask != null;
  }

  /** A, [row, column]. */
  ComplexArray matrix() throws IOException {
    ComplexArray a = Inputs.complex(matrix);
    if (a.shape().rank() != 2) {
      throw new IOException(matrix + ": expected a matrix [row, column], got " + a.shape());
    }
    return a;
  }

  /** Sizes of the levels of a matrix. */
  List<Integer> levelSizes(int columns) {
    return levelSizes != null ? levelSizes : List.of(columns);
  }

  Mask mask() throws IOException {
    return Inputs.mask(mask);
  }

  /** The truth, if given. */
  Optional<ComplexArray> truth() throws IOException {
    return truth == null ? Optional.empty() : Optional.of(Inputs.complex(truth));
  }

  /**
   * The layout of the coefficients.
   *
   * @param sparsities how many there are; empty if they are to be counted
   */
  WaveletLayout layout(Shape image, Optional<List<Integer>> sparsities) {
    int depth = levels != null ? levels : sparsities.map(s -> s.size() - 1).orElse(4);
    return new WaveletLayout(image, depth);
  }

  /** The sparsities of an image, as {@code firenet weights} counts them. */
  List<Integer> count(ComplexArray image, WaveletLayout layout) {
    double[] counts = LevelWeights.sparsities(image, layout, Wavelet.of(wavelet), threshold);
    return Arrays.stream(counts).mapToObj(count -> (int) count).toList();
  }

  /**
   * The problem of k-space of one image, without weights and λ.
   *
   * @param kspace {@code [ky, kx]} or, with maps, {@code [coil, ky, kx]}
   */
  Problem.Builder problem(ComplexArray kspace) throws IOException {
    Shape image = kspace.shape();
    ComplexArray sensitivities = maps == null ? null : Inputs.complex(maps);
    if (sensitivities != null && image.rank() > 1) {
      image = image.last(image.rank() - 1);
    }
    int rank = image.rank();
    if (rank < 2 || rank > (sensitivities == null ? 2 : 3)) {
      throw new IllegalArgumentException(
          "expected k-space of one image, [ky, kx], or [coil, ky, kx] with --maps, got "
              + kspace.shape());
    }
    Problem.Builder builder =
        Problem.of(image)
            .mask(mask != null ? mask() : Mask.ofNonZero(kspace, rank))
            .wavelet(wavelet)
            .maps(sensitivities);
    if (sampling == Transform.WALSH) {
      builder.sampling(Sampling.walsh(WalshOrder.SEQUENCY));
    }
    return builder;
  }

  /** Samples per level; of masks that are not two-dimensional and dyadic, the reason why not. */
  SamplesPerLevel samples(Mask sampled, List<Integer> sparsities) {
    try {
      int moments = Wavelet.of(wavelet).length() / 2;
      return new SamplesPerLevel(
          Optional.of(
              sampling == Transform.WALSH
                  ? SamplingCondition.walsh(sampled, sparsities, constant)
                  : SamplingCondition.fourier(sampled, sparsities, moments, constant)),
          "");
    } catch (IllegalArgumentException e) {
      return new SamplesPerLevel(Optional.empty(), e.getMessage());
    }
  }

  /**
   * A condition or the reason why there is none.
   *
   * @param condition the condition
   * @param reason why not, else empty
   */
  record SamplesPerLevel(Optional<SamplingCondition> condition, String reason) {}
}
