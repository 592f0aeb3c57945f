package org.firenet.stability.certificate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.operator.DenseOperator;

/** What was proved holds for vectors that try to break it. */
class NullSpacePropertyTest {
  private static final double ROUNDING = 1e-9;
  private static final int VECTORS = 200;

  @Property(tries = 8, seed = "22")
  void noVectorBreaksTheInequality(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll boolean complex,
      @ForAll boolean weighted) {
    List<Integer> counts = List.of(1, 2);
    LocalSparsities sparsities =
        weighted ? LocalSparsities.weighted(counts) : LocalSparsities.unweighted(counts);
    SmallProblem small = SmallProblem.random(9, List.of(3, 8), sparsities, complex, seed);
    NullSpaceBound bound = small.bound();

    assertTrue(bound.rho() >= bound.rhoAtLeast() * (1 - ROUNDING), bound::toString);
    assertTrue(bound.gamma() >= bound.gammaAtLeast() * (1 - ROUNDING), bound::toString);
    Random random = new Random(seed);
    for (int k = 0; k < VECTORS; k++) {
      ComplexArray v = difficult(small, random);
      double right =
          bound.rho() * outside(small, v) / Math.sqrt(sparsities.xi())
              + bound.gamma() * small.data(v).norm();
      assertTrue(inside(small, v) <= right * (1 + ROUNDING), bound::toString);
    }
  }

  @Property(tries = 8, seed = "23")
  void theObjectiveBoundsTheDistance(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed, @ForAll boolean complex) {
    LocalSparsities sparsities = LocalSparsities.weighted(List.of(1, 1));
    SmallProblem small = SmallProblem.random(12, List.of(4, 10), sparsities, complex, seed);
    NullSpaceBound bound = small.bound();
    Assume.that(bound.holds());
    Certificate certificate = Certificate.of(sparsities, bound.property()).build();
    Random random = new Random(seed);
    for (int k = 0; k < VECTORS; k++) {
      ComplexArray c = small.compressible(random);
      ComplexArray y = SmallProblem.plus(small.data(c), SmallProblem.vector(12, random), 0.01);
      ComplexArray z = SmallProblem.plus(c, difficult(small, random), random.nextDouble());
      double delta =
          2 * residual(small, c, y)
              + 2 * certificate.lambda() * small.levels().distance(c, sparsities);
      double gap = objective(small, certificate, z, y) - objective(small, certificate, c, y);
      double distance = SmallProblem.plus(z, c, -1).norm();
      assertTrue(
          distance <= certificate.c3() * (gap + delta) * (1 + ROUNDING),
          () -> distance + " " + certificate);
    }
  }

  /** Nearly in the null space: gradient steps on ‖A v‖² shrink all else. */
  private static ComplexArray difficult(SmallProblem small, Random random) {
    ComplexArray v =
        random.nextBoolean()
            ? SmallProblem.vector(small.levels().count(), random)
            : small.sparse(random);
    DenseOperator a = new DenseOperator(small.matrix(), v.shape());
    double norm = NullSpaceBruteForce.norm(small.matrix());
    for (int step = random.nextInt(60); step > 0; step--) {
      v = SmallProblem.plus(v, a.adjoint(a.forward(v)), -1 / (norm * norm));
    }
    return v;
  }

  private static double inside(SmallProblem small, ComplexArray v) {
    return SmallProblem.plus(v, withoutLargest(small, v), -1).norm();
  }

  private static double outside(SmallProblem small, ComplexArray v) {
    return small.levels().distance(v, small.sparsities());
  }

  private static ComplexArray withoutLargest(SmallProblem small, ComplexArray v) {
    ComplexArray out = v.copy(Precision.DOUBLE);
    for (int level = 0; level < small.sparsities().levels(); level++) {
      for (int k = 0; k < small.sparsities().count(level); k++) {
        int largest = -1;
        for (int i = 0; i < out.count(); i++) {
          if (small.levels().level(i) == level
              && (largest < 0 || modulus(out, i) > modulus(out, largest))) {
            largest = i;
          }
        }
        out.set(largest, 0, 0);
      }
    }
    return out;
  }

  private static double modulus(ComplexArray v, int i) {
    return Math.hypot(v.re(i), v.im(i));
  }

  private static double residual(SmallProblem small, ComplexArray c, ComplexArray y) {
    return SmallProblem.plus(small.data(c), y, -1).norm();
  }

  private static double objective(
      SmallProblem small, Certificate certificate, ComplexArray c, ComplexArray y) {
    return certificate.lambda() * small.levels().norm(c, small.sparsities())
        + residual(small, c, y);
  }
}
