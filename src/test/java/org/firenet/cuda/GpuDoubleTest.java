package org.firenet.cuda;

import org.firenet.array.Precision;

class GpuDoubleTest extends GpuContractTest {
  GpuDoubleTest() {
    super(Route.AUTO, Precision.DOUBLE);
  }
}
