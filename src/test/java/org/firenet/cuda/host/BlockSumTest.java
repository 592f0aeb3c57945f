package org.firenet.cuda.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.LaunchShape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Sums over a block and the scale of the dual variable, of {@code firenet.cuh}, for all block
 * sizes.
 */
class BlockSumTest {
  private static final long SEED = 20261102;
  private static final int MOST_THREADS = 1024;
  // A sum of a thousand doubles in another order.
  private static final double TOLERANCE = 1e-13;

  private final Random random = new Random(SEED);
  private EmulationKernels kernels;

  @BeforeEach
  void open() {
    HostDevices.assumeAvailable();
    kernels = new EmulationKernels(HostOptions.standard().withSeed(SEED));
  }

  @AfterEach
  void close() {
    if (kernels != null) {
      kernels.close();
    }
  }

  private double[] values(int count) {
    return random.doubles(count).toArray();
  }

  @Test
  void everyThreadGetsTheSum() {
    double[] values = values(MOST_THREADS);
    double expected = 0;
    try (DeviceBuffer in = kernels.doubles(values)) {
      for (int threads = 1; threads <= MOST_THREADS; threads++) {
        expected += 3 * values[threads - 1];
        assertSum(in, LaunchShape.of(1, threads), threads, expected);
      }
    }
  }

  @Test
  void blocksOfTwoDimensionsSumTheSame() {
    double[] values = values(MOST_THREADS);
    int[][] sizes = {{1, 7}, {3, 5}, {32, 3}, {33, 31}, {16, 64}, {1, 1024}};
    try (DeviceBuffer in = kernels.doubles(values)) {
      for (int[] size : sizes) {
        int threads = size[0] * size[1];
        double expected = 0;
        for (int i = 0; i < threads; i++) {
          expected += 3 * values[i];
        }
        assertSum(in, new LaunchShape(1, 1, 1, size[0], size[1], 0), threads, expected);
      }
    }
  }

  private void assertSum(DeviceBuffer in, LaunchShape shape, int threads, double expected) {
    try (DeviceBuffer out = kernels.take((long) threads * Double.BYTES)) {
      KernelArguments arguments = new KernelArguments();
      kernels.launch("sums", shape, arguments.address(in.address()).address(out.address()));
      double[] sums = kernels.doubles(out);
      assertEquals(expected, sums[0], TOLERANCE * expected, () -> shape.toString());
      for (double sum : sums) {
        assertEquals(sums[0], sum, () -> shape.toString());
      }
    }
  }

  @Test
  void theScaleIsThatOfTheProjectionOnTheUnitBall() {
    double[] partial = values(300);
    for (int threads : new int[] {1, 2, 31, 32, 33, 64, 100, 256, 1000, MOST_THREADS}) {
      for (int count : new int[] {0, 1, 2, 32, 299, 300}) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
          sum += partial[i];
        }
        try (DeviceBuffer in = kernels.doubles(partial)) {
          assertScale(Math.min(1, 1 / Math.sqrt(sum)), threads, in.address(), count);
        }
      }
    }
  }

  @Test
  void withoutSumsTheScaleIsZero() {
    assertScale(0, 65, 0, 0);
  }

  private void assertScale(double expected, int threads, long partial, int count) {
    try (DeviceBuffer out = kernels.take((long) threads * Double.BYTES)) {
      KernelArguments arguments = new KernelArguments().address(partial).integer(count);
      kernels.launch("scales", LaunchShape.of(1, threads), arguments.address(out.address()));
      for (double scale : kernels.doubles(out)) {
        assertEquals(expected, scale, TOLERANCE, threads + " threads, " + count + " sums");
      }
    }
  }
}
