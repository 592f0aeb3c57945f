package org.firenet.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.RealArray;
import org.firenet.array.Shape;
import org.firenet.network.FirenetParameters;
import org.firenet.network.PlanInput;
import org.firenet.operator.WaveletOperator;
import org.firenet.phantom.BrainSlice;
import org.firenet.transform.Wavelet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhantomProblemTest {
  private static final Shape SHAPE = Shape.of(32, 32);
  private static final RealArray IMAGE = BrainSlice.image(SHAPE);
  private static final double ROUNDING = 1e-12;

  @ParameterizedTest
  @EnumSource(PhantomProblem.Transform.class)
  void objectiveIsThatOfTheHistory(PhantomProblem.Transform transform) {
    PhantomProblem problem = PhantomProblem.of(IMAGE, transform, 0.3, 1e-3, 1);
    ComplexArray data = problem.data(0.02, 1);
    NetworkRun run =
        NetworkRun.of(
            problem,
            FirenetParameters.paper().outer(3).inner(4).build(),
            PlanInput.of(data),
            ExperimentSettings.defaults(),
            Precision.DOUBLE);
    double last = run.history().objective()[11];
    assertEquals(last, problem.objective(run.image(), data), ROUNDING * last);
    assertEquals(Math.round(0.3 * SHAPE.count()), problem.mask().samples());
  }

  @Test
  void noiseHasItsNorm() {
    PhantomProblem problem =
        PhantomProblem.of(IMAGE, PhantomProblem.Transform.FOURIER, 0.3, 1e-3, 1);
    ComplexArray clean = problem.data();
    ComplexArray noisy = problem.data(0.05, 7);
    double sum = 0;
    for (int i = 0; i < clean.count(); i++) {
      sum += Math.pow(noisy.re(i) - clean.re(i), 2) + Math.pow(noisy.im(i) - clean.im(i), 2);
    }
    assertEquals(0.05 * clean.norm(), Math.sqrt(sum), ROUNDING);
  }

  @Test
  void sparseImagesHaveAsManyCoefficientsAsTheirSparsitiesSay() {
    ComplexArray sparse =
        PhantomProblem.sparse(ComplexArray.ofReal(IMAGE), PhantomProblem.THRESHOLD);
    PhantomProblem problem =
        PhantomProblem.of(IMAGE, PhantomProblem.Transform.FOURIER, 0.3, 1e-3, 1).withTruth(sparse);
    ComplexArray c =
        new WaveletOperator(problem.problem().layout(), Wavelet.of(PhantomProblem.WAVELET))
            .forward(sparse);
    long count =
        java.util.stream.IntStream.range(0, c.count())
            .filter(i -> Math.hypot(c.re(i), c.im(i)) > ROUNDING)
            .count();
    double[] sparsities = problem.sparsities();
    assertTrue(count <= Arrays.stream(sparsities).sum());
    assertTrue(
        count >= Arrays.stream(sparsities).sum() - sparsities.length, "empty levels count 1");
  }

  @Test
  void coilsSeeTheSameSamples() {
    PhantomProblem one = PhantomProblem.of(IMAGE, PhantomProblem.Transform.FOURIER, 0.3, 1e-3, 1);
    PhantomProblem four = one.withCoils(4);
    assertEquals(SHAPE.prepend(4), four.data().shape());
    assertEquals(one.mask(), four.mask());
  }

  @ParameterizedTest
  @EnumSource(SamplingScheme.class)
  void everySchemeTakesTheShareAskedFor(SamplingScheme scheme) {
    double[] sparsities = PhantomProblem.sparsities(ComplexArray.ofReal(IMAGE));
    for (PhantomProblem.Transform transform : PhantomProblem.Transform.values()) {
      Mask mask = scheme.draw(SHAPE, transform, 0.25, sparsities, 3);
      assertEquals(0.25, mask.fraction(), 0.05, transform.title());
      boolean lowest = mask.get(transform == PhantomProblem.Transform.WALSH ? 0 : 16 * 32 + 16);
      assertTrue(lowest || scheme == SamplingScheme.UNIFORM, transform.title());
    }
  }

  @Test
  void wantsAPowerOfTwo() {
    for (Shape shape : new Shape[] {Shape.of(8, 8), Shape.of(48, 48), Shape.of(32, 16)}) {
      assertThrows(IllegalArgumentException.class, () -> PhantomProblem.requirePowerOfTwo(shape));
    }
  }
}
