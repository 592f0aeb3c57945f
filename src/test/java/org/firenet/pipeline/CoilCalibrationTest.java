package org.firenet.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.firenet.acquisition.KSpace;
import org.firenet.array.ComplexArray;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.mri.Espirit;
import org.firenet.mri.EspiritBackends;
import org.firenet.mri.EspiritKernels;
import org.firenet.mri.EspiritMaps;
import org.firenet.mri.EspiritParameters;
import org.firenet.mri.EspiritPlan;
import org.junit.jupiter.api.Test;

class CoilCalibrationTest {
  private static final Shape GRID = Shape.of(11, 10);
  private static final EspiritParameters PARAMETERS =
      EspiritParameters.builder().kernel(2).calibration(6).crop(0).build();

  private final List<String> calls = new ArrayList<>();

  /** Takes three images at a time. */
  private final class ThreePlan implements EspiritPlan {
    @Override
    public String description() {
      return "three";
    }

    @Override
    public int batch() {
      return 3;
    }

    @Override
    public List<EspiritMaps> maps(List<EspiritKernels> kernels) {
      calls.add("maps of " + kernels.size());
      return kernels.stream()
          .map(k -> Espirit.maps(k, GRID, PARAMETERS, Precision.DOUBLE))
          .toList();
    }

    @Override
    public void close() {
      calls.add("close");
    }
  }

  private static KSpace kspace(int images) {
    SplittableRandom random = new SplittableRandom(images);
    ComplexArray data = ComplexArray.zeros(Precision.DOUBLE, GRID.prepend(2).prepend(images));
    for (int i = 0; i < data.count(); i++) {
      data.set(i, random.nextDouble() - 0.4, random.nextDouble() - 0.6);
    }
    return KSpace.ofNonZero(data, true);
  }

  private CoilCalibration calibration() {
    return new CoilCalibration(
        (grid, coils, precision) ->
            new EspiritBackends.Choice(new ThreePlan(), List.of("other: too slow")),
        PARAMETERS);
  }

  @Test
  void imagesTogetherHaveTheMapsOfEach() {
    KSpace kspace = kspace(3);
    try (CoilCalibration calibration = calibration()) {
      assertEquals(3, calibration.batch(kspace));
      List<ComplexArray> maps = calibration.estimate(kspace, 0, 3);
      maps.addAll(calibration.estimate(kspace, 1, 2));
      assertEquals("three", calibration.description());
      assertEquals(List.of("coil maps by the processor: other: too slow"), calibration.notes());
      for (int i = 0; i < 4; i++) {
        ComplexArray data = kspace.data().slice(i == 3 ? 1 : i);
        assertArrayEquals(
            Espirit.calibrate(data, PARAMETERS).maps().doubles(), maps.get(i).doubles());
      }
    }
    assertEquals(List.of("maps of 3", "maps of 1", "close"), calls);
  }

  @Test
  void separateCalibrationsAreTaken() {
    KSpace own = kspace(2);
    KSpace both =
        new KSpace(
            own.data(), true, own.masks(), List.of(own.data().slice(1), own.data().slice(0)));
    try (CoilCalibration calibration = new CoilCalibration("cpu", PARAMETERS)) {
      assertEquals(1, calibration.batch(both));
      assertArrayEquals(
          Espirit.calibrate(own.data().slice(1), PARAMETERS).maps().doubles(),
          calibration.estimate(both, 0, 1).get(0).doubles());
      assertEquals(List.of(), calibration.notes());
    }
  }

  @Test
  void theImageWhoseDataDoNotSufficeIsNamed() {
    KSpace kspace = kspace(3);
    for (int i = 0; i < 2 * GRID.count(); i++) {
      kspace.data().set(4 * GRID.count() + i, 0, 0);
    }
    try (CoilCalibration calibration = calibration()) {
      for (int first : new int[] {0, 2}) {
        CoilCalibration.ImageException failure =
            assertThrows(
                CoilCalibration.ImageException.class, () -> calibration.estimate(kspace, first, 3));
        assertEquals(2, failure.image());
        assertTrue(failure.getMessage().contains("zeros"), failure.getMessage());
      }
    }
  }
}
