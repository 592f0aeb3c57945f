/**
 * GPUs through JCuda: the CUDA driver, cuFFT, cuBLAS and NVRTC of the host, whichever version it
 * has. The only package that knows {@code jcuda}, and it touches it only where there is a driver.
 */
package org.firenet.cuda.jcuda;
