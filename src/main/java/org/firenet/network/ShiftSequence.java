package org.firenet.network;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * By how much the wavelet grid is shifted where, so that blocks and ringing of critically sampled
 * wavelets average out. In the image-domain form of a layer,
 *
 * <pre>
 *   x⁺ = 1/K Σ_k Ψ_k* soft(Ψ_k u, τλw),    Ψ_k = Ψ ∘ (circular shift of the padded image by s_k).
 * </pre>
 *
 * <ul>
 *   <li>{@code none}: s = 0, the network of the paper;
 *   <li>{@code restart}: K = 1, one shift for each outer block;
 *   <li>{@code layer}: K shifts for each layer, new ones at every layer.
 * </ul>
 *
 * <p>The shifts are deterministic. Shift number m = 0, 1, 2, … (counted over blocks, or over layers
 * and k) has bit l of its component along axis a of d from digit l of m in base 2^d, in Gray order:
 *
 * <pre>
 *   g_l = b_l xor ⌊b_l / 2⌋,   b_l = ⌊m / 2^{dl}⌋ mod 2^d,   bit l of s_a = bit (d − 1 − a) of g_l.
 * </pre>
 *
 * <p>In two dimensions and with one level: (0, 0), (0, 1), (1, 1), (1, 0), and again. Every 2^{dl}
 * shifts in a row visit every position of the grid of l levels once, the finest first.
 */
public final class ShiftSequence {
  /** When the shift changes. */
  public enum Mode {
    /** Never shifted. */
    NONE,
    /** At every restart. */
    RESTART,
    /** At every layer. */
    LAYER
  }

  private final Mode mode;
  private final int perLayer;
  private final List<int[]> given;

  private ShiftSequence(Mode mode, int perLayer, List<int[]> given) {
    this.mode = mode;
    this.perLayer = perLayer;
    this.given = given;
  }

  /** The default: one new shift at every layer. */
  public static ShiftSequence automatic() {
    return layer(1);
  }

  /** No shifts. */
  public static ShiftSequence none() {
    return new ShiftSequence(Mode.NONE, 1, List.of());
  }

  /** One shift for each block. */
  public static ShiftSequence restart() {
    return new ShiftSequence(Mode.RESTART, 1, List.of());
  }

  /**
   * Given shifts for the blocks, one number per axis each; block i uses entry i, starting again
   * after the last.
   *
   * @throws IllegalArgumentException if there are none or their lengths differ
   */
  public static ShiftSequence restart(List<int[]> shifts) {
    if (shifts.isEmpty()) {
      throw new IllegalArgumentException("shifts: expected at least one");
    }
    for (int[] shift : shifts) {
      if (shift.length != shifts.get(0).length) {
        throw new IllegalArgumentException(
            "shifts: expected as many numbers in each, got "
                + Arrays.toString(shifts.get(0))
                + " and "
                + Arrays.toString(shift));
      }
    }
    return new ShiftSequence(Mode.RESTART, 1, shifts.stream().map(int[]::clone).toList());
  }

  /**
   * The mean over {@code count} new shifts at every layer.
   *
   * @throws IllegalArgumentException if count is below 1
   */
  public static ShiftSequence layer(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("shifts: expected at least 1 per layer, got " + count);
    }
    return new ShiftSequence(Mode.LAYER, count, List.of());
  }

  /** When the shift changes. */
  public Mode mode() {
    return mode;
  }

  /** Number K of shifts in each layer. */
  public int perLayer() {
    return perLayer;
  }

  /**
   * Checks that given shifts fit images of a number of axes.
   *
   * @throws IllegalArgumentException if they do not
   */
  public void checkAxes(int axes) {
    if (!given.isEmpty() && given.get(0).length != axes) {
      throw new IllegalArgumentException(
          "shifts: expected %d numbers in each, got %s"
              .formatted(axes, Arrays.toString(given.get(0))));
    }
  }

  /**
   * One shift, one number in 0 … period − 1 per axis of {@code out} (given shifts as they are).
   *
   * @param block outer block, from 0
   * @param layer layer over all blocks, from 0
   * @param k number of the shift in the layer, 0 … K − 1
   * @param period 2^levels
   * @param out one element per image axis. Modified.
   */
  public void shift(int block, int layer, int k, int period, int[] out) {
    if (mode == Mode.NONE) {
      Arrays.fill(out, 0);
    } else if (!given.isEmpty()) {
      System.arraycopy(given.get(block % given.size()), 0, out, 0, out.length);
    } else {
      long number = mode == Mode.RESTART ? block : (long) layer * perLayer + k;
      grayShift(number, Integer.numberOfTrailingZeros(period), out);
    }
  }

  private static void grayShift(long number, int levels, int[] out) {
    Arrays.fill(out, 0);
    int axes = out.length;
    long rest = number;
    for (int level = 0; level < levels; level++) {
      int digit = (int) (rest & ((1 << axes) - 1));
      int gray = digit ^ (digit >> 1);
      for (int axis = 0; axis < axes; axis++) {
        out[axis] |= ((gray >> (axes - 1 - axis)) & 1) << level;
      }
      rest >>= axes;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ShiftSequence sequence && toString().equals(sequence.toString());
  }

  @Override
  public int hashCode() {
    return Objects.hash(toString());
  }

  /**
   * As the command line takes it: {@code none}, {@code restart}, {@code layer:2}, {@code 0,0;3,5}.
   */
  @Override
  public String toString() {
    if (!given.isEmpty()) {
      StringBuilder out = new StringBuilder();
      for (int[] shift : given) {
        out.append(out.isEmpty() ? "" : ";");
        for (int axis = 0; axis < shift.length; axis++) {
          out.append(axis > 0 ? "," : "").append(shift[axis]);
        }
      }
      return out.toString();
    }
    return switch (mode) {
      case NONE -> "none";
      case RESTART -> "restart";
      case LAYER -> "layer:" + perLayer;
    };
  }
}
