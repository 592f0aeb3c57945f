package org.firenet.stability.certificate;

import java.util.List;
import java.util.Random;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.network.Problem;
import org.firenet.network.Sampling;
import org.firenet.operator.DenseOperator;

/**
 * A small random matrix with levels.
 *
 * @param matrix rows of a random matrix with independent Gaussian numbers, scaled to columns of
 *     about length 1
 * @param levels of its columns
 * @param sparsities of them
 */
record SmallProblem(ComplexArray matrix, CoefficientLevels levels, LocalSparsities sparsities) {
  static SmallProblem random(
      int rows, List<Integer> sizes, LocalSparsities sparsities, boolean complex, long seed) {
    CoefficientLevels levels = CoefficientLevels.ofSizes(sizes);
    Random random = new Random(seed);
    ComplexArray matrix = ComplexArray.zeros(Precision.DOUBLE, Shape.of(rows, levels.count()));
    double scale = 1 / Math.sqrt(complex ? 2.0 * rows : rows);
    for (int i = 0; i < matrix.count(); i++) {
      double re = random.nextGaussian() * scale;
      matrix.set(i, re, complex ? random.nextGaussian() * scale : 0);
    }
    return new SmallProblem(matrix, levels, sparsities);
  }

  NullSpaceBound bound() {
    return NullSpaceBruteForce.bound(matrix, levels, sparsities);
  }

  /** The square-root LASSO of the matrix with a certificate's λ and weights. */
  Problem problem(Certificate certificate) {
    Shape shape = Shape.of(levels.count());
    return Problem.of(shape)
        .sampling(Sampling.dense(matrix))
        .levels(0)
        .weights(levels.weights(shape, sparsities))
        .lambda(certificate.lambda())
        .build();
  }

  /** s_j non-zeros on level j. */
  ComplexArray sparse(Random random) {
    ComplexArray c = ComplexArray.zeros(Precision.DOUBLE, Shape.of(levels.count()));
    for (int level = 0; level < sparsities.levels(); level++) {
      int filled = 0;
      while (filled < sparsities.count(level)) {
        int i = random.nextInt(levels.count());
        if (levels.level(i) == level && c.re(i) == 0) {
          c.set(i, random.nextGaussian(), random.nextGaussian());
          filled++;
        }
      }
    }
    return c;
  }

  /** A sparse vector and something small everywhere. */
  ComplexArray compressible(Random random) {
    return plus(sparse(random), vector(levels.count(), random), 0.02);
  }

  static ComplexArray vector(int count, Random random) {
    ComplexArray v = ComplexArray.zeros(Precision.DOUBLE, Shape.of(count));
    for (int i = 0; i < count; i++) {
      v.set(i, random.nextGaussian(), random.nextGaussian());
    }
    return v;
  }

  static ComplexArray plus(ComplexArray a, ComplexArray b, double factor) {
    ComplexArray out = a.copy(Precision.DOUBLE);
    for (int i = 0; i < out.count(); i++) {
      out.set(i, a.re(i) + factor * b.re(i), a.im(i) + factor * b.im(i));
    }
    return out;
  }

  /** A c. */
  ComplexArray data(ComplexArray c) {
    return new DenseOperator(matrix, c.shape()).forward(c);
  }
}
