package org.firenet.cuda;

import org.firenet.array.Precision;

class GpuGenericDoubleTest extends GpuContractTest {
  GpuGenericDoubleTest() {
    super(Route.GENERIC, Precision.DOUBLE);
  }
}
