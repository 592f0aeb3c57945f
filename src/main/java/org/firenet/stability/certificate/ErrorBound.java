package org.firenet.stability.certificate;

import java.util.OptionalInt;

/**
 * How far the network can be from the true coefficients c, absolute, in the units of the data, from
 * block to block and from layer to layer.
 *
 * <pre>
 *   after n blocks                     C3 (δ/(1−ν) + νⁿ ε₀)
 *   after j of p layers of block n+1   C3 ((p/j) ε_{n+1} + δ),   ε_0 = ε₀,  ε_{n+1} = ν(δ + ε_n)
 *   δ ≥ 2‖Ac − y‖₂ + 2λσ(c),   ε₀ ≥ ‖y‖₂
 * </pre>
 *
 * <p>The first falls by ν a block down to a floor; the second, below the first at the end of every
 * block, is for drawing. Errors of images are not larger than those of coefficients. Proof: {@link
 * Certificate}.
 *
 * @param certificate the constants
 * @param delta δ, at least 0
 * @param epsilon0 ε₀, at least 0
 */
public record ErrorBound(Certificate certificate, double delta, double epsilon0) {
  private static final int MOST_BLOCKS = 1_000_000;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the argument, what was expected and what came
   */
  public ErrorBound {
    requireNonNegative("delta", delta);
    requireNonNegative("epsilon0", epsilon0);
  }

  /** Starts a bound with δ = 0 and ε₀ = 0. */
  public static Builder of(Certificate certificate) {
    return new Builder(certificate);
  }

  /** The bound after a number of blocks. */
  public double afterBlocks(int blocks) {
    return floor() + certificate.c3() * Math.pow(certificate.nu(), blocks) * epsilon0;
  }

  /** What the bound falls to, C3 δ/(1−ν). */
  public double floor() {
    return certificate.c3() * delta / (1 - certificate.nu());
  }

  /**
   * The bound after every layer.
   *
   * @param blocks n
   * @param inner layers a block, at least p
   * @return n · inner numbers
   * @throws IllegalArgumentException if inner is below p
   */
  public double[] afterLayers(int blocks, int inner) {
    if (inner < certificate.inner()) {
      throw new IllegalArgumentException(
          "inner: expected at least %d for this certificate, got %d"
              .formatted(certificate.inner(), inner));
    }
    double[] out = new double[Math.multiplyExact(blocks, inner)];
    double epsilon = epsilon0;
    for (int block = 0; block < blocks; block++) {
      epsilon = certificate.nu() * (delta + epsilon);
      for (int layer = 1; layer <= inner; layer++) {
        out[block * inner + layer - 1] = certificate.c3() * (epsilon * inner / layer + delta);
      }
    }
    return out;
  }

  /**
   * The fewest blocks after which the bound is at most a target.
   *
   * @param target absolute error, positive
   * @return empty if the floor is not below the target
   */
  public OptionalInt blocksFor(double target) {
    for (int blocks = 0; blocks < MOST_BLOCKS && floor() < target; blocks++) {
      if (afterBlocks(blocks) <= target) {
        return OptionalInt.of(blocks);
      }
    }
    return OptionalInt.empty();
  }

  private static void requireNonNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + ": expected a number of at least 0, got " + value);
    }
  }

  /** Collects what a bound is made of. */
  public static final class Builder {
    private final Certificate certificate;
    private double delta;
    private double residual;
    private double distance;
    private double epsilon0;

    private Builder(Certificate certificate) {
      this.certificate = certificate;
    }

    /** Sets δ itself; at least what {@link #residual} and {@link #distance} demand is taken. */
    public Builder delta(double value) {
      delta = value;
      return this;
    }

    /** Sets ‖Ac − y‖₂. */
    public Builder residual(double value) {
      residual = value;
      return this;
    }

    /** Sets σ(c), see {@link CoefficientLevels#distance}. */
    public Builder distance(double value) {
      distance = value;
      return this;
    }

    /** Sets ε₀, as a rule ‖y‖₂. */
    public Builder epsilon0(double value) {
      epsilon0 = value;
      return this;
    }

    /** Checks the ranges, see {@link ErrorBound}. */
    public ErrorBound build() {
      requireNonNegative("delta", delta);
      requireNonNegative("residual", residual);
      requireNonNegative("distance", distance);
      double least = 2 * residual + 2 * certificate.lambda() * distance;
      return new ErrorBound(certificate, Math.max(delta, least), epsilon0);
    }
  }
}
