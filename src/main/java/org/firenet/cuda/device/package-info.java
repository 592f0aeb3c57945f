/**
 * A GPU as the plans see it: memory by address, streams, kernels, recordings, library transforms
 * and matrix products. {@code org.firenet.cuda.jcuda} implements it with JCuda; the tests implement
 * it on the host, where the same kernels run without a GPU.
 */
package org.firenet.cuda.device;
