package org.firenet.cuda.backend;

import org.firenet.cuda.CudaEspiritBackend;
import org.firenet.cuda.jcuda.JCudaDevices;

/** ESPIRiT on the GPUs of this machine. */
public final class JCudaEspiritBackend extends CudaEspiritBackend {
  /** For the service loader; looks at nothing yet. */
  public JCudaEspiritBackend() {
    super("cuda", JCudaDevices.instance());
  }
}
