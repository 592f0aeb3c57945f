package org.firenet.cuda.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.LaunchShape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shuffles and ballots, against their definition. */
class WarpOperationsTest {
  private static final int KINDS = 6;
  private static final int ABSENT = -1;

  @BeforeEach
  void check() {
    HostDevices.assumeAvailable();
  }

  @ParameterizedTest
  @CsvSource({
    "32, 32, 0",
    "32, 8, 1",
    "64, 32, 2",
    "64, 16, 0",
    "33, 32, 3",
    "100, 4, 4",
    "1024, 2, 5",
    "5, 8, 0",
    "1, 32, 0"
  })
  void shufflesTakeFromTheRightLane(int threads, int width, long seed) {
    try (EmulationKernels kernels = new EmulationKernels(HostOptions.standard().withSeed(seed));
        DeviceBuffer out = kernels.take((long) KINDS * threads * Integer.BYTES)) {
      KernelArguments arguments = new KernelArguments().address(out.address()).integer(width);
      kernels.launch("shuffles", LaunchShape.of(1, threads), arguments);
      int[] got = kernels.integers(out);
      for (int i = 0; i < threads; i++) {
        int warp = i / 32 * 32;
        int lane = i - warp;
        int here = Math.min(32, threads - warp);
        int first = lane / width * width;
        int last = first + width - 1;
        String where = "thread " + i + " of " + threads + ", width " + width;
        int fixed = first + 3 % width;
        assertEquals(value(warp, fixed, here), got[i], where);
        int up = lane - 2 < first ? lane : lane - 2;
        assertEquals(value(warp, up, here), got[threads + i], where);
        int down = lane + 2 > last ? lane : lane + 2;
        assertEquals(value(warp, down, here), got[2 * threads + i], where);
        assertEquals(value(warp, lane ^ 1, here), got[3 * threads + i], where);
        assertEquals(everyThird(here), got[4 * threads + i], where);
        assertEquals((here > 5 ? 1 : 0) + 2, got[5 * threads + i], where);
      }
    }
  }

  private static int value(int warp, int lane, int here) {
    return lane < here ? warp + lane : ABSENT;
  }

  private static int everyThird(int here) {
    int ballot = 0;
    for (int lane = 0; lane < here; lane += 3) {
      ballot |= 1 << lane;
    }
    return ballot;
  }

  @Test
  void allTypesKeepTheirValues() {
    try (EmulationKernels kernels = new EmulationKernels();
        DeviceBuffer out = kernels.take(5 * 32 * Double.BYTES)) {
      kernels.launch(
          "shuffled_types", LaunchShape.of(1, 32), new KernelArguments().address(out.address()));
      double[] got = kernels.doubles(out);
      for (int i = 0; i < 32; i++) {
        int other = i ^ 1;
        assertEquals(-other, got[5 * i]);
        assertEquals(4e9 + other, got[5 * i + 1]);
        assertEquals(other + 0.5, got[5 * i + 2]);
        assertEquals(other + 0.1, got[5 * i + 3]);
        assertEquals(other + 0x1p40, got[5 * i + 4]);
      }
    }
  }

  @Test
  void partsOfAWarpMeetOnTheirOwn() {
    int[] expected = new int[32];
    for (int i = 0; i < 32; i++) {
      // Lane 3 is not in the mask of the upper half: there is nothing to take.
      expected[i] = i < 16 ? 15 : 1600 + ABSENT;
    }
    for (long seed = 0; seed < 4; seed++) {
      try (EmulationKernels kernels = new EmulationKernels(HostOptions.standard().withSeed(seed));
          DeviceBuffer out = kernels.take(32 * Integer.BYTES)) {
        kernels.launch(
            "half_warps", LaunchShape.of(1, 32), new KernelArguments().address(out.address()));
        assertArrayEquals(expected, kernels.integers(out));
      }
    }
  }
}
