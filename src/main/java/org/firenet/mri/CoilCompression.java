package org.firenet.mri;

import java.util.Arrays;
import java.util.List;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;

/**
 * Fewer, virtual coils that keep most of the signal: the principal axes of the coils.
 *
 * <p>With the covariance {@code R_{cc'} = Σ_u k_c[u] conj(k_{c'}[u])} and its orthonormal
 * eigenvectors u_v, strongest first, virtual coil v is {@code Σ_c conj(u_v[c]) k_c}. Eigenvectors
 * have their largest element real and positive. Applied alike to k-space, coil images and
 * sensitivities, which then describe the virtual coils. Source: Buehrer et al., MRM 57:1131, 2007;
 * Huang et al., MRI 26:133, 2008.
 */
public final class CoilCompression {
  private final ComplexArray matrix;
  private final double[] energy;

  private CoilCompression(ComplexArray matrix, double[] energy) {
    this.matrix = matrix;
    this.energy = energy;
  }

  /**
   * Keeps a number of virtual coils.
   *
   * @param data {@code [coil, ...]}: k-space, its calibration region or coil images. Not modified.
   * @param virtualCoils 1 to the number of coils
   * @throws IllegalArgumentException if the number is out of range, or the data are zero or not
   *     finite
   */
  public static CoilCompression toCoils(ComplexArray data, int virtualCoils) {
    int coils = data.shape().extent(0);
    if (virtualCoils < 1 || virtualCoils > coils) {
      throw new IllegalArgumentException(
          "virtualCoils: expected 1 to " + coils + ", got " + virtualCoils);
    }
    HermitianEigen eigen = decompose(data);
    return of(eigen, coils, virtualCoils);
  }

  /**
   * Keeps as few virtual coils as hold a share of the energy.
   *
   * @param data {@code [coil, ...]}. Not modified.
   * @param fraction share of Σ|k|² to keep, above 0 and at most 1
   * @throws IllegalArgumentException if the share is out of range, or the data are zero or not
   *     finite
   */
  public static CoilCompression toEnergy(ComplexArray data, double fraction) {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "fraction: expected a number above 0 and at most 1, got " + fraction);
    }
    int coils = data.shape().extent(0);
    HermitianEigen eigen = decompose(data);
    double total = 0;
    for (int v = 0; v < coils; v++) {
      total += Math.max(0, eigen.value(v));
    }
    int kept = 0;
    double sum = 0;
    while (kept < coils && sum < fraction * total) {
      sum += Math.max(0, eigen.value(kept++));
    }
    return of(eigen, coils, kept);
  }

  /** The strongest axis, {@code [0: real, 1: imaginary][coil]}, of data that are not all zero. */
  static double[][] principalAxis(ComplexArray data) {
    return principalAxis(List.of(data));
  }

  /** The strongest axis of several data sets taken together, of the same coils. */
  static double[][] principalAxis(List<ComplexArray> data) {
    CoilCovariance covariance = new CoilCovariance(data.get(0).shape().extent(0));
    for (ComplexArray one : data) {
      one.requireFinite("data");
      covariance.add(one);
    }
    double[][][] vectors = decompose(covariance).vectors(1);
    return new double[][] {vectors[0][0], vectors[1][0]};
  }

  private static CoilCompression of(HermitianEigen eigen, int coils, int kept) {
    double[][][] vectors = eigen.vectors(kept);
    ComplexArray matrix = ComplexArray.zeros(Precision.DOUBLE, Shape.of(kept, coils));
    double[] energy = new double[coils];
    double total = 0;
    for (int v = 0; v < coils; v++) {
      energy[v] = Math.max(0, eigen.value(v));
      total += energy[v];
    }
    for (int v = 0; v < coils; v++) {
      energy[v] /= total;
      for (int c = 0; v < kept && c < coils; c++) {
        matrix.set(v * coils + c, vectors[0][v][c], -vectors[1][v][c]);
      }
    }
    return new CoilCompression(matrix, energy);
  }

  private static HermitianEigen decompose(ComplexArray data) {
    data.requireFinite("data");
    CoilCovariance covariance = CoilCovariance.of(data);
    return decompose(covariance);
  }

  private static HermitianEigen decompose(CoilCovariance covariance) {
    if (Arrays.stream(covariance.re()).flatMapToDouble(Arrays::stream).allMatch(v -> v == 0)) {
      throw new IllegalArgumentException("`data`: all zero");
    }
    return new HermitianEigen(covariance.re(), covariance.im());
  }

  /** The matrix {@code [virtual coil, coil]} in double precision; its rows are orthonormal. */
  public ComplexArray matrix() {
    return matrix;
  }

  /** Number of virtual coils kept. */
  public int virtualCoils() {
    return matrix.shape().extent(0);
  }

  /** Share of the energy in each virtual coil, strongest first, those not kept included. */
  public double[] energy() {
    return energy.clone();
  }

  /**
   * Combines coils: {@code out_v = Σ_c matrix[v, c] in_c}.
   *
   * @param in {@code [coil, ...]}: k-space, coil images or maps. Not modified.
   * @return {@code [virtual coil, ...]} in the same precision
   * @throws IllegalArgumentException if the number of coils is another
   */
  public ComplexArray apply(ComplexArray in) {
    int coils = matrix.shape().extent(1);
    Shape shape = in.shape();
    if (shape.rank() < 1 || shape.extent(0) != coils) {
      throw new IllegalArgumentException("`in`: expected " + coils + " coils, got " + shape);
    }
    ComplexArray out =
        ComplexArray.zeros(in.precision(), shape.last(shape.rank() - 1).prepend(virtualCoils()));
    new CoilMatrix(matrix).apply(in, out);
    return out;
  }
}
