package org.firenet.stability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.firenet.array.ComplexArray;
import org.firenet.mri.CgSense;
import org.firenet.network.Tangent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReconstructionDerivativesTest {
  /** Central differences in double precision. */
  private static final double DIFFERENCES = 1e-6;

  /** Sums of some thousand numbers in another order. */
  private static final double ROUNDING = 1e-9;

  /** A long step may carry a coefficient over its threshold, where there is no derivative. */
  private static final double[] STEPS = {1e-5, 1e-6, 3e-7, 1e-7};

  private static final SmallScan SCAN = new SmallScan(0.3);

  static Stream<DifferentiableReconstruction> methods() {
    CgSense.Parameters few = new CgSense.Parameters(7, 0, 0);
    return Stream.of(
        SCAN.network(),
        new ZeroFilledReconstruction(SCAN.encoding.operator()),
        new SenseReconstruction(SCAN.encoding.operator(), few),
        new SenseReconstruction(SCAN.encoding.operator(), few.withLambda(0.05)),
        new SenseReconstruction(SCAN.encoding.operator(), few.withTolerance(0.05)));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void productsAreDerivatives(DifferentiableReconstruction method) {
    try (method) {
      SplittableRandom random = new SplittableRandom(3);
      ComplexArray change =
          Vectors.scaled(0.1, SCAN.encoding.sampled(Vectors.gaussian(random, SCAN.problem.data())));
      ComplexArray image = method.linearise(SCAN.kspace);
      ComplexArray same = method.reconstruct(SCAN.kspace);
      assertTrue(Vectors.difference(image, same).norm() <= ROUNDING * image.norm());
      ComplexArray along = method.jvp(change);
      double difference = Double.POSITIVE_INFINITY;
      for (int i = 0; i < STEPS.length && difference > DIFFERENCES; i++) {
        ComplexArray ahead = method.reconstruct(Vectors.sum(SCAN.kspace, STEPS[i], change));
        ComplexArray behind = method.reconstruct(Vectors.sum(SCAN.kspace, -STEPS[i], change));
        ComplexArray slope = Vectors.scaled(0.5 / STEPS[i], Vectors.difference(ahead, behind));
        difference = Math.min(difference, Vectors.difference(along, slope).norm() / slope.norm());
      }
      assertTrue(difference <= DIFFERENCES, method.name() + ": " + difference);
      ComplexArray cotangent = Vectors.gaussian(random, SCAN.problem.image());
      double left = Tangent.inner(cotangent, along);
      double right = Tangent.inner(method.vjp(cotangent), change);
      assertEquals(left, right, ROUNDING * cotangent.norm() * along.norm());
    }
  }

  @Test
  void senseHasNoDerivativeBeforeItIsLinearised() {
    SenseReconstruction sense =
        new SenseReconstruction(SCAN.encoding.operator(), CgSense.Parameters.defaults());
    assertThrows(IllegalStateException.class, () -> sense.vjp(SCAN.truth));
    assertThrows(IllegalStateException.class, () -> sense.jvp(SCAN.kspace));
    sense.close();
    sense.close();
  }
}
