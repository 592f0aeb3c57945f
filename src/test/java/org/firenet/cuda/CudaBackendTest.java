package org.firenet.cuda;

import org.firenet.array.Precision;

class CudaBackendTest extends CudaContractTest {
  CudaBackendTest() {
    super(Route.AUTO, Precision.SINGLE);
  }
}
