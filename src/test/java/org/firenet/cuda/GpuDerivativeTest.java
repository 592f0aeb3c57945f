package org.firenet.cuda;

import org.firenet.cuda.jcuda.JCudaDevices;
import org.firenet.network.Backend;
import org.firenet.network.DerivativeContractTest;
import org.junit.jupiter.api.BeforeAll;

/** The contract of derivatives on the GPUs of this machine. */
class GpuDerivativeTest extends DerivativeContractTest {
  @BeforeAll
  static void requireGpu() {
    GpuContractTest.requireGpu();
  }

  @Override
  protected Backend backend() {
    return new CudaBackend("cuda", JCudaDevices.instance(), Route.AUTO);
  }
}
