package org.firenet.cuda;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostDevices;
import org.firenet.network.Backend;
import org.firenet.network.DerivativeContractTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of derivatives, kernels on the host, one device for the whole class. */
class CudaDerivativeTest extends DerivativeContractTest {
  /**
   * Fourier in one to three axes, Walsh, matrices; with and without coils, weights, levels and
   * padding; every rule of shifts. The smaller ones: a thread of a kernel costs on the host.
   */
  private static final int[] SEEDS = {3, 5, 7, 12, 14, 24, 26, 30, 32, 33, 38, 39, 43};

  private static HostDevice device;

  static IntStream seeds() {
    return Arrays.stream(SEEDS);
  }

  @BeforeAll
  static void open() {
    HostDevices.assumeAvailable();
    device = new HostDevice();
  }

  @AfterAll
  static void close() {
    if (device != null) {
      device.close();
      device = null;
    }
  }

  @Override
  protected Backend backend() {
    return new CudaBackend("cuda", HostProvider.of(device), Route.AUTO);
  }
}
