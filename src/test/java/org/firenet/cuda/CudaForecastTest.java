package org.firenet.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.cuda.device.AssumedDevice;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostDevices;
import org.firenet.cuda.host.WorkLog;
import org.firenet.network.BackendFailureException;
import org.firenet.network.FirenetParameters;
import org.firenet.network.ForecastConditions;
import org.firenet.network.Plan;
import org.firenet.network.PlanForecast;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.selftest.RandomProblems;
import org.firenet.selftest.RandomProblems.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CudaForecastTest {
  private static CudaBackend backend(Device... devices) {
    return new CudaBackend("cuda", HostProvider.of(devices), Route.AUTO);
  }

  private static PlanForecast forecast(
      CudaBackend backend, Problem problem, PlanOptions options, ForecastConditions conditions) {
    return backend
        .forecast(problem, FirenetParameters.defaults(), options, conditions)
        .orElseThrow();
  }

  private static ForecastConditions assumed(int images, String device) {
    return new ForecastConditions(images, Optional.of(device), OptionalDouble.empty());
  }

  private static Problem brain(int coils) {
    return Problem.of(Shape.of(320, 320)).coils(coils).build();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3, 4, 5, 6, 8, 9, 10, 15, 16, 24, 26, 32, 33, 40})
  void launchesAreThoseOfTheLayers(int seed) {
    HostDevices.assumeAvailable();
    Sample sample = RandomProblems.of(seed);
    try (HostDevice device = new HostDevice()) {
      DevicePlanDesign design =
          DevicePlanDesign.of(
              device, sample.problem(), sample.parameters(), Precision.SINGLE, 1, Route.AUTO);
      try (DevicePlan plan = design.create();
          var stream = device.newStream()) {
        device.log().clear();
        for (int block = 0; block < sample.parameters().outer(); block++) {
          for (int inner = 0; inner < sample.parameters().inner(); inner++) {
            plan.solver().layer(stream, block, inner, 1);
          }
        }
        stream.synchronize();
      }
      long counted =
          device.log().count(WorkLog.Kind.KERNEL)
              + device.log().count(WorkLog.Kind.TRANSFORM)
              + device.log().count(WorkLog.Kind.PRODUCT);
      assertEquals(counted, design.launches(), sample + ", " + design.description());
    }
  }

  @Test
  void memoryToldIsMemoryTaken() {
    HostDevices.assumeAvailable();
    try (HostDevice device = new HostDevice()) {
      Sample sample = RandomProblems.of(0);
      PlanOptions options = PlanOptions.defaults().withBatch(3);
      PlanForecast told =
          forecast(backend(device), sample.problem(), options, ForecastConditions.here(3));
      assertTrue(told.memory().fits());
      assertTrue(told.time().seconds().isPresent(), "measured");
      long before = device.memory().freeBytes();
      try (Plan plan = backend(device).plan(sample.problem(), sample.parameters(), options)) {
        long taken = before - device.memory().freeBytes();
        assertTrue(taken > 0);
        double share = (double) taken / told.memory().deviceTotal();
        assertTrue(share > 0.5 && share < 2, () -> "taken " + taken + ", told " + told);
        plan.run(PlanInput.of(sample.kspace()));
      }
      assertTrue(backend(device).preferredBatch(sample.problem(), options) >= 1);
      assertTrue(backend(device).details().get("device 0").contains("compute capability 9.0"));
    }
  }

  @Test
  void anAssumedDeviceNeedsNone() {
    CudaBackend backend = backend();
    PlanOptions options = PlanOptions.defaults().withBatch(1000);
    PlanForecast told = forecast(backend, brain(0), options, assumed(1000, "h200"));
    assertEquals("H200", told.device());
    assertTrue(told.description().startsWith("fused"), told.description());
    assertTrue(told.work().group() > 1 && told.work().group() < 1000, told::toString);
    assertTrue(told.work().group() * told.work().groups() >= 1000);
    assertTrue(told.memory().fits());
    assertTrue(told.time().bandwidth().orElseThrow() > 4e12);
    double bytes = 1000.0 * told.work().layers() * told.work().bytesPerLayer();
    assertTrue(
        told.time().layers().orElseThrow()
            >= bytes / told.time().bandwidth().orElseThrow() * 0.999);
    PlanForecast slower = forecast(backend, brain(0), options, assumed(1000, "T4"));
    assertTrue(slower.time().seconds().orElseThrow() > told.time().seconds().orElseThrow());
    PlanForecast given =
        forecast(
            backend,
            brain(0),
            options,
            new ForecastConditions(1000, Optional.of("T4"), OptionalDouble.of(1e15)));
    assertTrue(given.time().layers().orElseThrow() < slower.time().layers().orElseThrow());
  }

  @Test
  void theGenericWayOfAnAssumedDeviceIsToldWithItsGuess() {
    Problem volume = Problem.of(Shape.of(64, 61, 60)).coils(4).build();
    PlanForecast told = forecast(backend(), volume, PlanOptions.defaults(), assumed(1, "A100"));
    assertTrue(told.description().startsWith("generic"), told.description());
    assertTrue(told.notes().toString().contains("library transforms"), told.notes()::toString);
    PlanForecast huge =
        forecast(
            backend(),
            Problem.of(Shape.of(512, 512, 256)).coils(16).build(),
            PlanOptions.defaults(),
            assumed(1, "T4"));
    assertFalse(huge.memory().fits());
    assertTrue(huge.notes().toString().contains("does not fit"), huge.notes()::toString);
  }

  @Test
  void moreDevicesShareTheImages() {
    HostDevices.assumeAvailable();
    try (HostDevice one = new HostDevice();
        HostDevice two = new HostDevice()) {
      PlanForecast told =
          forecast(
              backend(one, two),
              RandomProblems.of(0).problem(),
              PlanOptions.defaults().withBatch(8),
              ForecastConditions.here(8));
      assertEquals(2, told.work().devices());
      assertEquals(4, told.work().group() * told.work().groups());
    }
  }

  @Test
  void failuresOfDevicesAreFailuresOfTheBackend() {
    HostDevices.assumeAvailable();
    Sample sample = RandomProblems.of(0);
    try (HostDevice device = new HostDevice()) {
      device.faults().failAllocation(1);
      BackendFailureException e =
          assertThrows(
              BackendFailureException.class,
              () ->
                  backend(device)
                      .plan(sample.problem(), sample.parameters(), PlanOptions.defaults()));
      assertTrue(e.getMessage().matches("cuda: out of memory on host: .* bytes asked for .* free"));
      try (Plan plan =
          backend(device).plan(sample.problem(), sample.parameters(), PlanOptions.defaults())) {
        device.faults().failLaunch(2);
        PlanInput input = PlanInput.of(sample.kspace());
        assertThrows(BackendFailureException.class, () -> plan.run(input));
        assertEquals(sample.problem().image(), plan.run(input).shape(), "and works again");
      }
    }
  }

  @Test
  void anAssumedDeviceComputesNothing() {
    AssumedDevice device = AssumedDevice.named("a100-40gb");
    assertEquals(
        List.of(108, 8),
        List.of(device.properties().multiprocessors(), device.properties().major()));
    assertThrows(DeviceException.class, () -> device.allocate(1, "a test"));
    assertThrows(DeviceException.class, device::newStream);
    assertThrows(IllegalArgumentException.class, () -> AssumedDevice.named("Z80"));
    AssumedDevice.names()
        .forEach(name -> assertEquals(name, AssumedDevice.named(name).properties().name()));
  }
}
