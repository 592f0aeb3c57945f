package org.firenet.cuda;

import org.firenet.array.Precision;

class CudaDoubleBackendTest extends CudaContractTest {
  CudaDoubleBackendTest() {
    super(Route.AUTO, Precision.DOUBLE);
  }
}
