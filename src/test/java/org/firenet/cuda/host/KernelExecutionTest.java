package org.firenet.cuda.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.firenet.cuda.device.DeviceBuffer;
import org.firenet.cuda.device.DeviceException;
import org.firenet.cuda.device.KernelArguments;
import org.firenet.cuda.device.LaunchShape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks, threads, shared memory and parameters of kernels that run on the host. */
class KernelExecutionTest {
  private static final int INDICES = 10;

  private EmulationKernels kernels;

  @BeforeEach
  void open() {
    HostDevices.assumeAvailable();
    kernels = new EmulationKernels();
  }

  @AfterEach
  void close() {
    if (kernels != null) {
      kernels.close();
    }
  }

  @Test
  void everyThreadOfEveryBlockRunsOnce() {
    LaunchShape shape = new LaunchShape(3, 4, 5, 6, 7, 0);
    int threads = 3 * 4 * 5 * 6 * 7;
    try (DeviceBuffer out = kernels.take((long) INDICES * threads * Integer.BYTES)) {
      kernels.launch("indices", shape, new KernelArguments().address(out.address()));
      int[] seen = kernels.integers(out);
      for (int i = 0; i < threads; i++) {
        int block = i / 42;
        int thread = i % 42;
        int[] expected = {
          block % 3, block / 3 % 4, block / 12, thread % 6, thread / 6, 6, 7, 3, 4, 5
        };
        int[] mine = Arrays.copyOfRange(seen, INDICES * i, INDICES * (i + 1));
        assertArrayEquals(expected, mine, "thread " + i);
      }
    }
  }

  @Test
  void parametersOfAllTypesArriveInTheirPlaces() {
    try (DeviceBuffer g = kernels.doubles(77.5);
        DeviceBuffer out = kernels.take(8 * Double.BYTES)) {
      KernelArguments arguments =
          new KernelArguments()
              .integer(-1)
              .real(2.25)
              .integer(3)
              .integer(-4)
              .integer64(1L << 40)
              .integer(6)
              .address(g.address())
              .integer(8)
              .address(out.address());
      kernels.launch("parameters", LaunchShape.of(1, 1), arguments);
      double[] expected = {-1, 2.25, 3, -4, 0x1p40, 6, 77.5, 8};
      assertArrayEquals(expected, kernels.doubles(out));
    }
  }

  @Test
  void aWrongNumberOfParametersIsAnError() {
    kernels.launch("no_parameters", LaunchShape.of(2, 2), new KernelArguments());
    KernelArguments one = new KernelArguments().integer(1);
    LaunchShape shape = LaunchShape.of(1, 1);
    DeviceException e =
        assertThrows(DeviceException.class, () -> kernels.launch("no_parameters", shape, one));
    assertTrue(e.getMessage().contains("expected 0 bytes of parameters (), got 4"), e.getMessage());
    e = assertThrows(DeviceException.class, () -> kernels.launch("parameters", shape, one));
    assertTrue(e.getMessage().contains("expected 64 bytes of parameters (idiilipip), got 4"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 31, 32, 33, 100, 512, 1023, 1024})
  void barriersLetValuesThrough(int threads) {
    int blocks = 5;
    float[] expected = new float[blocks * threads];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = i / threads * threads + threads - 1 - i % threads;
    }
    try (DeviceBuffer values = kernels.ascending(blocks * threads)) {
      LaunchShape shape = new LaunchShape(blocks, 1, 1, threads, 1, threads * Float.BYTES);
      KernelArguments arguments = new KernelArguments().address(values.address()).integer(1);
      kernels.launch("reverse", shape, arguments);
      assertArrayEquals(expected, kernels.floats(values));
    }
    try (DeviceBuffer values = kernels.ascending(blocks * threads)) {
      KernelArguments arguments = new KernelArguments().address(values.address()).integer(3);
      kernels.launch("reverse_static", LaunchShape.of(blocks, threads), arguments);
      assertArrayEquals(expected, kernels.floats(values));
    }
  }

  @Test
  void unwrittenSharedMemoryIsNotANumberInEveryBlock() {
    int blocks = 50;
    try (DeviceBuffer out = kernels.take(2L * blocks * Double.BYTES)) {
      kernels.launch(
          "unwritten",
          new LaunchShape(blocks, 1, 1, 1, 1, 16),
          new KernelArguments().address(out.address()));
      for (double value : kernels.doubles(out)) {
        assertTrue(Double.isNaN(value), "got " + value);
      }
    }
  }

  @Test
  void atomicsCountEveryThread() {
    int blocks = 40;
    int threads = 100;
    try (DeviceBuffer out = kernels.take(48)) {
      kernels.stream().clear(out.address(), out.bytes());
      KernelArguments arguments = new KernelArguments();
      long at = out.address();
      arguments.address(at).address(at + 4).address(at + 8).address(at + 16);
      arguments.address(at + 24).address(at + 32);
      kernels.launch("atomics", LaunchShape.of(blocks, threads), arguments);
      ByteBuffer bytes = kernels.read(out);
      int all = blocks * threads;
      assertEquals(all, bytes.getInt(0));
      assertEquals(2 * all, bytes.getInt(4));
      assertEquals(3L * all, bytes.getLong(8));
      assertEquals(0.5f * all, bytes.getFloat(16));
      assertEquals(0.25 * all, bytes.getDouble(24));
      assertEquals(all - 1, bytes.getInt(32));
    }
  }

  @Test
  void theLastBlockSeesWhatAllOthersWrote() {
    int blocks = 64;
    try (DeviceBuffer partial = kernels.take((long) blocks * Double.BYTES);
        DeviceBuffer counter = kernels.take(Integer.BYTES);
        DeviceBuffer sum = kernels.take(Double.BYTES)) {
      kernels.stream().clear(counter.address(), counter.bytes());
      KernelArguments arguments = new KernelArguments();
      arguments.address(partial.address()).address(counter.address()).address(sum.address());
      kernels.launch("last_block", LaunchShape.of(blocks, 48), arguments);
      assertEquals(blocks * 48 * 49 / 2.0, kernels.doubles(sum)[0]);
    }
  }

  @Test
  void mathematicsOfCuda() {
    double[] expected = {
      Math.sqrt(0.5),
      Math.sqrt(0.5),
      1,
      0,
      -1,
      0,
      0.5,
      0.5,
      8,
      64,
      4,
      31,
      32,
      2,
      2.5,
      10,
      0.1f,
      0x3f800000,
      0,
      16,
      16,
      2,
      1
    };
    try (DeviceBuffer out = kernels.doubles(new double[expected.length])) {
      kernels.launch(
          "mathematics", LaunchShape.of(1, 1), new KernelArguments().address(out.address()));
      assertArrayEquals(expected, kernels.doubles(out), 1e-15);
    }
  }
}
