package org.firenet.benchmarks.gpu;

import jcuda.driver.CUresult;

/** Statuses of the driver in code that calls it directly. */
final class DriverStatus {
  private DriverStatus() {}

  /** Throws unless the call succeeded. */
  static void check(String call, int status) {
    if (status != CUresult.CUDA_SUCCESS) {
      throw new IllegalStateException(call + ": " + CUresult.stringFor(status));
    }
  }
}
