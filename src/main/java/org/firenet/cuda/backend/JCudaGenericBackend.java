package org.firenet.cuda.backend;

import org.firenet.cuda.CudaBackend;
import org.firenet.cuda.Route;
import org.firenet.cuda.jcuda.JCudaDevices;

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
