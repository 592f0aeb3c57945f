package org.firenet.cuda.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.LaunchShape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes in kernels are reported, or show. */
class KernelMistakesTest {
  private static final int SEEDS = 5;

  @BeforeEach
  void check() {
    HostDevices.assumeAvailable();
  }

  private static String failure(
      EmulationKernels kernels, String name, LaunchShape shape, KernelArguments arguments) {
    return assertThrows(DeviceException.class, () -> kernels.launch(name, shape, arguments), name)
        .getMessage();
  }

  private static void assertContains(String expected, String text) {
    assertTrue(text.contains(expected), () -> "expected '" + expected + "' in: " + text);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2})
  void aBarrierThatOthersHaveLeftBehindIsReported(long seed) {
    try (EmulationKernels kernels = new EmulationKernels(HostOptions.standard().withSeed(seed))) {
      LaunchShape shape = LaunchShape.of(3, 48);
      String message = failure(kernels, "some_return", shape, new KernelArguments().integer(16));
      assertContains("kernel some_return, block (", message);
      assertContains("threads that can not meet: 32 at the barrier emulation.cu:", message);
      assertContains(", 16 returned", message);
      // The device goes on.
      kernels.launch("some_return", shape, new KernelArguments().integer(0));
      kernels.launch("some_return", shape, new KernelArguments().integer(48));
    }
  }

  @Test
  void differentBarriersAreReported() {
    try (EmulationKernels kernels = new EmulationKernels()) {
      KernelArguments arguments = new KernelArguments().integer(16);
      String message = failure(kernels, "two_barriers", LaunchShape.of(1, 48), arguments);
      assertContains("16 at the barrier emulation.cu:", message);
      assertContains("32 at the barrier emulation.cu:", message);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 32, '31 at the warp operation emulation.cu:'",
    "1, 32, '1 at the barrier emulation.cu:'",
    "2, 32, 'lane 7 calls it and is not in the mask'",
    "3, 31, 'the warp has only 31 lanes'"
  })
  void aWarpOperationThatNotAllLanesReachIsReported(int kind, int threads, String expected) {
    try (EmulationKernels kernels = new EmulationKernels();
        DeviceBuffer out = kernels.take(32 * Integer.BYTES)) {
      KernelArguments arguments = new KernelArguments().integer(kind).address(out.address());
      LaunchShape shape = LaunchShape.of(1, threads);
      assertContains(expected, failure(kernels, "wrong_shuffle", shape, arguments));
    }
  }

  @Test
  void aMissingBarrierShows() {
    int threads = 64;
    float[] right = new float[threads];
    for (int i = 0; i < threads; i++) {
      right[i] = threads - 1 - i;
    }
    for (long seed = 1; seed <= SEEDS; seed++) {
      assertArrayEquals(right, reversed(seed, threads, true), "seed " + seed);
      assertFalse(Arrays.equals(right, reversed(seed, threads, false)), "seed " + seed);
    }
  }

  private static float[] reversed(long seed, int threads, boolean barrier) {
    try (EmulationKernels kernels = new EmulationKernels(HostOptions.standard().withSeed(seed));
        DeviceBuffer values = kernels.ascending(threads)) {
      LaunchShape shape = new LaunchShape(1, 1, 1, threads, 1, threads * Float.BYTES);
      KernelArguments arguments = new KernelArguments().address(values.address());
      kernels.launch("reverse", shape, arguments.integer(barrier ? 1 : 0));
      return kernels.floats(values);
    }
  }

  @Test
  void aMissingWarpBarrierShows() {
    int[] right = new int[64];
    Arrays.setAll(right, i -> i ^ 1);
    for (long seed = 1; seed <= SEEDS; seed++) {
      assertArrayEquals(right, neighbours(seed, true), "seed " + seed);
      assertFalse(Arrays.equals(right, neighbours(seed, false)), "seed " + seed);
    }
  }

  private static int[] neighbours(long seed, boolean synchronize) {
    try (EmulationKernels kernels = new EmulationKernels(HostOptions.standard().withSeed(seed));
        DeviceBuffer out = kernels.take(64 * Integer.BYTES)) {
      KernelArguments arguments = new KernelArguments().address(out.address());
      arguments.integer(synchronize ? 1 : 0);
      kernels.launch("neighbours", LaunchShape.of(1, 64), arguments);
      return kernels.integers(out);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 101, 110})
  void writingOutsideSharedMemoryIsReported(long offset) {
    try (EmulationKernels kernels = new EmulationKernels()) {
      LaunchShape shape = new LaunchShape(1, 1, 1, 1, 1, 101);
      KernelArguments arguments = new KernelArguments().integer64(offset).integer(0).address(0);
      assertContains(
          "kernel shared_overrun, block (0, 0, 0): wrote outside its 101 bytes",
          failure(kernels, "shared_overrun", shape, arguments));
      kernels.launch(
          "shared_overrun", shape, arguments.clear().integer64(100).integer(0).address(0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 'written before the start of test (100 bytes)'",
    "-256, 'written before the start of test (100 bytes)'",
    "100, 'written 0 bytes after the end of test (100 bytes)'",
    "355, 'written 255 bytes after the end of test (100 bytes)'"
  })
  void writingOutsideDeviceMemoryIsReportedWhenItIsFreed(long offset, String expected) {
    try (EmulationKernels kernels = new EmulationKernels()) {
      DeviceBuffer memory = kernels.take(100);
      store(kernels, memory.address(), offset);
      assertContains(expected, assertThrows(DeviceException.class, memory::close).getMessage());
      memory.close();
    }
  }

  @Test
  void writingToGuardedMemoryIsReportedWhenItIsFreed() {
    try (EmulationKernels kernels = new EmulationKernels()) {
      DeviceBuffer untouched = kernels.take(1000);
      DeviceBuffer memory = kernels.take(1000);
      kernels.device().guard(untouched.address() + 300, 100);
      kernels.device().guard(memory.address() + 300, 100);
      assertThrows(DeviceException.class, () -> kernels.device().guard(memory.address() + 950, 51));
      store(kernels, memory.address(), 299);
      store(kernels, memory.address(), 399);
      assertContains(
          "guarded memory was written at byte 399 of test (1,000 bytes)",
          assertThrows(DeviceException.class, memory::close).getMessage());
      untouched.close();
    }
  }

  @Test
  void writingToFreedMemoryIsReportedWhenTheDeviceIsClosed() {
    EmulationKernels kernels = new EmulationKernels();
    try (DeviceBuffer memory = kernels.take(100)) {
      DeviceBuffer freed = kernels.take(100);
      long offset = freed.address() - memory.address();
      freed.close();
      store(kernels, memory.address(), offset + 50);
    }
    assertContains(
        "memory was written after it was freed: test (100 bytes)",
        assertThrows(DeviceException.class, kernels::close).getMessage());
  }

  private static void store(EmulationKernels kernels, long address, long offset) {
    KernelArguments arguments = new KernelArguments().address(address).integer64(offset);
    kernels.launch("store", LaunchShape.of(1, 1), arguments.integer(7));
  }

  @Test
  void pointersToNowhereAreReported() {
    try (EmulationKernels kernels = new EmulationKernels()) {
      DeviceBuffer memory = kernels.take(100);
      long address = memory.address();
      LaunchShape shape = LaunchShape.of(1, 1);
      KernelArguments beyond = new KernelArguments().address(address + 101);
      assertContains(
          "launch of store: parameter 0: 0x",
          failure(kernels, "store", shape, beyond.integer64(-101).integer(1)));
      memory.close();
      KernelArguments freed = new KernelArguments().address(address).integer64(0).integer(1);
      assertContains("freed memory, was test", failure(kernels, "store", shape, freed));
    }
  }
}
