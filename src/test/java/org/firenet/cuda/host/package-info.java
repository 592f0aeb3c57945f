/**
 * A device without a GPU: runs the sources of the kernels, compiled by the host's C++ compiler,
 * with {@code native/host} in the place of CUDA. Stricter than a GPU wherever that finds mistakes.
 */
package org.firenet.cuda.host;
