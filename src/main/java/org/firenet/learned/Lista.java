package org.firenet.learned;

import java.util.Arrays;
import org.firenet.array.RealArray;

/**
 * An unrolled iterative soft-thresholding network with learned numbers, in double precision:
 *
 * <pre>
 *   u_0 = 0,   u_{k+1} = soft(u_k + W_k (y − (A/L) u_k), θ_k),   x = u_K / L,   L = ‖A‖.
 * </pre>
 *
 * <p>W_k {@code [column, row]} and θ_k ≥ 0 were learned by {@link ListaTraining}; soft(v, t) =
 * sign(v) max(|v| − t, 0). Source: Gregor, LeCun, Learning fast approximations of sparse coding,
 * ICML 2010.
 */
public final class Lista {
  private final double scale;
  private final double[][] matrix;
  private final double[][][] maps;
  private final double[] thresholds;

  /**
   * A network.
   *
   * @param scale L
   * @param matrix A/L, {@code [row, column]}
   * @param maps W_k of every layer, {@code [layer, row, column]}, transposed
   * @param thresholds θ_k of every layer
   */
  Lista(double scale, double[][] matrix, double[][][] maps, double[] thresholds) {
    this.scale = scale;
    this.matrix = matrix;
    this.maps = maps;
    this.thresholds = thresholds;
  }

  /** Number of layers. */
  public int layers() {
    return maps.length;
  }

  /**
   * The vector x recovered.
   *
   * @param data y, as many numbers as A has rows. Not modified.
   * @throws IllegalArgumentException if there are not as many
   */
  public double[] apply(double[] data) {
    int rows = matrix.length;
    int columns = matrix[0].length;
    if (data.length != rows) {
      throw new IllegalArgumentException(
          "`data`: expected %d numbers, got %d".formatted(rows, data.length));
    }
    double[] u = new double[columns];
    for (int k = 0; k < maps.length; k++) {
      double[] v = u.clone();
      for (int r = 0; r < rows; r++) {
        double residual = data[r];
        for (int c = 0; c < columns; c++) {
          residual -= matrix[r][c] * u[c];
        }
        for (int c = 0; c < columns; c++) {
          v[c] += maps[k][r][c] * residual;
        }
      }
      for (int c = 0; c < columns; c++) {
        u[c] = Math.signum(v[c]) * Math.max(Math.abs(v[c]) - thresholds[k], 0);
      }
    }
    return Arrays.stream(u).map(value -> value / scale).toArray();
  }

  /** Root of the mean over examples of ‖network(y) − x‖² / ‖x‖². */
  public double relativeError(Examples examples) {
    double sum = 0;
    for (int i = 0; i < examples.count(); i++) {
      double[] truth = row(examples.truths(), i);
      double[] found = apply(row(examples.data(), i));
      double error = 0;
      double size = 0;
      for (int c = 0; c < truth.length; c++) {
        error += (found[c] - truth[c]) * (found[c] - truth[c]);
        size += truth[c] * truth[c];
      }
      sum += error / size;
    }
    return Math.sqrt(sum / examples.count());
  }

  private static double[] row(RealArray array, int index) {
    int extent = array.shape().extent(1);
    return Arrays.copyOfRange(array.data(), index * extent, (index + 1) * extent);
  }
}
