package org.firenet.cpu;

import org.firenet.network.Backend;
import org.firenet.network.BackendContractTest;
import org.firenet.network.PlanOptions;

class CpuBackendTest extends BackendContractTest {
  /** Single precision: 2^-24 a rounding, over some hundred dependent operations. */
  private static final double TOLERANCE = 2e-5;

  @Override
  protected Backend backend() {
    return new CpuBackend();
  }

  @Override
  protected PlanOptions options() {
    return PlanOptions.defaults();
  }

  @Override
  protected double tolerance() {
    return TOLERANCE;
  }
}
