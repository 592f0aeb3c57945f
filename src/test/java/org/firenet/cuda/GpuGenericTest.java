package org.firenet.cuda;

import org.firenet.array.Precision;

class GpuGenericTest extends GpuContractTest {
  GpuGenericTest() {
    super(Route.GENERIC, Precision.SINGLE);
  }
}
