package org.firenet.cuda;

import java.util.Optional;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;

/**
 * How a two-dimensional Fourier problem lies in the fused kernels: {@code [y, x]}, or {@code [x,
 * y]} where the mask selects whole lines along y, so that lines are always along the second axis.
 */
final class FusedGeometry {
  /** Whether the axes are exchanged. */
  final boolean transposed;

  /** Whether the mask selects whole lines along the second axis. */
  final boolean lines;

  /** Transform along the first axis. */
  final LineTransform first;

  /** Transform along the second axis. */
  final LineTransform second;

  /** Padded extents. */
  final int paddedFirst;

  /** Padded extents. */
  final int paddedSecond;

  private final Mask mask;

  private FusedGeometry(Problem problem, boolean exchange, LineTransform y, LineTransform x) {
    mask = problem.mask().orElseThrow();
    boolean alongX = mask.isFullAlong(1);
    transposed = exchange && !alongX && mask.isFullAlong(0);
    lines = alongX || transposed;
    first = transposed ? x : y;
    second = transposed ? y : x;
    Shape padded = problem.layout().padded();
    paddedFirst = padded.extent(transposed ? 1 : 0);
    paddedSecond = padded.extent(transposed ? 0 : 1);
  }

  /**
   * The geometry of a problem for which {@link #unsupported} is empty.
   *
   * @param exchange whether the axes may be exchanged
   */
  static FusedGeometry of(Problem problem, boolean exchange) {
    return new FusedGeometry(
        problem,
        exchange,
        LineTransform.of(problem.image().extent(0)).orElseThrow(),
        LineTransform.of(problem.image().extent(1)).orElseThrow());
  }

  /** Why the fused kernels can not run a problem; empty if they can. */
  static Optional<String> unsupported(Problem problem) {
    Shape image = problem.image();
    if (!(problem.sampling() instanceof Sampling.Fourier)) {
      return Optional.of("sampling is " + problem.sampling() + ", not fourier");
    }
    if (image.rank() != 2) {
      return Optional.of("images have " + image.rank() + " axes, not 2");
    }
    for (int extent : image.extents()) {
      if (LineTransform.of(extent).isEmpty()) {
        return Optional.of(
            "extent " + extent + " is not a product of 2, 3, 5 and 7 between 2 and 1024");
      }
    }
    return Optional.empty();
  }

  /** Points of the image. */
  int pixels() {
    return first.length() * second.length();
  }

  /** Points of the padded image. */
  int padded() {
    return paddedFirst * paddedSecond;
  }

  /**
   * Place in the data of one coil of plain frequencies (DC at 0).
   *
   * @param k1 along the first axis
   * @param k2 along the second axis
   */
  int source(int k1, int k2) {
    int centred1 = centred(k1, first.length());
    int centred2 = centred(k2, second.length());
    return transposed
        ? centred2 * first.length() + centred1
        : centred1 * second.length() + centred2;
  }

  /** Whether the point of {@link #source} was sampled. */
  boolean sampled(int k1, int k2) {
    return mask.get(source(k1, k2));
  }

  private static int centred(int frequency, int length) {
    return (frequency + length / 2) % length;
  }

  /**
   * What the data at plain frequencies have to be multiplied by, so that transforms that are not
   * centred give them: exp(−2πi (k₁ c₁/n₁ + k₂ c₂/n₂)), c = ⌊n/2⌋.
   */
  void phase(int k1, int k2, double[] out, int at) {
    double[] along1 = new double[2];
    UnitPhase.of(-(long) k1 * (first.length() / 2), first.length(), along1, 0);
    double[] along2 = new double[2];
    UnitPhase.of(-(long) k2 * (second.length() / 2), second.length(), along2, 0);
    out[at] = along1[0] * along2[0] - along1[1] * along2[1];
    out[at + 1] = along1[0] * along2[1] + along1[1] * along2[0];
  }

  /** A shift of the natural axes {@code {y, x}} along the first axis, in 0 … padded − 1. */
  int shiftFirst(int[] shift) {
    return Math.floorMod(shift[transposed ? 1 : 0], paddedFirst);
  }

  /** A shift of the natural axes {@code {y, x}} along the second axis, in 0 … padded − 1. */
  int shiftSecond(int[] shift) {
    return Math.floorMod(shift[transposed ? 0 : 1], paddedSecond);
  }
}
