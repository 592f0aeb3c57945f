package org.firenet.cpu;

import org.firenet.array.Precision;
import org.firenet.network.Backend;
import org.firenet.network.BackendContractTest;
import org.firenet.network.PlanOptions;

class CpuDoubleBackendTest extends BackendContractTest {
  /** Two double-precision programs that add in different orders. */
  private static final double TOLERANCE = 1e-10;

  @Override
  protected Backend backend() {
    return new CpuBackend();
  }

  @Override
  protected PlanOptions options() {
    return PlanOptions.defaults().withPrecision(Precision.DOUBLE);
  }

  @Override
  protected double tolerance() {
    return TOLERANCE;
  }
}
