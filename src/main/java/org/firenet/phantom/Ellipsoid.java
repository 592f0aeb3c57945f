package org.firenet.phantom;

import java.util.Optional;

/**
 * An ellipsoid, or in the plane an ellipse, of constant value; it is turned around the z axis and
 * centred in the plane z = 0.
 */
final class Ellipsoid {
  /** Below this the series of the ball's transform is used. */
  private static final double NEAR = 1;

  private static final int TERMS = 12;

  private final double value;
  private final double[] semiAxes;
  private final double[] centre;
  private final double degrees;
  private final double cos;
  private final double sin;

  /**
   * An ellipsoid.
   *
   * @param value inside; 0 outside
   * @param semiAxes along x, y, z before turning
   * @param centre x and y
   * @param degrees by which it is turned, from x to y
   */
  Ellipsoid(double value, double[] semiAxes, double[] centre, double degrees) {
    this.value = value;
    this.semiAxes = semiAxes;
    this.centre = centre;
    this.degrees = degrees;
    this.cos = Math.cos(Math.toRadians(degrees));
    this.sin = Math.sin(Math.toRadians(degrees));
  }

  /** The value inside. */
  double value() {
    return value;
  }

  /** Whether a point is inside; y points up. */
  boolean contains(double x, double y, double z) {
    double dx = x - centre[0];
    double dy = y - centre[1];
    double u = (dx * cos + dy * sin) / semiAxes[0];
    double v = (dy * cos - dx * sin) / semiAxes[1];
    double w = z / semiAxes[2];
    return u * u + v * v + w * w <= 1;
  }

  /** The ellipse in which a plane of constant z cuts it, if it does. */
  Optional<Ellipsoid> section(double z) {
    double w = z / semiAxes[2];
    if (Math.abs(w) >= 1) {
      return Optional.empty();
    }
    double shrink = Math.sqrt(1 - w * w);
    double[] smaller = {shrink * semiAxes[0], shrink * semiAxes[1], semiAxes[2]};
    return Optional.of(new Ellipsoid(value, smaller, centre, degrees));
  }

  /**
   * Adds {@code ∫ f(x, y) exp(−2πi (ξx x + ξy y))} of the ellipse in the plane z = 0, {@code value
   * a b J1(2πρ)/ρ} turned by the centre, ρ = ‖(a ξ_u, b ξ_v)‖.
   */
  void addPlaneTransform(double[] frequency, double[] sum) {
    double rho = radius(frequency, 0);
    double disc = rho == 0 ? Math.PI : Bessel.orderOne(2 * Math.PI * rho) / rho;
    addTurned(value * semiAxes[0] * semiAxes[1] * disc, frequency, sum);
  }

  /**
   * Adds the transform over x, y, z of the ellipsoid, {@code value a b c (sin w − w cos
   * w)/(2π²ρ³)}, w = 2πρ, ρ = ‖(a ξ_u, b ξ_v, c ξ_z)‖.
   */
  void addTransform(double[] frequency, double[] sum) {
    double rho = radius(frequency, semiAxes[2] * frequency[2]);
    double w = 2 * Math.PI * rho;
    double ball =
        w < NEAR
            ? ballSeries(w)
            : (Math.sin(w) - w * Math.cos(w)) / (2 * Math.PI * Math.PI * rho * rho * rho);
    addTurned(value * semiAxes[0] * semiAxes[1] * semiAxes[2] * ball, frequency, sum);
  }

  /** {@code 4π (sin w − w cos w)/w³ = 4π Σ_k (−1)^k w^{2k} (2k + 2)/(2k + 3)!}. */
  private static double ballSeries(double w) {
    double sum = 0;
    double term = 1.0 / 6;
    for (int k = 0; k < TERMS; k++) {
      sum += term * (2 * k + 2);
      term *= -w * w / ((2 * k + 4) * (2 * k + 5));
    }
    return 4 * Math.PI * sum;
  }

  private double radius(double[] frequency, double axial) {
    double u = semiAxes[0] * (frequency[0] * cos + frequency[1] * sin);
    double v = semiAxes[1] * (frequency[1] * cos - frequency[0] * sin);
    return Math.sqrt(u * u + v * v + axial * axial);
  }

  private void addTurned(double amplitude, double[] frequency, double[] sum) {
    double angle = -2 * Math.PI * (frequency[0] * centre[0] + frequency[1] * centre[1]);
    sum[0] += amplitude * Math.cos(angle);
    sum[1] += amplitude * Math.sin(angle);
  }
}
