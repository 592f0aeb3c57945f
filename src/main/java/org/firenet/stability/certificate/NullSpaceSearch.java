package org.firenet.stability.certificate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * Looks for a vector of the null space of A that needs a large ρ,
 *
 * <pre>
 *   maximise  √ξ ‖v_Δ‖₂ / ‖v_Δᶜ‖_{1,w}   over A v = 0,
 * </pre>
 *
 * <p>Δ the s_j largest elements of each level, the worst support for v. Random starts and random
 * steps that are kept if they help; the same result every time. What is found is a lower bound of
 * ρ.
 */
final class NullSpaceSearch {
  private static final int STARTS = 20;
  private static final int STEPS = 150;
  private static final double SMALL = 1e-10;

  private final CoefficientLevels levels;
  private final LocalSparsities sparsities;
  private final double[][] basis;
  private final int width;

  NullSpaceSearch(EmbeddedMatrix matrix, CoefficientLevels levels, LocalSparsities sparsities) {
    this.levels = levels;
    this.sparsities = sparsities;
    this.width = matrix.width();
    this.basis = basis(matrix.values());
  }

  private static double[][] basis(DMatrixRMaj matrix) {
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(matrix.numRows, matrix.numCols, false, true, false);
    if (!svd.decompose(matrix.copy())) {
      return new double[0][];
    }
    double largest = EmbeddedMatrix.singularValues(matrix)[0];
    DMatrixRMaj space = SingularOps_DDRM.nullSpace(svd, null, SMALL * largest);
    double[][] out = new double[space.numCols][space.numRows];
    for (int k = 0; k < out.length; k++) {
      for (int i = 0; i < space.numRows; i++) {
        out[k][i] = space.get(i, k);
      }
    }
    return out;
  }

  /** The largest ρ found to be needed; 0 if only 0 is in the null space. */
  double largestRho() {
    double best = 0;
    SplittableRandom random = new SplittableRandom(1);
    for (int start = 0; start < STARTS && basis.length > 0; start++) {
      double[] at = new double[basis.length];
      add(at, 1, random, at);
      double value = rho(at);
      double length = 1;
      for (int step = 0; step < STEPS; step++) {
        double[] next = new double[at.length];
        add(at, length, random, next);
        double there = rho(next);
        if (there > value) {
          value = there;
          at = next;
        } else {
          length = Math.max(1e-3, length * 0.95);
        }
      }
      best = Math.max(best, value);
    }
    return best;
  }

  private static void add(double[] from, double length, SplittableRandom random, double[] out) {
    for (int k = 0; k < out.length; k++) {
      out[k] = from[k] + length * (2 * random.nextDouble() - 1);
    }
  }

  private double rho(double[] combination) {
    double[] v = new double[basis[0].length];
    for (int k = 0; k < basis.length; k++) {
      for (int i = 0; i < v.length; i++) {
        v[i] += combination[k] * basis[k][i];
      }
    }
    double inside = 0;
    double outside = 0;
    for (int level = 0; level < sparsities.levels(); level++) {
      List<Double> moduli = new ArrayList<>();
      for (int i = 0; i < levels.count(); i++) {
        if (levels.level(i) == level) {
          moduli.add(width == 1 ? Math.abs(v[i]) : Math.hypot(v[2 * i], v[2 * i + 1]));
        }
      }
      moduli.sort(Collections.reverseOrder());
      for (int k = 0; k < moduli.size(); k++) {
        if (k < sparsities.count(level)) {
          inside += moduli.get(k) * moduli.get(k);
        } else {
          outside += sparsities.weight(level) * moduli.get(k);
        }
      }
    }
    return inside == 0 ? 0 : Math.sqrt(sparsities.xi() * inside) / outside;
  }
}
