/**
 * The network on GPUs: the same layers as {@code org.firenet.reference}, as kernels. Knows devices
 * only by {@code org.firenet.cuda.device}.
 */
package org.firenet.cuda;
