package org.firenet.sampling;

import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.firenet.array.Mask;
import org.firenet.array.Shape;

/**
 * {@link PhaseEncodeLines} chosen in one of four ways.
 *
 * @param lines which lines there are
 * @param spacing how they are chosen
 * @param offset the first of equispaced lines; drawn if absent
 */
public record PhaseEncodePattern(PhaseEncodeLines lines, Spacing spacing, OptionalInt offset)
    implements SamplingPattern {
  /** How lines are chosen. */
  public enum Spacing {
    /** {@link PhaseEncodeLines#random}: an exact number. */
    RANDOM,
    /** {@link PhaseEncodeLines#randomIndependent}: fastMRI's random lines. */
    INDEPENDENT,
    /** {@link PhaseEncodeLines#equispaced}: calibration lines on top. */
    EQUISPACED,
    /** {@link PhaseEncodeLines#equispacedAdjusted}: fastMRI's equispaced lines. */
    ADJUSTED
  }

  /** With a drawn offset. */
  public PhaseEncodePattern(PhaseEncodeLines lines, Spacing spacing) {
    this(lines, spacing, OptionalInt.empty());
  }

  @Override
  public Shape shape() {
    return lines.shape();
  }

  @Override
  public Mask draw(long seed) {
    return switch (spacing) {
      case RANDOM -> lines.random(seed);
      case INDEPENDENT -> lines.randomIndependent(seed);
      case EQUISPACED ->
          lines.equispaced(offset(seed, (int) Math.max(1, Math.round(lines.acceleration()))));
      case ADJUSTED -> lines.equispacedAdjusted(offset(seed, lines.offsets()));
    };
  }

  private int offset(long seed, int offsets) {
    return offset.orElseGet(() -> new SplittableRandom(seed).nextInt(offsets));
  }
}
