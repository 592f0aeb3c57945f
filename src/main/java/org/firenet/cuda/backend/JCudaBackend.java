package org.firenet.cuda.backend;

import org.firenet.cuda.CudaBackend;
import org.firenet.cuda.Route;
import org.firenet.cuda.jcuda.JCudaDevices;

/** The GPUs of this machine, by the fastest kernels that fit a problem. */
public final class JCudaBackend extends CudaBackend {
  /** For the service loader; looks at nothing yet. */
  public JCudaBackend() {
    super("cuda", JCudaDevices.instance(), Route.AUTO);
  }
}
