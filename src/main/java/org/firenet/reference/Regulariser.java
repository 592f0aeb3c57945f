package org.firenet.reference;

/** The weighted ℓ¹ norm of a layer and its proximity operator. */
interface Regulariser {
  /**
   * {@code out = argmin_z t ‖z‖_{1,w} + ½ ‖z − v‖²}.
   *
   * @param block outer block, from 0
   * @param layer layer over all blocks, from 0
   * @param v interleaved. Not modified.
   * @param out interleaved. Modified.
   */
  void proximal(int block, int layer, double[] v, double t, double[] out);

  /** {@code ‖v‖_{1,w}} as this layer sees it. */
  double norm1(int block, int layer, double[] v);
}
