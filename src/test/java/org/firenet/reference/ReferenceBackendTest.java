package org.firenet.reference;

import org.firenet.network.Backend;
import org.firenet.network.BackendContractTest;
import org.firenet.network.PlanOptions;

class ReferenceBackendTest extends BackendContractTest {
  /** Two double-precision programs that add in different orders. */
  private static final double TOLERANCE = 1e-10;

  @Override
  protected Backend backend() {
    return new ReferenceBackend();
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
