package org.firenet.learned;

import org.firenet.array.Shape;

/**
 * Size of a U-Net, or of a cascade of them.
 *
 * <p>One U-Net alone takes the zero-filled image z = A* y and adds what it thinks is missing. In a
 * cascade of K, every U-Net N_k is followed by a step towards the data, xₖ₊₁ = N_k(xₖ) + κ_k (z −
 * A*A N_k(xₖ)) from x₀ = z, with step lengths κ_k that are learned too.
 *
 * <p>Source of the cascade: Schlemper et al., A deep cascade of convolutional neural networks for
 * dynamic MR image reconstruction, IEEE TMI 37, 2018; with U-Nets and learned step lengths Sriram
 * et al., End-to-end variational networks, MICCAI 2020.
 *
 * @param levels numbers of resolutions, each half of the one before
 * @param width channels at full resolution, twice as many at each further one
 * @param cascades U-Nets that a step towards the data follows; 0 for one U-Net and no such step
 */
public record UNetSettings(int levels, int width, int cascades) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is below 1 or above what a network can have
   */
  public UNetSettings {
    require(levels >= 1 && levels <= 8, "levels", "1 to 8", levels);
    require(width >= 1 && width <= 256, "width", "1 to 256", width);
    require(cascades >= 0 && cascades <= 64, "cascades", "0 to 64", cascades);
  }

  /** One U-Net alone. */
  public static UNetSettings alone(int levels, int width) {
    return new UNetSettings(levels, width, 0);
  }

  /** How many U-Nets there are. */
  int networks() {
    return Math.max(cascades, 1);
  }

  /** Channels of a level, counted from 0 at full resolution. */
  int channels(int level) {
    return width << level;
  }

  /**
   * Checks that images of a shape can be halved often enough.
   *
   * @param image {@code [y, x]}
   * @throws IllegalArgumentException if not
   */
  void requireFit(Shape image) {
    int multiple = 1 << (levels - 1);
    if (image.rank() != 2 || image.extent(0) % multiple != 0 || image.extent(1) % multiple != 0) {
      throw new IllegalArgumentException(
          "`image`: expected two extents that %d divides, got %s".formatted(multiple, image));
    }
  }

  private static void require(boolean holds, String name, String expected, int actual) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": expected " + expected + ", got " + actual);
    }
  }
}
