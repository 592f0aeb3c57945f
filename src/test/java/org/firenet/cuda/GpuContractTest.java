package org.firenet.cuda;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.Optional;
import org.firenet.array.Precision;
import org.firenet.cuda.jcuda.JCudaDevices;
import org.firenet.network.Backend;
import org.firenet.network.BackendContractTest;
import org.firenet.network.PlanOptions;
import org.junit.jupiter.api.BeforeAll;

/**
 * The contract of backends on the GPUs of this machine; skipped with the reason where there is
 * none, unless {@code -Dfirenet.require=cuda}.
 */
abstract class GpuContractTest extends BackendContractTest {
  private final Route route;
  private final Precision precision;

  GpuContractTest(Route route, Precision precision) {
    this.route = route;
    this.precision = precision;
  }

  @BeforeAll
  static void requireGpu() {
    Optional<String> reason = JCudaDevices.instance().unavailable();
    if (reason.isPresent()) {
      if (System.getProperty("firenet.require", "").equals("cuda")) {
        fail(reason.get());
      }
      abort(reason.get());
    }
  }

  @Override
  protected Backend backend() {
    return new CudaBackend("cuda", JCudaDevices.instance(), route);
  }

  @Override
  protected PlanOptions options() {
    return PlanOptions.defaults().withPrecision(precision);
  }

  @Override
  protected double tolerance() {
    return precision == Precision.SINGLE
        ? CudaContractTest.SINGLE_TOLERANCE
        : CudaContractTest.DOUBLE_TOLERANCE;
  }
}
