package org.firenet.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.cuda.device.Device;
import org.firenet.cuda.device.DeviceMemoryException;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostDevices;
import org.firenet.cuda.host.HostOptions;
import org.firenet.network.BackendFailureException;
import org.firenet.network.FirenetParameters;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.selftest.RandomProblems;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Host arrays in groups: little memory, several devices, failures. */
class CudaPlanTest {
  private static final int SLICES = 7;

  private final Problem problem = problem();
  private final FirenetParameters parameters =
      FirenetParameters.builder().outer(2).inner(2).build();
  private final ComplexArray kspace =
      RandomProblems.numbers(new SplittableRandom(1), problem.data().prepend(SLICES))
          .to(Precision.SINGLE);

  private static Problem problem() {
    Shape shape = Shape.of(16, 20);
    boolean[] points = new boolean[shape.count()];
    for (int i = 0; i < points.length; i++) {
      points[i] = i * 7 % 3 != 1;
    }
    return Problem.of(shape).mask(Mask.of(shape, points)).coils(2).build();
  }

  private static ComplexArray maps(int slices) {
    ComplexArray maps =
        RandomProblems.numbers(new SplittableRandom(2), problem().data().prepend(slices));
    for (int i = 0; i < maps.count(); i++) {
      maps.set(i, 0.9 * maps.re(i), 0.9 * maps.im(i));
    }
    return maps;
  }

  @BeforeEach
  void needKernels() {
    HostDevices.assumeAvailable();
  }

  private Plan plan(Route route, Device... devices) {
    PlanOptions options = PlanOptions.defaults().withBatch(SLICES);
    return new CudaBackend("cuda", HostProvider.of(devices), route)
        .plan(problem, parameters, options);
  }

  private PlanInput input() {
    return PlanInput.of(kspace).maps(maps(SLICES));
  }

  private ComplexArray expected(Route route) {
    try (HostDevice device = new HostDevice();
        Plan plan = plan(route, device)) {
      return plan.run(input());
    }
  }

  /** Work waits in its streams as long as the rules allow: an order that is missing shows. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void groupsOfAnySizeGiveTheSameBits(int group) {
    ComplexArray expected = expected(Route.AUTO);
    long one = workspace(1);
    long each = workspace(2) - one + 2 * 8 * (2L * problem.data().count() + 320);
    long bytes = (long) ((one + each * group) / 0.9) + each / 4;
    HostOptions late = HostOptions.standard().withMemory(bytes).withDeferredWork();
    try (HostDevice device = new HostDevice(late);
        Plan plan = plan(Route.AUTO, device)) {
      for (int run = 0; run < 2; run++) {
        AtomicInteger layers = new AtomicInteger();
        ComplexArray images = plan.run(input().afterLayer(layers::incrementAndGet));
        assertArrayEquals(expected.floats(), images.floats(), plan.description());
        assertEquals(SLICES * parameters.layers(), layers.get());
      }
    }
  }

  private long workspace(int batch) {
    try (HostDevice device = new HostDevice()) {
      return DevicePlanDesign.of(device, problem, parameters, Precision.SINGLE, batch, Route.AUTO)
          .workspaceBytes();
    }
  }

  @Test
  void severalDevicesShareABatch() {
    ComplexArray expected = expected(Route.AUTO);
    try (HostDevice first = new HostDevice();
        HostDevice second = new HostDevice(HostOptions.standard().withDeferredWork());
        Plan plan = plan(Route.AUTO, first, second)) {
      assertTrue(plan.description().contains("2 devices"), plan.description());
      assertArrayEquals(expected.floats(), plan.run(input()).floats());
      PlanInput single = PlanInput.of(kspace.slice(3)).maps(maps(SLICES).slice(3));
      assertArrayEquals(expected.slice(3).floats(), plan.run(single).floats());
    }
  }

  @Test
  void tooLittleMemoryIsToldWithWhatWasAskedAndWhatWasFree() {
    try (HostDevice device = new HostDevice(20_000)) {
      BackendFailureException e =
          assertThrows(BackendFailureException.class, () -> plan(Route.AUTO, device));
      assertTrue(
          e.getMessage().matches("cuda: .*bytes asked for .*, [0-9,]+ free"), e.getMessage());
      DeviceMemoryException cause = assertInstanceOf(DeviceMemoryException.class, e.getCause());
      assertTrue(cause.askedBytes() > cause.freeBytes());
    }
  }

  /** Each allocation fails in turn: always this error, and nothing stays open. */
  @Test
  void noAllocationThatFailsLeavesAnythingBehind() {
    boolean failed = true;
    for (int number = 1; failed; number++) {
      try (HostDevice device = new HostDevice()) {
        device.faults().failAllocation(number);
        try (Plan plan = plan(Route.AUTO, device)) {
          plan.run(input());
          failed = false;
        } catch (BackendFailureException e) {
          assertInstanceOf(DeviceMemoryException.class, e.getCause());
          assertTrue(number < 100);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 12})
  void aKernelThatFailsIsAnErrorAndThePlanGoesOnAfterwards(int number) {
    ComplexArray expected = expected(Route.GENERIC);
    try (HostDevice device = new HostDevice();
        Plan plan = plan(Route.GENERIC, device)) {
      device.faults().failLaunch(number);
      BackendFailureException e =
          assertThrows(BackendFailureException.class, () -> plan.run(input()));
      assertTrue(e.getMessage().contains("failed on purpose"), e.getMessage());
      assertArrayEquals(expected.floats(), plan.run(input()).floats());
    }
  }

  /** Numbers that single precision can not hold: never an image that looks like one. */
  @ParameterizedTest
  @ValueSource(strings = {"AUTO", "GENERIC"})
  void imagesThatAreNotFiniteAreAnError(String route) {
    ComplexArray huge = kspace.copy(Precision.DOUBLE);
    for (int i = 0; i < huge.count(); i++) {
      huge.set(i, huge.re(i) * 1e300, huge.im(i));
    }
    try (HostDevice device = new HostDevice();
        Plan plan = plan(Route.valueOf(route), device)) {
      PlanInput input = PlanInput.of(huge).maps(maps(SLICES));
      BackendFailureException e =
          assertThrows(BackendFailureException.class, () -> plan.run(input));
      assertTrue(e.getMessage().contains("320 of its 320 numbers are not finite"), e.getMessage());
      plan.run(input());
    }
  }

  @Test
  void mapsOfARunDoNotOutliveIt() {
    ComplexArray own = maps(1).slice(0);
    Problem fixed =
        Problem.of(problem.image()).mask(problem.mask().orElseThrow()).maps(own).build();
    PlanOptions options = PlanOptions.defaults().withBatch(SLICES);
    try (HostDevice device = new HostDevice();
        Plan plan =
            new CudaBackend("cuda", HostProvider.of(device), Route.AUTO)
                .plan(fixed, parameters, options)) {
      ComplexArray before = plan.run(PlanInput.of(kspace));
      ComplexArray each = plan.run(input());
      assertArrayEquals(expected(Route.AUTO).floats(), each.floats());
      ComplexArray shared = plan.run(PlanInput.of(kspace).maps(maps(2).slice(1)));
      assertTrue(shared.norm() > 0);
      assertArrayEquals(before.floats(), plan.run(PlanInput.of(kspace)).floats());
    }
  }
}
