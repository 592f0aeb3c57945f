package org.firenet.mri;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.network.BackendFailureException;
import org.junit.jupiter.api.Test;

class EspiritBackendsTest {
  private static final Shape GRID = Shape.of(9, 8);
  private static final EspiritParameters PARAMETERS =
      EspiritParameters.builder().kernel(2).calibration(6).build();

  /** A backend that gives a plan or says why not. */
  private record Stand(
      String name, Optional<String> unavailable, Optional<String> unsupported, EspiritPlan plan)
      implements EspiritBackend {
    @Override
    public Optional<String> unsupported(Shape grid, int coils, EspiritParameters parameters) {
      return unsupported;
    }

    @Override
    public EspiritPlan plan(
        Shape grid, int coils, EspiritParameters parameters, Precision precision) {
      if (plan == null) {
        throw new BackendFailureException(name + ": no kernels");
      }
      return plan;
    }
  }

  private static EspiritPlan other() {
    return new ProcessorEspiritPlan(GRID, 2, PARAMETERS, Precision.SINGLE);
  }

  private static Stand stand(String missing, String unsupported, EspiritPlan plan) {
    return new Stand("cuda", Optional.ofNullable(missing), Optional.ofNullable(unsupported), plan);
  }

  private static EspiritBackends.Choice choose(String name, Stand backend) {
    return EspiritBackends.plan(List.of(backend), name, GRID, 2, PARAMETERS, Precision.DOUBLE);
  }

  @Test
  void theBackendThatCanIsTaken() {
    EspiritPlan plan = other();
    Stand backend = stand(null, null, plan);
    assertSame(plan, choose("auto", backend).plan());
    assertSame(plan, choose("cuda", backend).plan());
    assertEquals(List.of(), choose("cuda", backend).reasons());
    assertEquals("cpu", choose("cpu", backend).plan().description());
    assertEquals(List.of(), choose("reference", backend).reasons());
  }

  @Test
  void otherwiseTheProcessorWithTheReasons() {
    assertEquals(List.of(), choose("auto", stand("no GPU", null, null)).reasons());
    assertEquals(List.of("cuda: no GPU"), choose("cuda", stand("no GPU", null, null)).reasons());
    assertEquals(
        List.of("cuda: too many"), choose("auto", stand(null, "too many", null)).reasons());
    EspiritBackends.Choice choice = choose("auto", stand(null, null, null));
    assertEquals(List.of("cuda: no kernels"), choice.reasons());
    assertEquals("cpu", choice.plan().description());
    assertThrows(BackendFailureException.class, () -> choose("cuda", stand(null, null, null)));
  }

  @Test
  void theProcessorGivesTheMapsOfEspirit() {
    SplittableRandom random = new SplittableRandom(4);
    ComplexArray kspace = ComplexArray.zeros(Precision.DOUBLE, GRID.prepend(2));
    for (int i = 0; i < kspace.count(); i++) {
      kspace.set(i, random.nextDouble(), random.nextDouble());
    }
    EspiritKernels kernels = Espirit.kernels(kspace, Mask.full(GRID), PARAMETERS);
    EspiritPlan closed;
    try (EspiritPlan plan = choose("cpu", stand(null, null, null)).plan()) {
      assertArrayEquals(
          Espirit.calibrate(kspace, PARAMETERS).maps().doubles(),
          plan.maps(List.of(kernels)).get(0).maps().doubles());
      EspiritPlan three = new ProcessorEspiritPlan(GRID, 3, PARAMETERS, Precision.SINGLE);
      String message =
          assertThrows(IllegalArgumentException.class, () -> three.maps(List.of(kernels)))
              .getMessage();
      assertTrue(message.startsWith("`kernels`"), message);
      closed = plan;
    }
    closed.close();
    assertThrows(IllegalStateException.class, () -> closed.maps(List.of(kernels)));
  }

  @Test
  void kernelsOfAPairAreConjugateTheOtherWayRound() {
    ComplexArray kspace = ComplexArray.zeros(Precision.DOUBLE, GRID.prepend(3));
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < kspace.count(); i++) {
      kspace.set(i, random.nextDouble(), random.nextDouble());
    }
    EspiritKernels kernels = Espirit.kernels(kspace, Mask.full(GRID), PARAMETERS);
    assertEquals(3, kernels.coils());
    assertEquals(1, kernels.lags(0));
    assertEquals(3, kernels.lags(1));
    for (int lag = 0; lag < 9; lag++) {
      assertEquals(kernels.re(0, 2, lag), kernels.re(2, 0, 8 - lag));
      assertEquals(kernels.im(0, 2, lag), -kernels.im(2, 0, 8 - lag));
      assertEquals(kernels.re(1, 1, lag), kernels.re(1, 1, 8 - lag), 1e-15);
      assertEquals(kernels.im(1, 1, lag), -kernels.im(1, 1, 8 - lag), 1e-15);
    }
    double power = 0;
    for (int c = 0; c < 3; c++) {
      power += Math.pow(kernels.principalRe(c), 2) + Math.pow(kernels.principalIm(c), 2);
    }
    assertEquals(1, power, 1e-14);
  }
}
