package org.firenet.cuda;

import org.firenet.array.Precision;
import org.firenet.cuda.host.HostDevice;
import org.firenet.cuda.host.HostDevices;
import org.firenet.network.Backend;
import org.firenet.network.BackendContractTest;
import org.firenet.network.PlanOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of backends, kernels on the host, one device for a whole class. */
abstract class CudaContractTest extends BackendContractTest {
  /** Single precision: 2^-24 a rounding, over some hundred dependent operations. */
  static final double SINGLE_TOLERANCE = 2e-5;

  /** Double precision: 2^-53 a rounding, over some hundred dependent operations. */
  static final double DOUBLE_TOLERANCE = 1e-10;

  private static HostDevice device;

  private final Route route;
  private final Precision precision;

  CudaContractTest(Route route, Precision precision) {
    this.route = route;
    this.precision = precision;
  }

  @BeforeAll
  static void open() {
    HostDevices.assumeAvailable();
    device = new HostDevice();
  }

  @AfterAll
  static void close() {
    if (device != null) {
      device.close();
      device = null;
    }
  }

  @Override
  protected Backend backend() {
    return new CudaBackend("cuda", HostProvider.of(device), route);
  }

  @Override
  protected PlanOptions options() {
    return PlanOptions.defaults().withPrecision(precision);
  }

  @Override
  protected double tolerance() {
    return precision == Precision.SINGLE ? SINGLE_TOLERANCE : DOUBLE_TOLERANCE;
  }
}
