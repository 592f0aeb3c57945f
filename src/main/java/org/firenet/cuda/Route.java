package org.firenet.cuda;

/** Which kernels solve a problem. */
public enum Route {
  /** Fused where possible, else generic. */
  AUTO,
  /** The fused kernels: two axes, Fourier, extents 2^a 3^b 5^c 7^d up to 1024. */
  FUSED,
  /** Library transforms and kernels for any size, sampling and number of axes. */
  GENERIC
}
