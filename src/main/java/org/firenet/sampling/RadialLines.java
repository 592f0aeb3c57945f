package org.firenet.sampling;

import java.util.SplittableRandom;
import org.firenet.array.Mask;
import org.firenet.array.Shape;

/**
 * Spokes through DC on the grid: the points nearest to straight lines from edge to edge.
 *
 * <p>The first angle is drawn from [0, π), the next ones follow at equal angles π/spokes or at the
 * golden angle π(√5 − 1)/2. Angles are those in k-space scaled to a square. The number of points is
 * what the spokes cover; an exact one is had with {@link ExactSamples}. Source: Candès, Romberg,
 * Tao, IEEE TIT 52:489, 2006; golden angle: Winkelmann et al., IEEE TMI 26:68, 2007.
 *
 * @param shape {@code [ky, kx]}; {@code [kz, ky]} under a {@link FullReadout}
 * @param spokes number of lines, at least 1
 * @param angles how they follow each other
 */
public record RadialLines(Shape shape, int spokes, Angles angles) implements SamplingPattern {
  /** How spokes follow each other. */
  public enum Angles {
    /** At equal angles over half a turn. */
    EQUAL,
    /** At the golden angle. */
    GOLDEN
  }

  private static final double GOLDEN_ANGLE = Math.PI * (Math.sqrt(5) - 1) / 2;

  /** As far as a corner is from DC, relative to the edges. */
  private static final double CORNER = Math.sqrt(2);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the parameter, what was expected and what came
   */
  public RadialLines {
    CurvePoints.requirePlane(shape);
    Requirements.require(spokes >= 1, "spokes", "at least 1", spokes);
  }

  /**
   * Spokes of any number.
   *
   * @param shape {@code [ky, kx]}
   * @param angles how they follow each other
   */
  public record Family(Shape shape, Angles angles) implements CurveFamily {
    @Override
    public int largest() {
      return 4 * Math.max(shape.extent(0), shape.extent(1));
    }

    @Override
    public SamplingPattern member(int size) {
      return new RadialLines(shape, size, angles);
    }
  }

  @Override
  public Mask draw(long seed) {
    double first = Math.PI * new SplittableRandom(seed).nextDouble();
    double step = angles == Angles.EQUAL ? Math.PI / spokes : GOLDEN_ANGLE;
    int steps = CurvePoints.steps(CORNER, shape);
    CurvePoints points = new CurvePoints(shape);
    for (int spoke = 0; spoke < spokes; spoke++) {
      double angle = first + spoke * step;
      for (int i = -steps; i <= steps; i++) {
        points.mark(CORNER * i / steps, angle);
      }
    }
    return points.mask();
  }
}
