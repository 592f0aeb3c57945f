package org.firenet.mri;

import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Shape;
import org.firenet.operator.LinearOperator;

/**
 * Iterative SENSE: least squares with coil sensitivities, by conjugate gradients.
 *
 * <pre>
 *   minimise ‖E x − y‖₂² + λ ‖x‖₂²,   E = M Φ S,   from x = 0 on (E*E + λ) x = E* y.
 * </pre>
 *
 * <p>Computes in double precision. λ is absolute; with unitary Φ and Σ|s|² ≤ 1 it compares with
 * ‖E‖² ≤ 1. Source: Pruessmann, Weiger, Börnert, Boesiger, MRM 46:638, 2001; Hestenes, Stiefel, J.
 * Res. NBS 49:409, 1952.
 */
public final class CgSense {
  private CgSense() {}

  /**
   * When to stop, and how much to regularise.
   *
   * @param iterations largest number of iterations, at least 1
   * @param tolerance stops at ‖residual of the normal equations‖ ≤ tolerance · ‖E* y‖; at least 0
   * @param lambda weight λ ≥ 0 of ‖x‖²
   */
  public record Parameters(int iterations, double tolerance, double lambda) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the parameter, what was expected and what came
     */
    public Parameters {
      if (iterations < 1) {
        throw new IllegalArgumentException("iterations: expected at least 1, got " + iterations);
      }
      if (!(tolerance >= 0) || Double.isInfinite(tolerance)) {
        throw new IllegalArgumentException("tolerance: expected at least 0, got " + tolerance);
      }
      if (!(lambda >= 0) || Double.isInfinite(lambda)) {
        throw new IllegalArgumentException("lambda: expected at least 0, got " + lambda);
      }
    }

    /** 30 iterations, tolerance 1e-6, no regularisation. */
    public static Parameters defaults() {
      return new Parameters(30, 1e-6, 0);
    }

    /** These parameters with another number of iterations. */
    public Parameters withIterations(int value) {
      return new Parameters(value, tolerance, lambda);
    }

    /** These parameters with another tolerance. */
    public Parameters withTolerance(double value) {
      return new Parameters(iterations, value, lambda);
    }

    /** These parameters with another λ. */
    public Parameters withLambda(double value) {
      return new Parameters(iterations, tolerance, value);
    }
  }

  /**
   * What came out.
   *
   * @param image {@code [y, x]} or {@code [z, y, x]}, double precision
   * @param iterations iterations done
   * @param residual ‖residual of the normal equations‖ / ‖E* y‖ at the end; 0 for data of zeros
   */
  public record Result(ComplexArray image, int iterations, double residual) {}

  /**
   * Reconstructs from Cartesian k-space.
   *
   * @param kspace {@code [coil, ky, kx]} or {@code [coil, kz, ky, kx]}. Not modified.
   * @param mask which points count, {@code [ky, kx]} or {@code [kz, ky, kx]}
   * @param maps {@code [coil, y, x]} or {@code [coil, z, y, x]}. Not modified.
   * @throws IllegalArgumentException if shapes do not fit or a number is not finite
   */
  public static Result reconstruct(
      ComplexArray kspace, Mask mask, ComplexArray maps, Parameters parameters) {
    CoilCombination.requireCoils("kspace", kspace);
    Shape shape = kspace.shape();
    ComplexArray.requireShape("mask", mask.shape(), shape.last(shape.rank() - 1));
    ComplexArray.requireShape("maps", maps.shape(), shape);
    maps.requireFinite("maps");
    return solve(new CoilwiseEncoding(mask, maps), kspace, parameters);
  }

  /**
   * Solves for any encoding operator E.
   *
   * @param encoding E, from images to data
   * @param data y, shape {@code encoding.range()}. Not modified.
   * @throws IllegalArgumentException if the shape does not fit or a number is not finite
   */
  public static Result solve(LinearOperator encoding, ComplexArray data, Parameters parameters) {
    ComplexArray.requireShape("data", data.shape(), encoding.range());
    data.requireFinite("data");
    double[] residual = encoding.adjoint(data).doubles();
    double[] x = new double[residual.length];
    double[] direction = residual.clone();
    double[] encoded = new double[2 * encoding.range().count()];
    double[] normal = new double[residual.length];
    double start = squared(residual);
    double power = start;
    double goal = parameters.tolerance() * parameters.tolerance() * start;
    int iteration = 0;
    while (iteration < parameters.iterations() && power > goal) {
      encoding.forward(direction, encoded);
      encoding.adjoint(encoded, normal);
      double curvature = squared(encoded) + parameters.lambda() * squared(direction);
      double step = power / curvature;
      for (int i = 0; i < x.length; i++) {
        x[i] += step * direction[i];
        residual[i] -= step * (normal[i] + parameters.lambda() * direction[i]);
      }
      double next = squared(residual);
      double ratio = next / power;
      for (int i = 0; i < x.length; i++) {
        direction[i] = residual[i] + ratio * direction[i];
      }
      power = next;
      iteration++;
    }
    return new Result(
        ComplexArray.of(encoding.domain(), x), iteration, start > 0 ? Math.sqrt(power / start) : 0);
  }

  private static double squared(double[] v) {
    double sum = 0;
    for (double value : v) {
      sum += value * value;
    }
    return sum;
  }
}
