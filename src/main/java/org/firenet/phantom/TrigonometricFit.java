package org.firenet.phantom;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;

/**
 * Smooth functions on a box as sums of few exponentials whose period is larger than the box,
 *
 * <pre>
 *   w(X) ≈ Σ_{|m_a| ≤ M} C_m exp(2πi Σ_a m_a X_a/P_a),   −1 ≤ X_a ≤ 1 &lt; P_a/2,
 * </pre>
 *
 * <p>written in sines and cosines and fitted by truncated least squares at Chebyshev's points; the
 * larger period is what makes the sum converge fast although w is not periodic. The Fourier
 * transform of w times an object is then a finite sum of shifted transforms of the object. Source:
 * Guerquin-Kern, Lejeune, Pruessmann, Unser, IEEE TMI 31:626, 2012 (analytical phantoms for coils);
 * Huybrechs, SIAM J. Numer. Anal. 47:4326, 2010 (larger period).
 */
final class TrigonometricFit {
  /** M. */
  static final int MODES = 10;

  private static final int POINTS = 33;

  /** Singular values below this share of the largest are left out; keeps coefficients small. */
  private static final double TRUNCATION = 1e-7;

  private final ComplexArray coefficients;
  private final double[] periods;

  private TrigonometricFit(ComplexArray coefficients, double[] periods) {
    this.coefficients = coefficients;
    this.periods = periods;
  }

  /** The points along one axis at which functions are fitted, from −1 to 1. */
  static double[] points() {
    double[] out = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      out[i] = -Math.cos(Math.PI * (i + 0.5) / POINTS);
    }
    return out;
  }

  /**
   * Fits functions.
   *
   * @param samples {@code [function, y, x]} or {@code [function, z, y, x]} at the {@link #points}
   * @param periods P along each axis
   */
  static TrigonometricFit of(ComplexArray samples, double[] periods) {
    ComplexArray coefficients = samples;
    for (int axis = 0; axis < periods.length; axis++) {
      coefficients = AxisMatrix.apply(inverse(periods[axis]), coefficients, axis + 1);
    }
    return new TrigonometricFit(coefficients, periods);
  }

  /** The truncated pseudo-inverse of the basis at the points. */
  private static DMatrixRMaj inverse(double period) {
    DMatrixRMaj basis = basis(points(), period);
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(basis.numRows, basis.numCols, true, true, true);
    if (!svd.decompose(basis)) {
      throw new IllegalStateException("the singular values of a small matrix did not converge");
    }
    double[] values = svd.getSingularValues();
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    DMatrixRMaj left = svd.getU(null, true);
    DMatrixRMaj right = svd.getV(null, true);
    DMatrixRMaj out = new DMatrixRMaj(2 * MODES + 1, POINTS);
    for (int k = 0; k < svd.numberOfSingularValues(); k++) {
      if (values[k] > TRUNCATION * largest) {
        for (int i = 0; i < out.getNumElements(); i++) {
          out.data[i] += left.get(k, i % POINTS) * right.get(k, i / POINTS) / values[k];
        }
      }
    }
    return out;
  }

  /** {@code cos(2πmX/P)}, m = 0 … M, then {@code sin}, m = 1 … M; a row for each place. */
  private static DMatrixRMaj basis(double[] places, double period) {
    DMatrixRMaj out = new DMatrixRMaj(places.length, 2 * MODES + 1);
    for (int i = 0; i < places.length; i++) {
      double angle = 2 * Math.PI * places[i] / period;
      for (int m = 0; m <= MODES; m++) {
        out.set(i, m, Math.cos(m * angle));
        if (m > 0) {
          out.set(i, MODES + m, Math.sin(m * angle));
        }
      }
    }
    return out;
  }

  /**
   * One function at the points of a grid.
   *
   * @param places X along each axis
   */
  ComplexArray at(int function, double[][] places) {
    ComplexArray out = coefficients.slice(function).to(Precision.DOUBLE);
    for (int axis = 0; axis < periods.length; axis++) {
      out = AxisMatrix.apply(basis(places[axis], periods[axis]), out, axis);
    }
    return out;
  }
}
