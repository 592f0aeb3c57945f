package org.firenet.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.firenet.array.ComplexArray;
import org.firenet.array.Mask;
import org.firenet.array.Precision;
import org.firenet.array.Shape;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.DeviceEvent;
import org.firenet.cuda.device.DeviceStream;
import org.firenet.cuda.device.Recording;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostDevices;
import org.firenet.cuda.host.HostOptions;
import org.firenet.network.FirenetParameters;
import org.firenet.network.GoldenCase;
import org.firenet.network.Plan;
import org.firenet.network.PlanInput;
import org.firenet.network.PlanOptions;
import org.firenet.network.Problem;
import org.firenet.reference.ReferenceBackend;
import org.firenet.selftest.RandomProblems;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Plans inside other programs: their memory, their streams, their graphs. */
class DevicePlanTest {
  /** Double precision: 2^-53 a rounding, over some hundred dependent operations. */
  private static final double TOLERANCE = 1e-11;

  private static final int SLICES = 3;

  private final FirenetParameters parameters =
      FirenetParameters.builder().outer(2).inner(3).build();
  private final Problem problem = problem(true);
  private final ComplexArray kspace =
      RandomProblems.numbers(new SplittableRandom(1), problem.data().prepend(SLICES));

  private static Problem problem(boolean maps) {
    Shape shape = Shape.of(12, 10);
    boolean[] lines = new boolean[shape.count()];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = i / 10 % 3 != 1;
    }
    Problem.Builder builder = Problem.of(shape).mask(Mask.of(shape, lines)).lambda(0.01);
    return maps ? builder.maps(maps(shape)).build() : builder.coils(2).build();
  }

  private static ComplexArray maps(Shape shape) {
    ComplexArray maps = RandomProblems.numbers(new SplittableRandom(2), shape.prepend(2));
    for (int i = 0; i < maps.count(); i++) {
      maps.set(i, 0.9 * maps.re(i), 0.9 * maps.im(i));
    }
    return maps;
  }

  @BeforeEach
  void needKernels() {
    HostDevices.assumeAvailable();
  }

  private ComplexArray expected() {
    PlanOptions exact = PlanOptions.defaults().withPrecision(Precision.DOUBLE).withBatch(SLICES);
    try (Plan plan = new ReferenceBackend().plan(problem, parameters, exact)) {
      return plan.run(PlanInput.of(kspace));
    }
  }

  private DevicePlanDesign design(HostDevice device, Route route) {
    return DevicePlanDesign.of(device, problem, parameters, Precision.DOUBLE, SLICES, route);
  }

  private void assertImages(DeviceArrays arrays, long images) {
    Shape shape = problem.image().prepend(SLICES);
    ComplexArray actual = arrays.complex(Precision.DOUBLE, images, shape);
    double difference = GoldenCase.relativeDifference(actual, expected());
    assertTrue(difference <= TOLERANCE, "relative difference " + difference);
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void runsInMemoryOfTheCaller(Route route) {
    try (HostDevice device = new HostDevice();
        DeviceArrays arrays = new DeviceArrays(device)) {
      DevicePlanDesign design = design(device, route);
      long workspace = arrays.take(design.workspaceBytes());
      long free = device.memory().freeBytes();
      try (DevicePlan plan = design.create(workspace)) {
        assertEquals(free, device.memory().freeBytes(), "the plan took memory of its own");
        long data = arrays.complex(Precision.DOUBLE, kspace);
        long images = arrays.take(Precision.DOUBLE, (long) SLICES * problem.image().count());
        plan.run(arrays.stream(), data, images, SLICES);
        assertImages(arrays, images);
        assertArrayEquals(new int[SLICES], arrays.integers(plan.statusAddress(), SLICES), "status");
      }
    }
  }

  /** The whole run inside a graph of the caller, which waits for nothing and is run twice. */
  @ParameterizedTest
  @EnumSource(Route.class)
  void canBeCapturedIntoAGraphOfTheCaller(Route route) {
    HostOptions late = HostOptions.standard().withDeferredWork();
    try (HostDevice device = new HostDevice(late);
        DeviceArrays arrays = new DeviceArrays(device);
        DevicePlan plan = design(device, route).create();
        DeviceStream stream = device.newStream()) {
      long data = arrays.take(Precision.DOUBLE, kspace.count());
      long images = arrays.take(Precision.DOUBLE, (long) SLICES * problem.image().count());
      stream.beginRecording();
      plan.run(stream, data, images, SLICES);
      try (Recording recording = stream.endRecording()) {
        long filled = arrays.complex(Precision.DOUBLE, kspace);
        stream.copyOnDevice(filled, data, 16L * kspace.count());
        stream.launch(recording);
        stream.launch(recording);
        stream.synchronize();
        assertImages(arrays, images);
      }
    }
  }

  /** What comes after in the caller's stream sees the images although nobody waited. */
  @Test
  void keepsTheOrderOfTheCallersStreams() {
    HostOptions late = HostOptions.standard().withDeferredWork();
    try (HostDevice device = new HostDevice(late);
        DeviceArrays arrays = new DeviceArrays(device);
        DevicePlan plan = design(device, Route.AUTO).create();
        DeviceStream mine = device.newStream();
        DeviceStream other = device.newStream();
        DeviceEvent done = device.newEvent()) {
      plan.record(SLICES);
      long data = arrays.complex(Precision.DOUBLE, kspace);
      long count = (long) SLICES * problem.image().count();
      long images = arrays.take(Precision.DOUBLE, count);
      long copy = arrays.take(Precision.DOUBLE, count);
      plan.run(mine, data, images, SLICES);
      mine.record(done);
      other.waitFor(done);
      other.copyOnDevice(images, copy, 16 * count);
      other.synchronize();
      assertImages(arrays, copy);
    }
  }

  @Test
  void oneGraphRunsAllLayers() {
    try (HostDevice device = new HostDevice();
        DeviceArrays arrays = new DeviceArrays(device);
        DevicePlan plan = design(device, Route.AUTO).create()) {
      plan.record(SLICES);
      long data = arrays.complex(Precision.DOUBLE, kspace);
      long images = arrays.take(Precision.DOUBLE, (long) SLICES * problem.image().count());
      device.log().clear();
      plan.run(arrays.stream(), data, images, SLICES);
      assertEquals(
          parameters.layers(),
          device.log().kernels().stream().filter("lines_layer"::equals).count());
      assertImages(arrays, images);
    }
  }

  @Test
  void mapsComeWhenTheProblemHasNone() {
    Problem free = problem(false);
    try (HostDevice device = new HostDevice();
        DeviceArrays arrays = new DeviceArrays(device);
        DevicePlan plan =
            DevicePlanDesign.of(device, free, parameters, Precision.DOUBLE, SLICES, Route.AUTO)
                .create()) {
      long data = arrays.complex(Precision.DOUBLE, kspace);
      long images = arrays.take(Precision.DOUBLE, (long) SLICES * problem.image().count());
      assertThrows(
          IllegalStateException.class, () -> plan.run(arrays.stream(), data, images, SLICES));
      long maps = arrays.complex(Precision.DOUBLE, maps(free.image()));
      plan.maps(arrays.stream(), maps, 1, true);
      plan.run(arrays.stream(), data, images, SLICES);
      assertImages(arrays, images);
      Shape each = free.data().prepend(SLICES);
      ComplexArray repeated = ComplexArray.zeros(Precision.DOUBLE, each);
      for (int i = 0; i < SLICES; i++) {
        repeated.setSlice(i, maps(free.image()));
      }
      plan.record(SLICES);
      plan.maps(arrays.stream(), arrays.complex(Precision.DOUBLE, repeated), SLICES, false);
      plan.run(arrays.stream(), data, images, SLICES);
      assertImages(arrays, images);
    }
  }

  @Test
  void plansAreIndependentOfEachOther() throws InterruptedException {
    try (HostDevice device = new HostDevice()) {
      Thread[] threads = new Thread[3];
      Throwable[] failures = new Throwable[threads.length];
      for (int i = 0; i < threads.length; i++) {
        int number = i;
        threads[i] =
            new Thread(
                () -> {
                  try (DeviceArrays arrays = new DeviceArrays(device);
                      DevicePlan plan = design(device, Route.values()[number]).create()) {
                    long data = arrays.complex(Precision.DOUBLE, kspace);
                    long images =
                        arrays.take(Precision.DOUBLE, (long) SLICES * problem.image().count());
                    plan.run(arrays.stream(), data, images, SLICES);
                    assertImages(arrays, images);
                  } catch (Throwable e) {
                    failures[number] = e;
                  }
                });
        threads[i].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
      for (Throwable failure : failures) {
        assertEquals(null, failure);
      }
    }
  }

  @Test
  void designTellsWhatItNeedsBeforehand() {
    try (HostDevice device = new HostDevice()) {
      DevicePlanDesign design = design(device, Route.AUTO);
      assertTrue(design.fused());
      assertTrue(design.description().startsWith("fused, whole lines"), design.description());
      long parts = design.parts().stream().mapToLong(DevicePlanDesign.Part::bytes).sum();
      assertTrue(parts <= design.workspaceBytes() && parts > 0.5 * design.workspaceBytes());
      long each = design.withBatch(4).workspaceBytes() - design.workspaceBytes();
      assertTrue(each > 0 && each < design.workspaceBytes());
      // x, sum and gradient twice each, two coils' maps, and d (twice) and y at two thirds.
      double expected = 120 * 16 * (6 + 2 + 3 * 2 * 2.0 / 3);
      assertEquals(expected, design.bytesPerLayer(), 1e-9);
    }
  }

  @Test
  void wrongUseIsRefused() {
    try (HostDevice device = new HostDevice();
        DeviceBuffer buffer = device.allocate(4096, "test")) {
      DevicePlanDesign design = design(device, Route.AUTO);
      refused("workspace: expected a 256-byte", () -> design.create(buffer.address() + 8));
      refused("workspace: expected a 256-byte", () -> design.create(0));
      refused(
          "batch: expected at least 1, got 0",
          () -> DevicePlanDesign.of(device, problem, parameters, Precision.SINGLE, 0, Route.AUTO));
      Problem prime = Problem.of(Shape.of(11, 10)).build();
      refused(
          "route: not fused, extent 11",
          () -> DevicePlanDesign.of(device, prime, parameters, Precision.SINGLE, 1, Route.FUSED));
      DevicePlan plan = design.create();
      try (DeviceStream stream = device.newStream()) {
        refused("slices: expected 1 to 3, got 4", () -> plan.run(stream, 0, 0, 4));
        refused("slices: expected 1 to 3, got 0", () -> plan.record(0));
        refused(
            "maps: the problem has maps of its own",
            () -> plan.maps(stream, buffer.address(), 3, false));
        plan.close();
        plan.close();
        assertThrows(IllegalStateException.class, () -> plan.run(stream, 0, 0, 1));
        assertThrows(IllegalStateException.class, plan::statusAddress);
      }
    }
  }

  private static void refused(String message, Runnable action) {
    Exception e = assertThrows(IllegalArgumentException.class, action::run);
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }
}
