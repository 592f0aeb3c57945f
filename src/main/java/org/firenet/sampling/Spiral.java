package org.firenet.sampling;

import java.util.SplittableRandom;
import org.firenet.array.Mask;
import org.firenet.array.Shape;

/**
 * Spirals on the grid: the points nearest to
 *
 * <pre>
 *   r(t) = t^power,   φ(t) = φ0 + 2π (turns · t + arm/arms),   0 ≤ t ≤ 1,
 * </pre>
 *
 * <p>r = 1 at the edges of k-space, angles in k-space scaled to a square, φ0 drawn. Power 1 is the
 * spiral of Archimedes, of equal distances; a larger one is denser around DC. Corners are not
 * reached. The number of points is what the curve covers; an exact one is had with {@link
 * ExactSamples}. Source: Ahn, Kim, Cho, IEEE TMI 5:2, 1986.
 *
 * @param shape {@code [ky, kx]}; {@code [kz, ky]} under a {@link FullReadout}
 * @param turns of each arm, at least 1
 * @param arms number of spirals, at least 1
 * @param power at least 0.5
 */
public record Spiral(Shape shape, int turns, int arms, double power) implements SamplingPattern {
  private static final double LEAST_POWER = 0.5;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the parameter, what was expected and what came
   */
  public Spiral {
    CurvePoints.requirePlane(shape);
    Requirements.require(turns >= 1, "turns", "at least 1", turns);
    Requirements.require(arms >= 1, "arms", "at least 1", arms);
    Requirements.require(
        power >= LEAST_POWER && Double.isFinite(power), "power", "at least " + LEAST_POWER, power);
  }

  /**
   * Spirals of any number of turns.
   *
   * @param shape {@code [ky, kx]}
   * @param arms number of spirals, at least 1
   * @param power at least 0.5
   */
  public record Family(Shape shape, int arms, double power) implements CurveFamily {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the parameter, what was expected and what came
     */
    public Family {
      new Spiral(shape, 1, arms, power);
    }

    @Override
    public int largest() {
      return (int) Math.ceil(2 * power * Math.max(shape.extent(0), shape.extent(1)));
    }

    @Override
    public SamplingPattern member(int size) {
      return new Spiral(shape, size, arms, power);
    }
  }

  @Override
  public Mask draw(long seed) {
    double first = new SplittableRandom(seed).nextDouble();
    int steps = CurvePoints.steps(2 * Math.PI * turns + power, shape);
    CurvePoints points = new CurvePoints(shape);
    for (int arm = 0; arm < arms; arm++) {
      for (int i = 0; i <= steps; i++) {
        double t = (double) i / steps;
        double angle = 2 * Math.PI * (first + turns * t + (double) arm / arms);
        points.mark(Math.pow(t, power), angle);
      }
    }
    return points.mask();
  }
}
