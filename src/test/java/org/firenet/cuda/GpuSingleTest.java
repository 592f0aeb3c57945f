package org.firenet.cuda;

import org.firenet.array.Precision;

class GpuSingleTest extends GpuContractTest {
  GpuSingleTest() {
    super(Route.AUTO, Precision.SINGLE);
  }
}
