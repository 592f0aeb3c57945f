package org.firenet.reference;

import org.firenet.network.Backend;
import org.firenet.network.DerivativeContractTest;

class ReferenceDerivativeTest extends DerivativeContractTest {
  @Override
  protected Backend backend() {
    return new ReferenceBackend();
  }
}
