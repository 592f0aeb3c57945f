package org.firenet.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostDevices;
import org.firenet.cuda.host.HostOptions;
import org.firenet.mri.Espirit;
import org.firenet.mri.EspiritKernels;
import org.firenet.mri.EspiritMaps;
import org.firenet.mri.EspiritParameters;
import org.firenet.mri.EspiritPlan;
import org.firenet.network.BackendFailureException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Maps for the host from kernels on the host. */
class CudaEspiritBackendTest {
  /** Double precision, the same steps in another order of sums. */
  private static final double DOUBLE_TOLERANCE = 1e-8;

  private static final EspiritParameters PARAMETERS =
      EspiritParameters.builder().kernel(3).calibration(8).sets(2).build();

  private HostDevice device;

  @BeforeEach
  void open() {
    HostDevices.assumeAvailable();
    device = new HostDevice();
  }

  @AfterEach
  void close() {
    if (device != null) {
      device.close();
    }
  }

  private CudaEspiritBackend backend() {
    return new CudaEspiritBackend("cuda", HostProvider.of(device));
  }

  @Test
  void mapsOfSeveralImagesAreThoseOfTheProcessor() {
    Shape grid = Shape.of(11, 9);
    List<EspiritKernels> kernels = new ArrayList<>();
    List<EspiritMaps> expected = new ArrayList<>();
    for (int image = 0; image < 3; image++) {
      ComplexArray kspace = EspiritScan.of(4, grid, image);
      kernels.add(Espirit.kernels(kspace, Mask.full(grid), PARAMETERS));
      expected.add(Espirit.calibrate(kspace, PARAMETERS));
    }
    EspiritPlan closed;
    try (EspiritPlan plan = backend().plan(grid, 4, PARAMETERS, Precision.DOUBLE)) {
      closed = plan;
      assertTrue(plan.batch() >= 3);
      assertEquals("cuda (host)", plan.description());
      // Twice: memory is used again.
      for (int turn = 0; turn < 2; turn++) {
        List<EspiritMaps> found = plan.maps(kernels);
        for (int image = 0; image < 3; image++) {
          assertArrayEquals(
              expected.get(image).sets().doubles(),
              found.get(image).sets().doubles(),
              DOUBLE_TOLERANCE);
          assertArrayEquals(
              expected.get(image).eigenvalues().data(),
              found.get(image).eigenvalues().data(),
              DOUBLE_TOLERANCE);
        }
      }
    }
    closed.close();
    assertThrows(IllegalStateException.class, () -> closed.maps(kernels));
  }

  @Test
  void oddNumbersOfEigenvaluesInSinglePrecision() {
    Shape grid = Shape.of(11, 9);
    EspiritParameters one = EspiritParameters.builder().kernel(3).calibration(8).build();
    EspiritKernels kernels = Espirit.kernels(EspiritScan.of(4, grid, 5), Mask.full(grid), one);
    EspiritMaps expected = Espirit.maps(kernels, grid, one, Precision.SINGLE);
    try (EspiritPlan plan = backend().plan(grid, 4, one, Precision.SINGLE)) {
      EspiritMaps found = plan.maps(List.of(kernels)).get(0);
      assertEquals(Precision.SINGLE, found.maps().precision());
      assertArrayEquals(expected.eigenvalues().data(), found.eigenvalues().data(), 1e-5);
    }
  }

  @Test
  void volumesGoOneByOne() {
    Shape grid = Shape.of(5, 6, 7);
    EspiritParameters parameters = EspiritParameters.builder().kernel(3).calibration(5).build();
    ComplexArray kspace = EspiritScan.of(3, grid, 1);
    EspiritKernels kernels = Espirit.kernels(kspace, Mask.full(grid), parameters);
    try (EspiritPlan plan = backend().plan(grid, 3, parameters, Precision.DOUBLE)) {
      assertEquals(1, plan.batch());
      assertArrayEquals(
          Espirit.calibrate(kspace, parameters).maps().doubles(),
          plan.maps(List.of(kernels)).get(0).maps().doubles(),
          DOUBLE_TOLERANCE);
    }
  }

  @Test
  void reasonsAreGivenBeforehand() {
    CudaEspiritBackend backend = backend();
    assertEquals("cuda", backend.name());
    assertEquals(Optional.empty(), backend.unavailable());
    assertEquals(Optional.empty(), backend.unsupported(Shape.of(20, 20), 32, PARAMETERS));
    assertEquals(
        Optional.of("coil maps of at most 32 coils, not 33"),
        backend.unsupported(Shape.of(20, 20), 33, PARAMETERS));
    String large = backend.unsupported(Shape.of(2000, 2000), 32, PARAMETERS).orElseThrow();
    assertTrue(large.startsWith("coil maps take "), large);
  }

  @Test
  void withoutKernelsThereIsNoPlan() {
    HostOptions usual = HostOptions.standard();
    HostOptions bare =
        new HostOptions(usual.properties(), List.of(), 0, usual.workers(), false, false);
    try (HostDevice none = new HostDevice(bare)) {
      CudaEspiritBackend backend = new CudaEspiritBackend("cuda", HostProvider.of(none));
      String message =
          assertThrows(
                  BackendFailureException.class,
                  () -> backend.plan(Shape.of(9, 9), 2, PARAMETERS, Precision.SINGLE))
              .getMessage();
      assertTrue(message.startsWith("cuda: "), message);
    }
  }
}
