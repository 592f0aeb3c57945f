package org.firenet.cpu;

import org.firenet.network.Backend;
import org.firenet.network.DerivativeContractTest;

class CpuDerivativeTest extends DerivativeContractTest {
  @Override
  protected Backend backend() {
    return new CpuBackend();
  }
}
