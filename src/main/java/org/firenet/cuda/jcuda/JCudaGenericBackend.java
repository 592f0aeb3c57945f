package org.firenet.cuda.jcuda;

import org.firenet.cuda.CudaBackend;
import org.firenet.cuda.Route;

/**
 * The GPUs of this machine, by library transforms and kernels for any size: what the fused kernels
 * are checked and measured against.
 */
public final class JCudaGenericBackend extends CudaBackend {
  /** For the service loader; looks at nothing yet. */
  public JCudaGenericBackend() {
    super("cuda-generic", JCudaDevices.instance(), Route.GENERIC);
  }
}
